package io.github.landlauncher.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The program that every attack runs, in a language that can connect to a port: dash, which is
 * /bin/sh on many machines, cannot. The first one can do the most.
 */
enum Payload {
    /** It comes with git on many systems; the payload needs no module of it. */
    PERL("perl", "payload.pl"),
    /** Where there is no perl; it cannot make every kind of socket, and the record says so. */
    BASH("bash", "payload.bash");

    private final String interpreter;
    private final String resource;

    Payload(String interpreter, String resource) {
        this.interpreter = interpreter;
        this.resource = resource;
    }

    /**
     * The first one whose interpreter is on this machine.
     *
     * @throws IOException if there is none
     */
    static Payload installed() throws IOException {
        for (Payload payload : values()) {
            if (payload.findInterpreter().isPresent()) {
                return payload;
            }
        }
        throw new IOException(
                "the demo's payloads need perl or bash, and there is neither of them in PATH");
    }

    private Optional<Path> findInterpreter() {
        return Programs.find(interpreter);
    }

    /**
     * The file of the interpreter.
     *
     * @throws IOException if it is not on this machine
     */
    Path interpreter() throws IOException {
        return Programs.require(interpreter);
    }

    /**
     * The program's text, to be made executable.
     *
     * @throws IOException if its interpreter is not on this machine
     */
    String text() throws IOException {
        return "#!" + interpreter() + "\n" + body();
    }

    private String body() {
        try (InputStream in = Payload.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

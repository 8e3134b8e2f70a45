package io.github.landlauncher;

import java.io.File;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@link SandboxedProcessBuilder#runAsync(Capture)} keeps of a program's output, and what the
 * program gets to read; an immutable value.
 *
 * {@snippet class="Snippets" region="capture"}
 *
 * <p>What a program writes beyond a limit is read and dropped, so that it goes on as if it had been
 * kept; {@link Completed} says so. Memory is taken as output comes, never more than the limits.
 *
 * <p>Without an input, the program's standard input is at its end from the start: it is /dev/null
 * unless a method of the builder has said something else. A program need not read its input, and may
 * write before it does.
 */
public final class Capture {

    private static final int DEFAULT_LIMIT = 1 << 20;

    static final Redirect NO_INPUT = Redirect.from(new File("/dev/null"));
    static final Capture DEFAULT = upTo(DEFAULT_LIMIT);

    private final int outputLimit;
    private final int errorLimit;
    /** Null if there are none. */
    private final byte[] bytes;
    /** Null if there is none. */
    private final Redirect file;

    private Capture(int outputLimit, int errorLimit, byte[] bytes, Redirect file) {
        this.outputLimit = outputLimit;
        this.errorLimit = errorLimit;
        this.bytes = bytes;
        this.file = file;
    }

    /**
     * Keeps the beginning of standard output and of standard error.
     *
     * @param limit how many bytes of each; 0 for none
     * @throws IllegalArgumentException if it is negative
     */
    public static Capture upTo(int limit) {
        return new Capture(checked(limit), limit, null, null);
    }

    /**
     * Keeps another number of bytes of standard error; 0 for none.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Capture errorUpTo(int limit) {
        return new Capture(outputLimit, checked(limit), bytes, file);
    }

    /** Lets the program read a copy of these bytes; replaces what an earlier call said. */
    public Capture input(byte[] bytes) {
        return new Capture(outputLimit, errorLimit, bytes.clone(), null);
    }

    /** Lets the program read this text in UTF-8; replaces what an earlier call said. */
    public Capture input(String text) {
        return new Capture(outputLimit, errorLimit, text.getBytes(StandardCharsets.UTF_8), null);
    }

    /**
     * Lets the program read this file, which may be of any kind and size; replaces what an earlier
     * call said. It is opened by this JVM at each start, outside the sandbox, as by {@link
     * ProcessBuilder#redirectInput(java.io.File)}: the policy does not apply to it.
     *
     * @throws UnsupportedOperationException if the path is not of the default file system
     */
    public Capture input(Path file) {
        return new Capture(outputLimit, errorLimit, null, Redirect.from(file.toFile()));
    }

    private static int checked(int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("a limit must not be negative: " + limit);
        }
        return limit;
    }

    /**
     * Where standard input comes from.
     *
     * @param choice what the builder was told, or empty if nothing
     */
    Redirect source(Optional<Redirect> choice) {
        if (bytes == null && file == null) {
            return choice.orElse(NO_INPUT);
        }
        // A pipe is what ProcessBuilder's users choose in order to write themselves.
        if (choice.isPresent() && choice.get() != Redirect.PIPE) {
            throw new IllegalStateException("both an input and redirectInput: " + choice.get());
        }
        return file != null ? file : Redirect.PIPE;
    }

    /** What to write if standard input is a pipe. */
    ByteBuffer toWrite() {
        return ByteBuffer.wrap(bytes == null ? new byte[0] : bytes);
    }

    Captured newOutput() {
        return new Captured(outputLimit);
    }

    Captured newError() {
        return new Captured(errorLimit);
    }
}

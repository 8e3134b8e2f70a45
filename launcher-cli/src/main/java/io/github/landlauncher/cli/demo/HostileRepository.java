package io.github.landlauncher.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A repository such as anyone could hand over as an archive: two branches with two files, and in
 * .git everything that makes git run the payload.
 */
final class HostileRepository {

    private static final String PAYLOAD = ".git/demo/payload";

    private final Git git;

    HostileRepository(Git git) {
        this.git = git;
    }

    /** Makes the repository, at first an honest one. */
    void create(Payload payload, Targets targets) throws IOException, InterruptedException {
        git.makeDirectories();
        git.require("init", "-q", "--template=");
        configure("user.name", "Demo");
        configure("user.email", "demo@example.com");
        // Nothing in the background, which could outlive the demo.
        configure("gc.auto", "0");
        configure("maintenance.auto", "false");
        write(".gitattributes", "*.txt diff=demo\n*.dat filter=demo\n");
        commit("first");
        git.require("checkout", "-q", "-b", "topic");
        commit("second");
        git.require("checkout", "-q", "-");
        plant(payload, targets);
    }

    private void commit(String text) throws IOException, InterruptedException {
        write("notes.txt", text + "\n");
        write("values.dat", text + "\n");
        git.require("add", ".");
        git.require("commit", "-q", "-m", text);
    }

    private void plant(Payload payload, Targets targets) throws IOException, InterruptedException {
        Files.createDirectories(git.repository().resolve(PAYLOAD).getParent());
        Files.createDirectories(git.repository().resolve(".git/hooks"));
        executable(PAYLOAD, payload.text());
        executable(".git/hooks/post-checkout",
                "#!/bin/sh\nexec " + PAYLOAD + " " + Attack.POST_CHECKOUT.id() + "\n");
        write(".git/demo/targets", targets.text());
        for (Attack attack : Attack.values()) {
            if (attack.configurationKey().isPresent()) {
                configure(attack.configurationKey().get(), PAYLOAD + " " + attack.id());
            }
        }
        configure("core.fsmonitorHookVersion", "2");
    }

    private void configure(String key, String value) throws IOException, InterruptedException {
        git.require("config", key, value);
    }

    private void executable(String name, String text) throws IOException {
        write(name, text);
        Files.setPosixFilePermissions(
                git.repository().resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(git.repository().resolve(name), text);
    }

    /** What the payloads recorded; nothing if none ran. */
    List<Trace> traces() throws IOException {
        Path file = git.repository().resolve(".git/demo/record");
        return Files.exists(file) ? Trace.parse(Files.readAllLines(file)) : List.of();
    }
}

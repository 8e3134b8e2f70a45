package io.github.landlauncher.it.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.Completed;
import io.github.landlauncher.Presets;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.it.Errno;
import io.github.landlauncher.it.programs.SystemProgram;
import io.github.landlauncher.learn.LearnedPolicy;
import io.github.landlauncher.learn.Learning;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where programs are learned from.
 *
 * <pre>
 *     top/
 *     |-- project/         the working directory
 *     |-- home/.ssh/id     HOME
 *     |-- tmp/             TMPDIR
 *     `-- sibling/file     somebody else's
 * </pre>
 */
final class Classroom {

    private static final String PROBE = System.getProperty("landlauncher.probe");

    private final Path top;

    Classroom(Path directory) throws IOException {
        top = directory.toRealPath().resolve("top");
        for (String name : List.of("project", "home/.ssh", "tmp", "sibling")) {
            Files.createDirectories(top.resolve(name));
        }
        Files.writeString(top.resolve("home/.ssh/id"), "secret");
        Files.writeString(top.resolve("sibling/file"), "not yours");
    }

    Path project() {
        return top.resolve("project");
    }

    Path home() {
        return top.resolve("home");
    }

    /** A program in the project, with an environment of these directories. */
    SandboxedProcessBuilder builder(String... command) {
        SandboxedProcessBuilder builder = new SandboxedProcessBuilder(command).directory(project().toFile());
        builder.environment().clear();
        builder.environment().put("PATH", SystemProgram.PATH);
        builder.environment().put("HOME", home().toString());
        builder.environment().put("TMPDIR", top.resolve("tmp").toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder;
    }

    /** What bash does, freely. */
    void prepared(String script) throws IOException, InterruptedException {
        ProcessBuilder bash = new ProcessBuilder(SystemProgram.path("bash"), "-euc", script)
                .directory(project().toFile())
                .inheritIO();
        bash.environment().put("HOME", home().toString());
        assertThat(bash.start().waitFor()).as(script).isZero();
    }

    /** Learns from two runs, which must succeed, as must a third one under the policy. */
    LearnedPolicy learned(String... command) throws IOException, InterruptedException {
        Learning learning = Learning.allowingEverything(builder(command));
        for (int run = 0; run < 2; run++) {
            Completed completed = learning.run();
            assertThat(completed.exitValue()).as("%s", completed).isZero();
        }
        LearnedPolicy learned = learning.policy();
        assertThat(learned.notes()).noneMatch(note -> note.startsWith("not seen"));
        assertThat(learning.verify(learned))
                .as("%s%n%s", learned, learned.policy())
                .matches(verification -> verification.passed(), "passed");
        return learned;
    }

    /** That a policy denies the probe what only others do, which it can do freely. */
    void denies(LearnedPolicy learned) throws IOException, InterruptedException {
        SandboxPolicy policy = learned.policy().allow(Presets.baseSystem()).allowReadExecute(PROBE);
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            for (List<String> operation : List.of(
                    List.of("read", home().resolve(".ssh/id").toString()),
                    List.of("read", top.resolve("sibling/file").toString()),
                    List.of("write", top.resolve("sibling/file").toString()),
                    List.of("list", top.toString()),
                    List.of("create", top.resolve("outside").toString()),
                    List.of("create", home().resolve(".bashrc").toString()),
                    List.of("list", "/"),
                    List.of("connect-tcp", Integer.toString(server.getLocalPort())))) {
                assertThat(new ProcessBuilder(command(operation)).start().waitFor())
                        .as("%s, freely", operation)
                        .isZero();
                Files.deleteIfExists(top.resolve("outside"));
                Files.deleteIfExists(home().resolve(".bashrc"));
                assertThat(new SandboxedProcessBuilder(command(operation)).policy(policy).start().waitFor())
                        .as("%s, under %s", operation, policy)
                        .isEqualTo(Errno.EACCES.number());
            }
        }
    }

    private static List<String> command(List<String> operation) {
        List<String> command = new ArrayList<>(List.of(PROBE));
        command.addAll(operation);
        return command;
    }
}

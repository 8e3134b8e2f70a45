package io.github.landlauncher.it.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.Rules;
import io.github.landlauncher.it.Errno;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Operations of the probe that succeed without a sandbox and must fail with EACCES under presets, in
 * a {@link Workplace}. None of them changes anything that is not the test's.
 *
 * <pre>
 *     top/
 *     |-- work/
 *     |-- project/file          somebody else's
 *     `-- somebody/.ssh/id      a home
 * </pre>
 */
final class Denials {

    private static final String PROBE = System.getProperty("landlauncher.probe");

    private final Workplace place;
    private final List<List<String>> operations = new ArrayList<>();

    /**
     * Begins with what no preset allows: other files, other programs and other users. A rule for a port
     * has the containment's filter leave all ports to Landlock.
     */
    Denials(Path directory, Rules... presets) throws IOException {
        place = new Workplace(directory)
                .presets(presets)
                .prepared("mkdir -p ../project ../somebody/.ssh; echo | tee ../project/file ../somebody/.ssh/id")
                .allowing(policy -> policy.allowReadExecute(PROBE).allowConnectTcp(1));
        Path project = place.beside("project");
        and("read", place.beside("somebody/.ssh/id").toString());
        and("list", project.toString());
        and("write", project.resolve("file").toString());
        and("create", project.resolve("new").toString());
        and("read", "/etc/passwd");
        and("list", "/usr/bin");
        and("list", "/tmp");
        and("list", "/proc");
        and("exec", "/usr/bin/python3", "--version");
        and("exec", "/usr/bin/id");
        and("rename", "/usr/bin/id", "/usr/bin/id");
        if (Files.isReadable(Path.of("/etc/shadow"))) {
            and("read", "/etc/shadow");
        }
    }

    /** The same place with another policy. */
    Workplace place() {
        return place;
    }

    /** One more. */
    Denials and(String... operation) {
        operations.add(List.of(operation));
        return this;
    }

    /** Something in this directory, or this file itself, is renamed to what it is called already. */
    Denials changing(String path) {
        return and("rename", path, path);
    }

    /** Tries them all, and to connect to a port that somebody listens on. */
    void check() throws IOException, InterruptedException {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            and("connect-tcp", Integer.toString(server.getLocalPort()));
            for (List<String> operation : operations) {
                String[] command = command(operation);
                assertThat(place.free(command).exitValue()).as("%s, freely", operation).isZero();
                assertThat(place.contained(command).exitValue())
                        .as("%s, under the presets", operation)
                        .isEqualTo(Errno.EACCES.number());
            }
        }
    }

    private static String[] command(List<String> operation) {
        List<String> command = new ArrayList<>();
        command.add(PROBE);
        command.addAll(operation);
        return command.toArray(String[]::new);
    }
}

package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.landlauncher.SandboxStartException;
import io.github.landlauncher.SandboxedProcessBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where no private home can be made, nothing is started, nothing is left, and the reason is told. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
class PrivateHomeFailureIT {

    @TempDir private Path directory;

    /** What a start fails with, and what java.io.tmpdir has in it then. */
    static final class Failing implements Scenario<String> {
        @Override
        public String run(Way way) throws Exception {
            Path made = Path.of(System.getProperty("made"));
            SandboxedProcessBuilder builder =
                    new SandboxedProcessBuilder(Probe.command("create", made.toString()))
                            .policy(Way.POLICY)
                            .privateHome();
            SandboxStartException failure = Sandbox.startFailure(builder);
            assertThat(made).doesNotExist();
            assertThat(ProcessHandle.current().children()).isEmpty();
            return failure.step() + " " + failure.errno() + "\n" + failure.getMessage() + "\n" + left();
        }

        private static List<String> left() throws Exception {
            Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
            if (!Files.isDirectory(temporary)) {
                return List.of();
            }
            try (Stream<Path> left = Files.list(temporary)) {
                return left.map(path -> path.getFileName().toString()).toList();
            }
        }
    }

    /** Makes a home in the same place, which is the baseline. */
    static final class Succeeding implements Scenario<String> {
        @Override
        public String run(Way way) throws Exception {
            return Homes.output(Homes.shell("echo \"$HOME\""));
        }
    }

    @Test
    void a_full_file_system() throws Exception {
        assumeThat(Capabilities.canMakeNamespaces()).as("can make namespaces").isTrue();

        assertThat(in(mounted("size=64k", "true")).runSandboxed(Succeeding.class))
                .startsWith(directory.toString());
        assertFails(
                in(mounted("size=64k", "head -c 100000 /dev/zero > " + directory + "/fill")),
                "No space left on device",
                "[fill]");
    }

    @Test
    void a_file_system_without_free_inodes() throws Exception {
        assumeThat(Capabilities.canMakeNamespaces()).as("can make namespaces").isTrue();
        for (int inodes = 2; inodes <= 9; inodes++) { // at each step of making a home
            assertFails(in(mounted("nr_inodes=" + inodes, ": > " + directory + "/fill")),
                    "No space left on device", "[fill]");
        }
    }

    @Test
    void a_read_only_file_system() throws Exception {
        assumeThat(Capabilities.canMakeNamespaces()).as("can make namespaces").isTrue();

        assertFails(in(mounted("ro", "true")), "Read-only file system", "[]");
    }

    @Test
    void a_directory_that_the_user_may_not_write() throws Exception {
        Path unwritable = Files.createDirectory(directory.resolve("unwritable"));
        Files.setPosixFilePermissions(unwritable, PosixFilePermissions.fromString("r-xr-xr-x"));
        String[] ordinary = Capabilities.canAdministrate()
                ? new String[] {"setpriv", "--bounding-set", "-all", "--inh-caps", "-all"}
                : new String[0];

        assertFails(ChildJvm.by(ordinary), unwritable, "Permission denied", "[]");
    }

    @Test
    void a_directory_that_does_not_exist() throws Exception {
        assertFails(ChildJvm.by(), directory.resolve("missing"), "No such file or directory", "[]");
    }

    @Test
    void a_file_in_place_of_the_directory() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertFails(ChildJvm.by(), file, "Not a directory", "[]");
    }

    private void assertFails(ChildJvm jvm, String reason, String left) throws Exception {
        assertFails(jvm, directory, reason, left);
    }

    private void assertFails(ChildJvm jvm, Path temporary, String reason, String left)
            throws Exception {
        String failure = jvm.with("-Djava.io.tmpdir=" + temporary)
                .with("-Dmade=" + directory + "/made")
                .runSandboxed(Failing.class);

        List<String> lines = failure.lines().toList();
        assertThat(lines.get(0)).isEqualTo("PRIVATE_HOME 0");
        assertThat(lines.get(1))
                .startsWith("Cannot run program \"" + Probe.path() + "\": private home \"" + temporary + "/")
                .endsWith("\": " + reason);
        assertThat(lines.get(2))
                .startsWith("  It is made in java.io.tmpdir, ")
                .endsWith("-Djava.io.tmpdir=DIRECTORY.");
        assertThat(lines.get(3)).isEqualTo("  See docs/errors.md#private-home");
        assertThat(lines.get(4)).isEqualTo(left);
    }

    private ChildJvm in(ChildJvm jvm) {
        return jvm.with("-Djava.io.tmpdir=" + directory, "-Djna.tmpdir=/tmp");
    }

    /** A JVM for which the directory is a small file system. */
    private ChildJvm mounted(String options, String script) {
        String mount = "mount -t tmpfs -o " + options + " tmpfs " + directory;
        return ChildJvm.by("unshare", "--mount", "/bin/sh", "-c",
                mount + " && { " + script + " 2> /dev/null; exec \"$@\"; }", "sh");
    }
}

package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.landlauncher.SandboxStartException;
import io.github.landlauncher.StartStep;
import io.github.landlauncher.it.programs.RequiresProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the helper is run from: memory if possible, else a file without a name, else its place. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
class HelperImageIT {

    private static final String IN_MEMORY = "/memfd:landlock-exec (deleted)";

    @TempDir private Path directory;

    @Test
    void the_helper_is_run_from_memory() throws Exception {
        StartReport report = StartReport.from(new ProcessBuilder(start(jvm())));

        assertThat(report.exitValue()).isZero();
        assertThat(report.value("images")).isEqualTo(IN_MEMORY);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void where_memory_cannot_be_executed_it_is_run_from_a_file_that_is_unlinked() throws Exception {
        String denied = Integer.toString(Errno.EACCES.number());
        List<String> refusal = Probe.command("refuse-exec", "memfd_create-exec", denied);

        assertRunFromUnlinkedFile(prefixed(refusal, start(jvm())));
    }

    /** The setting belongs to the process id namespace, so this machine's stays as it is. */
    @Test
    void where_the_system_forbids_to_execute_memory_it_is_run_from_a_file_that_is_unlinked()
            throws Exception {
        assumeTrue(Capabilities.canMakeNamespaces(), "needs to be able to make namespaces");
        assumeTrue(Files.exists(Path.of("/proc/sys/vm/memfd_noexec")), "needs Linux 6.3");
        String forbid = "echo 2 >/proc/sys/vm/memfd_noexec && exec \"$@\"";
        List<String> command =
                prefixed(List.of("unshare", "--pid", "--fork", "--mount-proc"), shell(forbid));

        assertRunFromUnlinkedFile(prefixed(command, start(jvm())));
    }

    @Test
    @RequiresProgram("umount")
    void without_proc_the_helper_cannot_be_run_unless_it_is_installed() throws Exception {
        assumeTrue(Capabilities.canMakeNamespaces(), "needs to be able to make namespaces");
        Path installed = Files.write(directory.resolve("installed"), HelperFailureIT.helper());
        assertThat(installed.toFile().setExecutable(true)).isTrue();
        JavaCommand withInstalled = jvm().property("landlauncher.helper", installed.toString());

        StartReport refused = StartReport.from(withoutProc(start(jvm())));
        StartReport started = StartReport.from(withoutProc(start(withInstalled)));

        assertThat(refused.value("exception")).isEqualTo(SandboxStartException.class.getName());
        assertThat(refused.step()).isEqualTo(StartStep.HELPER);
        assertThat(refused.message())
                .contains("/proc is not mounted")
                .contains("-Dlandlauncher.helper=FILE")
                .endsWith("See docs/errors.md#helper");
        assertThat(started.exitValue()).isZero();
        assertThat(started.output()).isEqualTo("1\n");
    }

    /** Java finds its own libraries by /proc/self/exe, unless it is told where they are. */
    private static ProcessBuilder withoutProc(List<String> command) {
        List<String> unmount =
                prefixed(List.of("unshare", "--mount"), shell("umount -l /proc && exec \"$@\""));
        ProcessBuilder builder = new ProcessBuilder(prefixed(unmount, command));
        builder.environment().put("LD_LIBRARY_PATH", System.getProperty("java.home") + "/lib");
        return builder;
    }

    private void assertRunFromUnlinkedFile(List<String> command) throws Exception {
        StartReport report = StartReport.from(new ProcessBuilder(command));

        assertThat(report.started()).as(report.toString()).isTrue();
        assertThat(report.exitValue()).isZero();
        assertThat(report.output()).isEqualTo("1\n");
        assertThat(report.value("images"))
                .startsWith(directory.toRealPath() + "/landlock-exec")
                .endsWith(" (deleted)");
        assertThat(report.left()).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    private JavaCommand jvm() {
        return new JavaCommand()
                .property("java.io.tmpdir", directory.toString())
                .property(StartMain.ABI, Sandbox.abi().name());
    }

    private static List<String> start(JavaCommand jvm) {
        return jvm.command(StartMain.class, Probe.path().toString(), "nnp");
    }

    private static List<String> shell(String script) {
        return List.of("/bin/sh", "-c", script, "sh");
    }

    private static List<String> prefixed(List<String> prefix, List<String> command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return whole;
    }
}

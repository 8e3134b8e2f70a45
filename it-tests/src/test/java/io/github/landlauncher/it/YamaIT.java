package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.explain.DenialReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Yama lets this JVM see of the programs that it watches, under the setting that this kernel has
 * now; {@code kernels/run} has each of them, as root and as an ordinary user. Needs a kernel with Yama,
 * that is kernel.yama.ptrace_scope; no setting of it keeps a program from running.
 */
@KernelFacing
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class YamaIT {

    private static final Path SETTING = Path.of("/proc/sys/kernel/yama/ptrace_scope");

    private static String scope;
    private static Sight sight;

    private final Watched watched = new Watched();
    private Path file;

    /** What can be looked at. */
    private enum Sight {
        EVERYTHING,
        DESCENDANTS,
        NOTHING;

        /** What docs.kernel.org/admin-guide/LSM/Yama.html says. */
        static Sight of(String scope, boolean capable) {
            return switch (scope) {
                case "0" -> EVERYTHING;
                case "1" -> capable ? EVERYTHING : DESCENDANTS;
                case "2" -> capable ? EVERYTHING : NOTHING;
                default -> NOTHING;
            };
        }
    }

    @BeforeAll
    static void a_kernel_with_yama() throws Exception {
        assumeTrue(Files.exists(SETTING), "needs a kernel with Yama");
        assumeFalse(Guest.isCutDown(), "needs to be the only one who decides on system calls");
        scope = setting();
        sight = Sight.of(scope, Capabilities.canTrace());
    }

    /** Whether a process can be looked at that outlived its parent. */
    static boolean showsOrphans() throws IOException, InterruptedException {
        return Sight.of(setting(), Capabilities.canTrace()) == Sight.EVERYTHING;
    }

    private static String setting() throws IOException {
        return Files.exists(SETTING) ? Files.readString(SETTING).strip() : "0";
    }

    @BeforeEach
    void a_file(@TempDir Path directory) throws Exception {
        file = Files.writeString(directory.toRealPath().resolve("file"), "content");
    }

    /** The baseline: what yama denies is to look, by whatever program, and not to run. */
    @Test
    void a_watched_program_runs_as_it_would() throws Exception {
        assertThat(Sandbox.run(watched.probe(file, "read", file.toString()))).succeeds();
        assertThat(Sandbox.run(watched.probe(file, "read", file.resolveSibling("other").toString())))
                .failsWith(Errno.ENOENT);
        assertThat(Sandbox.run(watched.probe(file, "list", file.getParent().toString())))
                .failsWith(Errno.EACCES);
    }

    @Test
    void what_a_child_opens_is_told_or_that_it_is_not_seen() throws Exception {
        Sandbox.run(watched.probe(file, "open-many", file.toString(), "3"));

        assertThat(watched.opensOf(file)).isEqualTo(sight == Sight.NOTHING ? 0 : 3);
        if (sight == Sight.NOTHING) {
            saidOnce();
        } else {
            assertThat(watched.unseen).isEmpty();
        }
    }

    @Test
    void what_a_grandchild_opens_is_told_or_that_it_is_not_seen() throws Exception {
        assertThat(Sandbox.run(shell("\"$0\" read \"$1\"; exit $?"))).succeeds();

        assertThat(watched.opensOf(file)).isEqualTo(sight == Sight.NOTHING ? 0 : 1);
        assertThat(watched.unseen).hasSize(sight == Sight.NOTHING ? 1 : 0);
    }

    @Test
    void what_a_process_opens_that_outlived_the_program_is_told_or_that_it_is_not_seen() throws Exception {
        Path sign = file.resolveSibling("sign");
        Path output = file.resolveSibling("output");
        SandboxedProcess process = watched.probe(file, "leave-opener", file.toString(), sign.toString())
                .redirectOutput(output.toFile()).start();
        assertThat(process.waitFor()).isZero();

        Files.createFile(sign);

        await().until(() -> Files.readString(output).equals("0\n"));
        assertThat(watched.opensOf(file)).isEqualTo(sight == Sight.EVERYTHING ? 1 : 0);
        if (sight != Sight.EVERYTHING) {
            saidOnce();
        }
    }

    /** Below the guard of killSurvivors() who loses its parent still descends from this JVM. */
    @Test
    void with_a_guard_a_process_that_outlived_its_parent_is_as_near_as_a_child() throws Exception {
        Path sign = file.resolveSibling("sign");
        SandboxedProcess process =
                shell("\"$0\" leave-opener \"$1\" \"$2\"; read end", sign).killSurvivors().start();
        Files.createFile(sign);
        await().until(() -> process.getInputStream().available() > 0);
        process.getOutputStream().close();

        assertThat(process.waitFor()).isEqualTo(1); // read has met the end
        assertThat(output(process)).isEqualTo("0\n");
        assertThat(watched.opensOf(file)).isEqualTo(sight == Sight.NOTHING ? 0 : 1);
    }

    @Test
    void a_report_has_the_denial_or_the_reason_for_which_it_has_not() throws Exception {
        DenialReport report = new DenialReport();
        Path other = Files.writeString(file.resolveSibling("other"), "");
        SandboxedProcessBuilder reader = new SandboxedProcessBuilder(Probe.command("read", other.toString()))
                .policy(Sandbox.policy()).reportDenials(report);

        assertThat(Sandbox.run(reader)).failsWith(Errno.EACCES);

        if (sight == Sight.NOTHING) {
            assertThat(report.denials()).isEmpty();
            assertThat(report.toString()).contains("Not all was seen: ", "ptrace_scope is " + scope);
        } else {
            assertThat(report.denials()).singleElement()
                    .satisfies(denial -> assertThat(denial.denial().path()).contains(other));
            assertThat(report.unseen()).isEmpty();
        }
    }

    private void saidOnce() {
        assertThat(watched.unseen).singleElement().satisfies(why -> assertThat(why)
                .contains("kernel.yama.ptrace_scope is " + scope)
                .endsWith("The program goes on; what it tries is not reported, or not all of it."));
    }

    /** A script whose {@code $0} is the probe, {@code $1} the file and {@code $2} what comes after it. */
    private SandboxedProcessBuilder shell(String script, Object... more) {
        SandboxedProcessBuilder builder = new SandboxedProcessBuilder(
                "/bin/sh", "-c", script, Probe.path().toString(), file.toString()).policy(Way.POLICY);
        for (Object argument : more) {
            builder.command().add(argument.toString());
        }
        return watched.watch(builder);
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes());
    }
}

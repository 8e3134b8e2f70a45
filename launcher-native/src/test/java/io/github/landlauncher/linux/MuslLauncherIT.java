package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.LauncherInTest;
import io.github.landlauncher.Presets;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxStartException;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.Musl;
import io.github.landlauncher.linux.libc.PeerLibc;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole starts in which musl makes each call of the launcher, as on Alpine. Its process ends with this
 * JVM, since a launcher has a thread that waits for as long.
 */
@Tag("own-jvm")
@DisplayNameGeneration(ReplaceUnderscores.class)
class MuslLauncherIT {

    private static PeerLibc peer;
    private static LauncherInTest launcher;

    @TempDir private Path directory;
    private Path allowed;
    private Path secret;

    @BeforeAll
    static void a_launcher_calls_musl(@TempDir Path programs) throws IOException {
        peer = Musl.peer(programs);
        Libc musl = peer.libc();
        launcher = new LauncherInTest(new LinuxLauncher(() -> musl));
    }

    @BeforeEach
    void the_kernel_has_landlock_and_there_are_two_files() throws IOException {
        LandlockSupport.State state = LandlockProbe.ask(peer.libc(), Set.of()).state();
        if (System.getProperty("landlauncher.requireAbi", "").isEmpty()) {
            assumeThat(state).isEqualTo(LandlockSupport.State.AVAILABLE);
        }
        assertThat(state).isEqualTo(LandlockSupport.State.AVAILABLE);
        allowed = Files.writeString(directory.resolve("allowed"), "allowed\n");
        secret = Files.writeString(directory.resolve("secret"), "secret\n");
    }

    private SandboxPolicy policy() {
        return SandboxPolicy.handling(LandlockAbi.V3)
                .allow(Presets.baseSystem())
                .allowReadExecute("/usr/bin", "/bin")
                .allowRead(allowed.toString());
    }

    private SandboxedProcessBuilder shell(String script) {
        return new SandboxedProcessBuilder("/bin/sh", "-c", script).policy(policy());
    }

    private static String output(SandboxedProcess process) throws Exception {
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    @Test
    void without_a_sandbox_both_files_can_be_read() throws Exception {
        Process process = new ProcessBuilder("cat", allowed.toString(), secret.toString()).start();

        assertThat(new String(process.getInputStream().readAllBytes())).isEqualTo("allowed\nsecret\n");
    }

    @Test
    void a_program_reads_what_its_policy_allows_and_nothing_else() throws Exception {
        SandboxedProcess process = launcher.start(
                shell("cat " + allowed + "; ! cat " + secret).redirectErrorStream(true));

        assertThat(output(process)).startsWith("allowed\n").contains("ermission denied")
                .doesNotContain("secret\n");
    }

    @Test
    void the_program_is_a_child_of_the_process_that_has_musl() throws Exception {
        SandboxedProcess process = launcher.start(shell("echo $PPID"));

        assertThat(output(process).strip()).isEqualTo(Long.toString(peer.pid()));
    }

    @Test
    void descriptors_arguments_and_environment_are_those_that_were_asked_for() throws Exception {
        SandboxedProcessBuilder builder =
                shell("cat; echo \"$GREETING $1\"; for fd in 3 4 5 6 7 8 9; do"
                        + " ! eval \"true <&$fd\" || echo $fd; done 2>/dev/null");
        builder.command().add("sh");
        builder.command().add("w\u00f6rld");
        builder.environment().put("GREETING", "hello");

        SandboxedProcess process = launcher.start(builder);
        try (OutputStream input = process.getOutputStream()) {
            input.write("input\n".getBytes());
        }

        assertThat(new String(process.getInputStream().readAllBytes()))
                .startsWith("input\nhello w")
                .endsWith("rld\n");
        assertThat(process.waitFor()).isNotNegative();
    }

    @Test
    void exit_values_and_signals_arrive() throws Exception {
        assertThat(launcher.start(shell("exit 7")).waitFor()).isEqualTo(7);

        SandboxedProcess waiting = launcher.start(new SandboxedProcessBuilder("cat").policy(policy()));
        waiting.destroyForcibly();

        assertThat(waiting.waitFor()).isEqualTo(128 + 9);
    }

    @Test
    void a_contained_program_has_its_filter() throws Exception {
        SandboxedProcess process = launcher.start(
                new SandboxedProcessBuilder("/bin/sh", "-c", "while read key value; do"
                                + " [ $key != Seccomp: ] || echo $value; done </proc/self/status")
                        .policy(policy().allowRead("/proc").containment()));

        assertThat(output(process)).isEqualTo("2\n");
    }

    @Test
    void a_program_that_does_not_exist_is_no_start() {
        assertThatThrownBy(() -> launcher.start(
                        new SandboxedProcessBuilder("/missing/program").policy(policy())))
                .isInstanceOf(SandboxStartException.class)
                .hasMessageContaining("/missing/program")
                .hasMessageContaining("No such file or directory");
    }
}

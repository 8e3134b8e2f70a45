package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.landlauncher.Enforcement;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * Limits where this JVM is at the top of control groups v2 and may make groups there, as in the guests
 * of kernels/run. Other places in a hierarchy are tried by control-groups/run.
 */
@KernelFacing
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ControlGroupIT {

    private static final Path TOP = Path.of("/sys/fs/cgroup");
    private static final long MEBIBYTE = 1 << 20;

    @BeforeAll
    static void version_2() throws IOException {
        Path controllers = TOP.resolve("cgroup.controllers");
        assumeTrue(Files.exists(controllers), "needs control groups v2");
        assumeTrue(Set.of(Files.readString(controllers).strip().split(" "))
                .containsAll(Set.of("cpu", "memory", "pids")), "needs the controllers cpu, memory and pids");
        assumeTrue(Files.readString(Path.of("/proc/self/cgroup")).equals("0::/\n"),
                "needs to be in the topmost group");
        assumeTrue(Files.isWritable(TOP), "needs to be allowed to make control groups");
    }

    @AfterEach
    void no_group_is_left() throws IOException {
        await().until(() -> groups().isEmpty());
    }

    private static List<Path> groups() throws IOException {
        try (Stream<Path> found = Files.list(TOP)) {
            return found.filter(path -> path.getFileName().toString().startsWith("landlauncher-"))
                    .toList();
        }
    }

    private static SandboxedProcess start(SandboxPolicy policy, String... operation) throws IOException {
        return new SandboxedProcessBuilder(Probe.command(operation)).policy(policy).start();
    }

    private static String text(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes()).strip();
    }

    /** The baseline: nothing here limits a program, and without a limit there is no group. */
    @Test
    void without_a_limit_a_program_has_forty_children_and_a_hundred_mebibytes() throws Exception {
        SandboxedProcess parent = start(Sandbox.policy(), "have-children", "40");

        assertThat(text(parent)).isEqualTo("40");
        assertThat(parent.waitFor()).isZero();
        assertThat(start(Sandbox.policy(), "use-memory", "100").waitFor()).isZero();
        assertThat(parent.enforcement().toString()).doesNotContain("control group", "pids.max");
    }

    @Test
    void a_program_that_uses_more_memory_than_it_may_is_killed() throws Exception {
        SandboxPolicy policy = Sandbox.policy().memoryMax(32 * MEBIBYTE);

        SandboxedProcess hog = start(policy, "use-memory", "100");

        assertThat(hog.waitFor()).isEqualTo(137);
        assertThat(reported(hog, "memory.max")).contains("33554432");
        assertThat(start(policy, "use-memory", "5").waitFor()).isZero();
    }

    @Test
    void a_program_has_as_many_processes_as_it_may() throws Exception {
        SandboxPolicy policy = Sandbox.policy().pidsMax(10);

        SandboxedProcess parent = start(policy, "have-children", "40");

        assertThat(text(parent)).isEqualTo("9");
        assertThat(parent.waitFor()).isEqualTo(Errno.EAGAIN.number());
        assertThat(reported(parent, "pids.max")).contains("10");
        assertThat(start(policy, "have-children", "9").waitFor()).isZero();
    }

    @Test
    void a_program_that_computes_for_longer_than_it_may_waits() throws Exception {
        SandboxPolicy policy = Sandbox.policy().cpuMax(Duration.ofMillis(20), Duration.ofMillis(100));
        SandboxedProcess process = start(policy, "spin", "100");
        assertThat(process.getInputStream().read()).isEqualTo('s');

        assertThat(groups()).singleElement().satisfies(group -> assertThat(group.resolve("cpu.stat"))
                .content().containsPattern("nr_throttled [1-9]"));
        assertThat(reported(process, "cpu.max")).contains("20000");

        process.getOutputStream().close();
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void the_control_files_are_denied_and_the_report_says_when_they_are_allowed() throws Exception {
        Path limit = TOP.resolve("cgroup.procs");
        SandboxPolicy policy = Sandbox.policy().pidsMax(10);

        assertThat(start(policy, "write", limit.toString()).waitFor()).isEqualTo(Errno.EACCES.number());
        SandboxedProcess open = start(policy.allowReadWrite(TOP), "exit", "0");
        assertThat(open.waitFor()).isZero();
        assertThat(open.enforcement().toString()).contains("allows writing control files");
    }

    @Test
    void a_start_that_fails_is_the_same_failure_and_leaves_no_group() throws Exception {
        SandboxedProcessBuilder missing = new SandboxedProcessBuilder("/no/such/program")
                .policy(Sandbox.policy().pidsMax(10));

        assertThatThrownBy(missing::start).isInstanceOf(IOException.class).hasMessageContaining("error=2,");
        assertThat(groups()).isEmpty();
    }

    private static String reported(SandboxedProcess process, String limit) {
        return process.enforcement().lines(Enforcement.Status.ENFORCED).stream()
                .map(Enforcement.Line::toString)
                .filter(line -> line.startsWith(limit + ": "))
                .findFirst().orElseThrow(() -> new AssertionError(limit + " in " + process.enforcement()));
    }
}

package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a program whose time is over, and of one that ends before. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class TimeoutIT {

    private static final Duration NOW = Duration.ofMillis(1);
    private static final Duration SHORT = Duration.ofMillis(300);

    /** Longer than a program takes to be ready for its end, where others have the processors too. */
    private static final Duration READY = Duration.ofSeconds(3);
    private static final Duration LONG = Duration.ofDays(100_000_000);

    private static SandboxedProcessBuilder probe(String... operation) {
        return new SandboxedProcessBuilder(Probe.command(operation)).policy(Sandbox.policy());
    }

    @Test
    void without_a_time_out_a_program_runs_on() throws Exception {
        try (Tree tree = Tree.start()) {
            assertThat(tree.process().isAlive()).isTrue();
            assertThat(tree.exit()).isZero();
            assertThat(tree.process().timedOut()).isFalse();
        }
    }

    @Test
    void a_program_that_runs_longer_is_ended_by_sigterm() throws Exception {
        SandboxedProcess process = probe("sleep-forever").timeout(NOW).start();

        assertThat(process.waitFor()).isEqualTo(143);
        assertThat(process.timedOut()).isTrue();
    }

    @Test
    void with_its_tree() throws Exception {
        try (Tree tree = Tree.start(Tree.builder(Tree.FOUND).timeout(READY))) {
            assertThat(tree.process().waitFor()).isEqualTo(143);

            tree.awaitEnd();
            assertThat(tree.process().timedOut()).isTrue();
        }
    }

    @Test
    void with_its_daemons_if_it_has_a_guard() throws Exception {
        String[] kinds = Tree.kinds(Tree.FOUND, Tree.LOST);
        try (Tree tree = Tree.start(Tree.builder(kinds).timeout(READY).killSurvivors())) {
            assertThat(tree.process().waitFor()).isEqualTo(143);

            tree.awaitEnd();
            assertThat(tree.process().timedOut()).isTrue();
        }
    }

    @Test
    void without_grace_it_is_sigkill_at_once() throws Exception {
        SandboxedProcess process = probe("sleep-forever").timeout(NOW, Duration.ZERO).start();

        assertThat(process.waitFor()).isEqualTo(137);
        assertThat(process.timedOut()).isTrue();
    }

    @Test
    void who_ignores_sigterm_is_killed_after_the_grace() throws Exception {
        SandboxedProcess process = new SandboxedProcessBuilder(
                        "/bin/sh", "-c", "trap '' TERM; echo; while :; do read x; done")
                .policy(Sandbox.policy().allowReadExecute("/bin", "/usr/bin"))
                .timeout(READY, SHORT)
                .start();

        assertThat(process.waitFor()).isEqualTo(137);
        assertThat(process.timedOut()).isTrue();
    }

    @Test
    void who_chooses_an_exit_value_at_sigterm_has_timed_out_as_well() throws Exception {
        SandboxedProcess process = new SandboxedProcessBuilder(
                        "/bin/sh", "-c", "trap 'exit 3' TERM; while :; do sleep 0.01; done")
                .policy(Sandbox.policy().allowReadExecute("/bin", "/usr/bin"))
                .timeout(READY)
                .start();

        assertThat(process.waitFor()).isEqualTo(3);
        assertThat(process.timedOut()).isTrue();
    }

    @Test
    void what_was_written_before_can_be_read() throws Exception {
        SandboxedProcess process = new SandboxedProcessBuilder(
                        "/bin/sh", "-c", "echo before; exec sleep 60")
                .policy(Sandbox.policy().allowReadExecute("/bin", "/usr/bin"))
                .timeout(READY)
                .start();

        process.waitFor();

        assertThat(process.inputReader().readLine()).isEqualTo("before");
        assertThat(process.inputReader().readLine()).isNull();
    }

    @Test
    void a_program_that_ends_before_has_not_timed_out_and_what_it_left_is_not_hit() throws Exception {
        try (Tree tree = Tree.start(Tree.builder("plain").timeout(READY));
                Tree later = Tree.start(Tree.builder().timeout(READY.multipliedBy(2)))) {
            assertThat(tree.exit()).isZero();
            later.process().waitFor();

            assertThat(later.process().timedOut()).isTrue();
            assertThat(tree.process().timedOut()).isFalse();
            assertThat(tree.living()).isEqualTo(tree.members());
        }
    }

    @Test
    void who_is_killed_by_somebody_else_has_not_timed_out() throws Exception {
        SandboxedProcess process = probe("sleep-forever").timeout(LONG).start();

        process.destroy();

        assertThat(process.waitFor()).isEqualTo(143);
        assertThat(process.timedOut()).isFalse();
    }

    @Test
    void fifty_programs_time_out_by_one_thread_and_leave_nothing() throws Exception {
        probe("sleep-forever").timeout(NOW).start().waitFor();
        Leftovers before = Leftovers.now();
        List<SandboxedProcess> processes = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            processes.add(probe("sleep-forever").timeout(SHORT).start());
        }
        assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
                .containsOnlyOnce("landlauncher keeper");

        for (SandboxedProcess process : processes) {
            assertThat(process.waitFor()).isEqualTo(143);
            assertThat(process.timedOut()).isTrue();
            process.destroy();
        }

        await().pollInSameThread().untilAsserted(() -> assertThat(Leftovers.now()).isEqualTo(before));
        await().until(Leftovers::noSearchGoesOn);
    }
}

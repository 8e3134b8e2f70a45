package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.landlauncher.Enforcement.Line;
import io.github.landlauncher.Enforcement.Mechanism;
import io.github.landlauncher.Enforcement.Status;
import io.github.landlauncher.SandboxStartException;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.StartStep;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of a tree when its program ends: nothing, by killSurvivors(). */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class KillSurvivorsIT {

    private static final Duration LONG = Duration.ofMinutes(5);

    private static SandboxedProcessBuilder guarded(String... kinds) {
        return Tree.builder(kinds).killSurvivors();
    }

    private static Process shell(String script) throws IOException {
        return new SandboxedProcessBuilder("/bin/sh", "-c", script)
                .policy(Sandbox.policy().allowReadExecute("/bin", "/usr/bin"))
                .killSurvivors()
                .start();
    }

    @Test
    void without_it_what_a_program_leaves_lives_on() throws Exception {
        try (Tree tree = Tree.start(Tree.kinds(Tree.FOUND, Tree.LOST))) {
            assertThat(tree.exit()).isZero();

            assertThat(tree.living()).isEqualTo(tree.members());
            assertThat(survivors(tree.process())).isEqualTo(new Line("survivors",
                    Status.NOT_COVERED, Mechanism.NONE,
                    "what the program leaves running stays restricted and runs on"));
        }
    }

    @Test
    void everything_is_killed_when_the_program_exits() throws Exception {
        try (Tree tree = Tree.start(guarded(Tree.kinds(Tree.FOUND, Tree.LOST)))) {
            assertThat(tree.living()).isEqualTo(tree.members());

            assertThat(tree.exit()).isZero();

            tree.awaitEnd();
        }
    }

    @Test
    void everything_is_killed_when_the_program_is_killed() throws Exception {
        try (Tree tree = Tree.start(guarded(Tree.kinds(Tree.FOUND, Tree.LOST)))) {
            assertThat(tree.process().destroyForcibly().waitFor()).isEqualTo(137);

            tree.awaitEnd();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 100, 300_000})
    void destroy_tree_returns_when_nothing_is_left(long grace) throws Exception {
        try (Tree tree = Tree.start(guarded(Tree.kinds(Tree.FOUND, Tree.LOST)))) {
            tree.process().destroyTree(Duration.ofMillis(grace));

            assertThat(tree.living()).isEmpty();
            assertThat(tree.process().exitValue()).isEqualTo(grace == 0 ? 137 : 143);
        }
    }

    @Test
    void destroy_tree_after_the_exit_waits_for_the_last_to_end() throws Exception {
        try (Tree tree = Tree.start(guarded(Tree.kinds(Tree.FOUND, Tree.LOST)))) {
            assertThat(tree.exit()).isZero();

            tree.process().destroyTree(LONG);

            assertThat(tree.living()).isEmpty();
            tree.process().destroyTree(LONG);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hopper", "session-hopper", "bomb"})
    void what_forks_without_end_loses(String kind, @TempDir Path directory) throws Exception {
        try (Lifeline lifeline = new Lifeline(directory);
                Tree tree = Tree.start(guarded(kind).redirectError(lifeline.redirect()))) {
            assertThat(lifeline.isHeld()).isTrue();

            assertThat(tree.exit()).isZero();

            lifeline.assertReleased();
        }
    }

    @Test
    void the_program_is_the_process_and_its_exit_value_is_its_own() throws Exception {
        for (int value : new int[] {0, 7, 127, 255}) {
            assertThat(shell("exit " + value).waitFor()).isEqualTo(value);
        }
        assertThat(shell("kill -9 $$").waitFor()).isEqualTo(137);
        assertThat(shell("kill -15 $$").waitFor()).isEqualTo(143);

        SandboxedProcess process =
                new SandboxedProcessBuilder(Probe.command("ids")).policy(Sandbox.policy()).killSurvivors().start();
        ProbeResult result = ProbeResult.of(List.of("ids"), process);
        assertThat(result.lines()).contains("pid=" + process.pid(), "sid=" + process.pid());
        assertThat(process.toHandle().pid()).isEqualTo(process.pid());
    }

    @Test
    void in_the_session_of_the_jvm_nobody_else_is_hit() throws Exception {
        try (Peer peer = Peer.start("record-signals");
                Tree tree = Tree.start(guarded("plain", "daemon").redirectError(Redirect.INHERIT))) {
            assertThat(tree.exit()).isZero();
            tree.process().destroyTree(Duration.ZERO);

            assertThat(tree.living()).isEmpty();
            assertThat(peer.finish().lines()).isEmpty();
        }
    }

    @Test
    void trees_do_not_touch_each_other() throws Exception {
        try (Tree one = Tree.start(guarded("plain", "daemon"));
                Tree other = Tree.start(guarded("plain", "daemon"));
                Tree plain = Tree.start("plain", "daemon")) {
            one.process().destroyTree(Duration.ZERO);

            assertThat(one.living()).isEmpty();
            assertThat(other.living()).isEqualTo(other.members());
            assertThat(plain.living()).isEqualTo(plain.members());
        }
    }

    @Test
    void children_of_process_builder_keep_their_exit_values_and_their_daemons() throws Exception {
        List<Process> others = new ArrayList<>();
        try (Tree tree = Tree.start(guarded("daemon"))) {
            for (int i = 0; i < 50; i++) {
                others.add(new ProcessBuilder("/bin/sh", "-c", "exit " + i).start());
            }
            Process daemonizing = new ProcessBuilder(
                    "/bin/sh", "-c", "sleep 60 >/dev/null 2>&1 & echo $!").start();
            long daemon = Long.parseLong(daemonizing.inputReader().readLine());
            assertThat(daemonizing.waitFor()).isZero();
            tree.process().destroyTree(Duration.ZERO);

            for (int i = 0; i < 50; i++) {
                assertThat(others.get(i).waitFor()).isEqualTo(i);
            }
            assertThat(Tree.isLiving(daemon)).isTrue();
            assertThat(ProcessHandle.of(daemon).orElseThrow().destroyForcibly()).isTrue();
        }
    }

    @Test
    @RequiresAbi(6)
    void the_guard_is_out_of_the_program_s_reach_and_the_report_says_so() throws Exception {
        SandboxedProcess process = (SandboxedProcess) shell("kill -9 $PPID; kill -STOP $PPID; exit 5");

        assertThat(process.waitFor()).isEqualTo(5);
        assertThat(survivors(process)).isEqualTo(new Line("survivors", Status.ENFORCED,
                Mechanism.SUBREAPER, "what is left of the tree when the program ends is killed"));
    }

    @Test
    void who_may_signal_can_kill_the_guard_but_dies_with_it_and_the_report_says_so() throws Exception {
        SandboxedProcess process = new SandboxedProcessBuilder(
                        "/bin/sh", "-c", "kill -9 $PPID; sleep 60")
                .policy(Sandbox.policy().allowReadExecute("/bin", "/usr/bin").allowSignals())
                .killSurvivors()
                .start();

        assertThat(process.waitFor()).isEqualTo(137);
        process.destroyTree(Duration.ZERO);
        assertThat(survivors(process).status()).isEqualTo(Status.NOT_COVERED);
        assertThat(survivors(process).reason()).contains("SIGNAL");
    }

    private static Line survivors(SandboxedProcess process) {
        return process.enforcement().lines().stream()
                .filter(line -> line.what().equals("survivors"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_program_that_cannot_be_executed_fails_as_without_a_guard_and_leaves_nothing() throws Exception {
        shell("true").waitFor();
        await().pollInSameThread().until(KillSurvivorsIT::noGuardIsLeft);
        Leftovers before = Leftovers.now();

        SandboxStartException failure = Sandbox.startFailure(
                new SandboxedProcessBuilder("/no/such/program").policy(Sandbox.policy()).killSurvivors());

        assertThat(failure.step()).isEqualTo(StartStep.EXECVE);
        assertThat(failure).hasMessageStartingWith(
                "Cannot run program \"/no/such/program\": error=2, No such file or directory");
        await().pollInSameThread().untilAsserted(() -> assertThat(Leftovers.now()).isEqualTo(before));
    }

    private static boolean noGuardIsLeft() {
        return ProcessHandle.current().children().findAny().isEmpty();
    }

    @Test
    void nothing_is_left_in_the_jvm() throws Exception {
        endOne();
        Leftovers before = Leftovers.now();

        for (int i = 0; i < 20; i++) {
            endOne();
        }

        await().pollInSameThread().untilAsserted(() -> assertThat(Leftovers.now()).isEqualTo(before));
    }

    private static void endOne() throws Exception {
        try (Tree tree = Tree.start(guarded("plain", "daemon"))) {
            tree.exit();
            tree.process().destroyTree(Duration.ZERO);
            tree.process().getInputStream().close();
            tree.process().getErrorStream().close();
        }
    }
}

package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.landlauncher.SandboxedProcess;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What destroyTree ends, without a guard: all that can be found in /proc. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class DestroyTreeIT {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(100);

    @Test
    void after_a_plain_destroy_everything_the_program_started_lives_on() throws Exception {
        try (Tree tree = Tree.start(Tree.kinds(Tree.FOUND, Tree.LOST))) {
            tree.process().destroyForcibly().waitFor();

            assertThat(tree.living()).hasSize(Tree.FOUND.length + Tree.LOST.length);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 100})
    void what_descends_from_the_program_or_is_in_its_session_is_ended(long grace) throws Exception {
        try (Tree tree = Tree.start(Tree.FOUND)) {
            tree.process().destroyTree(Duration.ofMillis(grace));

            assertThat(tree.living()).isEmpty();
            assertThat(tree.process().exitValue()).isEqualTo(grace == 0 ? 137 : 143);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 100})
    void who_does_not_wait_learns_later_that_the_tree_has_ended(long grace) throws Exception {
        try (Tree tree = Tree.start(Tree.FOUND)) {
            CompletableFuture<String> ended = tree.process().destroyTreeAsync(Duration.ofMillis(grace))
                    .thenApply(done -> tree.living() + " " + tree.process().exitValue());

            assertThat(ended.join()).isEqualTo(grace == 0 ? "[] 137" : "[] 143");
            assertThat(tree.process().destroyTreeAsync(LONG).join()).isNull();
        }
    }

    @Test
    void what_follows_the_end_of_a_tree_holds_nobody_up() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (Tree first = Tree.start("deaf"); Tree second = Tree.start("plain")) {
            CompletableFuture<Boolean> slow = first.process().destroyTreeAsync(LONG)
                    .thenApply(done -> released(go));
            first.process().destroyTree(Duration.ZERO);

            second.process().destroyTree(Duration.ZERO);
            assertThat(slow).isNotDone();

            go.countDown();
            assertThat(slow.join()).isTrue();
        }
    }

    private static boolean released(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void what_is_a_child_of_init_in_a_session_of_its_own_is_not_found() throws Exception {
        try (Tree tree = Tree.start(Tree.LOST)) {
            tree.process().destroyTree(Duration.ZERO);

            assertThat(tree.living()).isEqualTo(tree.members());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hopper", "bomb"})
    void what_forks_without_end_is_killed_with_the_program(String kind, @TempDir Path directory)
            throws Exception {
        try (Lifeline lifeline = new Lifeline(directory);
                Tree tree = Tree.start(Tree.builder(kind).redirectError(lifeline.redirect()))) {
            tree.process().destroyTree(Duration.ZERO);

            lifeline.assertReleased();
        }
    }

    @Test
    void what_forks_without_end_is_killed_after_the_grace(@TempDir Path directory) throws Exception {
        try (Lifeline lifeline = new Lifeline(directory);
                Tree tree = Tree.start(Tree.builder("bomb").redirectError(lifeline.redirect()))) {
            tree.process().destroyTree(SHORT);

            lifeline.assertReleased();
        }
    }

    @Test
    void after_a_plain_destroy_it_forks_on(@TempDir Path directory) throws Exception {
        try (Lifeline lifeline = new Lifeline(directory);
                Tree tree = Tree.start(Tree.builder("bomb").redirectError(lifeline.redirect()))) {
            tree.process().destroyForcibly().waitFor();

            assertThat(lifeline.isHeld()).isTrue();
            tree.process().destroyTree(Duration.ZERO);
            lifeline.assertReleased();
        }
    }

    @Test
    void who_ends_at_sigterm_ends_the_wait() throws Exception {
        try (Tree tree = Tree.start("plain", "session", "orphan")) {
            tree.process().destroyTree(LONG);

            assertThat(tree.living()).isEmpty();
            assertThat(tree.process().exitValue()).isEqualTo(143);
        }
    }

    @Test
    void in_the_session_of_the_jvm_descendants_are_ended_and_nobody_else() throws Exception {
        try (Peer peer = Peer.start("record-signals");
                Tree tree = Tree.start(Tree.builder("plain", "session").redirectError(Redirect.INHERIT))) {
            tree.process().destroyTree(LONG);

            assertThat(tree.living()).isEmpty();
            assertThat(peer.finish().lines()).isEmpty();
        }
    }

    @Test
    void what_a_program_left_in_its_session_is_ended_after_its_exit() throws Exception {
        try (Tree tree = Tree.start("plain", "deaf", "orphan", "group")) {
            assertThat(tree.exit()).isZero();
            assertThat(tree.living()).hasSize(4);

            tree.process().destroyTree(SHORT);

            assertThat(tree.living()).isEmpty();
            assertThat(tree.process().exitValue()).isZero();
        }
    }

    @Test
    void a_tree_may_be_destroyed_again_and_by_many_at_once() throws Exception {
        try (Tree tree = Tree.start(Tree.FOUND)) {
            SandboxedProcess process = tree.process();
            FutureTask<Void> other = task(() -> process.destroyTree(LONG));
            process.destroyTree(Duration.ZERO);
            other.get();
            process.destroyTree(LONG);

            assertThat(tree.living()).isEmpty();
        }
    }

    private interface Action {
        void run() throws Exception;
    }

    private static FutureTask<Void> task(Action action) {
        FutureTask<Void> task = new FutureTask<>(() -> {
            action.run();
            return null;
        });
        new Thread(task).start();
        return task;
    }

    @Test
    void who_is_interrupted_waits_no_longer_and_the_tree_ends_all_the_same() throws Exception {
        try (Tree tree = Tree.start("plain", "deaf")) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> tree.process().destroyTree(SHORT))
                    .isInstanceOf(InterruptedException.class);

            tree.awaitEnd();
            assertThat(tree.process().waitFor()).isEqualTo(143);
        }
    }

    @Test
    void a_negative_grace_is_refused_and_nobody_is_hit() throws Exception {
        try (Tree tree = Tree.start("plain")) {
            assertThatThrownBy(() -> tree.process().destroyTree(Duration.ofNanos(-1)))
                    .isInstanceOf(IllegalArgumentException.class);

            assertThat(tree.living()).isEqualTo(tree.members());
            assertThat(tree.exit()).isZero();
        }
    }

    @Test
    void thirty_two_trees_at_once_are_ended_by_one_thread() throws Exception {
        List<Tree> trees = new ArrayList<>();
        List<FutureTask<Void>> tasks = new ArrayList<>();
        try {
            for (int i = 0; i < 32; i++) {
                trees.add(Tree.start("plain", "deaf", "session", "orphan"));
            }
            for (Tree tree : trees) {
                tasks.add(task(() -> tree.process().destroyTree(SHORT)));
            }
            for (FutureTask<Void> task : tasks) {
                task.get();
            }

            assertThat(trees).allMatch(tree -> tree.living().isEmpty());
            assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
                    .containsOnlyOnce("landlauncher keeper");
        } finally {
            trees.forEach(Tree::close);
        }
    }

    @Test
    void nothing_is_left_in_the_jvm() throws Exception {
        destroyOne();
        Leftovers before = Leftovers.now();

        for (int i = 0; i < 5; i++) {
            destroyOne();
        }

        await().pollInSameThread().untilAsserted(() -> assertThat(Leftovers.now()).isEqualTo(before));
        await().until(Leftovers::noSearchGoesOn);
    }

    private static void destroyOne() throws Exception {
        try (Tree tree = Tree.start(Tree.FOUND)) {
            tree.process().destroyTree(SHORT);
            tree.process().getInputStream().close();
            tree.process().getErrorStream().close();
        }
    }
}

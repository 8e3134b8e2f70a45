package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLLIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nobody waits for ever because somebody else's turn does not end. A pipe stands for a program. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class TurnsTest extends EventLoopContract {

    private static final String GUARD = "landlauncher watch guard";

    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private final List<Thread> turnsOf = new ArrayList<>();
    private Turns turns;

    @BeforeEach
    void turns_of_a_tenth_of_a_second() throws IOException {
        turns = Turns.start(() -> EventLoop.start(libc, "turns"), Duration.ofMillis(100));
    }

    @AfterEach
    void whoever_blocks_goes_on() {
        released.countDown();
    }

    /** A program, each of whose bytes is a call. */
    private final class Caller {
        private final String name;
        private final RealPipe pipe = pipe();

        Caller(String name, Runnable look, Runnable otherwise) throws IOException {
            this.name = name;
            turns.loop().watch(pipe.readFd(), EPOLLIN, () -> {
                readByte(pipe.readFd());
                turns.take(this, look, otherwise, () -> done.add(name + " goes on"));
            });
        }

        void call() {
            pipe.write((byte) 1);
        }
    }

    private Caller caller(String name) throws IOException {
        return new Caller(name, () -> done.add(name + " is looked at"), () -> done.add(name + " is not"));
    }

    private Caller blocked(String name) throws IOException {
        return new Caller(name, this::block, () -> done.add(name + " is not"));
    }

    private void block() {
        synchronized (turnsOf) {
            turnsOf.add(Thread.currentThread());
        }
        try {
            released.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitDone(String... all) throws InterruptedException {
        for (String one : all) {
            assertThat(done.take()).isEqualTo(one);
        }
    }

    @Test
    void each_call_is_looked_at_and_then_goes_on() throws Exception {
        Caller caller = caller("a");

        caller.call();
        caller.call();

        awaitDone("a is looked at", "a goes on", "a is looked at", "a goes on");
    }

    @Test
    void a_call_whose_turn_does_not_end_goes_on_and_so_do_the_others() throws Exception {
        Caller blocked = blocked("a");
        Caller other = caller("b");

        blocked.call();
        other.call();

        awaitDone("a is not", "a goes on", "b is looked at", "b goes on");
    }

    @Test
    void who_is_held_up_is_not_looked_at_until_its_turn_has_ended() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        Caller caller = new Caller("a", () -> {
            if (second.getCount() == 0) {
                done.add("a is looked at");
            } else {
                block();
            }
        }, () -> done.add("a is not"));

        caller.call();
        awaitDone("a is not", "a goes on");
        caller.call();
        awaitDone("a is not", "a goes on");
        second.countDown();
        released.countDown();
        awaitDone("a goes on");
        caller.call();
        awaitDone("a is looked at", "a goes on");
    }

    @Test
    void a_thread_that_was_left_behind_ends_with_its_turn() throws Exception {
        blocked("a").call();
        awaitDone("a is not", "a goes on");
        Thread left = turnsOf.get(0);
        assertThat(left.isAlive()).isTrue();

        released.countDown();

        left.join();
        caller("b").call();
        awaitDone("a goes on", "b is looked at", "b goes on");
    }

    @Test
    void what_is_done_instead_may_block_too() throws Exception {
        new Caller("a", this::block, this::block).call();

        awaitDone("a goes on");
        caller("b").call();
        awaitDone("b is looked at", "b goes on");
    }

    @Test
    void when_many_are_held_up_nobody_is_looked_at() throws Exception {
        for (int i = 0; i < Turns.MOST_HELD_UP; i++) {
            blocked("a").call();
            awaitDone("a is not", "a goes on");
        }
        assertThat(turnsOf).doesNotHaveDuplicates().hasSize(Turns.MOST_HELD_UP);

        blocked("a").call();
        caller("b").call();

        awaitDone("a is not", "a goes on", "b is not", "b goes on");
        assertThat(turnsOf).hasSize(Turns.MOST_HELD_UP);
    }

    @Test
    void what_is_thrown_lets_the_call_and_the_others_go_on() throws Exception {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> done.add(e.getMessage()));
        try {
            new Caller("a", () -> {
                throw new IllegalStateException("a mistake");
            }, () -> {}).call();
            awaitDone("a goes on", "a mistake");
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        caller("b").call();
        awaitDone("b is looked at", "b goes on");
    }

    private static long guards() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(GUARD))
                .count();
    }

    @Test
    void turns_that_have_no_loop_leave_no_thread() {
        long before = guards();

        assertThatThrownBy(() -> Turns.start(() -> {
            throw new IOException("no loop");
        }, Duration.ofSeconds(10))).hasMessage("no loop");

        await().untilAsserted(() -> assertThat(guards()).isEqualTo(before));
    }
}

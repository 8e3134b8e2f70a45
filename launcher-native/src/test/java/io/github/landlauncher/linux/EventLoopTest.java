package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLLIN;
import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLLONESHOT;
import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLL_CTL_DEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.StartStep;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.spi.StepFailedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What a loop tells of what it watches. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventLoopTest extends EventLoopContract {

    @Test
    void an_action_runs_when_its_descriptor_is_ready_and_not_before() throws Exception {
        RealPipe pipe = pipe();
        AtomicInteger runs = new AtomicInteger();
        EventLoop.Watch watch = reaper.watch(pipe.readFd(), EPOLLIN | EPOLLONESHOT, runs::incrementAndGet);

        untilEverythingIsDealtWith();
        assertThat(runs).hasValue(0);
        pipe.write((byte) 1);
        untilEverythingIsDealtWith();

        assertThat(runs).hasValue(1);
        watch.end();
    }

    @Test
    void an_action_runs_again_as_long_as_its_descriptor_is_ready() throws Exception {
        RealPipe pipe = pipe();
        CountDownLatch runs = new CountDownLatch(5);
        EventLoop.Watch watch = reaper.watch(pipe.readFd(), EPOLLIN, () -> {
            readByte(pipe.readFd());
            runs.countDown();
        });

        pipe.write((byte) 1, (byte) 2, (byte) 3, (byte) 4, (byte) 5);
        runs.await();
        watch.end();
    }

    @Test
    void an_action_may_end_its_own_watch() throws Exception {
        RealPipe pipe = pipe();
        AtomicInteger runs = new AtomicInteger();
        AtomicReference<EventLoop.Watch> watch = new AtomicReference<>();
        CountDownLatch known = new CountDownLatch(1);
        watch.set(reaper.watch(pipe.readFd(), EPOLLIN, () -> {
            uninterruptibly(known);
            runs.incrementAndGet();
            watch.get().end();
        }));
        known.countDown();

        pipe.write((byte) 1);
        untilEverythingIsDealtWith();

        assertThat(runs).hasValue(1);
    }

    @Test
    void an_ended_watch_gets_no_event() throws Exception {
        RealPipe pipe = pipe();
        AtomicInteger runs = new AtomicInteger();
        EventLoop.Watch watch = reaper.watch(pipe.readFd(), EPOLLIN, runs::incrementAndGet);

        watch.end();
        watch.end();
        pipe.write((byte) 1);
        untilEverythingIsDealtWith();

        assertThat(runs).hasValue(0);
        assertThat(fake.calls("epoll_ctl").stream()
                        .filter(call -> call.intArgument(1) == EPOLL_CTL_DEL)
                        .filter(call -> call.intArgument(2) == pipe.readFd()))
                .hasSize(1);
    }

    @Test
    void an_event_on_its_way_to_a_watch_that_has_ended_meanwhile_is_dropped() throws Exception {
        CountDownLatch go = stopReaper();
        List<EventLoop.Watch> watches = new ArrayList<>();
        AtomicInteger runs = new AtomicInteger();
        for (int i = 0; i < 2; i++) {
            RealPipe pipe = pipe();
            pipe.write((byte) 1);
            int other = 1 - i;
            watches.add(reaper.watch(pipe.readFd(), EPOLLIN | EPOLLONESHOT, () -> {
                runs.incrementAndGet();
                watches.get(other).end();
            }));
        }

        go.countDown(); // both are ready, so both come in the next batch
        untilEverythingIsDealtWith();

        assertThat(runs).hasValue(1);
    }

    /** Keeps the reaper in an action until the latch is down. */
    private CountDownLatch stopReaper() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        RealPipe pipe = pipe();
        pipe.write((byte) 1);
        reaper.watch(pipe.readFd(), EPOLLIN | EPOLLONESHOT, () -> {
            stopped.countDown();
            uninterruptibly(go);
        });
        stopped.await();
        return go;
    }

    private static void uninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void an_action_that_throws_takes_nothing_from_the_others() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> thrown.set(e));
        try {
            RealPipe pipe = pipe();
            pipe.write((byte) 1);
            EventLoop.Watch watch = reaper.watch(pipe.readFd(), EPOLLIN | EPOLLONESHOT, () -> {
                throw new IllegalStateException("of the action");
            });
            untilEverythingIsDealtWith();
            watch.end();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }

        assertThat(thrown.get()).hasMessage("of the action");
    }

    @Test
    void a_wait_that_a_signal_interrupts_goes_on() throws Exception {
        AtomicBoolean interrupted = new AtomicBoolean();
        fake.answer("epoll_wait", arguments -> interrupted.compareAndSet(false, true)
                ? -Errno.EINTR
                : Libc.get().epoll_wait((int) arguments[0], (long) arguments[1],
                        (int) arguments[2], (int) arguments[3]));
        untilEverythingIsDealtWith();
        untilEverythingIsDealtWith();

        assertThat(interrupted).isTrue();
    }

    @Test
    void what_cannot_be_watched_fails_the_step_and_is_forgotten() throws Exception {
        RealPipe pipe = pipe();
        int fd = pipe.readFd();
        EventLoop.Watch watch = reaper.watch(fd, EPOLLIN, () -> {});

        assertThatThrownBy(() -> reaper.watch(fd, EPOLLIN, () -> {}))
                .isInstanceOfSatisfying(StepFailedException.class, failed -> {
                    assertThat(failed.step()).isEqualTo(StartStep.WATCH);
                    assertThat(failed.errno()).isEqualTo(Errno.EEXIST);
                });
        watch.end();
    }

    @Test
    void a_watch_waits_for_what_it_was_armed_for_last() throws Exception {
        RealPipe pipe = pipe();
        AtomicInteger runs = new AtomicInteger();
        EventLoop.Watch watch = reaper.watch(pipe.readFd(), EPOLLONESHOT, runs::incrementAndGet);
        pipe.write((byte) 1);
        untilEverythingIsDealtWith();
        assertThat(runs).hasValue(0);

        watch.arm(EPOLLIN | EPOLLONESHOT);
        untilEverythingIsDealtWith();
        assertThat(runs).hasValue(1);

        watch.arm(EPOLLIN | EPOLLONESHOT);
        untilEverythingIsDealtWith();
        assertThat(runs).hasValue(2);
        watch.end();
    }

    @Test
    void arming_a_watch_that_has_ended_has_no_effect() throws Exception {
        RealPipe pipe = pipe();
        EventLoop.Watch watch = reaper.watch(pipe.readFd(), EPOLLONESHOT, () -> {});
        watch.end();

        watch.arm(EPOLLIN);
    }

    @Test
    void a_watch_that_the_kernel_will_not_arm_says_so() throws Exception {
        RealPipe pipe = pipe();
        EventLoop.Watch watch = reaper.watch(pipe.readFd(), EPOLLONESHOT, () -> {});
        fake.fail("epoll_ctl", Errno.ENOMEM);

        assertThatThrownBy(() -> watch.arm(EPOLLIN)).isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("epoll_ctl(EPOLL_CTL_MOD): ");
        fake.forget("epoll_ctl");
        watch.end();
    }

    @Test
    void more_descriptors_than_come_at_once_all_get_their_turn() throws Exception {
        EventLoop own = EventLoop.open(libc);
        int[] runs = new int[200];
        List<EventLoop.Watch> watches = new ArrayList<>();
        for (int i = 0; i < runs.length; i++) {
            int number = i;
            RealPipe pipe = pipe();
            pipe.write((byte) 1); // stays ready, since nobody reads it
            watches.add(own.watch(pipe.readFd(), EPOLLIN, () -> runs[number]++));
        }

        int rounds = 3 * (200 / 64 + 1);
        AtomicInteger round = new AtomicInteger();
        own.runUntil(() -> round.getAndIncrement() == rounds);

        assertThat(runs).doesNotContain(0);
        assertThat(Arrays.stream(runs).max().getAsInt() - Arrays.stream(runs).min().getAsInt())
                .as("how often one came more than another").isLessThanOrEqualTo(1);
        watches.forEach(EventLoop.Watch::end);
        own.close();
    }
}

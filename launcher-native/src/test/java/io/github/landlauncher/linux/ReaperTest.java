package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLLIN;
import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLLONESHOT;
import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLL_CTL_DEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.StartStep;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.Memory;
import io.github.landlauncher.linux.libc.MemoryPool;
import io.github.landlauncher.spi.StepFailedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ReaperTest {

    private final AtomicInteger eventsOfTheKernel = new AtomicInteger();
    private final FakeLibc fake = FakeLibc.over(Libc.get())
            .answer("epoll_wait", arguments -> {
                int count = Libc.get().epoll_wait((int) arguments[0], (long) arguments[1],
                        (int) arguments[2], (int) arguments[3]);
                eventsOfTheKernel.addAndGet(Math.max(count, 0));
                return count;
            });
    private final Libc libc = fake.libc();
    private final MemoryPool pool = Scratch.pool(libc);
    private final List<RealPipe> pipes = new ArrayList<>();

    private Reaper reaper;

    @BeforeEach
    void a_reaper() throws IOException {
        reaper = Reaper.start(libc, pool);
    }

    @AfterEach
    void the_pipes_are_closed() {
        pipes.forEach(RealPipe::close);
    }

    private RealPipe pipe() throws IOException {
        RealPipe pipe = new RealPipe(libc, pool);
        pipes.add(pipe);
        return pipe;
    }

    private void readByte(int fd) {
        Memory memory = new Memory(libc, 1);
        assertThat(Libc.get().read(fd, memory.address(), 1)).isEqualTo(1);
    }

    /** Returns after every event that the kernel had before this call has been dealt with. */
    private void untilEverythingIsDealtWith() throws Exception {
        // Twice, since the first event may be in the same batch as one before it.
        for (int i = 0; i < 2; i++) {
            RealPipe fence = pipe();
            CompletableFuture<Void> reached = new CompletableFuture<>();
            Reaper.Watch watch = reaper.watch(fence.readFd(), EPOLLIN | EPOLLONESHOT,
                    () -> reached.complete(null));
            fence.write((byte) 1);
            reached.get();
            watch.end();
        }
    }

    @Test
    void an_action_runs_when_its_descriptor_is_ready_and_not_before() throws Exception {
        RealPipe pipe = pipe();
        AtomicInteger runs = new AtomicInteger();
        Reaper.Watch watch = reaper.watch(pipe.readFd(), EPOLLIN | EPOLLONESHOT, runs::incrementAndGet);

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
        Reaper.Watch watch = reaper.watch(pipe.readFd(), EPOLLIN, () -> {
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
        AtomicReference<Reaper.Watch> watch = new AtomicReference<>();
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
        Reaper.Watch watch = reaper.watch(pipe.readFd(), EPOLLIN, runs::incrementAndGet);

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
        List<Reaper.Watch> watches = new ArrayList<>();
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
            Reaper.Watch watch = reaper.watch(pipe.readFd(), EPOLLIN | EPOLLONESHOT, () -> {
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
        Reaper.Watch watch = reaper.watch(fd, EPOLLIN, () -> {});

        assertThatThrownBy(() -> reaper.watch(fd, EPOLLIN, () -> {}))
                .isInstanceOfSatisfying(StepFailedException.class, failed -> {
                    assertThat(failed.step()).isEqualTo(StartStep.WATCH);
                    assertThat(failed.errno()).isEqualTo(Errno.EEXIST);
                });
        watch.end();
    }

    @Test
    void the_thread_is_a_daemon_of_the_root_group_without_a_class_loader() {
        List<Thread> threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("landlauncher reaper"))
                .toList();

        assertThat(threads).isNotEmpty().allSatisfy(thread -> {
            assertThat(thread.isDaemon()).isTrue();
            assertThat(thread.getThreadGroup().getParent()).isNull();
            assertThat(thread.getContextClassLoader()).isNull();
        });
    }

    @Test
    void without_an_epoll_descriptor_there_is_no_thread() {
        fake.fail("epoll_create1", Errno.EMFILE);
        int before = reapers();

        assertThatThrownBy(() -> Reaper.start(libc, pool))
                .isInstanceOfSatisfying(StepFailedException.class, failed -> {
                    assertThat(failed.step()).isEqualTo(StartStep.WATCH);
                    assertThat(failed.errno()).isEqualTo(Errno.EMFILE);
                });
        assertThat(reapers()).isEqualTo(before);
    }

    private static int reapers() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("landlauncher reaper"))
                .count();
    }

    /**
     * A child between fork and exec has copies of all descriptors, which keep epoll entries alive
     * after close. If watches were not ended first, dead entries would fire here for numbers that
     * are in use again: the kernel would deliver more events than there are bytes written.
     */
    @Test
    void five_hundred_closed_pipes_leave_no_entry_while_another_thread_spawns() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        FutureTask<Integer> spawner = new FutureTask<>(() -> spawnUntil(done));
        new Thread(spawner).start();
        int runs = 0;
        try {
            for (int i = 0; i < 500; i++) {
                runs += watchWriteAndClose();
            }
        } finally {
            done.set(true);
        }
        assertThat(spawner.get()).as("children started meanwhile").isPositive();
        untilEverythingIsDealtWith();

        assertThat(runs).isEqualTo(500);
        assertThat(eventsOfTheKernel).as("500 and two fences").hasValue(502);
    }

    private int watchWriteAndClose() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        CompletableFuture<Void> ready = new CompletableFuture<>();
        try (RealPipe pipe = new RealPipe(libc, pool)) {
            int fd = pipe.readFd();
            Reaper.Watch watch = reaper.watch(fd, EPOLLIN, () -> {
                readByte(fd);
                runs.incrementAndGet();
                ready.complete(null);
            });
            pipe.write((byte) 1);
            ready.get();
            watch.end();
            pipe.write((byte) 2); // stays in the pipe, which would be ready if it were still watched
        }
        return runs.get();
    }

    private static int spawnUntil(AtomicBoolean done) throws Exception {
        int children = 0;
        while (!done.get()) {
            assertThat(new ProcessBuilder("/bin/true").start().waitFor()).isZero();
            children++;
        }
        return children;
    }
}

package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLLIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.StartStep;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.spi.StepFailedException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The reaper among the other threads and children of a JVM. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventLoopThreadTest extends EventLoopContract {

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

        assertThatThrownBy(() -> EventLoop.startReaper(libc))
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
            EventLoop.Watch watch = reaper.watch(fd, EPOLLIN, () -> {
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

package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLLIN;
import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLLONESHOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.Memory;
import io.github.landlauncher.linux.libc.MemoryPool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;

/** A reaper over a C library that counts the events of the kernel. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class EventLoopContract {

    final AtomicInteger eventsOfTheKernel = new AtomicInteger();
    final FakeLibc fake = FakeLibc.over(Libc.get())
            .answer("epoll_wait", arguments -> {
                int count = Libc.get().epoll_wait((int) arguments[0], (long) arguments[1],
                        (int) arguments[2], (int) arguments[3]);
                eventsOfTheKernel.addAndGet(Math.max(count, 0));
                return count;
            });
    final Libc libc = fake.libc();
    final MemoryPool pool = Scratch.pool(libc);
    private final List<RealPipe> pipes = new ArrayList<>();

    EventLoop reaper;

    @BeforeEach
    void a_reaper() throws IOException {
        reaper = EventLoop.startReaper(libc);
    }

    @AfterEach
    void the_pipes_are_closed() {
        pipes.forEach(RealPipe::close);
    }

    RealPipe pipe() throws IOException {
        RealPipe pipe = new RealPipe(libc, pool);
        pipes.add(pipe);
        return pipe;
    }

    void readByte(int fd) {
        Memory memory = new Memory(libc, 1);
        assertThat(Libc.get().read(fd, memory.address(), 1)).isEqualTo(1);
    }

    /** Returns after every event that the kernel had before this call has been dealt with. */
    void untilEverythingIsDealtWith() throws Exception {
        // Twice, since the first event may be in the same batch as one before it.
        for (int i = 0; i < 2; i++) {
            RealPipe fence = pipe();
            CompletableFuture<Void> reached = new CompletableFuture<>();
            EventLoop.Watch watch = reaper.watch(fence.readFd(), EPOLLIN | EPOLLONESHOT,
                    () -> reached.complete(null));
            fence.write((byte) 1);
            reached.get();
            watch.end();
        }
    }
}

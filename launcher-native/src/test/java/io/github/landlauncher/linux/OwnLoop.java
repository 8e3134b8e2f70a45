package io.github.landlauncher.linux;

import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.MemoryPool;
import io.github.landlauncher.spi.ProcessInput;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A loop of the test's own thread, which does what is due when it is told to and never waits. */
final class OwnLoop implements AutoCloseable {

    final FakeLibc fake = FakeLibc.over(Libc.get());
    final Libc libc = fake.libc();
    final MemoryPool pool = Scratch.pool(libc);
    final MemoryPool memories = new MemoryPool(libc, ProcessInput.CAPACITY, 16);
    final EventLoop loop;
    private final AtomicBoolean idle = new AtomicBoolean();

    OwnLoop() throws IOException {
        fake.answer("epoll_wait", arguments -> {
            int count = Libc.get().epoll_wait(
                    (int) arguments[0], (long) arguments[1], (int) arguments[2], 0);
            idle.set(count == 0);
            return count;
        });
        loop = EventLoop.open(libc);
        loop.prepare(memories);
    }

    /** Does what is due until nothing is. */
    void untilIdle() {
        idle.set(false);
        loop.runUntil(idle::get);
    }

    /** Asks the kernel once, and does what is due then. */
    void once() {
        AtomicInteger rounds = new AtomicInteger();
        loop.runUntil(() -> rounds.getAndIncrement() == 1);
    }

    @Override
    public void close() {
        loop.close();
    }
}

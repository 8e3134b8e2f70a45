package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLLIN;
import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLLONESHOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.Memory;
import io.github.landlauncher.linux.libc.MemoryPool;
import io.github.landlauncher.spi.StepFailedException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A closed loop gives back what it took and touches nothing any more. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventLoopCloseTest extends EventLoopContract {

    private final AtomicInteger refusedAsNoDescriptor = new AtomicInteger();

    /** Counts calls with a number that is nothing by now; of another thing it could not be told. */
    private FakeLibc.Answer counted(FakeLibc.Answer real) {
        return arguments -> {
            Object result = real.to(arguments);
            if (((Number) result).longValue() == -Errno.EBADF) {
                refusedAsNoDescriptor.incrementAndGet();
            }
            return result;
        };
    }

    @Test
    void a_closed_loop_has_no_descriptor_and_does_nothing_more() throws Exception {
        EventLoop own = EventLoop.open(libc);
        own.prepare(pool);
        RealPipe pipe = pipe();
        EventLoop.Watch watch = own.watch(pipe.readFd(), EPOLLIN, () -> {});
        own.close();
        own.close();
        int changes = fake.calls("epoll_ctl").size();

        own.execute(() -> {
            throw new AssertionError("run");
        });
        FutureTask<Void> other = new FutureTask<>(() -> {
            own.execute(() -> {});
            watch.arm(EPOLLIN | EPOLLONESHOT);
            watch.end();
            return null;
        });
        new Thread(other).start();
        other.get();

        assertThat(fake.calls("epoll_ctl")).as("its number may be another loop's").hasSize(changes);
        assertThatThrownBy(() -> own.watch(pipe.readFd(), EPOLLIN, () -> {}))
                .isInstanceOfSatisfying(StepFailedException.class,
                        failed -> assertThat(failed.errno()).isEqualTo(Errno.EBADF));
    }

    /** A number that was closed may be anybody's by then, so nothing may be done to it. */
    @Test
    void closing_a_loop_while_others_use_it_touches_no_number_twice() throws Exception {
        fake.answer("epoll_ctl", counted(arguments -> Libc.get().epoll_ctl((int) arguments[0],
                (int) arguments[1], (int) arguments[2], (long) arguments[3])));
        fake.answer("write", counted(arguments -> Libc.get().write(
                (int) arguments[0], (long) arguments[1], (long) arguments[2])));
        RealPipe pipe = pipe();
        for (int i = 0; i < 200; i++) {
            EventLoop own = EventLoop.open(libc);
            own.prepare(pool);
            EventLoop.Watch watch = own.watch(pipe.readFd(), EPOLLONESHOT, () -> {});
            FutureTask<Void> user = new FutureTask<>(() -> {
                for (int j = 0; j < 20; j++) {
                    own.execute(() -> {});
                    watch.arm(EPOLLIN | EPOLLONESHOT);
                }
                watch.end();
                return null;
            });
            Thread thread = new Thread(user);
            thread.start();
            own.close();
            user.get();
        }
        assertThat(refusedAsNoDescriptor).hasValue(0);
    }

    @Test
    void what_a_loop_took_for_transfers_it_gives_back() throws Exception {
        MemoryPool memories = new MemoryPool(libc, 100, 1);
        EventLoop own = EventLoop.open(libc);
        own.prepare(memories);
        own.prepare(memories);
        Memory taken = own.transfer(this);
        assertThat(taken.size()).isEqualTo(100);

        own.close();

        assertThat(memories.acquire()).isSameAs(taken);
    }
}

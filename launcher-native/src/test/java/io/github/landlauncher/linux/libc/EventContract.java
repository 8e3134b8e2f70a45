package io.github.landlauncher.linux.libc;

import static io.github.landlauncher.linux.libc.Errno.EINVAL;
import static io.github.landlauncher.linux.libc.Errno.ENOENT;
import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLLIN;
import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLLONESHOT;
import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLL_CLOEXEC;
import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLL_CTL_ADD;
import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLL_CTL_DEL;
import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLL_CTL_MOD;
import static io.github.landlauncher.linux.libc.LinuxHeader.FD_CLOEXEC;
import static io.github.landlauncher.linux.libc.LinuxHeader.F_GETFD;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** poll and epoll. */
abstract class EventContract extends NativeTest {

    private static final long ALL_BITS_MATTER = 0xfedcba9876543210L;

    private int epoll;

    EventContract(Libc libc) {
        super(libc);
    }

    @BeforeEach
    void an_epoll_descriptor() {
        epoll = descriptor(libc.epoll_create1(EPOLL_CLOEXEC));
    }

    private int control(int op, int fd, int events, long data) {
        Memory event = memory(EpollEvent.SIZE);
        EpollEvent.put(event.bytes(), 0, events, data);
        return libc.epoll_ctl(epoll, op, fd, event.address());
    }

    /** What is ready now: data and events. */
    private Map<Long, Integer> ready() {
        Memory events = memory(4 * EpollEvent.SIZE);
        int count = libc.epoll_wait(epoll, events.address(), 4, 0);
        assertThat(count).isNotNegative();
        Map<Long, Integer> ready = new HashMap<>();
        for (int at = 0; at < count * EpollEvent.SIZE; at += EpollEvent.SIZE) {
            ready.put(
                    EpollEvent.data(events.bytes(), at), EpollEvent.events(events.bytes(), at));
        }
        return ready;
    }

    @Test
    void epoll_gives_back_all_64_bits_of_the_data_for_each_ready_descriptor() {
        Pipe first = pipe(0);
        Pipe second = pipe(0);
        assertThat(control(EPOLL_CTL_ADD, first.readEnd(), EPOLLIN, ALL_BITS_MATTER)).isZero();
        assertThat(control(EPOLL_CTL_ADD, second.readEnd(), EPOLLIN, -1)).isZero();
        assertThat(ready()).isEmpty();

        write(first.writeEnd(), "x");
        write(second.writeEnd(), "x");

        assertThat(ready()).isEqualTo(Map.of(ALL_BITS_MATTER, EPOLLIN, -1L, EPOLLIN));
    }

    @Test
    void a_one_shot_is_reported_once_until_it_is_armed_again() {
        Pipe pipe = pipe(0);
        write(pipe.writeEnd(), "x");
        assertThat(control(EPOLL_CTL_ADD, pipe.readEnd(), EPOLLIN | EPOLLONESHOT, 1)).isZero();

        assertThat(ready()).hasSize(1);
        assertThat(ready()).isEmpty();

        assertThat(control(EPOLL_CTL_MOD, pipe.readEnd(), EPOLLIN, 2)).isZero();
        assertThat(ready()).isEqualTo(Map.of(2L, EPOLLIN));
    }

    @Test
    void a_descriptor_that_was_taken_out_is_not_reported() {
        Pipe pipe = pipe(0);
        write(pipe.writeEnd(), "x");
        assertThat(control(EPOLL_CTL_ADD, pipe.readEnd(), EPOLLIN, 1)).isZero();

        assertThat(libc.epoll_ctl(epoll, EPOLL_CTL_DEL, pipe.readEnd(), 0)).isZero();

        assertThat(ready()).isEmpty();
        assertThat(libc.epoll_ctl(epoll, EPOLL_CTL_DEL, pipe.readEnd(), 0)).isEqualTo(-ENOENT);
    }

    @Test
    void epoll_descriptors_close_on_exec_and_refuse_unknown_arguments() {
        assertThat(libc.fcntl(epoll, F_GETFD, 0)).isEqualTo(FD_CLOEXEC);
        assertThat(libc.epoll_create1(1)).isEqualTo(-EINVAL);
        assertThat(libc.epoll_wait(epoll, memory(16).address(), 0, 0)).isEqualTo(-EINVAL);
    }
}

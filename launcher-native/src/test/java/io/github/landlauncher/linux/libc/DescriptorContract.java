package io.github.landlauncher.linux.libc;

import static io.github.landlauncher.linux.libc.Errno.EAGAIN;
import static io.github.landlauncher.linux.libc.Errno.EBADF;
import static io.github.landlauncher.linux.libc.Errno.EFAULT;
import static io.github.landlauncher.linux.libc.Errno.EINVAL;
import static io.github.landlauncher.linux.libc.Errno.ENOTTY;
import static io.github.landlauncher.linux.libc.Errno.EPIPE;
import static io.github.landlauncher.linux.libc.LinuxHeader.FD_CLOEXEC;
import static io.github.landlauncher.linux.libc.LinuxHeader.FIONREAD;
import static io.github.landlauncher.linux.libc.LinuxHeader.F_DUPFD_CLOEXEC;
import static io.github.landlauncher.linux.libc.LinuxHeader.F_GETFD;
import static io.github.landlauncher.linux.libc.LinuxHeader.F_GETFL;
import static io.github.landlauncher.linux.libc.LinuxHeader.F_SETFD;
import static io.github.landlauncher.linux.libc.LinuxHeader.F_SETFL;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_ACCMODE;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_NONBLOCK;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_WRONLY;
import static io.github.landlauncher.linux.libc.LinuxHeader.TCGETS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** read, write, close, pipe2, fcntl and ioctl. */
abstract class DescriptorContract extends NativeTest {

    DescriptorContract(Libc libc) {
        super(libc);
    }

    @Test
    void what_is_written_to_a_pipe_is_read_from_it_up_to_end_of_file() {
        Pipe pipe = pipe(0);
        write(pipe.writeEnd(), "hello, ");
        write(pipe.writeEnd(), "world");

        close(pipe.writeEnd());

        assertThat(readAll(pipe.readEnd())).isEqualTo("hello, world");
    }

    @Test
    void a_short_read_takes_no_more_than_was_asked_for() {
        Pipe pipe = pipe(0);
        write(pipe.writeEnd(), "hello");
        Memory buffer = memory(8);

        assertThat(libc.read(pipe.readEnd(), buffer.address() + 1, 3)).isEqualTo(3);

        assertThat(libc.string(buffer.address() + 1)).asString().isEqualTo("hel");
        assertThat(buffer.bytes().get(0)).isZero();
    }

    @Test
    void fionread_counts_the_bytes_that_wait_in_a_pipe() {
        Pipe pipe = pipe(0);
        Memory count = memory(Integer.BYTES);
        assertThat(libc.ioctl(pipe.readEnd(), FIONREAD, count.address())).isZero();
        assertThat(count.bytes().getInt(0)).isZero();

        write(pipe.writeEnd(), "hello");

        assertThat(libc.ioctl(pipe.readEnd(), FIONREAD, count.address())).isZero();
        assertThat(count.bytes().getInt(0)).isEqualTo(5);
    }

    @Test
    void reading_an_empty_pipe_that_does_not_block_fails_with_eagain() {
        Pipe pipe = pipe(O_NONBLOCK);

        assertThat(libc.read(pipe.readEnd(), memory(8).address(), 8)).isEqualTo(-EAGAIN);
    }

    @Test
    void reading_to_the_null_address_fails_with_efault() {
        Pipe pipe = pipe(0);
        write(pipe.writeEnd(), "x");

        assertThat(libc.read(pipe.readEnd(), 0, 1)).isEqualTo(-EFAULT);
    }

    @Test
    void writing_to_a_pipe_without_reader_fails_with_epipe() {
        Pipe pipe = pipe(0);
        close(pipe.readEnd());

        assertThat(libc.write(pipe.writeEnd(), string("x"), 1)).isEqualTo(-EPIPE);
    }

    @Test
    void a_duplicate_is_at_the_number_asked_for_or_above_and_closes_on_exec() {
        Pipe pipe = pipe(0);

        int duplicate = descriptor(libc.fcntl(pipe.readEnd(), F_DUPFD_CLOEXEC, 100));

        assertThat(duplicate).isGreaterThanOrEqualTo(100);
        assertThat(libc.fcntl(duplicate, F_GETFD, 0)).isEqualTo(FD_CLOEXEC);
    }

    @Test
    void the_flags_of_a_descriptor_are_what_was_set() {
        Pipe pipe = pipe(0);
        assertThat(libc.fcntl(pipe.writeEnd(), F_GETFL, 0) & (O_ACCMODE | O_NONBLOCK))
                .isEqualTo(O_WRONLY);

        assertThat(libc.fcntl(pipe.writeEnd(), F_SETFL, O_NONBLOCK)).isZero();
        assertThat(libc.fcntl(pipe.writeEnd(), F_SETFD, 0)).isZero();

        assertThat(libc.fcntl(pipe.writeEnd(), F_GETFL, 0) & O_NONBLOCK).isEqualTo(O_NONBLOCK);
        assertThat(libc.fcntl(pipe.writeEnd(), F_GETFD, 0)).isZero();
    }

    @Test
    void a_request_for_terminals_fails_with_enotty_on_a_pipe() {
        assertThat(libc.ioctl(pipe(0).readEnd(), TCGETS, memory(64).address())).isEqualTo(-ENOTTY);
    }

    @Test
    void pipe2_with_an_unknown_flag_fails_with_einval() {
        assertThat(libc.pipe2(memory(8).address(), 1)).isEqualTo(-EINVAL);
    }

    @Test
    void a_descriptor_that_is_not_open_fails_with_ebadf() {
        assertThat(libc.close(-1)).isEqualTo(-EBADF);
        assertThat(libc.read(-1, memory(8).address(), 8)).isEqualTo(-EBADF);
        assertThat(libc.write(-1, memory(8).address(), 8)).isEqualTo(-EBADF);
        assertThat(libc.fcntl(-1, F_GETFD, 0)).isEqualTo(-EBADF);
        assertThat(libc.ioctl(-1, FIONREAD, memory(8).address())).isEqualTo(-EBADF);
    }
}

package io.github.landlauncher.linux.libc;

import static io.github.landlauncher.linux.libc.AuditHeader.AF_NETLINK;
import static io.github.landlauncher.linux.libc.AuditHeader.SOCK_RAW;
import static io.github.landlauncher.linux.libc.AuditHeader.SO_RCVBUF;
import static io.github.landlauncher.linux.libc.Errno.EBADF;
import static io.github.landlauncher.linux.libc.Errno.EFAULT;
import static io.github.landlauncher.linux.libc.Errno.EINVAL;
import static io.github.landlauncher.linux.libc.Errno.ENOENT;
import static io.github.landlauncher.linux.libc.Errno.ERANGE;
import static io.github.landlauncher.linux.libc.Errno.ESPIPE;
import static io.github.landlauncher.linux.libc.Errno.ESRCH;
import static io.github.landlauncher.linux.libc.FilterHeader.AF_UNIX;
import static io.github.landlauncher.linux.libc.FilterHeader.SOCK_STREAM;
import static io.github.landlauncher.linux.libc.LinuxHeader.FD_CLOEXEC;
import static io.github.landlauncher.linux.libc.LinuxHeader.F_GETFD;
import static io.github.landlauncher.linux.libc.LinuxHeader.MFD_CLOEXEC;
import static io.github.landlauncher.linux.libc.NotifyHeader.MSG_CMSG_CLOEXEC;
import static io.github.landlauncher.linux.libc.NotifyHeader.SECCOMP_GET_NOTIF_SIZES;
import static io.github.landlauncher.linux.libc.NotifyHeader.SOCK_CLOEXEC;
import static io.github.landlauncher.linux.libc.WatchHeader.SOL_SOCKET;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Sockets, memory of processes, and seccomp's user notification. */
abstract class NotifyContract extends NativeTest {

    /** No process has the highest number that the kernel can be told to give. */
    private static final int NOBODY = 4 * 1024 * 1024;

    NotifyContract(Libc libc) {
        super(libc);
    }

    /** Two sockets that are connected. */
    private Pipe sockets() {
        Memory ends = memory(2 * Integer.BYTES);
        assertThat(libc.socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.address())).isZero();
        return new Pipe(
                descriptor(ends.bytes().getInt(0)), descriptor(ends.bytes().getInt(Integer.BYTES)));
    }

    /** Receives a message of at most four bytes: what recvmsg returns, and the bytes. */
    private record Received(long result, int bytes, long controlSize) {}

    private Received receive(int socket) {
        Memory memory = memory(Msghdr.SIZE + Iovec.SIZE + Cmsghdr.SIZE + Long.BYTES);
        int iovec = Msghdr.SIZE;
        int control = iovec + Iovec.SIZE;
        int data = control + Cmsghdr.SIZE;
        Iovec.put(memory.bytes(), iovec, memory.address() + data, Integer.BYTES);
        Msghdr.put(memory.bytes(), 0, memory.address() + iovec, memory.address() + control,
                Cmsghdr.SIZE);
        long result = libc.recvmsg(socket, memory.address(), MSG_CMSG_CLOEXEC);
        assertThat(Msghdr.flags(memory.bytes(), 0)).isIn(0, MSG_CMSG_CLOEXEC);
        assertThat(Cmsghdr.isDescriptor(memory.bytes(), control)).isFalse();
        return new Received(
                result, memory.bytes().getInt(data), Msghdr.controlSize(memory.bytes(), 0));
    }

    @Test
    void what_is_written_to_one_socket_of_a_pair_is_received_from_the_other() {
        Pipe sockets = sockets();
        Memory number = memory(Integer.BYTES);
        number.bytes().putInt(0, 0x01020304);

        assertThat(libc.write(sockets.writeEnd(), number.address(), 4)).isEqualTo(4);

        assertThat(receive(sockets.readEnd())).isEqualTo(new Received(4, 0x01020304, 0));
        assertThat(libc.fcntl(sockets.readEnd(), F_GETFD, 0)).isEqualTo(FD_CLOEXEC);
    }

    @Test
    void when_the_other_socket_is_closed_nothing_is_received() {
        Pipe sockets = sockets();
        close(sockets.writeEnd());

        assertThat(receive(sockets.readEnd()).result()).isZero();
    }

    @Test
    void what_is_no_socket_cannot_be_received_from() {
        assertThat(receive(-1).result()).isEqualTo(-EBADF);
        assertThat(libc.socketpair(AF_UNIX, -1, 0, memory(8).address())).isEqualTo(-EINVAL);
    }

    private long attribute(String path, Memory value) {
        return libc.getxattr(string(path), string("system.sockprotoname"), value.address(), value.size());
    }

    @Test
    void a_socket_is_made_and_given_an_address() {
        int socket = descriptor(libc.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, 0));
        Memory address = memory(SockaddrNl.SIZE);
        SockaddrNl.put(address.bytes(), 0, 0);

        assertThat(libc.bind(socket, address.address(), SockaddrNl.SIZE)).isZero();

        assertThat(libc.bind(socket, address.address(), 1)).isEqualTo(-EINVAL);
        assertThat(libc.bind(-1, address.address(), SockaddrNl.SIZE)).isEqualTo(-EBADF);
        assertThat(libc.socket(AF_NETLINK, -1, 0)).isEqualTo(-EINVAL);
    }

    @Test
    void a_socket_is_told_how_much_to_keep() {
        int socket = sockets().readEnd();
        Memory option = memory(Integer.BYTES);
        option.bytes().putInt(0, 10_000);

        assertThat(libc.setsockopt(socket, SOL_SOCKET, SO_RCVBUF, option.address(), 4)).isZero();

        assertThat(libc.setsockopt(socket, SOL_SOCKET, SO_RCVBUF, option.address(), 1))
                .isEqualTo(-EINVAL);
    }

    @Test
    void a_socket_says_what_it_is() {
        Memory answer = memory(32);
        Pipe sockets = sockets();

        assertThat(attribute("/proc/self/fd/" + sockets.readEnd(), answer)).isEqualTo(12);
        assertThat(answer.bytes().get(0)).isEqualTo((byte) 'U');
        assertThat(attribute("/proc/self/fd/" + sockets.readEnd(), memory(2))).isEqualTo(-ERANGE);
        assertThat(attribute("/proc/self/fd/" + NOBODY, answer)).isEqualTo(-ENOENT);
    }

    @Test
    void a_file_is_read_at_an_offset_that_stays() {
        int file = descriptor(libc.memfd_create(string("file"), MFD_CLOEXEC));
        write(file, "0123456789");
        Memory buffer = memory(Long.BYTES);

        assertThat(libc.pread(file, buffer.address(), 3, 4)).isEqualTo(3);

        assertThat(buffer.bytes().get(0)).isEqualTo((byte) '4');
        assertThat(buffer.bytes().get(2)).isEqualTo((byte) '6');
        assertThat(buffer.bytes().get(3)).isZero();
        assertThat(libc.pread(file, buffer.address(), 3, 10)).isZero();
        assertThat(libc.pread(pipe(0).readEnd(), buffer.address(), 3, 0)).isEqualTo(-ESPIPE);
    }

    private long copy(int pid, long from, Memory to) {
        Memory vectors = memory(2 * Iovec.SIZE);
        Iovec.put(vectors.bytes(), 0, to.address(), to.size());
        Iovec.put(vectors.bytes(), Iovec.SIZE, from, to.size());
        return libc.process_vm_readv(
                pid, vectors.address(), 1, vectors.address() + Iovec.SIZE, 1, 0);
    }

    @Test
    void the_memory_of_a_process_is_read() {
        long text = string("memory of this process.");
        Memory copy = memory(23);

        assertThat(copy(self(), text, copy)).isEqualTo(23);

        assertThat(new String(libc.string(text))).startsWith("memory");
        assertThat(copy.bytes().get(0)).isEqualTo((byte) 'm');
        assertThat(copy.bytes().get(22)).isEqualTo((byte) '.');
    }

    @Test
    void memory_that_is_not_there_or_nobody_s_is_not_read() {
        assertThat(copy(self(), 1, memory(8))).isEqualTo(-EFAULT);
        assertThat(copy(NOBODY, string("x"), memory(1))).isEqualTo(-ESRCH);
    }

    @Test
    void the_kernel_says_how_large_its_notifications_are() {
        Memory sizes = memory(8);

        assertThat(libc.seccomp(SECCOMP_GET_NOTIF_SIZES, 0, sizes.address())).isZero();

        assertThat(SeccompNotifSizes.notif(sizes.bytes(), 0))
                .isGreaterThanOrEqualTo(SeccompNotif.SIZE);
        assertThat(SeccompNotifSizes.response(sizes.bytes(), 0))
                .isGreaterThanOrEqualTo(SeccompNotifResp.SIZE);
        assertThat(libc.seccomp(-1, 0, 0)).isEqualTo(-EINVAL);
    }
}

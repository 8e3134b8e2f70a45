package io.github.landlauncher.linux.libc;

import static io.github.landlauncher.linux.libc.LandlockHeader.__NR_landlock_add_rule;
import static io.github.landlauncher.linux.libc.LandlockHeader.__NR_landlock_create_ruleset;
import static io.github.landlauncher.linux.libc.LinuxHeader.__NR_openat2;
import static io.github.landlauncher.linux.libc.LinuxHeader.__NR_pidfd_open;
import static io.github.landlauncher.linux.libc.LinuxHeader.__NR_pidfd_send_signal;
import static io.github.landlauncher.linux.libc.LinuxHeader.__NR_statx;
import static io.github.landlauncher.linux.libc.NotifyHeader.__NR_seccomp;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;

/**
 * The binding by JNA, for every JVM.
 *
 * <p>Direct mapping with primitive arguments only: the cheapest call that JNA has.
 */
final class JnaLibc implements Libc {

    static final String NAME = "jna";

    private final Pointer environ;

    /**
     * Links every function.
     *
     * @throws LinkageError if JNA cannot load its native library, or the C library lacks a function
     */
    JnaLibc() {
        NativeLibrary process = NativeLibrary.getProcess();
        Native.register(JnaFunctions.class, process);
        environ = process.getGlobalVariableAddress("environ");
    }

    /** JNA keeps errno for each thread from the end of the call on; nothing comes between. */
    private static int result(int returned) {
        return returned < 0 ? -Native.getLastError() : returned;
    }

    private static long result(long returned) {
        return returned < 0 ? -Native.getLastError() : returned;
    }

    @Override
    public String binding() {
        return NAME;
    }

    @Override
    public long address(ByteBuffer direct) {
        return Pointer.nativeValue(Native.getDirectBufferPointer(direct));
    }

    @Override
    public byte[] string(long address) {
        Pointer string = new Pointer(address);
        return string.getByteArray(0, (int) string.indexOf(0, (byte) 0));
    }

    @Override
    public long pointer(long address) {
        return new Pointer(address).getLong(0);
    }

    @Override
    public long environ() {
        return environ.getLong(0);
    }

    @Override
    public int landlock_create_ruleset(long attr, long size, int flags) {
        return (int) result(
                JnaFunctions.syscall(__NR_landlock_create_ruleset, attr, size, flags, 0, 0));
    }

    @Override
    public int landlock_add_rule(int ruleset_fd, int rule_type, long rule_attr, int flags) {
        return (int) result(JnaFunctions.syscall(
                __NR_landlock_add_rule, ruleset_fd, rule_type, rule_attr, flags, 0));
    }

    @Override
    public int openat2(int dirfd, long pathname, long how, long size) {
        return (int) result(JnaFunctions.syscall(__NR_openat2, dirfd, pathname, how, size, 0));
    }

    @Override
    public int open(long pathname, int flags, int mode) {
        return result(JnaFunctions.open(pathname, flags, mode));
    }

    @Override
    public int statx(int dirfd, long pathname, int flags, int mask, long statxbuf) {
        return (int) result(
                JnaFunctions.syscall(__NR_statx, dirfd, pathname, flags, mask, statxbuf));
    }

    @Override
    public long readlink(long pathname, long buf, long bufsiz) {
        return result(JnaFunctions.readlink(pathname, buf, bufsiz));
    }

    @Override
    public int close(int fd) {
        return result(JnaFunctions.close(fd));
    }

    @Override
    public int pipe2(long pipefd, int flags) {
        return result(JnaFunctions.pipe2(pipefd, flags));
    }

    @Override
    public int fcntl(int fd, int cmd, int arg) {
        return result(JnaFunctions.fcntl(fd, cmd, arg));
    }

    @Override
    public int ioctl(int fd, long request, long argp) {
        return result(JnaFunctions.ioctl(fd, request, argp));
    }

    @Override
    public long read(int fd, long buf, long count) {
        return result(JnaFunctions.read(fd, buf, count));
    }

    @Override
    public long pread(int fd, long buf, long count, long offset) {
        return result(JnaFunctions.pread(fd, buf, count, offset));
    }

    @Override
    public long write(int fd, long buf, long count) {
        return result(JnaFunctions.write(fd, buf, count));
    }

    @Override
    public int socket(int domain, int type, int protocol) {
        return result(JnaFunctions.socket(domain, type, protocol));
    }

    @Override
    public int bind(int sockfd, long addr, int addrlen) {
        return result(JnaFunctions.bind(sockfd, addr, addrlen));
    }

    @Override
    public int socketpair(int domain, int type, int protocol, long sv) {
        return result(JnaFunctions.socketpair(domain, type, protocol, sv));
    }

    @Override
    public long recvmsg(int sockfd, long msg, int flags) {
        return result(JnaFunctions.recvmsg(sockfd, msg, flags));
    }

    @Override
    public long getxattr(long path, long name, long value, long size) {
        return result(JnaFunctions.getxattr(path, name, value, size));
    }

    @Override
    public int setsockopt(int sockfd, int level, int optname, long optval, int optlen) {
        return result(JnaFunctions.setsockopt(sockfd, level, optname, optval, optlen));
    }

    @Override
    public int memfd_create(long name, int flags) {
        return result(JnaFunctions.memfd_create(name, flags));
    }

    @Override
    public int fstatfs(int fd, long buf) {
        return result(JnaFunctions.fstatfs(fd, buf));
    }

    @Override
    public int fchmod(int fd, int mode) {
        return result(JnaFunctions.fchmod(fd, mode));
    }

    @Override
    public int epoll_create1(int flags) {
        return result(JnaFunctions.epoll_create1(flags));
    }

    @Override
    public int epoll_ctl(int epfd, int op, int fd, long event) {
        return result(JnaFunctions.epoll_ctl(epfd, op, fd, event));
    }

    @Override
    public int epoll_wait(int epfd, long events, int maxevents, int timeout) {
        return result(JnaFunctions.epoll_wait(epfd, events, maxevents, timeout));
    }

    @Override
    public int eventfd(int initval, int flags) {
        return result(JnaFunctions.eventfd(initval, flags));
    }

    @Override
    public int pidfd_open(int pid, int flags) {
        return (int) result(JnaFunctions.syscall(__NR_pidfd_open, pid, flags, 0, 0, 0));
    }

    @Override
    public int pidfd_send_signal(int pidfd, int sig, long info, int flags) {
        return (int) result(
                JnaFunctions.syscall(__NR_pidfd_send_signal, pidfd, sig, info, flags, 0));
    }

    @Override
    public int kill(int pid, int sig) {
        return result(JnaFunctions.kill(pid, sig));
    }

    @Override
    public int getuid() {
        return JnaFunctions.getuid();
    }

    @Override
    public int capget(long header, long data) {
        return result(JnaFunctions.capget(header, data));
    }

    @Override
    public int prctl(int option, long arg2, long arg3, long arg4, long arg5) {
        return result(JnaFunctions.prctl(option, arg2, arg3, arg4, arg5));
    }

    @Override
    public int seccomp(int operation, int flags, long args) {
        return (int) result(JnaFunctions.syscall(__NR_seccomp, operation, flags, args, 0, 0));
    }

    @Override
    public long process_vm_readv(
            int pid, long local_iov, long liovcnt, long remote_iov, long riovcnt, long flags) {
        return result(JnaFunctions.process_vm_readv(
                pid, local_iov, liovcnt, remote_iov, riovcnt, flags));
    }

    @Override
    public int waitid(int idtype, int id, long infop, int options) {
        return result(JnaFunctions.waitid(idtype, id, infop, options));
    }

    @Override
    public int posix_spawn(
            long pid, long path, long file_actions, long attrp, long argv, long envp) {
        return -JnaFunctions.posix_spawn(pid, path, file_actions, attrp, argv, envp);
    }

    @Override
    public int posix_spawn_file_actions_init(long file_actions) {
        return -JnaFunctions.posix_spawn_file_actions_init(file_actions);
    }

    @Override
    public int posix_spawn_file_actions_destroy(long file_actions) {
        return -JnaFunctions.posix_spawn_file_actions_destroy(file_actions);
    }

    @Override
    public int posix_spawn_file_actions_adddup2(long file_actions, int fildes, int newfildes) {
        return -JnaFunctions.posix_spawn_file_actions_adddup2(file_actions, fildes, newfildes);
    }

    @Override
    public byte[] strerror(int errnum) {
        return string(JnaFunctions.strerror(errnum));
    }
}

package io.github.landlauncher.linux.libc;

import static io.github.landlauncher.linux.libc.LandlockHeader.__NR_landlock_add_rule;
import static io.github.landlauncher.linux.libc.LandlockHeader.__NR_landlock_create_ruleset;
import static io.github.landlauncher.linux.libc.LinuxHeader.__NR_openat2;
import static io.github.landlauncher.linux.libc.LinuxHeader.__NR_pidfd_open;
import static io.github.landlauncher.linux.libc.LinuxHeader.__NR_pidfd_send_signal;

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
        Native.register(C.class, process);
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
        return (int) result(C.syscall(__NR_landlock_create_ruleset, attr, size, flags, 0));
    }

    @Override
    public int landlock_add_rule(int ruleset_fd, int rule_type, long rule_attr, int flags) {
        return (int) result(
                C.syscall(__NR_landlock_add_rule, ruleset_fd, rule_type, rule_attr, flags));
    }

    @Override
    public int openat2(int dirfd, long pathname, long how, long size) {
        return (int) result(C.syscall(__NR_openat2, dirfd, pathname, how, size));
    }

    @Override
    public int open(long pathname, int flags, int mode) {
        return result(C.open(pathname, flags, mode));
    }

    @Override
    public int statx(int dirfd, long pathname, int flags, int mask, long statxbuf) {
        return result(C.statx(dirfd, pathname, flags, mask, statxbuf));
    }

    @Override
    public long readlink(long pathname, long buf, long bufsiz) {
        return result(C.readlink(pathname, buf, bufsiz));
    }

    @Override
    public int close(int fd) {
        return result(C.close(fd));
    }

    @Override
    public int pipe2(long pipefd, int flags) {
        return result(C.pipe2(pipefd, flags));
    }

    @Override
    public int fcntl(int fd, int cmd, int arg) {
        return result(C.fcntl(fd, cmd, arg));
    }

    @Override
    public int ioctl(int fd, long request, long argp) {
        return result(C.ioctl(fd, request, argp));
    }

    @Override
    public long read(int fd, long buf, long count) {
        return result(C.read(fd, buf, count));
    }

    @Override
    public long write(int fd, long buf, long count) {
        return result(C.write(fd, buf, count));
    }

    @Override
    public int memfd_create(long name, int flags) {
        return result(C.memfd_create(name, flags));
    }

    @Override
    public int fstatfs(int fd, long buf) {
        return result(C.fstatfs(fd, buf));
    }

    @Override
    public int fchmod(int fd, int mode) {
        return result(C.fchmod(fd, mode));
    }

    @Override
    public int epoll_create1(int flags) {
        return result(C.epoll_create1(flags));
    }

    @Override
    public int epoll_ctl(int epfd, int op, int fd, long event) {
        return result(C.epoll_ctl(epfd, op, fd, event));
    }

    @Override
    public int epoll_wait(int epfd, long events, int maxevents, int timeout) {
        return result(C.epoll_wait(epfd, events, maxevents, timeout));
    }

    @Override
    public int eventfd(int initval, int flags) {
        return result(C.eventfd(initval, flags));
    }

    @Override
    public int pidfd_open(int pid, int flags) {
        return (int) result(C.syscall(__NR_pidfd_open, pid, flags, 0, 0));
    }

    @Override
    public int pidfd_send_signal(int pidfd, int sig, long info, int flags) {
        return (int) result(C.syscall(__NR_pidfd_send_signal, pidfd, sig, info, flags));
    }

    @Override
    public int kill(int pid, int sig) {
        return result(C.kill(pid, sig));
    }

    @Override
    public int getuid() {
        return C.getuid();
    }

    @Override
    public int capget(long header, long data) {
        return result(C.capget(header, data));
    }

    @Override
    public int prctl(int option, long arg2, long arg3, long arg4, long arg5) {
        return result(C.prctl(option, arg2, arg3, arg4, arg5));
    }

    @Override
    public int waitid(int idtype, int id, long infop, int options) {
        return result(C.waitid(idtype, id, infop, options));
    }

    @Override
    public int posix_spawn(
            long pid, long path, long file_actions, long attrp, long argv, long envp) {
        return -C.posix_spawn(pid, path, file_actions, attrp, argv, envp);
    }

    @Override
    public int posix_spawn_file_actions_init(long file_actions) {
        return -C.posix_spawn_file_actions_init(file_actions);
    }

    @Override
    public int posix_spawn_file_actions_destroy(long file_actions) {
        return -C.posix_spawn_file_actions_destroy(file_actions);
    }

    @Override
    public int posix_spawn_file_actions_adddup2(long file_actions, int fildes, int newfildes) {
        return -C.posix_spawn_file_actions_adddup2(file_actions, fildes, newfildes);
    }

    @Override
    public byte[] strerror(int errnum) {
        return string(C.strerror(errnum));
    }

    /** The C functions themselves; a pointer, size_t and ssize_t is a long on 64-bit Linux. */
    private static final class C {

        private C() {}

        /** Variadic in C, as is prctl; integers travel the same way either way on the architectures we have. */
        static native long syscall(long number, long a, long b, long c, long d);

        static native int open(long pathname, int flags, int mode);
        static native int statx(int dirfd, long pathname, int flags, int mask, long statxbuf);
        static native long readlink(long pathname, long buf, long bufsiz);
        static native int close(int fd);
        static native int pipe2(long pipefd, int flags);
        static native int fcntl(int fd, int cmd, int arg);
        static native int ioctl(int fd, long request, long argp);
        static native long read(int fd, long buf, long count);
        static native long write(int fd, long buf, long count);
        static native int memfd_create(long name, int flags);
        static native int fstatfs(int fd, long buf);
        static native int fchmod(int fd, int mode);
        static native int epoll_create1(int flags);
        static native int epoll_ctl(int epfd, int op, int fd, long event);
        static native int epoll_wait(int epfd, long events, int maxevents, int timeout);
        static native int eventfd(int initval, int flags);
        static native int kill(int pid, int sig);
        static native int getuid();
        static native int capget(long header, long data);
        static native int prctl(int option, long arg2, long arg3, long arg4, long arg5);
        static native int waitid(int idtype, int id, long infop, int options);
        static native int posix_spawn(
                long pid, long path, long file_actions, long attrp, long argv, long envp);
        static native int posix_spawn_file_actions_init(long file_actions);
        static native int posix_spawn_file_actions_destroy(long file_actions);
        static native int posix_spawn_file_actions_adddup2(
                long file_actions, int fildes, int newfildes);

        static native long strerror(int errnum);
    }
}

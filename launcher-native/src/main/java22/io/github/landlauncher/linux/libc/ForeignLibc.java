package io.github.landlauncher.linux.libc;

import static io.github.landlauncher.linux.libc.LandlockHeader.__NR_landlock_add_rule;
import static io.github.landlauncher.linux.libc.LandlockHeader.__NR_landlock_create_ruleset;
import static io.github.landlauncher.linux.libc.LinuxHeader.__NR_openat2;
import static io.github.landlauncher.linux.libc.LinuxHeader.__NR_pidfd_open;
import static io.github.landlauncher.linux.libc.LinuxHeader.__NR_pidfd_send_signal;
import static io.github.landlauncher.linux.libc.LinuxHeader.__NR_statx;
import static io.github.landlauncher.linux.libc.NotifyHeader.__NR_seccomp;

import java.nio.ByteBuffer;

/**
 * The binding by java.lang.foreign, for JDK 22 and newer.
 *
 * <p>A pointer, size_t and ssize_t is a long on 64-bit Linux; {@link Downcall} says why an int can
 * be one too.
 */
final class ForeignLibc implements Libc {

    static final String NAME = "java.lang.foreign";

    private static final Downcall SYSCALL = Downcall.of("syscall");
    private static final Downcall OPEN = Downcall.of("open");
    private static final Downcall READLINK = Downcall.of("readlink");
    private static final Downcall CLOSE = Downcall.of("close");
    private static final Downcall PIPE2 = Downcall.of("pipe2");
    private static final Downcall FCNTL = Downcall.of("fcntl");
    private static final Downcall IOCTL = Downcall.of("ioctl");
    private static final Downcall READ = Downcall.of("read");
    private static final Downcall PREAD = Downcall.of("pread");
    private static final Downcall WRITE = Downcall.of("write");
    private static final Downcall SOCKET = Downcall.of("socket");
    private static final Downcall BIND = Downcall.of("bind");
    private static final Downcall SOCKETPAIR = Downcall.of("socketpair");
    private static final Downcall RECVMSG = Downcall.of("recvmsg");
    private static final Downcall SETSOCKOPT = Downcall.of("setsockopt");
    private static final Downcall GETXATTR = Downcall.of("getxattr");
    private static final Downcall MEMFD_CREATE = Downcall.of("memfd_create");
    private static final Downcall FSTATFS = Downcall.of("fstatfs");
    private static final Downcall FCHMOD = Downcall.of("fchmod");
    private static final Downcall EPOLL_CREATE1 = Downcall.of("epoll_create1");
    private static final Downcall EPOLL_CTL = Downcall.of("epoll_ctl");
    private static final Downcall EPOLL_WAIT = Downcall.of("epoll_wait");
    private static final Downcall EVENTFD = Downcall.of("eventfd");
    private static final Downcall KILL = Downcall.of("kill");
    private static final Downcall GETUID = Downcall.of("getuid");
    private static final Downcall CAPGET = Downcall.of("capget");
    private static final Downcall PRCTL = Downcall.of("prctl");
    private static final Downcall PROCESS_VM_READV = Downcall.of("process_vm_readv");
    private static final Downcall WAITID = Downcall.of("waitid");
    private static final Downcall POSIX_SPAWN = Downcall.of("posix_spawn");
    private static final Downcall POSIX_SPAWN_FILE_ACTIONS_INIT =
            Downcall.of("posix_spawn_file_actions_init");
    private static final Downcall POSIX_SPAWN_FILE_ACTIONS_DESTROY =
            Downcall.of("posix_spawn_file_actions_destroy");
    private static final Downcall POSIX_SPAWN_FILE_ACTIONS_ADDDUP2 =
            Downcall.of("posix_spawn_file_actions_adddup2");
    private static final Downcall STRERROR = Downcall.of("strerror");

    private final long environ = ForeignMemory.environ();

    @Override
    public String binding() {
        return NAME;
    }

    @Override
    public long address(ByteBuffer direct) {
        return ForeignMemory.address(direct);
    }

    @Override
    public byte[] string(long address) {
        return ForeignMemory.string(address);
    }

    @Override
    public long pointer(long address) {
        return ForeignMemory.pointer(address);
    }

    @Override
    public long environ() {
        return pointer(environ);
    }

    @Override
    public int landlock_create_ruleset(long attr, long size, int flags) {
        return SYSCALL.call(__NR_landlock_create_ruleset, attr, size, flags, 0);
    }

    @Override
    public int landlock_add_rule(int ruleset_fd, int rule_type, long rule_attr, int flags) {
        return SYSCALL.call(__NR_landlock_add_rule, ruleset_fd, rule_type, rule_attr, flags);
    }

    @Override
    public int openat2(int dirfd, long pathname, long how, long size) {
        return SYSCALL.call(__NR_openat2, dirfd, pathname, how, size);
    }

    @Override
    public int open(long pathname, int flags, int mode) {
        return OPEN.call(pathname, flags, mode);
    }

    @Override
    public int statx(int dirfd, long pathname, int flags, int mask, long statxbuf) {
        return SYSCALL.call(__NR_statx, dirfd, pathname, flags, mask, statxbuf);
    }

    @Override
    public long readlink(long pathname, long buf, long bufsiz) {
        return READLINK.callLong(pathname, buf, bufsiz);
    }

    @Override
    public int close(int fd) {
        return CLOSE.call(fd);
    }

    @Override
    public int pipe2(long pipefd, int flags) {
        return PIPE2.call(pipefd, flags);
    }

    @Override
    public int fcntl(int fd, int cmd, int arg) {
        return FCNTL.call(fd, cmd, arg);
    }

    @Override
    public int ioctl(int fd, long request, long argp) {
        return IOCTL.call(fd, request, argp);
    }

    @Override
    public long read(int fd, long buf, long count) {
        return READ.callLong(fd, buf, count);
    }

    @Override
    public long pread(int fd, long buf, long count, long offset) {
        return PREAD.callLong(fd, buf, count, offset, 0, 0);
    }

    @Override
    public long write(int fd, long buf, long count) {
        return WRITE.callLong(fd, buf, count);
    }

    @Override
    public int socket(int domain, int type, int protocol) {
        return SOCKET.call(domain, type, protocol);
    }

    @Override
    public int bind(int sockfd, long addr, int addrlen) {
        return BIND.call(sockfd, addr, addrlen);
    }

    @Override
    public int socketpair(int domain, int type, int protocol, long sv) {
        return SOCKETPAIR.call(domain, type, protocol, sv);
    }

    @Override
    public long recvmsg(int sockfd, long msg, int flags) {
        return RECVMSG.callLong(sockfd, msg, flags);
    }

    @Override
    public long getxattr(long path, long name, long value, long size) {
        return GETXATTR.callLong(path, name, value, size, 0, 0);
    }

    @Override
    public int setsockopt(int sockfd, int level, int optname, long optval, int optlen) {
        return SETSOCKOPT.call(sockfd, level, optname, optval, optlen);
    }

    @Override
    public int memfd_create(long name, int flags) {
        return MEMFD_CREATE.call(name, flags);
    }

    @Override
    public int fstatfs(int fd, long buf) {
        return FSTATFS.call(fd, buf);
    }

    @Override
    public int fchmod(int fd, int mode) {
        return FCHMOD.call(fd, mode);
    }

    @Override
    public int epoll_create1(int flags) {
        return EPOLL_CREATE1.call(flags);
    }

    @Override
    public int epoll_ctl(int epfd, int op, int fd, long event) {
        return EPOLL_CTL.call(epfd, op, fd, event);
    }

    @Override
    public int epoll_wait(int epfd, long events, int maxevents, int timeout) {
        return EPOLL_WAIT.call(epfd, events, maxevents, timeout);
    }

    @Override
    public int eventfd(int initval, int flags) {
        return EVENTFD.call(initval, flags);
    }

    @Override
    public int pidfd_open(int pid, int flags) {
        return SYSCALL.call(__NR_pidfd_open, pid, flags, 0, 0);
    }

    @Override
    public int pidfd_send_signal(int pidfd, int sig, long info, int flags) {
        return SYSCALL.call(__NR_pidfd_send_signal, pidfd, sig, info, flags);
    }

    @Override
    public int kill(int pid, int sig) {
        return KILL.call(pid, sig);
    }

    @Override
    public int getuid() {
        return GETUID.callUnfailing();
    }

    @Override
    public int capget(long header, long data) {
        return CAPGET.call(header, data);
    }

    @Override
    public int prctl(int option, long arg2, long arg3, long arg4, long arg5) {
        return PRCTL.call(option, arg2, arg3, arg4, arg5);
    }

    @Override
    public int seccomp(int operation, int flags, long args) {
        return SYSCALL.call(__NR_seccomp, operation, flags, args);
    }

    @Override
    public long process_vm_readv(
            int pid, long local_iov, long liovcnt, long remote_iov, long riovcnt, long flags) {
        return PROCESS_VM_READV.callLong(pid, local_iov, liovcnt, remote_iov, riovcnt, flags);
    }

    @Override
    public int waitid(int idtype, int id, long infop, int options) {
        return WAITID.call(idtype, id, infop, options);
    }

    @Override
    public int posix_spawn(
            long pid, long path, long file_actions, long attrp, long argv, long envp) {
        return -POSIX_SPAWN.call(pid, path, file_actions, attrp, argv, envp);
    }

    @Override
    public int posix_spawn_file_actions_init(long file_actions) {
        return -POSIX_SPAWN_FILE_ACTIONS_INIT.call(file_actions);
    }

    @Override
    public int posix_spawn_file_actions_destroy(long file_actions) {
        return -POSIX_SPAWN_FILE_ACTIONS_DESTROY.call(file_actions);
    }

    @Override
    public int posix_spawn_file_actions_adddup2(long file_actions, int fildes, int newfildes) {
        return -POSIX_SPAWN_FILE_ACTIONS_ADDDUP2.call(file_actions, fildes, newfildes);
    }

    @Override
    public byte[] strerror(int errnum) {
        return string(STRERROR.callLong(errnum, 0, 0));
    }
}

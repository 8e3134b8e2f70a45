package io.github.landlauncher.linux.libc;

/** The C functions for {@link JnaLibc}; a pointer, size_t and ssize_t is a long on 64-bit Linux. */
final class JnaFunctions {

    private JnaFunctions() {}

    /** Variadic in C, as is prctl; integers travel alike either way on the architectures we have. */
    static native long syscall(long number, long a, long b, long c, long d, long e);

    static native int open(long pathname, int flags, int mode);
    static native long readlink(long pathname, long buf, long bufsiz);
    static native int close(int fd);
    static native int pipe2(long pipefd, int flags);
    static native int fcntl(int fd, int cmd, int arg);
    static native int ioctl(int fd, long request, long argp);
    static native long read(int fd, long buf, long count);
    static native long pread(int fd, long buf, long count, long offset);
    static native long write(int fd, long buf, long count);
    static native int socket(int domain, int type, int protocol);
    static native int bind(int sockfd, long addr, int addrlen);
    static native int socketpair(int domain, int type, int protocol, long sv);
    static native long recvmsg(int sockfd, long msg, int flags);
    static native int setsockopt(int sockfd, int level, int optname, long optval, int optlen);
    static native long getxattr(long path, long name, long value, long size);
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
    static native long process_vm_readv(
            int pid, long local_iov, long liovcnt, long remote_iov, long riovcnt, long flags);

    static native int waitid(int idtype, int id, long infop, int options);
    static native int posix_spawn(
            long pid, long path, long file_actions, long attrp, long argv, long envp);
    static native int posix_spawn_file_actions_init(long file_actions);
    static native int posix_spawn_file_actions_destroy(long file_actions);
    static native int posix_spawn_file_actions_adddup2(
            long file_actions, int fildes, int newfildes);

    static native long strerror(int errnum);
}

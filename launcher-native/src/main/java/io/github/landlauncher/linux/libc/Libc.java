package io.github.landlauncher.linux.libc;

import java.nio.ByteBuffer;

/**
 * The C functions and system calls that Landlauncher uses, with their C names and C argument order.
 *
 * <p>Every method returns what the C function returns, or the negated errno if it failed: errno
 * comes with the result and is never read from shared state. Pointers are addresses; see
 * {@link Memory} for memory that has one. A caller keeps the memory reachable until the call has
 * returned. No method here decides anything: that is the business of the package above.
 *
 * <p>Sources: section 2 and 3 of the Linux man pages, and for Landlock
 * docs.kernel.org/userspace-api/landlock.html.
 */
public interface Libc {

    /** The binding's name, {@code "jna"} or {@code "java.lang.foreign"}. */
    String binding();

    /**
     * The address of element 0 of a direct buffer, wherever its position is.
     *
     * @throws IllegalArgumentException if the buffer is not direct
     */
    long address(ByteBuffer direct);

    /** The bytes of the NUL-terminated string at {@code address}, without the NUL. */
    byte[] string(long address);

    /** The pointer stored at {@code address}. */
    long pointer(long address);

    /** The address of the first element of {@code environ}, or 0 if there is no environment. */
    long environ();

    /** landlock_create_ruleset(2). */
    int landlock_create_ruleset(long attr, long size, int flags);

    /** landlock_add_rule(2). */
    int landlock_add_rule(int ruleset_fd, int rule_type, long rule_attr, int flags);

    /** openat2(2). */
    int openat2(int dirfd, long pathname, long how, long size);

    /** open(2). */
    int open(long pathname, int flags, int mode);

    /** statx(2). */
    int statx(int dirfd, long pathname, int flags, int mask, long statxbuf);

    /** fstatfs(2). */
    int fstatfs(int fd, long buf);

    /** readlink(2). */
    long readlink(long pathname, long buf, long bufsiz);

    /** close(2). */
    int close(int fd);

    /** pipe2(2). */
    int pipe2(long pipefd, int flags);

    /** fcntl(2) with an int argument. */
    int fcntl(int fd, int cmd, int arg);

    /** ioctl(2). */
    int ioctl(int fd, long request, long argp);

    /** read(2). */
    long read(int fd, long buf, long count);

    /** pread(2). */
    long pread(int fd, long buf, long count, long offset);

    /** write(2). */
    long write(int fd, long buf, long count);

    /** socket(2). */
    int socket(int domain, int type, int protocol);

    /** bind(2). */
    int bind(int sockfd, long addr, int addrlen);

    /** socketpair(2). */
    int socketpair(int domain, int type, int protocol, long sv);

    /** recvmsg(2). */
    long recvmsg(int sockfd, long msg, int flags);

    /** getxattr(2). */
    long getxattr(long path, long name, long value, long size);

    /** setsockopt(2). */
    int setsockopt(int sockfd, int level, int optname, long optval, int optlen);

    /** memfd_create(2). */
    int memfd_create(long name, int flags);

    /** fchmod(2). */
    int fchmod(int fd, int mode);

    /** epoll_create1(2). */
    int epoll_create1(int flags);

    /** epoll_ctl(2). */
    int epoll_ctl(int epfd, int op, int fd, long event);

    /** epoll_wait(2). */
    int epoll_wait(int epfd, long events, int maxevents, int timeout);

    /** eventfd(2). */
    int eventfd(int initval, int flags);

    /** pidfd_open(2). */
    int pidfd_open(int pid, int flags);

    /** pidfd_send_signal(2). */
    int pidfd_send_signal(int pidfd, int sig, long info, int flags);

    /** kill(2). */
    int kill(int pid, int sig);

    /** getuid(2), which cannot fail; half of all uids are negative as an int. */
    int getuid();

    /** capget(2). */
    int capget(long header, long data);

    /** prctl(2). */
    int prctl(int option, long arg2, long arg3, long arg4, long arg5);

    /** seccomp(2). */
    int seccomp(int operation, int flags, long args);

    /** process_vm_readv(2). */
    long process_vm_readv(
            int pid, long local_iov, long liovcnt, long remote_iov, long riovcnt, long flags);

    /** waitid(2). */
    int waitid(int idtype, int id, long infop, int options);

    /** posix_spawn(3); like its family below it returns the error number, here negated. */
    int posix_spawn(long pid, long path, long file_actions, long attrp, long argv, long envp);

    /** posix_spawn_file_actions_init(3). */
    int posix_spawn_file_actions_init(long file_actions);

    /** posix_spawn_file_actions_destroy(3). */
    int posix_spawn_file_actions_destroy(long file_actions);

    /** posix_spawn_file_actions_adddup2(3). */
    int posix_spawn_file_actions_adddup2(long file_actions, int fildes, int newfildes);

    /** strerror(3), in the locale of the process. */
    byte[] strerror(int errnum);

    /**
     * The binding for this JVM, linked at first use.
     *
     * @throws UnsupportedOperationException if this JVM does not run on Linux or not on an
     *     architecture that Landlauncher knows, or if linking failed; the message then says which
     *     binding failed, where, why, and what to do, and the cause is the linker's exception
     */
    static Libc get() {
        return LibcLoader.libc();
    }
}

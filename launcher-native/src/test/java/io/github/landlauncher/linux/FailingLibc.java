package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLL_CTL_DEL;
import static io.github.landlauncher.linux.libc.LinuxHeader.P_PID;

import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.Set;

/**
 * The real C library, one call of which fails: the n-th that a start makes, on the thread that was
 * there when the failure was ordered or on the spawner's in its stead. All that is freed afterwards
 * is freed, and then said to have failed.
 */
final class FailingLibc implements InvocationHandler {

    /** What cannot fail, or is no system call. */
    private static final Set<String> INFALLIBLE = Set.of(
            "address", "string", "pointer", "environ", "strerror", "binding", "getuid", "toString",
            "hashCode", "equals");

    /** What frees something. It does so in any case: otherwise the test would leak, not the start. */
    private static final Set<String> FREEING =
            Set.of("close", "kill", "waitid " + P_PID, "posix_spawn_file_actions_destroy");

    /** What makes a descriptor, for which the system as a whole has a limit. */
    private static final Set<String> OPENING = Set.of(
            "landlock_create_ruleset", "openat2", "open", "pipe2", "memfd_create", "epoll_create1",
            "pidfd_open", "posix_spawn", "socketpair", "recvmsg");

    /** What may wait, so that a signal may interrupt it. */
    private static final Set<String> WAITING = 
            Set.of("open", "openat2", "read", "recvmsg", "write", "close");

    /** A call that is to fail. */
    private final class Order {
        private final Thread thread = Thread.currentThread();
        private final int number;
        private final int errno;
        private int calls;
        private String failed;

        private Order(int number, int errno) {
            this.number = number;
            this.errno = errno;
        }

        private boolean isForThisThread() {
            Thread current = Thread.currentThread();
            return current == thread || current.getName().equals("landlauncher spawner");
        }

        /** The errno of this call, or 0. */
        private int errnoOf(String call) {
            calls++;
            if (calls == number) {
                failed = call;
                return errno;
            }
            return failed != null && frees(call) ? Errno.EIO : 0;
        }
    }

    private final Libc real;
    private volatile Order order;

    private FailingLibc(Libc real) {
        this.real = real;
    }

    static FailingLibc over(Libc real) {
        return new FailingLibc(real);
    }

    Libc libc() {
        return (Libc) Proxy.newProxyInstance(
                FailingLibc.class.getClassLoader(), new Class<?>[] {Libc.class}, this);
    }

    /** Has a call fail, the first being number 1. */
    void failCall(int number, int errno) {
        order = new Order(number, errno);
    }

    /** Ends the order; the call that has failed, or empty if there were not so many. */
    Optional<String> end() {
        Order ended = order;
        order = null;
        synchronized (ended) {
            return Optional.ofNullable(ended.failed);
        }
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        Order current = order;
        if (current == null || INFALLIBLE.contains(method.getName()) || !current.isForThisThread()) {
            return call(method, arguments);
        }
        String call = describe(method.getName(), arguments);
        int errno;
        synchronized (current) {
            errno = current.errnoOf(call);
        }
        if (errno == 0) {
            return call(method, arguments);
        }
        if (frees(call)) {
            call(method, arguments);
        }
        return method.getReturnType() == long.class ? (Object) (long) -errno : (Object) (-errno);
    }

    private Object call(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** The function, and of those that do many things the number of the one. */
    private static String describe(String function, Object... arguments) {
        return switch (function) {
            case "fcntl", "ioctl", "epoll_ctl" -> function + " " + arguments[1];
            case "landlock_create_ruleset" -> function + " " + arguments[2];
            case "prctl", "waitid" -> function + " " + arguments[0];
            default -> function;
        };
    }

    private static String name(String call) {
        return call.split(" ")[0];
    }

    private static boolean frees(String call) {
        return FREEING.contains(call) || call.equals("epoll_ctl " + EPOLL_CTL_DEL);
    }

    /** Whether a call may fail in this way. */
    static boolean mayFail(String call, int errno) {
        return switch (errno) {
            case Errno.ENFILE -> OPENING.contains(name(call));
            case Errno.EINTR -> WAITING.contains(call);
            default -> true;
        };
    }
}

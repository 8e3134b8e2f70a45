package io.github.landlauncher.linux.libc;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * A {@link Libc} whose calls are made by another process and so by the C library of that one, in the way
 * in which ForeignLibc makes them.
 *
 * <p>Memory has the same addresses in both processes. Before a call what its arguments point to, and
 * what that points to, is copied to the peer, and after it what has changed is copied back. Children,
 * descriptors and {@code /proc/self} are the peer's.
 */
public final class PeerLibc implements InvocationHandler, AutoCloseable {

    /** System calls for which the bindings need no function. */
    private static final Map<String, Integer> NUMBERS = Map.of(
            "landlock_create_ruleset", LandlockHeader.__NR_landlock_create_ruleset,
            "landlock_add_rule", LandlockHeader.__NR_landlock_add_rule,
            "openat2", LinuxHeader.__NR_openat2,
            "statx", LinuxHeader.__NR_statx,
            "pidfd_open", LinuxHeader.__NR_pidfd_open,
            "pidfd_send_signal", LinuxHeader.__NR_pidfd_send_signal,
            "seccomp", NotifyHeader.__NR_seccomp);

    /** What may wait for another thread's call. */
    private static final Set<String> BLOCKING =
            Set.of("open", "openat2", "read", "write", "recvmsg", "epoll_wait", "waitid", "ioctl");

    private final Libc own = Libc.get();
    private final CPeer peer;
    private final NavigableMap<Long, ByteBuffer> memories = new ConcurrentSkipListMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    /** Starts {@code executable}, which is libc-peer.c, with a socket in {@code directory}. */
    public PeerLibc(Path executable, Path directory) throws IOException {
        peer = new CPeer(executable, directory);
    }

    /** The C library of the peer. */
    public Libc libc() {
        return (Libc) Proxy.newProxyInstance(
                PeerLibc.class.getClassLoader(), new Class<?>[] {Libc.class}, this);
    }

    /** The process that makes the calls. */
    public long pid() {
        return peer.pid();
    }

    /** Whether the peer's C library has a function or variable of this name. */
    boolean has(String name) {
        return peer.symbol(name) != 0;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        return switch (name) {
            case "binding" -> "peer";
            case "address" -> address((ByteBuffer) arguments[0]);
            case "pointer" -> pointer((long) arguments[0]);
            case "string" -> string((long) arguments[0]);
            case "environ" -> pointer(peer.symbol("environ"));
            case "strerror" -> string(call(name, arguments).value());
            case "getuid" -> (int) call(name).value();
            default -> method.getDeclaringClass() == Libc.class
                    ? result(method, call(name, arguments))
                    : ofObject(method, arguments);
        };
    }

    private Object ofObject(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(this, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** As Downcall does it. */
    private static Object result(Method method, CPeer.Result result) {
        if (method.getReturnType() == long.class) {
            return result.value() < 0 ? (Object) (long) -result.errno() : (Object) result.value();
        }
        int value = (int) result.value();
        if (method.getName().startsWith("posix_spawn")) {
            return -value;
        }
        return value < 0 ? -result.errno() : value;
    }

    private long address(ByteBuffer direct) {
        long address = own.address(direct);
        peer.map(address, direct.capacity());
        memories.merge(address, direct.duplicate().order(ByteOrder.nativeOrder()).clear(),
                (one, other) -> one.capacity() < other.capacity() ? other : one);
        return address;
    }

    private long pointer(long address) {
        copyToPeer(address);
        return ByteBuffer.wrap(peer.read(address, Long.BYTES))
                .order(ByteOrder.nativeOrder())
                .getLong();
    }

    private byte[] string(long address) {
        copyToPeer(address);
        return peer.read(address, (int) peer.call("strlen", address).value());
    }

    private CPeer.Result call(String name, Object... arguments) {
        Integer number = NUMBERS.get(name);
        long[] words = Stream.concat(
                        Stream.ofNullable(number), arguments == null ? Stream.empty() : Stream.of(arguments))
                .mapToLong(word -> ((Number) word).longValue())
                .toArray();
        String function = number == null ? name : "syscall";
        if (BLOCKING.contains(name)) {
            return callWithMemory(function, words);
        }
        // So that nothing that is changed by one call is overwritten by what another copies.
        lock.lock();
        try {
            return callWithMemory(function, words);
        } finally {
            lock.unlock();
        }
    }

    private CPeer.Result callWithMemory(String function, long[] words) {
        Map<Long, byte[]> copied = new LinkedHashMap<>();
        for (long word : words) {
            copyToPeer(word, copied);
        }
        CPeer.Result result = peer.call(function, words);
        copied.forEach(this::copyFromPeer);
        return result;
    }

    private void copyToPeer(long address) {
        copyToPeer(address, new LinkedHashMap<>());
    }

    /** Copies the memory in which this address is, if it is one, and all that this points to. */
    private void copyToPeer(long address, Map<Long, byte[]> copied) {
        Map.Entry<Long, ByteBuffer> memory = memories.floorEntry(address);
        if (memory == null || address >= memory.getKey() + memory.getValue().capacity()
                || copied.containsKey(memory.getKey())) {
            return;
        }
        byte[] bytes = new byte[memory.getValue().capacity()];
        memory.getValue().get(0, bytes);
        copied.put(memory.getKey(), bytes);
        peer.write(memory.getKey(), bytes);
        ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        for (int at = 0; at + Long.BYTES <= bytes.length; at += Long.BYTES) {
            copyToPeer(words.getLong(at), copied);
        }
    }

    private void copyFromPeer(long address, byte[] before) {
        byte[] after = peer.read(address, before.length);
        ByteBuffer memory = memories.get(address);
        for (int i = 0; i < after.length; i++) {
            if (after[i] != before[i]) {
                memory.put(i, after[i]);
            }
        }
    }

    @Override
    public void close() throws IOException {
        peer.close();
    }
}

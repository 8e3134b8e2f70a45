package io.github.landlauncher.linux.libc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * A process of {@code libc-peer.c}, which calls the functions of its own C library: one connection, and
 * in it one thread, for each thread of this JVM.
 */
final class CPeer implements AutoCloseable {

    private static final long PAGE = 4096;
    private static final long MAP = 1;
    private static final long WRITE = 2;
    private static final long READ = 3;
    private static final long SYMBOL = 4;
    private static final long CALL = 5;

    /** What a function returned and the errno after it. */
    record Result(long value, int errno) {}

    private final Process process;
    private final UnixDomainSocketAddress socket;
    private final ThreadLocal<SocketChannel> connection = ThreadLocal.withInitial(this::connect);
    private final Queue<SocketChannel> connections = new ConcurrentLinkedQueue<>();
    private final Map<String, Long> symbols = new ConcurrentHashMap<>();
    private final NavigableSet<Long> pages = new ConcurrentSkipListSet<>();

    /** Starts {@code executable}, with a socket in {@code directory}. */
    CPeer(Path executable, Path directory) throws IOException {
        Path path = directory.resolve("peer");
        socket = UnixDomainSocketAddress.of(path);
        process = new ProcessBuilder(executable.toString(), path.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (process.getInputStream().read() != 'l') {
            throw new IOException(executable + " did not start");
        }
    }

    private SocketChannel connect() {
        try {
            SocketChannel channel = SocketChannel.open(socket);
            connections.add(channel);
            return channel;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process. */
    long pid() {
        return process.pid();
    }

    /** Has the peer have memory at the addresses that {@code length} bytes have here. */
    synchronized void map(long address, long length) {
        for (long page = address & -PAGE; page < address + length; page += PAGE) {
            if (pages.add(page)) {
                ByteBuffer error = ask(request(MAP, page, PAGE, 0), Long.BYTES);
                if (error.getLong(0) != 0) {
                    throw new IllegalStateException("the peer has something else at 0x"
                            + Long.toHexString(page) + ": " + Errno.name((int) error.getLong(0)));
                }
            }
        }
    }

    void write(long address, byte[] bytes) {
        send(request(WRITE, address, bytes.length, bytes.length).put(bytes));
    }

    byte[] read(long address, int length) {
        return length == 0 ? new byte[0] : ask(request(READ, address, length, 0), length).array();
    }

    /** The address of a function or variable of the peer's C library, or 0. */
    long symbol(String name) {
        return symbols.computeIfAbsent(name, unknown -> {
            byte[] bytes = unknown.getBytes(US_ASCII);
            return ask(request(SYMBOL, 0, bytes.length, bytes.length).put(bytes), Long.BYTES)
                    .getLong(0);
        });
    }

    /** Calls a function with up to six arguments. */
    Result call(String function, long... arguments) {
        long address = symbol(function);
        if (address == 0) {
            throw new UnsatisfiedLinkError("no C function " + function);
        }
        ByteBuffer request = request(CALL, address, 0, 6 * Long.BYTES);
        for (int i = 0; i < 6; i++) {
            request.putLong(i < arguments.length ? arguments[i] : 0);
        }
        ByteBuffer results = ask(request, 2 * Long.BYTES);
        return new Result(results.getLong(0), (int) results.getLong(Long.BYTES));
    }

    private static ByteBuffer request(long operation, long address, long length, int following) {
        return allocate(3 * Long.BYTES + following)
                .putLong(operation)
                .putLong(address)
                .putLong(length);
    }

    private static ByteBuffer allocate(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
    }

    private void send(ByteBuffer request) {
        try {
            request.flip();
            while (request.hasRemaining()) {
                connection.get().write(request);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ByteBuffer ask(ByteBuffer request, int answerSize) {
        send(request);
        ByteBuffer answer = allocate(answerSize);
        try {
            while (answer.hasRemaining()) {
                if (connection.get().read(answer) < 0) {
                    throw new ClosedChannelException();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        for (SocketChannel channel : connections) {
            channel.close();
        }
    }
}

package io.github.landlauncher.linux;

import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.Memory;
import io.github.landlauncher.linux.libc.MemoryPool;
import java.nio.ByteBuffer;
import java.util.List;

/** Native memory for the arguments of a few calls: taken from front to back, given back at once. */
final class Scratch implements AutoCloseable {

    private static final int USUAL_SIZE = 64 * 1024;
    private static final int ALIGNMENT = 8;

    /** PATH_MAX without the NUL: no system call takes a longer path. */
    static final int LONGEST_PATH = 4095;

    private final Memory memory;
    private final MemoryPool pool;
    private int used;

    private Scratch(Memory memory, MemoryPool pool) {
        this.memory = memory;
        this.pool = pool;
    }

    /** A pool for {@link #of}. */
    static MemoryPool pool(Libc libc) {
        return new MemoryPool(libc, USUAL_SIZE, 32);
    }

    /** Memory of at least {@code size} bytes: from the pool, or made to measure if it is too small. */
    static Scratch of(Libc libc, MemoryPool pool, long size) {
        return size <= USUAL_SIZE
                ? new Scratch(pool.acquire(), pool)
                : new Scratch(new Memory(libc, Math.toIntExact(size)), null);
    }

    /** What {@link #strings} takes of strings of these lengths. */
    static long sizeOf(List<byte[]> strings) {
        long size = ALIGNMENT + (strings.size() + 1L) * Long.BYTES;
        for (byte[] string : strings) {
            size += string.length + 1L;
        }
        return size;
    }

    /** Reserves zeroed bytes at an aligned place and returns their offset. */
    int reserve(int size) {
        int offset = (used + ALIGNMENT - 1) & -ALIGNMENT;
        used = offset + size;
        for (int i = offset; i < used; i += ALIGNMENT) {
            zero(i, Math.min(ALIGNMENT, used - i));
        }
        return offset;
    }

    private void zero(int at, int count) {
        if (count == ALIGNMENT) {
            memory.bytes().putLong(at, 0);
            return;
        }
        for (int i = 0; i < count; i++) {
            memory.bytes().put(at + i, (byte) 0);
        }
    }

    /** Copies a string, adds a NUL, and returns its address. */
    long string(byte[] string) {
        int offset = used;
        used = offset + string.length + 1;
        memory.bytes().put(offset, string).put(used - 1, (byte) 0);
        return address(offset);
    }

    /** Makes a {@code char *[]} with a null pointer at its end and returns its address. */
    long strings(List<byte[]> strings) {
        int array = reserve((strings.size() + 1) * Long.BYTES);
        for (int i = 0; i < strings.size(); i++) {
            memory.bytes().putLong(array + i * Long.BYTES, string(strings.get(i)));
        }
        return address(array);
    }

    /** Makes what was reserved since {@code offset} free again. */
    void backTo(int offset) {
        used = offset;
    }

    /** Where the next string will be. */
    int position() {
        return used;
    }

    ByteBuffer bytes() {
        return memory.bytes();
    }

    long address(int offset) {
        return memory.address() + offset;
    }

    @Override
    public void close() {
        if (pool != null) {
            pool.release(memory);
        }
    }
}

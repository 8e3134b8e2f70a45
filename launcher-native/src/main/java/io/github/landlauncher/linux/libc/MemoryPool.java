package io.github.landlauncher.linux.libc;

import java.util.concurrent.ArrayBlockingQueue;

/** Memory of one size, kept for the next call; what does not fit the pool goes to the collector. */
public final class MemoryPool {

    private final Libc libc;
    private final int size;
    private final ArrayBlockingQueue<Memory> idle;

    /** A pool that keeps at most {@code capacity} pieces of {@code size} bytes. */
    public MemoryPool(Libc libc, int size, int capacity) {
        this.libc = libc;
        this.size = size;
        this.idle = new ArrayBlockingQueue<>(capacity);
    }

    /** A piece of memory with arbitrary content, to be given back. */
    public Memory acquire() {
        Memory memory = idle.poll();
        return memory != null ? memory : new Memory(libc, size);
    }

    /** Gives back a piece that was acquired here; the caller no longer uses it. */
    public void release(Memory memory) {
        idle.offer(memory);
    }
}

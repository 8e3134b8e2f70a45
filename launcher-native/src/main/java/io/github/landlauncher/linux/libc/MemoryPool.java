package io.github.landlauncher.linux.libc;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Memory of one size, kept for the next call; what does not fit the pool goes to the collector.
 *
 * <p>Without locks, since each transfer takes and gives back: a thread begins at a place of its own
 * and looks at a few.
 */
public final class MemoryPool {

    private static final int PLACES_TO_LOOK_AT = 4;

    private final Libc libc;
    private final int size;
    private final AtomicReferenceArray<Memory> idle;

    /** A pool that keeps at most {@code capacity} pieces of {@code size} bytes. */
    public MemoryPool(Libc libc, int size, int capacity) {
        this.libc = libc;
        this.size = size;
        this.idle = new AtomicReferenceArray<>(capacity);
    }

    /** A piece of memory with arbitrary content, to be given back. */
    public Memory acquire() {
        int first = firstPlace();
        for (int i = 0; i < PLACES_TO_LOOK_AT; i++) {
            Memory memory = idle.getAndSet((first + i) % idle.length(), null);
            if (memory != null) {
                return memory;
            }
        }
        return new Memory(libc, size);
    }

    /** Gives back a piece that was acquired here; the caller no longer uses it. */
    public void release(Memory memory) {
        int first = firstPlace();
        for (int i = 0; i < PLACES_TO_LOOK_AT; i++) {
            if (idle.compareAndSet((first + i) % idle.length(), null, memory)) {
                return;
            }
        }
    }

    private int firstPlace() {
        return (int) (Thread.currentThread().getId() % idle.length());
    }
}

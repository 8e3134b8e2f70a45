package io.github.landlauncher.linux.libc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Zeroed native memory: a direct buffer together with its address.
 *
 * <p>Not thread-safe. The memory is given back when this object is no longer reachable, so a caller
 * that passes {@link #address()} to {@link Libc} uses the object again after the call.
 */
public final class Memory {

    private final ByteBuffer bytes;
    private final long address;

    /** Allocates {@code size} bytes. */
    public Memory(Libc libc, int size) {
        bytes = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
        address = libc.address(bytes);
    }

    /** The bytes, in native byte order, always addressed absolutely: the position means nothing. */
    public ByteBuffer bytes() {
        return bytes;
    }

    /** The address of byte 0. */
    public long address() {
        return address;
    }

    /** The number of bytes. */
    public int size() {
        return bytes.capacity();
    }
}

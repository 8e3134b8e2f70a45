package io.github.landlauncher.linux.libc;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** Memory by its address, for {@link ForeignLibc}. */
@SuppressWarnings("restricted")
final class ForeignMemory {

    private static final Downcall DLSYM = Downcall.of("dlsym");

    private ForeignMemory() {}

    /**
     * Where the pointer {@code environ} is. By dlsym(RTLD_DEFAULT): the program that started the JVM
     * may have a copy, then in use.
     */
    static long environ() {
        try (Arena arena = Arena.ofConfined()) {
            return DLSYM.callLong(0, arena.allocateFrom("environ").address(), 0);
        }
    }

    static long address(ByteBuffer direct) {
        if (!direct.isDirect()) {
            throw new IllegalArgumentException("not a direct buffer");
        }
        return MemorySegment.ofBuffer(direct).address() - direct.position();
    }

    static byte[] string(long address) {
        return at(address, Long.MAX_VALUE).getString(0, ISO_8859_1).getBytes(ISO_8859_1);
    }

    static long pointer(long address) {
        return at(address, Long.BYTES).get(JAVA_LONG_UNALIGNED, 0);
    }

    private static MemorySegment at(long address, long size) {
        return MemorySegment.ofAddress(address).reinterpret(size);
    }
}

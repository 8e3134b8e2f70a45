package io.github.landlauncher.bench;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The program {@code peer} of {@code src/jmh/c}, the other end of the pipes, and the pattern that it
 * and this JVM expect of each other. The system property {@code bench.peer} names the program.
 */
final class Peer {

    /** The bytes of a block; what is transferred is a multiple of it. */
    static final int BLOCK = 64 * 1024;

    /** As in peer.c: word number i of the pattern is i times this. */
    private static final long FACTOR = 0x9e3779b97f4a7c15L;

    private static final VarHandle WORD =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Peer() {}

    static Path path() {
        return Path.of(System.getProperty("bench.peer")).toAbsolutePath();
    }

    static String[] command(String... arguments) {
        return Stream.concat(Stream.of(path().toString()), Stream.of(arguments)).toArray(String[]::new);
    }

    /** Fills a block with the pattern's bytes from this position, a multiple of the block's size. */
    static void fill(byte[] block, long position) {
        long word = position / Long.BYTES;
        for (int i = 0; i < BLOCK; i += Long.BYTES) {
            WORD.set(block, i, word++ * FACTOR);
        }
    }

    /** Whether a block has the pattern's bytes from this position, a multiple of the block's size. */
    static boolean isFilled(byte[] block, long position) {
        long word = position / Long.BYTES;
        long difference = 0;
        for (int i = 0; i < BLOCK; i += Long.BYTES) {
            difference |= (long) WORD.get(block, i) ^ word++ * FACTOR;
        }
        return difference == 0;
    }
}

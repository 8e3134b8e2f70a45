package io.github.landlauncher.explain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The libraries that ldconfig(8) has found, as the loader of glibc looks them up: a file of the format
 * {@code glibc-ld.so.cache1.1}, which one of the older format may precede.
 *
 * <p>That file, and not the configuration in /etc/ld.so.conf, is what the loader reads: libraries in a
 * configured directory count from the next run of ldconfig on.
 *
 * <p>Source: sysdeps/generic/dl-cache.h of glibc 2.36.
 */
final class LoaderCache {

    private static final byte[] OLD_MAGIC = "ld.so-1.7.0\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MAGIC = "glibc-ld.so.cache1.1".getBytes(StandardCharsets.US_ASCII);
    private static final int OLD_HEADER_SIZE = 16;
    private static final int OLD_ENTRY_SIZE = 12;
    private static final int HEADER_SIZE = 48;
    private static final int ENTRY_SIZE = 24;
    private static final int LARGEST = 32 << 20;
    private static final int BIG_ENDIAN = 3;
    private static final int LONGEST_STRING = 4096;

    private final ByteBuffer bytes;
    private final int entries;

    private LoaderCache(ByteBuffer bytes, int entries) {
        this.bytes = bytes;
        this.entries = entries;
    }

    /** Reads a file; a cache without entries if there is none, or none of this format. */
    static LoaderCache read(Path file) {
        try (FileChannel channel = RegularFile.open(file)) {
            return of(RegularFile.start(channel, LARGEST));
        } catch (IOException | SecurityException e) {
            return none();
        }
    }

    /** A cache without entries. */
    static LoaderCache none() {
        return new LoaderCache(ByteBuffer.allocate(0), 0);
    }

    static LoaderCache of(ByteBuffer file) {
        ByteBuffer all = file.slice().order(ByteOrder.LITTLE_ENDIAN);
        long start = begins(all, OLD_MAGIC) && all.limit() >= OLD_HEADER_SIZE ? afterOld(all.getInt(12)) : 0;
        if (start > all.limit()) {
            return none();
        }
        ByteBuffer bytes = all.position((int) start).slice().order(ByteOrder.LITTLE_ENDIAN);
        boolean known = begins(bytes, MAGIC)
                && bytes.limit() >= HEADER_SIZE
                && (bytes.get(28) & 3) != BIG_ENDIAN;
        long entries = known ? Integer.toUnsignedLong(bytes.getInt(20)) : 0;
        long most = (bytes.limit() - HEADER_SIZE) / ENTRY_SIZE;
        return new LoaderCache(bytes, (int) Math.max(0, Math.min(entries, most)));
    }

    /** The format of before begins with a cache of its own, aligned to 8 bytes. */
    private static long afterOld(int entries) {
        long end = OLD_HEADER_SIZE + Integer.toUnsignedLong(entries) * OLD_ENTRY_SIZE;
        return end + 7 & ~7L;
    }

    private static boolean begins(ByteBuffer bytes, byte[] magic) {
        byte[] start = new byte[Math.min(magic.length, bytes.remaining())];
        bytes.get(bytes.position(), start);
        return Arrays.equals(start, magic);
    }

    /**
     * Where a library is, for whichever architecture. First those that every processor of one can use,
     * then those in {@code glibc-hwcaps} directories.
     */
    List<Path> files(String name) {
        byte[] wanted = name.getBytes(FileNames.CHARSET);
        List<Path> plain = new ArrayList<>();
        List<Path> special = new ArrayList<>();
        for (int i = 0; i < entries; i++) {
            int at = HEADER_SIZE + i * ENTRY_SIZE;
            if (isString(bytes.getInt(at + 4), wanted)) {
                add(string(bytes.getInt(at + 8)), bytes.getLong(at + 16) == 0 ? plain : special);
            }
        }
        plain.addAll(special);
        return plain;
    }

    private static void add(String file, List<Path> files) {
        try {
            Path path = Path.of(file);
            if (path.isAbsolute()) {
                files.add(path);
            }
        } catch (InvalidPathException e) {
            // bytes that are no characters here
        }
    }

    private boolean isString(int offset, byte[] wanted) {
        long end = Integer.toUnsignedLong(offset) + wanted.length;
        return end < bytes.limit()
                && bytes.get((int) end) == 0
                && bytes.slice(offset, wanted.length).equals(ByteBuffer.wrap(wanted));
    }

    private String string(int offset) {
        if (offset < 0 || offset >= bytes.limit()) {
            return "";
        }
        int end = offset;
        int most = Math.min(bytes.limit(), offset + LONGEST_STRING);
        while (end < most && bytes.get(end) != 0) {
            end++;
        }
        byte[] text = new byte[end - offset];
        bytes.get(offset, text);
        return new String(text, FileNames.CHARSET);
    }
}

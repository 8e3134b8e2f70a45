package io.github.landlauncher.explain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a 64-bit little-endian ELF file tells its dynamic loader, elf(5). Reads files that somebody
 * else may have made: nothing in them makes it read much, or fail in another way than said.
 *
 * @param machine e_machine
 * @param interpreter PT_INTERP, the dynamic loader
 * @param needed DT_NEEDED, in order
 * @param soname DT_SONAME
 * @param rpath DT_RPATH
 * @param runpath DT_RUNPATH
 * @param noDefaultLibraries DF_1_NODEFLIB
 */
record ElfFile(
        int machine,
        Optional<String> interpreter,
        List<String> needed,
        Optional<String> soname,
        Optional<String> rpath,
        Optional<String> runpath,
        boolean noDefaultLibraries) {

    static final int EM_X86_64 = 62;
    static final int EM_AARCH64 = 183;
    static final int EM_RISCV = 243;

    /** ELFMAG, ELFCLASS64, ELFDATA2LSB. */
    private static final byte[] ELF64_LITTLE = {0x7f, 'E', 'L', 'F', 2, 1};

    private static final int HEADER_SIZE = 64;
    private static final int PROGRAM_HEADER_SIZE = 56;
    private static final int LARGEST_TABLE = 65536;
    private static final int PT_LOAD = 1;
    private static final int PT_DYNAMIC = 2;
    private static final int PT_INTERP = 3;

    private static final int DYNAMIC_ENTRY_SIZE = 16;
    private static final int LARGEST_DYNAMIC = 65536;
    private static final int DT_NULL = 0;
    private static final int DT_NEEDED = 1;
    private static final int DT_STRTAB = 5;
    private static final int DT_SONAME = 14;
    private static final int DT_RPATH = 15;
    private static final int DT_RUNPATH = 29;
    private static final long DT_FLAGS_1 = 0x6ffffffb;
    private static final long DF_1_NODEFLIB = 0x800;

    /** PATH_MAX; of a longer string the beginning counts for nothing. */
    private static final int LONGEST_STRING = 4096;

    /** Copies the list. */
    ElfFile {
        needed = List.copyOf(needed);
    }

    /** Reads a file, or nothing if it is no such file, is damaged, or cannot be read. */
    static Optional<ElfFile> read(Path path) {
        try (FileChannel channel = RegularFile.open(path)) {
            ByteBuffer header = RegularFile.bytes(channel, 0, HEADER_SIZE);
            return header.limit() == HEADER_SIZE && isElf(header.array())
                    ? Optional.of(new Reader(channel, header).file())
                    : Optional.empty();
        } catch (IOException | SecurityException e) {
            return Optional.empty();
        }
    }

    /** Whether a file that begins so is one, as far as the header tells. */
    static boolean isElf(byte[] start) {
        return start.length >= HEADER_SIZE
                && Arrays.equals(start, 0, ELF64_LITTLE.length, ELF64_LITTLE, 0, ELF64_LITTLE.length);
    }

    /** One reading. */
    private static final class Reader {

        private final FileChannel channel;
        private final ByteBuffer header;
        private final ByteBuffer table;

        Reader(FileChannel channel, ByteBuffer header) throws IOException {
            this.channel = channel;
            this.header = header;
            int size = Short.toUnsignedInt(header.getShort(56)) * PROGRAM_HEADER_SIZE;
            boolean usual = header.getShort(54) == PROGRAM_HEADER_SIZE && size <= LARGEST_TABLE;
            this.table = RegularFile.bytes(channel, header.getLong(32), usual ? size : 0);
        }

        ElfFile file() throws IOException {
            ByteBuffer dynamic = dynamic();
            long strings = offsetOf(first(dynamic, DT_STRTAB).orElse(-1L));
            List<String> needed = new ArrayList<>();
            for (int at = 0; at < dynamic.limit(); at += DYNAMIC_ENTRY_SIZE) {
                if (dynamic.getLong(at) == DT_NEEDED) {
                    string(strings, dynamic.getLong(at + 8)).ifPresent(needed::add);
                }
            }
            return new ElfFile(
                    Short.toUnsignedInt(header.getShort(18)),
                    interpreter(),
                    needed,
                    string(strings, first(dynamic, DT_SONAME).orElse(-1L)),
                    string(strings, first(dynamic, DT_RPATH).orElse(-1L)),
                    string(strings, first(dynamic, DT_RUNPATH).orElse(-1L)),
                    (first(dynamic, DT_FLAGS_1).orElse(0L) & DF_1_NODEFLIB) != 0);
        }

        private int segments() {
            return table.limit() / PROGRAM_HEADER_SIZE;
        }

        private int segment(int index) {
            return index * PROGRAM_HEADER_SIZE;
        }

        /** The first segment of a type, or -1. */
        private int segmentOf(int type) {
            for (int i = 0; i < segments(); i++) {
                if (table.getInt(segment(i)) == type) {
                    return segment(i);
                }
            }
            return -1;
        }

        private Optional<String> interpreter() throws IOException {
            int at = segmentOf(PT_INTERP);
            return at < 0 ? Optional.empty() : string(table.getLong(at + 8), 0);
        }

        /** The entries of the dynamic section up to its end. */
        private ByteBuffer dynamic() throws IOException {
            int segment = segmentOf(PT_DYNAMIC);
            if (segment < 0) {
                return ByteBuffer.allocate(0);
            }
            long size = Math.min(table.getLong(segment + 32), LARGEST_DYNAMIC);
            ByteBuffer all = RegularFile.bytes(channel, table.getLong(segment + 8), (int) Math.max(size, 0));
            int end = 0;
            while (end + DYNAMIC_ENTRY_SIZE <= all.limit() && all.getLong(end) != DT_NULL) {
                end += DYNAMIC_ENTRY_SIZE;
            }
            return all.limit(end);
        }

        private static Optional<Long> first(ByteBuffer dynamic, long tag) {
            for (int at = 0; at < dynamic.limit(); at += DYNAMIC_ENTRY_SIZE) {
                if (dynamic.getLong(at) == tag) {
                    return Optional.of(dynamic.getLong(at + 8));
                }
            }
            return Optional.empty();
        }

        /** Where in the file is what will be at an address in memory; -1 if it is not in the file. */
        private long offsetOf(long address) {
            for (int i = 0; i < segments(); i++) {
                int at = segment(i);
                long into = address - table.getLong(at + 16);
                if (table.getInt(at) == PT_LOAD && into >= 0 && into < table.getLong(at + 32)) {
                    return table.getLong(at + 8) + into;
                }
            }
            return -1;
        }

        /** The string that ends with NUL; empty if there is none of any length. */
        private Optional<String> string(long base, long offset) throws IOException {
            if (base < 0 || offset < 0) {
                return Optional.empty();
            }
            ByteBuffer bytes = RegularFile.bytes(channel, base + offset, LONGEST_STRING);
            int end = 0;
            while (end < bytes.limit() && bytes.get(end) != 0) {
                end++;
            }
            return end == 0 || end == bytes.limit()
                    ? Optional.empty()
                    : Optional.of(new String(bytes.array(), 0, end, FileNames.CHARSET));
        }
    }
}

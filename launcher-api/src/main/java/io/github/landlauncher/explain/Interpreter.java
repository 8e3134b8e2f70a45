package io.github.landlauncher.explain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The file that the kernel executes on behalf of another one: of a {@code #!} line, execve(2), or
 * of the PT_INTERP segment of a 64-bit little-endian ELF file, elf(5).
 */
final class Interpreter {

    /** The kernel looks at this many bytes of a script. */
    private static final int BINPRM_BUF_SIZE = 256;

    private static final int E_PHOFF = 32;
    private static final int E_PHENTSIZE = 54;
    private static final int E_PHNUM = 56;
    private static final int PROGRAM_HEADER_SIZE = 56;
    private static final int LARGEST_TABLE = 65536;
    private static final int PT_INTERP = 3;
    private static final int P_OFFSET = 8;
    private static final int P_FILESZ = 32;
    private static final int PATH_MAX = 4096;

    private Interpreter() {}

    /**
     * An interpreter.
     *
     * @param path as the file has it
     * @param ofScript whether a {@code #!} line asks for it; otherwise an ELF file does
     */
    record Found(Path path, boolean ofScript) {}

    /**
     * The interpreter of a file, or empty if it has none, or none that the kernel would accept.
     *
     * @throws IOException if the file cannot be read
     */
    static Optional<Path> of(Path file) throws IOException {
        return find(file).map(Found::path);
    }

    /** As {@link #of}, and what asks for it. */
    static Optional<Found> find(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (FileChannel channel = RegularFile.open(file)) {
            return find(channel);
        }
    }

    private static Optional<Found> find(FileChannel channel) throws IOException {
        byte[] start = start(channel, BINPRM_BUF_SIZE);
        if (start.length >= 2 && start[0] == '#' && start[1] == '!') {
            return ofScript(start).map(path -> new Found(path, true));
        }
        boolean elf = ElfFile.isElf(start);
        return elf ? ofElf(channel, little(start)).map(path -> new Found(path, false)) : Optional.empty();
    }

    /**
     * Whether a file begins as a script with an interpreter or as an ELF file does; execve(2) of
     * another file fails with ENOEXEC.
     *
     * @throws IOException if it is no regular file or cannot be read
     */
    static boolean isKnownToKernel(Path file) throws IOException {
        try (FileChannel channel = RegularFile.open(file)) {
            byte[] start = start(channel, 2);
            return Arrays.equals(start, new byte[] {'#', '!'})
                    || Arrays.equals(start, new byte[] {0x7f, 'E'});
        }
    }

    private static byte[] start(FileChannel channel, int size) throws IOException {
        ByteBuffer bytes = RegularFile.start(channel, size);
        return Arrays.copyOf(bytes.array(), bytes.limit());
    }

    /** Reads the line as load_script() of the kernel's fs/binfmt_script.c does. */
    private static Optional<Path> ofScript(byte[] start) {
        int from = 2;
        while (from < start.length && isBlank(start[from])) {
            from++;
        }
        int to = from;
        while (to < start.length && start[to] != '\n' && start[to] != 0 && !isBlank(start[to])) {
            to++;
        }
        boolean cutShort = to == BINPRM_BUF_SIZE;
        return to == from || cutShort ? Optional.empty() : path(Arrays.copyOfRange(start, from, to));
    }

    private static boolean isBlank(byte character) {
        return character == ' ' || character == '\t';
    }

    private static Optional<Path> ofElf(FileChannel channel, ByteBuffer header) throws IOException {
        int entries = Short.toUnsignedInt(header.getShort(E_PHNUM));
        int size = entries * PROGRAM_HEADER_SIZE;
        if (header.getShort(E_PHENTSIZE) != PROGRAM_HEADER_SIZE || size > LARGEST_TABLE) {
            return Optional.empty();
        }
        ByteBuffer table = read(channel, header.getLong(E_PHOFF), size);
        for (int at = 0; at < table.limit(); at += PROGRAM_HEADER_SIZE) {
            if (table.getInt(at) == PT_INTERP) {
                return ofSegment(channel, table.getLong(at + P_OFFSET), table.getLong(at + P_FILESZ));
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> ofSegment(FileChannel channel, long offset, long size)
            throws IOException {
        if (size < 2 || size > PATH_MAX) {
            return Optional.empty();
        }
        byte[] name = new byte[(int) size];
        ByteBuffer bytes = read(channel, offset, name.length);
        if (bytes.limit() < name.length || bytes.get(name.length - 1) != 0) {
            return Optional.empty();
        }
        bytes.get(name);
        int end = 0;
        while (name[end] != 0) {
            end++;
        }
        return path(Arrays.copyOf(name, end));
    }

    private static Optional<Path> path(byte[] name) {
        try {
            return Optional.of(Path.of(new String(name, FileNames.CHARSET)));
        } catch (InvalidPathException e) {
            return Optional.empty(); // bytes that are no characters here
        }
    }

    /** Reads so many bytes, or none if the file has fewer there. */
    private static ByteBuffer read(FileChannel channel, long offset, int size) throws IOException {
        ByteBuffer bytes = RegularFile.bytes(channel, offset, size);
        return bytes.limit() < size ? bytes.limit(0) : bytes;
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}

package io.github.landlauncher.linux;

import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The file that the kernel executes on behalf of another one: of a {@code #!} line, execve(2), or
 * of the PT_INTERP segment of a 64-bit little-endian ELF file, elf(5).
 */
final class Interpreter {

    /** The kernel looks at this many bytes of a script. */
    private static final int BINPRM_BUF_SIZE = 256;

    private static final int ELF_MAGIC = 0x464c457f;
    private static final int ELF_HEADER_SIZE = 64;
    private static final int E_PHOFF = 32;
    private static final int E_PHENTSIZE = 54;
    private static final int E_PHNUM = 56;
    private static final int PT_INTERP = 3;
    private static final int P_OFFSET = 8;
    private static final int P_FILESZ = 32;
    private static final int LONGEST_PATH = 4096;

    private Interpreter() {}

    /** The interpreter of a file, or empty if it has none. */
    static Optional<Path> of(Path file) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(BINPRM_BUF_SIZE);
        }
        if (start.length > 2 && start[0] == '#' && start[1] == '!') {
            return ofScript(start);
        }
        return start.length >= ELF_HEADER_SIZE && little(start).getInt(0) == ELF_MAGIC
                ? ofElf(file, little(start))
                : Optional.empty();
    }

    private static Optional<Path> ofScript(byte[] start) {
        String line = Encoding.string(start).substring(2).lines().findFirst().orElse("").strip();
        String interpreter = line.split("[ \t]", 2)[0];
        return interpreter.isEmpty() ? Optional.empty() : Optional.of(Path.of(interpreter));
    }

    private static Optional<Path> ofElf(Path file, ByteBuffer header) throws IOException {
        int entrySize = Short.toUnsignedInt(header.getShort(E_PHENTSIZE));
        int entries = Short.toUnsignedInt(header.getShort(E_PHNUM));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer table = read(channel, header.getLong(E_PHOFF), entrySize * entries);
            for (int at = 0; at + entrySize <= table.limit() && entrySize > 0; at += entrySize) {
                if (table.getInt(at) == PT_INTERP) {
                    return path(channel, table.getLong(at + P_OFFSET), table.getLong(at + P_FILESZ));
                }
            }
        } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
            return Optional.empty(); // a damaged file has no interpreter to speak of
        }
        return Optional.empty();
    }

    private static Optional<Path> path(FileChannel channel, long offset, long size) throws IOException {
        if (size < 2 || size > LONGEST_PATH) {
            return Optional.empty();
        }
        ByteBuffer bytes = read(channel, offset, (int) size - 1);
        return Optional.of(Path.of(Encoding.string(bytes.array())));
    }

    private static ByteBuffer read(FileChannel channel, long offset, int size) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) > 0) {
            // reads on
        }
        return buffer.flip();
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}

package io.github.landlauncher.it.explain;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The smallest programs: ELF files, elf(5), that exit at once, with or without an interpreter. */
final class ElfImage {

    private static final int HEADER = 64;
    private static final int PROGRAM_HEADER = 56;
    private static final int TEXT = 256;
    private static final int INTERPRETER = 512;
    private static final int SIZE = 4096;

    private static final int PT_LOAD = 1;
    private static final int PT_INTERP = 3;
    private static final int READ_EXECUTE = 5;

    private ElfImage() {}

    /** A program that needs nothing but itself; others can name it as their interpreter. */
    static byte[] alone() {
        return image(null);
    }

    /** A program that the kernel hands to an interpreter. */
    static byte[] interpretedBy(String interpreter) {
        return image((interpreter + "\0").getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] image(byte[] interpreter) {
        ByteBuffer image = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        image.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}).position(16);
        // A shared object, which finds its place beside another one: type, machine, version, entry.
        image.putShort((short) 3).putShort(machine()).putInt(1).putLong(TEXT);
        // Where the program headers are, no section headers, flags.
        image.putLong(HEADER).putLong(0).putInt(0);
        image.putShort((short) HEADER).putShort((short) PROGRAM_HEADER);
        image.putShort((short) (interpreter == null ? 1 : 2)).position(HEADER);
        segment(image, PT_LOAD, 0, SIZE);
        if (interpreter != null) {
            segment(image, PT_INTERP, INTERPRETER, interpreter.length);
            image.put(INTERPRETER, interpreter);
        }
        image.put(TEXT, exit());
        return image.array();
    }

    private static void segment(ByteBuffer image, int type, int offset, int size) {
        image.putInt(type).putInt(READ_EXECUTE);
        image.putLong(offset).putLong(offset).putLong(offset); // in the file, virtual, physical
        image.putLong(size).putLong(size).putLong(type == PT_LOAD ? SIZE : 1);
    }

    private static short machine() {
        return switch (System.getProperty("os.arch")) {
            case "amd64" -> 62;
            case "aarch64" -> 183;
            case "riscv64" -> 243;
            default -> throw new IllegalStateException("an unknown processor");
        };
    }

    /** The instructions of exit(0). */
    private static byte[] exit() {
        return switch (machine()) {
            case 62 -> bytes(0xb8, 60, 0, 0, 0, 0x31, 0xff, 0x0f, 0x05);
            case 183 -> bytes(0, 0, 0x80, 0xd2, 0xa8, 0x0b, 0x80, 0xd2, 1, 0, 0, 0xd4);
            default -> bytes(0x13, 5, 0, 0, 0x93, 8, 0xd0, 5, 0x73, 0, 0, 0);
        };
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}

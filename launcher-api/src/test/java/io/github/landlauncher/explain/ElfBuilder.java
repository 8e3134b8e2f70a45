package io.github.landlauncher.explain;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Makes ELF files that have what a dynamic loader looks at, and no code. */
final class ElfBuilder {

    static final int PROGRAM_HEADERS = 64;
    static final int DYNAMIC = PROGRAM_HEADERS + 3 * 56;

    /** So that addresses in memory are not offsets in the file. */
    static final long BASE = 0x400000;

    private static final int PT_LOAD = 1;
    private static final int PT_DYNAMIC = 2;
    private static final int PT_INTERP = 3;

    private final StringBuilder strings = new StringBuilder("\0");
    private final List<long[]> entries = new ArrayList<>();
    private int machine = ElfFile.EM_X86_64;
    private String interpreter;

    ElfBuilder machine(int machine) {
        this.machine = machine;
        return this;
    }

    ElfBuilder interpreter(String interpreter) {
        this.interpreter = interpreter;
        return this;
    }

    ElfBuilder needed(String... names) {
        for (String name : names) {
            string(1, name);
        }
        return this;
    }

    ElfBuilder soname(String name) {
        return string(14, name);
    }

    ElfBuilder rpath(String list) {
        return string(15, list);
    }

    ElfBuilder runpath(String list) {
        return string(29, list);
    }

    ElfBuilder entry(long tag, long value) {
        entries.add(new long[] {tag, value});
        return this;
    }

    private ElfBuilder string(long tag, String text) {
        entry(tag, strings.length());
        strings.append(text).append('\0');
        return this;
    }

    byte[] build() {
        int dynamicSize = (entries.size() + 2) * 16;
        int table = DYNAMIC + dynamicSize;
        int name = table + strings.length();
        String loader = interpreter == null ? "" : interpreter + "\0";
        int end = name + loader.length();
        ByteBuffer file = ByteBuffer.allocate(end).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1})
                .putShort(18, (short) machine)
                .putLong(32, PROGRAM_HEADERS)
                .putShort(54, (short) 56)
                .putShort(56, (short) 3);
        segment(file, 0, PT_LOAD, 0, end);
        segment(file, 1, PT_DYNAMIC, DYNAMIC, dynamicSize);
        segment(file, 2, interpreter == null ? 0 : PT_INTERP, name, loader.length());
        file.position(DYNAMIC);
        entries.forEach(entry -> file.putLong(entry[0]).putLong(entry[1]));
        file.putLong(5).putLong(BASE + table).putLong(0).putLong(0);
        file.put(strings.toString().getBytes(StandardCharsets.ISO_8859_1));
        file.put(loader.getBytes(StandardCharsets.ISO_8859_1));
        return file.array();
    }

    private static void segment(ByteBuffer file, int index, int type, long offset, long size) {
        int at = PROGRAM_HEADERS + index * 56;
        file.putInt(at, type).putLong(at + 8, offset).putLong(at + 16, BASE + offset).putLong(at + 32, size);
    }
}

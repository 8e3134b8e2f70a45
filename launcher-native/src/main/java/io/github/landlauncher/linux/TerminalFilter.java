package io.github.landlauncher.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The seccomp program for a child that inherits a terminal: it may not type into it.
 *
 * <p>TIOCSTI and TIOCLINUX put characters into the input of a terminal, where the shell that
 * started this JVM would read them as commands, outside of any sandbox. Landlock does not restrict
 * descriptors that were opened before.
 *
 * <p>Sources: seccomp(2); include/uapi/linux/{filter,seccomp,audit}.h, Linux 7.3.
 */
final class TerminalFilter {

    private static final int SIZE_OF_INSTRUCTION = 8;

    // struct seccomp_data: nr, arch, instruction_pointer, args[6]; little-endian low words.
    private static final int NR = 0;
    private static final int ARCH = 4;
    private static final int ARG1_LOW = 24;

    // BPF_LD | BPF_W | BPF_ABS, BPF_JMP | BPF_JEQ | BPF_K, BPF_JMP | BPF_JGE | BPF_K, BPF_RET | BPF_K
    private static final int LOAD = 0x20;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int JUMP_IF_AT_LEAST = 0x35;
    private static final int RETURN = 0x06;

    private static final int ALLOW = 0x7fff0000;
    private static final int KILL_PROCESS = 0x80000000;
    private static final int ERRNO = 0x00050000;
    private static final int EPERM = 1;
    private static final int ENOSYS = 38;

    private static final int TIOCSTI = 0x5412;
    private static final int TIOCLINUX = 0x541C;
    private static final int X32_SYSCALL_BIT = 0x40000000;

    private final ByteBuffer program =
            ByteBuffer.allocate(16 * SIZE_OF_INSTRUCTION).order(ByteOrder.nativeOrder());

    private TerminalFilter() {}

    /** The program for an architecture, in the JVM's spelling: an array of struct sock_filter. */
    static byte[] program(String architecture) {
        return switch (architecture) {
            case "amd64" -> new TerminalFilter().build(0xC000003E, 16, true);
            case "aarch64" -> new TerminalFilter().build(0xC00000B7, 29, false);
            case "riscv64" -> new TerminalFilter().build(0xC00000F3, 29, false);
            default -> throw new IllegalArgumentException("no system call numbers for " + architecture);
        };
    }

    private byte[] build(int auditArch, int ioctl, boolean x32) {
        add(LOAD, 0, 0, ARCH);
        add(JUMP_IF_EQUAL, 1, 0, auditArch);
        add(RETURN, 0, 0, KILL_PROCESS); // other numbers would dodge the rest
        add(LOAD, 0, 0, NR);
        if (x32) {
            add(JUMP_IF_AT_LEAST, 0, 1, X32_SYSCALL_BIT);
            add(RETURN, 0, 0, ERRNO | ENOSYS);
        }
        add(JUMP_IF_EQUAL, 1, 0, ioctl);
        add(RETURN, 0, 0, ALLOW);
        add(LOAD, 0, 0, ARG1_LOW); // the kernel looks at 32 bits of the request, so do we
        add(JUMP_IF_EQUAL, 2, 0, TIOCSTI);
        add(JUMP_IF_EQUAL, 1, 0, TIOCLINUX);
        add(RETURN, 0, 0, ALLOW);
        add(RETURN, 0, 0, ERRNO | EPERM);
        byte[] bytes = new byte[program.position()];
        program.get(0, bytes);
        return bytes;
    }

    private void add(int code, int ifTrue, int ifFalse, int k) {
        program.putShort((short) code).put((byte) ifTrue).put((byte) ifFalse).putInt(k);
    }
}

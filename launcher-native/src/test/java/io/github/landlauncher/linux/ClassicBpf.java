package io.github.landlauncher.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A machine for seccomp's part of classic BPF, as far as {@link FilterProgram} needs it: whatever
 * else is in a program is an error.
 */
final class ClassicBpf {

    private static final int LOAD = 0x20; // BPF_LD | BPF_W | BPF_ABS
    private static final int AND = 0x54; // BPF_ALU | BPF_AND | BPF_K
    private static final int JUMP = 0x05; // BPF_JMP | BPF_JA
    private static final int JUMP_IF_EQUAL = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
    private static final int JUMP_IF_AT_LEAST = 0x35; // BPF_JMP | BPF_JGE | BPF_K
    private static final int JUMP_IF_ANY_BIT = 0x45; // BPF_JMP | BPF_JSET | BPF_K
    private static final int RETURN = 0x06; // BPF_RET | BPF_K

    private static final int SIZE_OF_SECCOMP_DATA = 64;
    private static final int ARGUMENTS = 16;

    private record Instruction(int operation, int ifTrue, int ifFalse, int k) {}

    private final Instruction[] code;
    private final ByteBuffer data =
            ByteBuffer.allocate(SIZE_OF_SECCOMP_DATA).order(ByteOrder.nativeOrder());
    private int steps;
    private boolean sawArguments;

    /** Checks what seccomp checks, and that every instruction can be reached. */
    ClassicBpf(byte[] program) {
        check(program.length % 8 == 0 && program.length > 0, "size", program.length);
        ByteBuffer bytes = ByteBuffer.wrap(program).order(ByteOrder.nativeOrder());
        code = new Instruction[program.length / 8];
        check(code.length <= 4096, "instructions", code.length);
        for (int at = 0; at < code.length; at++) {
            code[at] = new Instruction(
                    Short.toUnsignedInt(bytes.getShort()), Byte.toUnsignedInt(bytes.get()),
                    Byte.toUnsignedInt(bytes.get()), bytes.getInt());
        }
        boolean[] reached = new boolean[code.length];
        reached[0] = true;
        for (int at = 0; at < code.length; at++) {
            check(reached[at], "unreachable", at);
            for (int next : successors(at)) {
                check(next < code.length, "jump out of the program", at);
                reached[next] = true;
            }
        }
    }

    private int[] successors(int at) {
        Instruction instruction = code[at];
        int k = instruction.k;
        switch (instruction.operation) {
            case LOAD -> check(k >= 0 && k % 4 == 0 && k < SIZE_OF_SECCOMP_DATA, "load", at);
            case AND -> { }
            case JUMP -> {
                check(k > 0 && k < code.length, "jump", at);
                return new int[] {at + 1 + k};
            }
            case JUMP_IF_EQUAL, JUMP_IF_AT_LEAST, JUMP_IF_ANY_BIT -> {
                return new int[] {at + 1 + instruction.ifTrue, at + 1 + instruction.ifFalse};
            }
            case RETURN -> {
                return new int[0];
            }
            default -> check(false, "operation", instruction.operation);
        }
        return new int[] {at + 1};
    }

    private static void check(boolean condition, String what, int which) {
        if (!condition) {
            throw new AssertionError(what + " " + which);
        }
    }

    int instructions() {
        return code.length;
    }

    /** How many instructions the last run took. */
    int steps() {
        return steps;
    }

    /** How many the numbers of Linux 7.3 take together. */
    int stepsOfAllNumbers(int arch) {
        int sum = 0;
        for (int number = 0; number <= 471; number++) {
            run(arch, number);
            sum += steps;
        }
        return sum;
    }

    /** Whether the last run loaded something else than the number and the architecture. */
    boolean sawArguments() {
        return sawArguments;
    }

    /** What the program returns for a system call. */
    int run(int arch, int number, long... arguments) {
        data.putInt(0, number).putInt(4, arch).putLong(8, -1);
        for (int i = 0; i < 6; i++) {
            data.putLong(ARGUMENTS + 8 * i, i < arguments.length ? arguments[i] : -1);
        }
        steps = 0;
        sawArguments = false;
        int accumulator = 0;
        int at = 0;
        while (true) {
            Instruction instruction = code[at++];
            steps++;
            int k = instruction.k;
            switch (instruction.operation) {
                case LOAD -> {
                    accumulator = data.getInt(k);
                    sawArguments |= k >= 8;
                }
                case AND -> accumulator &= k;
                case JUMP -> at += k;
                case RETURN -> {
                    return k;
                }
                default -> at += holds(instruction, accumulator)
                        ? instruction.ifTrue : instruction.ifFalse;
            }
        }
    }

    private static boolean holds(Instruction jump, int accumulator) {
        return switch (jump.operation) {
            case JUMP_IF_EQUAL -> accumulator == jump.k;
            case JUMP_IF_AT_LEAST -> Integer.compareUnsigned(accumulator, jump.k) >= 0;
            default -> (accumulator & jump.k) != 0;
        };
    }
}

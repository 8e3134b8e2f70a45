package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.FilterHeader.BPF_ABS;
import static io.github.landlauncher.linux.libc.FilterHeader.BPF_ALU;
import static io.github.landlauncher.linux.libc.FilterHeader.BPF_AND;
import static io.github.landlauncher.linux.libc.FilterHeader.BPF_JA;
import static io.github.landlauncher.linux.libc.FilterHeader.BPF_JMP;
import static io.github.landlauncher.linux.libc.FilterHeader.BPF_K;
import static io.github.landlauncher.linux.libc.FilterHeader.BPF_LD;
import static io.github.landlauncher.linux.libc.FilterHeader.BPF_MAXINSNS;
import static io.github.landlauncher.linux.libc.FilterHeader.BPF_RET;
import static io.github.landlauncher.linux.libc.FilterHeader.BPF_W;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * Puts a program of classic BPF together, from its last instruction to its first: BPF jumps only
 * forwards, so whatever an instruction jumps to is there before it.
 *
 * <p>A place is the number of instructions from one to the program's end, itself included.
 */
final class BpfAssembler {

    private static final int SIZE_OF_INSTRUCTION = 8;

    /** A conditional jump has 8 bits for each way, and one instruction may come between. */
    private static final int FARTHEST = 254;

    /** The program so far occupies the end of this. */
    private final ByteBuffer code =
            ByteBuffer.allocate(BPF_MAXINSNS * SIZE_OF_INSTRUCTION).order(ByteOrder.nativeOrder());

    private final Map<Integer, Integer> returns = new HashMap<>();
    private int size;

    /** Returns a value; the nearest such instruction serves, if there is one that can be reached. */
    int ret(int value) {
        Integer place = returns.get(value);
        if (place == null || size - place > FARTHEST) {
            place = add(BPF_RET | BPF_K, 0, 0, value);
            returns.put(value, place);
        }
        return place;
    }

    /** Loads four bytes of struct seccomp_data, and goes on. */
    int load(int offset, int next) {
        follow(next);
        return add(BPF_LD | BPF_W | BPF_ABS, 0, 0, offset);
    }

    /** Keeps some bits of what was loaded, and goes on. */
    int and(int mask, int next) {
        follow(next);
        return add(BPF_ALU | BPF_AND | BPF_K, 0, 0, mask);
    }

    /** Compares what was loaded with a value: BPF_JEQ, BPF_JGE or BPF_JSET. */
    int jump(int comparison, int value, int ifTrue, int ifFalse) {
        int near = size - ifTrue <= FARTHEST ? ifTrue : always(ifTrue);
        int nearToo = size - ifFalse <= FARTHEST ? ifFalse : always(ifFalse);
        return add(BPF_JMP | comparison | BPF_K, size - near, size - nearToo, value);
    }

    private void follow(int next) {
        if (next != size) {
            always(next);
        }
    }

    private int always(int place) {
        return add(BPF_JMP | BPF_JA, 0, 0, size - place);
    }

    private int add(int operation, int ifTrue, int ifFalse, int k) {
        if (size == BPF_MAXINSNS) {
            throw new IllegalStateException("more than " + BPF_MAXINSNS + " instructions");
        }
        size++;
        code.position(code.capacity() - size * SIZE_OF_INSTRUCTION);
        code.putShort((short) operation).put((byte) ifTrue).put((byte) ifFalse).putInt(k);
        return size;
    }

    /** The program, an array of struct sock_filter that begins with what was added last. */
    byte[] program() {
        byte[] bytes = new byte[size * SIZE_OF_INSTRUCTION];
        code.get(code.capacity() - bytes.length, bytes);
        return bytes;
    }
}

package io.github.landlauncher.linux.libc;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * A C function, called with errno captured: each call returns what the function returned or, if
 * that is negative, the negated errno.
 *
 * <p>Every function is linked with the one prototype {@code long f(long, ...)} and six arguments,
 * because a JVM needs several milliseconds for each prototype it meets. That is sound for integer
 * and pointer arguments on 64-bit x86, ARM and RISC-V Linux. Six of them travel in registers, where
 * a function does not look at those it does not have; an int or short is its register's low part,
 * and Java's sign extension to long is what RISC-V demands of the rest; an int result is the low
 * half of its register. Being variadic changes nothing but that x86-64 passes the number of vector
 * registers, none, which other functions ignore.
 *
 * <p>No function is linked as critical: any of them may block. A record, because the JIT trusts its
 * field to be constant and so inlines the call.
 *
 * <p>Sources: System V ABI for AMD64, 3.2.3 and 3.5.7; Procedure Call Standard for the Arm 64-bit
 * Architecture, 6.8.2 and 6.9; RISC-V ELF psABI, integer calling convention.
 */
record Downcall(MethodHandle handle) {

    private static final Linker LINKER = Linker.nativeLinker();
    private static final FunctionDescriptor PROTOTYPE =
            FunctionDescriptor.of(
                    JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final Linker.Option[] OPTIONS = {
        Linker.Option.captureCallState("errno"), Linker.Option.firstVariadicArg(1)
    };
    private static final StructLayout LAYOUT = Linker.Option.captureStateLayout();
    private static final long ERRNO = LAYOUT.byteOffset(PathElement.groupElement("errno"));

    /** Where errno is captured: each thread, virtual ones too, has a place of its own. */
    private static final ThreadLocal<MemorySegment> STATE =
            new ThreadLocal<>() { // a lambda would cost more at first use
                @Override
                protected MemorySegment initialValue() {
                    return Arena.ofAuto().allocate(LAYOUT);
                }
            };

    /**
     * Links a function of the C library.
     *
     * @throws UnsatisfiedLinkError if there is none of this name
     * @throws IllegalCallerException if the JVM forbids native access
     */
    @SuppressWarnings("restricted")
    static Downcall of(String name) {
        Optional<MemorySegment> function = LINKER.defaultLookup().find(name);
        if (function.isEmpty()) {
            throw new UnsatisfiedLinkError("no C function " + name);
        }
        return new Downcall(LINKER.downcallHandle(function.get(), PROTOTYPE, OPTIONS));
    }

    /** Calls a function that returns an int. */
    int call(long a, long b, long c, long d, long e, long f) {
        MemorySegment state = STATE.get();
        int result = (int) invoke(state, a, b, c, d, e, f);
        return result < 0 ? -state.get(JAVA_INT, ERRNO) : result;
    }

    /** Calls a function that returns a long, a ssize_t or a pointer. */
    long callLong(long a, long b, long c, long d, long e, long f) {
        MemorySegment state = STATE.get();
        long result = invoke(state, a, b, c, d, e, f);
        return result < 0 ? -state.get(JAVA_INT, ERRNO) : result;
    }

    private long invoke(MemorySegment state, long a, long b, long c, long d, long e, long f) {
        try {
            return (long) handle.invokeExact(state, a, b, c, d, e, f);
        } catch (RuntimeException | Error thrown) { // the JVM's, such as StackOverflowError
            throw thrown;
        } catch (Throwable thrown) {
            throw new AssertionError("a C function throws nothing", thrown);
        }
    }

    /** Calls a function without arguments that cannot fail and may return any int. */
    int callUnfailing() {
        return (int) invoke(STATE.get(), 0, 0, 0, 0, 0, 0);
    }

    int call(long a) {
        return call(a, 0, 0, 0, 0, 0);
    }

    int call(long a, long b) {
        return call(a, b, 0, 0, 0, 0);
    }

    int call(long a, long b, long c) {
        return call(a, b, c, 0, 0, 0);
    }

    int call(long a, long b, long c, long d) {
        return call(a, b, c, d, 0, 0);
    }

    int call(long a, long b, long c, long d, long e) {
        return call(a, b, c, d, e, 0);
    }

    long callLong(long a, long b, long c) {
        return callLong(a, b, c, 0, 0, 0);
    }
}

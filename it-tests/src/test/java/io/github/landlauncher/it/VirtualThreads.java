package io.github.landlauncher.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** Starts virtual threads on a JDK that has them, 21 and later, from code for 17. */
final class VirtualThreads {

    private static final MethodHandle START = find();

    private VirtualThreads() {}

    private static MethodHandle find() {
        try {
            return MethodHandles.publicLookup().findStatic(
                    Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null;
        }
    }

    /** Skips the test on an older JDK. */
    static void assumeThere() {
        assumeTrue(START != null, "needs virtual threads, which JDK 21 brought");
    }

    /** Makes a call in a virtual thread of its own. */
    static <T> FutureTask<T> run(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        start(task);
        return task;
    }

    /** Starts a virtual thread. */
    static Thread start(Runnable task) {
        try {
            return (Thread) START.invokeExact(task);
        } catch (Throwable e) {
            throw new LinkageError("Thread.startVirtualThread", e);
        }
    }
}

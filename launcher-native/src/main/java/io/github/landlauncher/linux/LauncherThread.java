package io.github.landlauncher.linux;

/** Threads of our own, which keep neither the JVM alive nor anything of who caused them. */
final class LauncherThread {

    /** Enough for code of ours, which does not call anybody else's. */
    static final long SMALL_STACK = 256 * 1024;

    /** As large as the JVM makes them, for code that is not ours. */
    static final long USUAL_STACK = 0;

    private LauncherThread() {}

    /** A daemon of the root group, not started. */
    static Thread of(Runnable run, String name, long stackSize, ClassLoader contextClassLoader) {
        Thread thread = new Thread(rootGroup(), run, name, stackSize, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(contextClassLoader);
        return thread;
    }

    /** A thread that runs nothing but code of ours. */
    static Thread of(Runnable run, String name) {
        return of(run, name, SMALL_STACK, null);
    }

    /**
     * Runs an action on a thread that many depend on: one of them must not take it away from the others.
     * What is thrown is told as if it had ended the thread.
     */
    static void act(Runnable action) {
        try {
            action.run();
        } catch (Throwable thrown) {
            report(thrown);
        }
    }

    private static void report(Throwable thrown) {
        Thread thread = Thread.currentThread();
        try {
            thread.getThreadGroup().uncaughtException(thread, thrown);
        } catch (Throwable ignored) {
            // The handler is somebody else's, and its own exceptions have nowhere to go.
        }
    }

    private static ThreadGroup rootGroup() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }
}

package io.github.landlauncher;

/** Threads of our own, which keep neither the JVM alive nor anything of who caused them. */
final class DaemonThread {

    private DaemonThread() {}

    /** A daemon of the root group, not started. */
    static Thread of(Runnable task, String name, ClassLoader contextClassLoader) {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        Thread thread = new Thread(group, task, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(contextClassLoader);
        return thread;
    }
}

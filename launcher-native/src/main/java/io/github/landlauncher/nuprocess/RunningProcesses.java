package io.github.landlauncher.nuprocess;

import io.github.landlauncher.SandboxedProcess;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which processes run, in order to end them with the JVM, as NuProcess does: each is sent SIGTERM
 * when the JVM begins to shut down.
 */
final class RunningProcesses {

    /** NuProcess's own property; like there, it is read once. */
    private static final String ENABLED = "com.zaxxer.nuprocess.enableShutdownHook";

    private static final Set<SandboxedProcess> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        if (Boolean.parseBoolean(System.getProperty(ENABLED, "true"))) {
            addShutdownHook();
        }
    }

    private RunningProcesses() {}

    private static void addShutdownHook() {
        // It waits for nobody: a callback may last for ever.
        Thread hook = new Thread(null, () -> RUNNING.forEach(SandboxedProcess::destroy),
                "landlauncher shutdown", 0, false);
        hook.setContextClassLoader(null);
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The first program of all is started by another hook, and is that one's affair.
        }
    }

    static void add(SandboxedProcess process) {
        RUNNING.add(process);
    }

    static void remove(SandboxedProcess process) {
        RUNNING.remove(process);
    }
}

package io.github.landlauncher;

import java.io.File;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Locale;
import jdk.jfr.FlightRecorder;

/**
 * Tells Flight Recorder and the log of starts: what the JDK tells them of its own, which is the event
 * {@code jdk.ProcessStart} and the logger {@code java.lang.ProcessBuilder}, and what is known beyond
 * it, by an {@link ObservedStart}.
 */
final class StartRecords {

    private static final boolean FLIGHT_RECORDER =
            ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private StartRecords() {}

    /** Begins to observe a start, if anybody wants to know of it; otherwise makes nothing. */
    static StartObservation observe(List<String> command, File directory, SandboxPolicy policy) {
        boolean recorded = recorderIsThere()
                && (SandboxedStartEvent.isWanted() | SandboxedExitEvent.isWanted()); // loads both now
        boolean logged = logger().isLoggable(Level.DEBUG);
        return recorded || logged
                ? new ObservedStart(command, directory, policy.name(), recorded, logged)
                : policy.unobserved();
    }

    static void started(
            SandboxedProcess process,
            List<String> command,
            File directory,
            StartObservation observation) {
        try {
            observation.started(process);
            if (recorderIsThere()) {
                ProcessStartEvent.commit(process.pid(), command, directory);
            }
            log(process.pid(), command, directory);
        } catch (RuntimeException | Error e) {
            // The caller gets no Process to look after, so the program must not live on.
            Pipeline.kill(List.of(process));
            throw e;
        }
    }

    /** To be asked before any event class is touched, which costs 50 to 85 ms when it is loaded. */
    static boolean recorderIsThere() {
        return FLIGHT_RECORDER && FlightRecorder.isInitialized();
    }

    /** The logger for what the JDK does not tell. */
    static System.Logger logger() {
        return Loggers.LANDLAUNCHER;
    }

    private static void log(long pid, List<String> command, File directory) {
        System.Logger logger = Loggers.PROCESS_BUILDER;
        if (logger.isLoggable(Level.DEBUG)) {
            boolean detail = logger.isLoggable(Level.TRACE);
            String shown = detail ? String.join("\" \"", command) : command.get(0);
            logger.log(
                    detail ? Level.TRACE : Level.DEBUG,
                    text(pid, directory, shown),
                    new RuntimeException("ProcessBuilder.start() debug"));
        }
    }

    private static String text(long pid, File directory, String command) {
        return String.format(
                Locale.ROOT, "ProcessBuilder.start(): pid: %d, dir: %s, cmd: \"%s\"", pid, directory, command);
    }

    /** Looked up once, at the first start. */
    private static final class Loggers {
        static final System.Logger PROCESS_BUILDER = System.getLogger("java.lang.ProcessBuilder");
        static final System.Logger LANDLAUNCHER = System.getLogger("io.github.landlauncher");
    }
}

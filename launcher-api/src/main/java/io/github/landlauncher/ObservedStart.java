package io.github.landlauncher;

import io.github.landlauncher.Enforcement.Line;
import io.github.landlauncher.Enforcement.Status;
import io.github.landlauncher.spi.StartPhase;
import java.io.File;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.stream.Collectors;

/** A start that Flight Recorder, the log or both are told of, and the program's end. */
final class ObservedStart implements StartObservation {

    private final List<String> command;
    private final File directory;
    private final String policyName;
    private final boolean logged;
    /** Null if there is no recorder. */
    private final SandboxedStartEvent event;
    private final PhaseTimes times;

    private boolean told;
    private ProgramExit exit;

    /**
     * Begins with a start.
     *
     * @param recorded whether there is a recorder that wants events
     * @param logged whether the log wants lines
     */
    ObservedStart(
            List<String> command, File directory, String policyName, boolean recorded, boolean logged) {
        this.command = command;
        this.directory = directory;
        this.policyName = policyName;
        this.logged = logged;
        this.event = recorded ? SandboxedStartEvent.begun() : null;
        this.times = new PhaseTimes();
    }

    @Override
    public void entered(StartPhase phase) {
        times.enter(phase);
    }

    @Override
    public void started(SandboxedProcess process) {
        times.end();
        try {
            if (event != null) {
                event.commitStarted(process, command, directory, policyName, times);
            }
            log("sandboxed start: pid: " + process.pid() + ", ",
                    ", enforcement: " + text(process.enforcement()));
        } finally {
            tellExit();
        }
    }

    @Override
    public void failed(Throwable failure) {
        times.end();
        try {
            if (event != null) {
                event.commitFailed(failure, command, directory, policyName, times);
            }
            log("sandboxed start failed: ", ", failure: " + firstLine(failure));
        } catch (RuntimeException | Error e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public void exited(SandboxedProcess process, int exitValue) {
        ProgramExit ended = new ProgramExit(process.pid(), exitValue, process.timedOut(),
                times.running(), policyName, logged);
        synchronized (this) {
            exit = ended;
            if (!told) {
                return;
            }
        }
        RecordThread.execute(ended);
    }

    /** Not before the start was told: a program may have ended by then. */
    private void tellExit() {
        ProgramExit ended;
        synchronized (this) {
            told = true;
            ended = exit;
        }
        if (ended != null) {
            RecordThread.execute(ended);
        }
    }

    private void log(String what, String outcome) {
        System.Logger logger = StartRecords.logger();
        if (!logged || !logger.isLoggable(Level.DEBUG)) {
            return;
        }
        // As the JDK does: arguments may be secrets, and are shown at the level of TRACE only.
        boolean detail = logger.isLoggable(Level.TRACE);
        logger.log(detail ? Level.TRACE : Level.DEBUG, what + "dir: " + directory
                + ", cmd: \"" + (detail ? String.join("\" \"", command) : command.get(0))
                + "\", policy: \"" + policyName + "\"" + outcome + ", us: " + times.text());
    }

    private static String text(Enforcement enforcement) {
        String dropped = names(enforcement, Status.DROPPED);
        String stricter = names(enforcement, Status.STRICTER);
        return enforcement.level()
                + (dropped.isEmpty() ? "" : " (dropped: " + dropped + ")")
                + (stricter.isEmpty() ? "" : " (stricter: " + stricter + ")");
    }

    /** What became of these things, such as {@code TRUNCATE, CONNECT_TCP}. */
    static String names(Enforcement enforcement, Status status) {
        return enforcement.lines(status).stream().map(Line::what).collect(Collectors.joining(", "));
    }

    /** What a failure says, without the advice on further lines. */
    static String firstLine(Throwable failure) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return message.lines().findFirst().orElse("");
    }
}

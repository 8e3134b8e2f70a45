package io.github.landlauncher;

import java.lang.System.Logger.Level;

/**
 * The end of a program, to be told by {@link RecordThread}.
 *
 * @param pid what it had
 * @param exitValue as {@link Process#exitValue()}
 * @param timedOut as {@link SandboxedProcess#timedOut()}
 * @param runNanos how long it ran, or {@link #UNKNOWN_TIME}
 * @param policyName the policy's name, or an empty string
 * @param logged whether the log is told too
 */
record ProgramExit(
        long pid, int exitValue, boolean timedOut, long runNanos, String policyName, boolean logged)
        implements Runnable {

    /** What Flight Recorder shows as "N/A". */
    static final long UNKNOWN_TIME = Long.MIN_VALUE;

    @Override
    public void run() {
        try {
            if (StartRecords.recorderIsThere()) {
                SandboxedExitEvent.commit(this);
            }
        } finally {
            if (logged) {
                log(StartRecords.logger());
            }
        }
    }

    private void log(System.Logger logger) {
        if (logger.isLoggable(Level.DEBUG)) {
            logger.log(Level.DEBUG, "sandboxed exit: pid: " + pid + ", exit value: " + exitValue
                    + ", timed out: " + timedOut + ", policy: \"" + policyName + "\""
                    + ", us: " + runNanos / 1000);
        }
    }
}

package io.github.landlauncher.cli;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The modes of the controlling terminal, as stty(1) knows them: remembered before a program starts,
 * and set again when it has ended, as a program that was killed leaves them as it liked them.
 */
final class Terminal {

    private static final File CONTROLLING_TERMINAL = new File("/dev/tty");

    /** Asks for the modes; null where there is no terminal, or no stty. */
    private final Process stty;

    private Terminal(Process stty) {
        this.stty = stty;
    }

    /** Remembers the modes, if there is a terminal and this JVM may use it now. */
    static Terminal remember() {
        if (!ForegroundGroup.ofThisProcess().isOwn()) {
            return new Terminal(null);
        }
        try {
            return new Terminal(new ProcessBuilder("stty", "-g")
                    .redirectInput(CONTROLLING_TERMINAL)
                    .redirectError(Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            return new Terminal(null); // no stty, or a terminal that has just gone
        }
    }

    /** The modes, which are read before anything may change them; empty if there are none. */
    String modes() throws InterruptedException {
        if (stty == null) {
            return "";
        }
        try {
            String modes = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return stty.waitFor() == 0 ? modes.strip() : "";
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * Sets modes, unless the terminal is another job's by now.
     *
     * @param modes as {@link #modes()} gave them
     */
    static void restore(String modes) throws InterruptedException {
        if (modes.isEmpty() || ForegroundGroup.ofThisProcess().isOthers()) {
            return;
        }
        // A shell that the program was may have taken the foreground and died: TTOU would stop stty.
        ProcessBuilder stty = new ProcessBuilder(
                "/bin/sh", "-c", "trap '' TTOU; exec stty \"$1\"", "sh", modes);
        try {
            stty.redirectInput(CONTROLLING_TERMINAL)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return; // The terminal has gone, and its modes with it.
        }
    }

    /**
     * Whom a process's terminal listens to.
     *
     * @param group the process's group
     * @param foreground the group in the foreground of its terminal, -1 without a terminal
     */
    record ForegroundGroup(long group, long foreground) {

        /** This JVM's. */
        static ForegroundGroup ofThisProcess() {
            try {
                return of(Files.readString(Path.of("/proc/self/stat")));
            } catch (IOException e) {
                return new ForegroundGroup(0, -1);
            }
        }

        /**
         * Reads it.
         *
         * @param stat the process's /proc/PID/stat, see proc_pid_stat(5)
         */
        static ForegroundGroup of(String stat) {
            // Field 2, the name, may contain spaces and parentheses; what follows starts at field 3.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return new ForegroundGroup(Long.parseLong(fields[2]), Long.parseLong(fields[5]));
        }

        /** Whether the process is in the foreground. */
        boolean isOwn() {
            return group == foreground;
        }

        /** Whether there is no terminal, or a group in its foreground that is alive and another one. */
        boolean isOthers() {
            return foreground < 0 || !isOwn() && Files.exists(Path.of("/proc/" + foreground));
        }
    }
}

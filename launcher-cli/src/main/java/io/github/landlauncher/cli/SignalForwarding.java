package io.github.landlauncher.cli;

import io.github.landlauncher.cli.Terminal.ForegroundGroup;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.concurrent.CompletableFuture;

/**
 * Passes HUP, INT and TERM on to the program, so that it decides what becomes of it, as if it had
 * replaced this JVM.
 *
 * <p>A terminal's Ctrl-C goes to the whole foreground group: the program, which shares the
 * terminal, has had that INT already and does not get it twice. A signal that comes while the
 * program is being started waits until it runs.
 */
final class SignalForwarding {

    private final CompletableFuture<Process> program = new CompletableFuture<>();

    private SignalForwarding() {}

    /**
     * Holds signals back from now on.
     *
     * @throws IllegalStateException if this JVM does not let go of a signal
     */
    static SignalForwarding begin() {
        SignalForwarding forwarding = new SignalForwarding();
        Signals.handle("HUP", () -> forwarding.received("HUP"));
        Signals.handle("INT", () -> forwarding.received("INT"));
        Signals.handle("TERM", () -> forwarding.received("TERM"));
        return forwarding;
    }

    /** Passes on to this program what came so far and what comes. */
    void to(Process process) {
        program.complete(process);
    }

    private void received(String name) {
        boolean running = program.isDone();
        if (running && name.equals("INT") && ForegroundGroup.ofThisProcess().isOwn()) {
            return;
        }
        send(name, program.join());
    }

    private static void send(String name, Process process) {
        if (name.equals("TERM")) {
            process.destroy();
            return;
        }
        // Java itself sends TERM and KILL only.
        ProcessBuilder kill = new ProcessBuilder(
                "/bin/sh", "-c", "kill -s \"$1\" \"$2\"", "sh", name, Long.toString(process.pid()));
        try {
            if (process.isAlive()) {
                kill.redirectErrorStream(true).redirectOutput(Redirect.DISCARD).start();
            }
        } catch (IOException e) {
            System.err.println(
                    "landlauncher: SIG" + name + " was not passed on: " + e.getMessage());
        }
    }
}

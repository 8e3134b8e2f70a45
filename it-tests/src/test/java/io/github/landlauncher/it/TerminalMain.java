package io.github.landlauncher.it;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.Enforcement.Mechanism;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Properties;
import java.util.Set;

/**
 * Starts probes that inherit this JVM's standard input, which is a terminal, and writes what became
 * of them to the file that is its argument.
 */
final class TerminalMain {

    private TerminalMain() {}

    public static void main(String... file) throws Exception {
        Properties outcomes = new Properties();
        outcomes.setProperty("plain isatty", exitValue(plain("isatty", "0")));
        outcomes.setProperty("plain tiocsti", exitValue(plain("tiocsti")));
        for (boolean own : new boolean[] {false, true}) {
            String session = own ? "own session " : "same session ";
            outcomes.setProperty(
                    session + "isatty", exitValue(sandboxed("isatty", "0").newSession(own)));
            outcomes.setProperty(
                    session + "tiocsti", exitValue(sandboxed("tiocsti").newSession(own)));
        }
        outcomes.setProperty("default tiocsti", exitValue(sandboxed("tiocsti")));
        outcomes.setProperty("default newSession", "" + sandboxed("exit", "0").newSession());
        outcomes.setProperty("piped newSession", "" + piped("exit", "0").newSession());
        outcomes.setProperty("default enforced", mechanisms(sandboxed("exit", "0")));
        outcomes.setProperty("piped enforced", mechanisms(piped("exit", "0")));
        openControllingTerminals(outcomes);
        try (FileOutputStream out = new FileOutputStream(file[0])) {
            outcomes.store(out, null);
        }
    }

    private static void openControllingTerminals(Properties outcomes) throws Exception {
        String terminal = Files.readSymbolicLink(Path.of("/proc/self/fd/0")).toString();
        outcomes.setProperty("plain /dev/tty", exitValue(plain("controlling-terminal")));
        for (boolean own : new boolean[] {false, true}) {
            String session = own ? "own session " : "same session ";
            outcomes.setProperty(
                    session + "/dev/tty", exitValue(allowed("controlling-terminal").newSession(own)));
            outcomes.setProperty(
                    session + "terminal by name",
                    exitValue(allowed("controlling-terminal", terminal).newSession(own)));
        }
        outcomes.setProperty("own session own terminal", exitValue(allowed("own-terminal")));
        outcomes.setProperty("denied /dev/tty", exitValue(piped("controlling-terminal")));
        outcomes.setProperty(
                "denied terminal by name", exitValue(piped("controlling-terminal", terminal)));
        outcomes.setProperty("denied own terminal", exitValue(piped("own-terminal")));
    }

    /** With a policy that allows terminals, and with pipes. */
    private static SandboxedProcessBuilder allowed(String... operation) {
        SandboxPolicy policy = Sandbox.policy();
        Set<AccessFs> access = EnumSet.of(AccessFs.READ_FILE, AccessFs.WRITE_FILE);
        if (policy.handledFs().contains(AccessFs.IOCTL_DEV)) {
            access.add(AccessFs.IOCTL_DEV);
        }
        return piped(operation)
                .policy(policy.allow(access, Path.of("/dev/tty"), Path.of("/dev/ptmx"), Path.of("/dev/pts")));
    }

    private static ProcessBuilder plain(String... operation) {
        return new ProcessBuilder(Probe.command(operation)).inheritIO();
    }

    private static SandboxedProcessBuilder sandboxed(String... operation) {
        return piped(operation).inheritIO();
    }

    private static SandboxedProcessBuilder piped(String... operation) {
        SandboxPolicy policy = Sandbox.policy();
        return new SandboxedProcessBuilder(Probe.command(operation)).policy(policy);
    }

    private static String exitValue(ProcessBuilder builder)
            throws IOException, InterruptedException {
        return Integer.toString(builder.start().waitFor());
    }

    private static String exitValue(SandboxedProcessBuilder builder)
            throws IOException, InterruptedException {
        return Integer.toString(builder.start().waitFor());
    }

    /** What is enforced by other means than Landlock, one after the other. */
    private static String mechanisms(SandboxedProcessBuilder builder)
            throws IOException, InterruptedException {
        SandboxedProcess process = builder.start();
        process.waitFor();
        StringBuilder names = new StringBuilder();
        process.enforcement().lines().stream()
                .filter(line -> line.mechanism() == Mechanism.SECCOMP
                        || line.mechanism() == Mechanism.SESSION)
                .forEach(line -> names.append(line.what()).append(';'));
        return names.toString();
    }
}

package io.github.landlauncher.it.programs;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Presets;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcessBuilder;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Runs programs of a terminal, freely and under the preset for terminals, in the terminal that this JVM
 * has, and writes their exit values and standard outputs to the file that is its argument.
 */
final class TerminalPresetMain {

    private static final String PROBE = System.getProperty("landlauncher.probe");
    private static final Map<String, List<String>> PROGRAMS = new TreeMap<>(Map.of(
            "tput", List.of("/usr/bin/tput", "-T", "xterm-256color", "colors"),
            "set size", List.of("/usr/bin/stty", "-F", "/dev/tty", "rows", "33", "columns", "77"),
            "size", List.of("/usr/bin/stty", "-F", "/dev/tty", "size"),
            "tty", List.of("/usr/bin/tty"),
            "less", List.of("/usr/bin/less", "-E", "-F", "/proc/sys/kernel/ostype"),
            "open /dev/tty", List.of(PROBE, "controlling-terminal"),
            "list /dev/pts", List.of(PROBE, "list", "/dev/pts"),
            "own terminal", List.of(PROBE, "own-terminal"),
            "terminal by name", List.of(PROBE, "controlling-terminal", "TERMINAL")));

    private TerminalPresetMain() {}

    public static void main(String... file) throws Exception {
        Properties seen = new Properties();
        String terminal = Files.readSymbolicLink(
                Path.of("/proc/self/fd/0")).toString();
        for (Map.Entry<String, List<String>> program : PROGRAMS.entrySet()) {
            List<String> command = program.getValue().stream()
                    .map(word -> word.replace("TERMINAL", terminal)).toList();
            seen.setProperty(program.getKey() + " freely", outcome(new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.INHERIT).start()));
            seen.setProperty(program.getKey() + " with the preset", outcome(sandboxed(command, true).start()));
            seen.setProperty(program.getKey() + " without", outcome(sandboxed(command, false).start()));
        }
        try (FileOutputStream out = new FileOutputStream(file[0])) {
            seen.store(out, null);
        }
    }

    private static SandboxedProcessBuilder sandboxed(List<String> command, boolean preset) {
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V7)
                .bestEffort(LandlockAbi.V1)
                .containment()
                .allow(Presets.baseSystem())
                .allowReadExecute("/usr/bin/tput", "/usr/bin/stty", "/usr/bin/tty", "/usr/bin/less", PROBE)
                .allowRead("/proc/sys/kernel/ostype");
        return new SandboxedProcessBuilder(command)
                .policy(preset ? policy.allow(Presets.terminal()) : policy)
                .redirectInput(ProcessBuilder.Redirect.INHERIT);
    }

    private static String outcome(Process process) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + output.strip();
    }
}

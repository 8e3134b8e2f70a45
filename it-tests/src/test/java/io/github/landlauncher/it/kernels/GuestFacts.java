package io.github.landlauncher.it.kernels;

import io.github.landlauncher.Enforcement;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/** Says on what the tests of a guest run, and what becomes of the sample policies there. */
final class GuestFacts {

    /** The first words of the lines about a sample policy, each followed by its name. */
    static final String POLICY = "policy";
    static final String LINE = "line";
    static final String START = "start";

    /** What stands for a start that went well, followed by the level of its enforcement. */
    static final String STARTED = "started";

    private final ResultLines results;

    GuestFacts(ResultLines results) {
        this.results = results;
    }

    /**
     * Writes all of it.
     *
     * @throws IOException if this cannot be found out, which is no fault of a sandbox
     */
    void write() throws IOException, InterruptedException {
        results.fact("release", System.getProperty("os.version"));
        results.fact("version", Files.readString(Path.of("/proc/sys/kernel/version")));
        results.fact("machine", machine());
        results.fact("java", System.getProperty("java.version"));
        results.fact("user", isRoot() ? "root" : "ordinary");
        LandlockSupport support = LandlockSupport.current();
        results.fact("state", support.state().name());
        results.fact("abi", Integer.toString(support.abi()));
        results.fact("errata", names(support.errata()));
        results.fact("facilities", names(support.facilities()));
        for (SamplePolicy sample : SamplePolicy.values()) {
            write(sample, sample.policy().enforcementOn(support));
            results.fact(START, sample.name(), start(sample));
        }
    }

    private void write(SamplePolicy sample, Enforcement enforcement) {
        results.fact(
                POLICY, sample.name(), enforcement.level().name(), enforcement.refusal().orElse(""));
        for (Enforcement.Line line : enforcement.lines()) {
            results.fact(
                    LINE,
                    sample.name(),
                    line.what(),
                    line.status().name(),
                    line.mechanism().name(),
                    line.reason());
        }
    }

    /** What a start under this policy comes to: the level, or the first line of what it threw. */
    private static String start(SamplePolicy sample) throws InterruptedException {
        try {
            SandboxedProcess process =
                    new SandboxedProcessBuilder("true").policy(sample.policy()).start();
            int status = process.waitFor();
            return status == 0
                    ? STARTED + " " + process.enforcement().level()
                    : "true exited with " + status;
        } catch (IOException e) {
            return e.toString().lines().findFirst().orElseThrow();
        }
    }

    private static String machine() throws IOException, InterruptedException {
        Process uname = new ProcessBuilder("uname", "-m").start();
        String machine = new String(uname.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                .strip();
        if (uname.waitFor() != 0 || machine.isEmpty()) {
            throw new IOException("uname -m exited with " + uname.exitValue() + ": " + machine);
        }
        return machine;
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    private static String names(Set<? extends Enum<?>> constants) {
        return constants.stream().map(Enum::name).collect(Collectors.joining(","));
    }
}

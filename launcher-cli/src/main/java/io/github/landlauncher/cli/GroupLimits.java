package io.github.landlauncher.cli;

import io.github.landlauncher.Enforcement;
import io.github.landlauncher.Enforcement.Line;
import io.github.landlauncher.Enforcement.Status;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which limits of a control group can be had.
 *
 * @param reasons the kernel's names of the limits, such as {@code memory.max}; each with the reason
 *     why it cannot be had, which is empty if it can
 */
record GroupLimits(Map<String, String> reasons) {

    private static final List<String> NAMES = List.of("cpu.max", "memory.max", "pids.max");

    /** Anything that is there and ends at once. */
    private static final String PROGRAM = "/bin/true";

    private static final long ENOUGH_MEMORY = 1L << 30;
    private static final long ENOUGH_PROCESSES = 100;

    GroupLimits {
        reasons = Collections.unmodifiableMap(new TreeMap<>(reasons));
    }

    /** Finds out by starting a program with all of them, as nothing less could tell. */
    static GroupLimits tried() throws InterruptedException {
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V1)
                .bestEffort(LandlockAbi.V1)
                .allowReadExecute("/")
                .memoryMax(ENOUGH_MEMORY)
                .pidsMax(ENOUGH_PROCESSES)
                .cpuMax(Duration.ofSeconds(1), Duration.ofSeconds(1));
        try {
            SandboxedProcess process = new SandboxedProcessBuilder(PROGRAM).policy(policy).start();
            process.waitFor();
            return of(process.enforcement());
        } catch (IOException e) {
            return all("no program can be started to try it");
        }
    }

    /** What the report of a start with all limits says. */
    static GroupLimits of(Enforcement enforcement) {
        Map<String, String> said = new TreeMap<>(all("").reasons());
        for (Line line : enforcement.lines()) {
            if (said.containsKey(line.what()) && line.status() != Status.ENFORCED) {
                said.put(line.what(), line.reason());
            }
        }
        return new GroupLimits(said);
    }

    /** The same for each limit. */
    static GroupLimits all(String reason) {
        Map<String, String> reasons = new TreeMap<>();
        NAMES.forEach(name -> reasons.put(name, reason));
        return new GroupLimits(reasons);
    }

    /** Whether all of them can be had. */
    boolean complete() {
        return reasons.values().stream().allMatch(String::isEmpty);
    }

    /** Those that can be had. */
    List<String> available() {
        return NAMES.stream().filter(name -> reasons.get(name).isEmpty()).toList();
    }

    /** Why some cannot be had: each reason once, with the limits it is about. */
    String gaps() {
        Map<String, String> byReason = new TreeMap<>();
        reasons.forEach((name, reason) -> {
            if (!reason.isEmpty()) {
                byReason.merge(reason, name, (first, second) -> first + ", " + second);
            }
        });
        StringBuilder text = new StringBuilder();
        byReason.forEach((reason, names) ->
                text.append(text.isEmpty() ? "" : "; ").append(names).append(": ").append(reason));
        return text.toString();
    }
}

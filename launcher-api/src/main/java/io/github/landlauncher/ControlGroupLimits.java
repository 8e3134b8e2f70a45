package io.github.landlauncher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How much a program, and all that it starts, may use together: limits of a control group of its
 * own, version 2.
 *
 * <p>An immutable value in the kernel's words. Each limit needs the controller its name begins with,
 * and a part of the control group hierarchy that is delegated to the JVM; what is there is found out
 * at the start. Where something is missing, a strict policy starts nothing and best effort drops the
 * limit, which {@link Enforcement} reports.
 *
 * <p>Source: Documentation/admin-guide/cgroup-v2.rst and cgroups(7).
 *
 * @param memoryMax bytes of memory, 1 or more, which the kernel rounds down to whole pages; page
 *     cache and memory of the kernel for the program count as well. It must do for the program to
 *     be loaded, or the kernel kills it before that. Swap is not given in addition: memory.swap.max
 *     becomes 0. If the limit is reached and nothing can be reclaimed, the kernel kills everything
 *     in the group (memory.oom.group), and the exit value is 137. File memory.max, Linux 4.5;
 *     memory.oom.group, Linux 4.19
 * @param pidsMax processes and threads, the program's first thread included, 1 to 4,194,304; at the
 *     limit, fork(2) and clone(2) answer EAGAIN, also to root. File pids.max, Linux 4.5
 * @param cpuMax processor time. File cpu.max, Linux 4.15
 */
public record ControlGroupLimits(
        OptionalLong memoryMax, OptionalLong pidsMax, Optional<CpuMax> cpuMax) {

    /** The kernel's PID_MAX_LIMIT: pids.max takes no more on a 64-bit kernel. */
    private static final long MOST_PIDS = 4L * 1024 * 1024;

    private static final ControlGroupLimits NONE =
            new ControlGroupLimits(OptionalLong.empty(), OptionalLong.empty(), Optional.empty());

    /**
     * Processor time in each period, over all processors: a quota of twice the period is the time
     * of two processors. When it is used up, the group waits for the next period.
     *
     * @param quota 1 millisecond or more, in whole microseconds
     * @param period 1 millisecond to 1 second, in whole microseconds; 100 milliseconds is usual
     */
    public record CpuMax(Duration quota, Duration period) {

        private static final Duration LEAST = Duration.ofMillis(1);
        private static final Duration LONGEST_PERIOD = Duration.ofSeconds(1);
        /** More than the time of all processors of any machine. */
        private static final Duration MOST_QUOTA = Duration.ofDays(1);

        /**
         * Checks the components.
         *
         * @throws IllegalArgumentException if one is out of its range, the quota is more than a day,
         *     or one is not whole microseconds
         */
        public CpuMax {
            check("quota", quota, MOST_QUOTA);
            check("period", period, LONGEST_PERIOD);
        }

        private static void check(String name, Duration value, Duration most) {
            if (value.compareTo(LEAST) < 0 || value.compareTo(most) > 0) {
                throw new IllegalArgumentException(
                        "cpu.max: " + name + " " + value + " is not in " + LEAST + " to " + most);
            }
            if (value.getNano() % 1000 != 0) {
                throw new IllegalArgumentException(
                        "cpu.max: " + name + " " + value + " is not whole microseconds");
            }
        }

        /** What is written to cpu.max: quota and period in microseconds. */
        @Override
        public String toString() {
            return microseconds(quota) + " " + microseconds(period);
        }

        private static long microseconds(Duration value) {
            return value.toNanos() / 1000;
        }
    }

    /**
     * Checks the components.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public ControlGroupLimits {
        Objects.requireNonNull(cpuMax, "cpuMax");
        if (memoryMax.isPresent() && memoryMax.getAsLong() < 1) {
            throw new IllegalArgumentException(
                    "memory.max " + memoryMax.getAsLong() + " is not 1 byte or more");
        }
        if (pidsMax.isPresent() && (pidsMax.getAsLong() < 1 || pidsMax.getAsLong() > MOST_PIDS)) {
            throw new IllegalArgumentException(
                    "pids.max " + pidsMax.getAsLong() + " is not in 1 to " + MOST_PIDS);
        }
    }

    /** No limit: such a program stays in the JVM's own control group. */
    public static ControlGroupLimits none() {
        return NONE;
    }

    /** Whether there is no limit. */
    public boolean isEmpty() {
        return memoryMax.isEmpty() && pidsMax.isEmpty() && cpuMax.isEmpty();
    }

    /**
     * These limits with this one for memory.
     *
     * @throws IllegalArgumentException if {@code bytes} is less than 1
     */
    public ControlGroupLimits memoryMax(long bytes) {
        return new ControlGroupLimits(OptionalLong.of(bytes), pidsMax, cpuMax);
    }

    /**
     * These limits with this one for processes and threads.
     *
     * @throws IllegalArgumentException if {@code count} is not in 1 to 4,194,304
     */
    public ControlGroupLimits pidsMax(long count) {
        return new ControlGroupLimits(memoryMax, OptionalLong.of(count), cpuMax);
    }

    /**
     * These limits with this one for processor time.
     *
     * @throws IllegalArgumentException as for {@link CpuMax}
     */
    public ControlGroupLimits cpuMax(Duration quota, Duration period) {
        return new ControlGroupLimits(memoryMax, pidsMax, Optional.of(new CpuMax(quota, period)));
    }

    /**
     * One limit.
     *
     * @param controller the controller that enforces it, such as {@code "memory"}
     * @param file the file of the control group, such as {@code "memory.max"}
     * @param value what is written to it
     */
    public record Limit(String controller, String file, String value) {

        /** The limit in the kernel's words: {@code "memory.max 67108864"}. */
        @Override
        public String toString() {
            return file + " " + value;
        }
    }

    /** The limits there are, memory first, then pids, then cpu. */
    public List<Limit> limits() {
        List<Limit> limits = new ArrayList<>(3);
        if (memoryMax.isPresent()) {
            limits.add(new Limit("memory", "memory.max", Long.toString(memoryMax.getAsLong())));
        }
        if (pidsMax.isPresent()) {
            limits.add(new Limit("pids", "pids.max", Long.toString(pidsMax.getAsLong())));
        }
        if (cpuMax.isPresent()) {
            limits.add(new Limit("cpu", "cpu.max", cpuMax.get().toString()));
        }
        return limits;
    }

    /** The limits in the kernel's words, one a line; empty if there are none. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>(3);
        limits().forEach(limit -> lines.add(limit.toString()));
        return String.join("\n", lines);
    }
}

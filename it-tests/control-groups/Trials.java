import io.github.landlauncher.Enforcement;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxUnavailableException;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What becomes of limits on the kernel this runs on. The first argument is the group in which groups
 * of children are expected, or a hyphen if none; the others name the trials.
 */
final class Trials {

    private static final String PROGRAM = "/trials/program";
    private static final int EACCES = 13;

    private static Path site;
    private static int failures;

    private Trials() {}

    public static void main(String... arguments) throws Exception {
        site = Path.of(arguments[0]);
        for (String trial : List.of(arguments).subList(1, arguments.length)) {
            switch (trial) {
                case "baseline" -> baseline();
                case "memory" -> memory();
                case "pids" -> pids();
                case "cpu" -> cpu();
                case "survivor" -> survivor();
                case "start-failure" -> startFailure();
                case "control-files" -> controlFiles();
                case "clone-into" -> cloneInto();
                default -> refused(trial);
            }
        }
        System.exit(failures == 0 ? 0 : 1);
    }

    private static void check(boolean passed, String what, Object seen) {
        failures += passed ? 0 : 1;
        System.out.println((passed ? "ok - " : "not ok - ") + what + (passed ? "" : ": " + seen));
    }

    private static SandboxPolicy policy() {
        return SandboxPolicy.handling(LandlockAbi.V1)
                .allowReadExecute(PROGRAM)
                .allowRead("/proc");
    }

    private static SandboxedProcess start(SandboxPolicy policy, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(PROGRAM));
        command.addAll(List.of(arguments));
        return new SandboxedProcessBuilder(command).policy(policy).start();
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes()).strip();
    }

    private static List<Path> groups() throws IOException {
        try (Stream<Path> found = Files.list(site)) {
            return found.filter(path -> path.getFileName().toString().matches("landlauncher-\\d+-\\d+"))
                    .toList();
        }
    }

    private static void checkNoneLeft(String what) throws IOException {
        check(groups().isEmpty(), what + ": the group is gone when the program has ended", groups());
    }

    private static void baseline() throws Exception {
        int used = start(policy(), "memory", "100").waitFor();
        check(used == 0, "without a limit a program uses 100 MiB", used);
        String forked = output(start(policy(), "forks", "40"));
        check(forked.equals("40 all"), "without a limit a program has 40 children", forked);
        check(groups().isEmpty(), "without a limit there is no group", groups());
    }

    private static void memory() throws Exception {
        SandboxedProcess hog = start(policy().memoryMax(32 << 20), "memory", "100");
        int exit = hog.waitFor();
        check(exit == 137, "memory.max 32 MiB: a program that uses 100 MiB is killed", exit);
        checkNoneLeft("memory.max");
        String line = hog.enforcement().lines().stream().map(Enforcement.Line::toString)
                .filter(text -> text.startsWith("memory.max")).findFirst().orElse("no line");
        check(line.startsWith("memory.max: enforced by control group (33554432"),
                "memory.max is reported as enforced", line);
        int modest = start(policy().memoryMax(32 << 20), "memory", "10").waitFor();
        check(modest == 0, "memory.max 32 MiB: a program that uses 10 MiB is not", modest);
    }

    private static void pids() throws Exception {
        String forked = output(start(policy().pidsMax(10), "forks", "40"));
        check(forked.equals("9 EAGAIN"), "pids.max 10: a program has 9 children", forked);
        String more = output(start(policy().pidsMax(41), "forks", "40"));
        check(more.equals("40 all"), "pids.max 41: a program has 40 children", more);
    }

    private static void cpu() throws Exception {
        SandboxPolicy slow = policy().cpuMax(Duration.ofMillis(20), Duration.ofMillis(100));
        SandboxedProcess process = start(slow, "spin", "100");
        int first = process.getInputStream().read();
        String stat = Files.readString(groups().get(0).resolve("cpu.stat"));
        check(first == 's' && stat.matches("(?s).*nr_throttled [1-9].*"),
                "cpu.max 20 ms in 100 ms: a program that spins is throttled", stat);
        process.getOutputStream().close();
        process.waitFor();
        checkNoneLeft("cpu.max");
    }

    private static void survivor() throws Exception {
        SandboxedProcess process = start(policy().pidsMax(10), "leave-child");
        process.waitFor();
        List<Path> left = groups();
        check(left.size() == 1, "a child that outlives the program keeps the group", left);
        String limit = Files.readString(left.get(0).resolve("pids.max")).strip();
        check(limit.equals("10"), "a child that outlives the program keeps its limit", limit);
        Files.writeString(left.get(0).resolve("cgroup.kill"), "1");
        while (!groups().isEmpty()) { // the trials as a whole have a time limit
            Thread.onSpinWait();
        }
        check(true, "when it has ended, the group is gone", "");
    }

    private static void startFailure() throws Exception {
        try {
            new SandboxedProcessBuilder("/no/such/program").policy(policy().pidsMax(10)).start();
            check(false, "a program that does not exist fails to start", "it started");
        } catch (IOException e) {
            check(e.getMessage().contains("error=2,"), "a start fails as it does without limits", e);
        }
        checkNoneLeft("a start that fails");
    }

    private static void controlFiles() throws Exception {
        String procs = site.resolve("cgroup.procs").toString();
        int denied = start(policy().pidsMax(10), "write", procs).waitFor();
        check(denied == EACCES, "the program cannot write cgroup.procs of the group above", denied);
        SandboxedProcess process = start(policy().pidsMax(10).allowReadWrite(site.toString()),
                "write", procs);
        int allowed = process.waitFor();
        check(allowed == 0, "with a rule it can", allowed);
        String text = process.enforcement().toString();
        check(text.contains("allows writing control files"), "and the report says so", text);
    }

    /** A hole that only a seccomp filter closes. */
    private static void cloneInto() throws Exception {
        Path other = Files.createDirectory(site.resolve("other"));
        SandboxedProcess process = start(policy().pidsMax(10), "clone-into", other.toString());
        String group = output(process);
        check(group.endsWith("/other"), "without containment() a program leaves by clone3", group);
        String text = process.enforcement().toString();
        check(text.contains("no filter refuses clone3"), "and the report says so", text);
        process.waitFor();
        SandboxedProcess contained = start(policy().containment().pidsMax(10), "clone-into",
                other.toString());
        String none = output(contained);
        check(contained.waitFor() != 0 && none.isEmpty(), "with containment() it does not", none);
        Files.delete(other);
    }

    /** A trial that is not one of the words above is the reason that a start is refused for. */
    private static void refused(String reason) throws Exception {
        try {
            start(policy().memoryMax(32 << 20).pidsMax(10), "forks", "1");
            check(false, "refused: " + reason, "it started");
        } catch (SandboxUnavailableException e) {
            check(e.getMessage().contains(reason), "refused: " + reason, e.getMessage());
        }
        SandboxedProcess free = start(
                policy().bestEffort(LandlockAbi.V1).memoryMax(32 << 20).pidsMax(10), "forks", "1");
        String text = free.enforcement().toString();
        check(output(free).equals("1 all") && text.contains(".max: dropped ("),
                "dropped by best effort", text);
    }
}

package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.nuprocess.NuAbstractProcessHandler;
import io.github.landlauncher.Ruleset;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.nuprocess.SandboxedNuProcessBuilder;
import io.github.landlauncher.spi.ProcessInput;
import io.github.landlauncher.spi.StreamListener;
import java.io.File;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The events of starts and exits that the JDK does not have, in JVMs of their own. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(180)
class SandboxedEventsIT {

    private static final List<String> TIMES = List.of("ruleset", "descriptors", "spawn", "report", "rest");

    private static SandboxedProcessBuilder builder(String policyName, String... command) {
        return new SandboxedProcessBuilder(command).policy(Way.POLICY.named(policyName));
    }

    /** Whether the times of a start are all there and no longer than the start. */
    private static String times(RecordedEvent start) {
        Duration sum = TIMES.stream().map(start::getDuration).reduce(Duration.ZERO, Duration::plus);
        String missing = TIMES.stream().filter(time -> start.getLong(time) <= 0)
                .collect(Collectors.joining(" "));
        // Read from two clocks, of which one may be some parts in a million faster.
        Duration most = start.getDuration().plusNanos(10_000 + start.getDuration().toNanos() / 1000);
        return "without: [" + missing + "], " + (sum.compareTo(most) <= 0 ? "in time" : sum + " of " + most);
    }

    private static String start(RecordedEvent event, long pid) {
        return (event.getLong("pid") == pid ? "the pid" : "pid " + event.getLong("pid"))
                + ", " + event.getString("directory") + ", " + event.getString("command")
                + ", " + event.getString("policy") + ", " + event.getBoolean("success")
                + ", " + event.getString("failedStep") + " " + event.getInt("errno")
                + " " + event.getString("failure") + ", " + times(event);
    }

    private static String exit(RecordedEvent event, long pid) {
        return (event.getLong("pid") == pid ? "the pid" : "pid " + event.getLong("pid"))
                + ", " + event.getInt("exitValue") + (event.getBoolean("timedOut") ? ", timed out" : "")
                + ", " + event.getString("policy")
                + (event.getLong("runTime") > 0 ? "" : ", " + event.getLong("runTime"));
    }

    /** A start and an exit with a fresh and with a prepared ruleset. */
    static final class Simple implements Scenario<String> {
        @Override
        public String run(Way way) throws Exception {
            SandboxPolicy policy = Way.POLICY.named("prepared");
            try (Recorded recorded = new Recorded(); Ruleset ruleset = policy.createRuleset()) {
                SandboxedProcess first =
                        builder("fresh", "/bin/sh", "-c", "exit 7").directory(new File("/")).start();
                first.waitFor();
                RecordedEvent firstExit = recorded.exits(1).get(0);
                SandboxedProcess second =
                        new SandboxedProcessBuilder("/bin/true").ruleset(ruleset).start();
                second.waitFor();
                List<RecordedEvent> starts = recorded.starts();
                return start(starts.get(0), first.pid()) + "\n" + exit(firstExit, first.pid())
                        + "\n" + start(starts.get(1), second.pid())
                        + "\n" + exit(recorded.exits(2).get(1), second.pid())
                        + "\n" + first.enforcement().level().name()
                                .equals(starts.get(0).getString("enforcement"));
            }
        }
    }

    @Test
    void a_start_is_an_event_with_the_time_of_each_phase_and_an_exit_is_one_too() throws Exception {
        assertThat(ChildJvm.by().runSandboxed(Simple.class).lines()).containsExactly(
                "the pid, /, /bin/sh -c exit 7, fresh, true, null 0 null, without: [], in time",
                "the pid, 7, fresh",
                "the pid, null, /bin/true, prepared, true, null 0 null, without: [ruleset], in time",
                "the pid, 0, prepared",
                "true");
    }

    /** Starts that fail early, in the helper, and at the end of it. */
    static final class Failing implements Scenario<String> {
        @Override
        public String run(Way way) throws Exception {
            try (Recorded recorded = new Recorded()) {
                StartFailure.of(builder("p", "/no/such/program", "a")::start);
                StartFailure.of(builder("p", "/bin/true").directory(new File("/no/such"))::start);
                StartFailure.of(builder("p", "/bin/true").redirectInput(new File("/no/such/file"))::start);
                StartFailure.of(new SandboxedProcessBuilder("/bin/true")
                        .policy(Way.POLICY.named("q").allowRead("/no/such/rule"))::start);
                return recorded.starts().stream().map(event -> start(event, -1))
                        .collect(Collectors.joining("\n"));
            }
        }
    }

    @Test
    void a_failed_start_is_an_event_with_the_step_and_what_was_reached() throws Exception {
        String cannot = "Cannot run program \"/bin/true\"";
        String missing = "error=2, No such file or directory";

        assertThat(ChildJvm.by().runSandboxed(Failing.class).lines()).containsExactly(
                "pid 0, null, /no/such/program a, p, false, EXECVE 2"
                        + " Cannot run program \"/no/such/program\": " + missing + ", without: [], in time",
                "pid 0, /no/such, /bin/true, p, false, CHDIR 2 " + cannot
                        + " (in directory \"/no/such\"): " + missing + ", without: [], in time",
                "pid 0, null, /bin/true, p, false, null 0 " + cannot
                        + ": /no/such/file (No such file or directory)"
                        + ", without: [spawn report], in time",
                "pid 0, null, /bin/true, q, false, OPEN_PATH 2 " + cannot
                        + ": rule \"path_beneath /no/such/rule [READ_FILE, READ_DIR]\": " + missing
                        + ", without: [descriptors spawn report], in time");
    }

    /** A listener that does nothing. */
    private static final class Silent implements StreamListener {
        @Override
        public void started(SandboxedProcess process, ProcessInput input) {
            input.closeNow();
        }

        @Override
        public void output(ByteBuffer bytes, boolean closed) {
            bytes.position(bytes.limit());
        }

        @Override
        public void error(ByteBuffer bytes, boolean closed) {
            bytes.position(bytes.limit());
        }

        @Override
        public boolean inputReady(ByteBuffer room) {
            return false;
        }

        @Override
        public void exited(int exitValue) {}
    }

    /** One program by each of the other ways to start one. */
    static final class FrontEnds implements Scenario<String> {
        @Override
        public String run(Way way) throws Exception {
            try (Recorded recorded = new Recorded()) {
                SandboxedProcessBuilder.startPipeline(
                        List.of(builder("first", "/bin/true"), builder("last", "/bin/true")));
                builder("listener", "/bin/true").start(new Silent());
                builder("run", "/bin/true").run(new Silent());
                new SandboxedNuProcessBuilder(new NuAbstractProcessHandler() { }, "/bin/true")
                        .policy(Way.POLICY.named("nu")).start().waitFor(0, TimeUnit.SECONDS);
                List<String> lines = new ArrayList<>();
                recorded.starts().forEach(event ->
                        lines.add(start(event, event.getLong("pid"))));
                recorded.exits(5).stream().map(event -> exit(event, event.getLong("pid"))).sorted()
                        .forEach(lines::add);
                return String.join("\n", lines);
            }
        }
    }

    @Test
    void every_front_end_has_both_events() throws Exception {
        String start = "the pid, null, /bin/true, %s, true, null 0 null, without: [], in time";

        assertThat(ChildJvm.by().runSandboxed(FrontEnds.class).lines()).containsExactly(
                start.formatted("first"), start.formatted("last"), start.formatted("listener"),
                start.formatted("run"), start.formatted("nu"),
                "the pid, 0, first", "the pid, 0, last", "the pid, 0, listener", "the pid, 0, nu",
                "the pid, 0, run");
    }

    /** Ends that are not the program's own. */
    static final class Ended implements Scenario<String> {
        @Override
        public String run(Way way) throws Exception {
            String[] sleep = Probe.command("sleep-forever").toArray(String[]::new);
            try (Recorded recorded = new Recorded()) {
                builder("timeout", sleep).timeout(Duration.ofMillis(1)).start();
                String timedOut = exit(recorded.exits(1).get(0), -1);
                SandboxedProcess guarded = builder("guarded", sleep).killSurvivors().start();
                guarded.destroyForcibly();
                guarded.waitFor();
                return timedOut.replaceFirst("pid \\d+", "a pid")
                        + "\n" + start(recorded.starts().get(1), guarded.pid())
                        + "\n" + exit(recorded.exits(2).get(1), guarded.pid());
            }
        }
    }

    @Test
    void the_exit_tells_of_a_time_out_and_of_the_signal_also_under_a_guard() throws Exception {
        String command = String.join(" ", Probe.command("sleep-forever"));

        assertThat(ChildJvm.by().runSandboxed(Ended.class).lines()).containsExactly(
                "a pid, 143, timed out, timeout",
                "the pid, null, " + command + ", guarded, true, null 0 null, without: [], in time",
                "the pid, 137, guarded");
    }

    /** A recording that begins while a program runs, and one that ends while another one does. */
    static final class InTheMiddle implements Scenario<String> {
        @Override
        public String run(Way way) throws Exception {
            SandboxedProcess before = builder("before", "/bin/cat").start();
            SandboxedProcess after;
            String seen;
            try (Recorded recorded = new Recorded()) {
                before.getOutputStream().close();
                before.waitFor();
                after = builder("after", "/bin/cat").start();
                seen = exit(recorded.exits(1).get(0), before.pid())
                        + "\n" + start(recorded.starts().get(0), after.pid());
            }
            after.getOutputStream().close();
            return seen + "\n" + after.waitFor();
        }
    }

    @Test
    void a_recording_that_begins_after_a_start_has_its_exit_without_a_run_time() throws Exception {
        assertThat(ChildJvm.by().runSandboxed(InTheMiddle.class).lines()).containsExactly(
                "the pid, 0, before, " + Long.MIN_VALUE,
                "the pid, null, /bin/cat, after, true, null 0 null, without: [], in time",
                "0");
    }
}

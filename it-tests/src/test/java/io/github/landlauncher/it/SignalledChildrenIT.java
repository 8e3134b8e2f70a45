package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that somebody else kills or stops while others run and end. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class SignalledChildrenIT {

    private static final int CHILDREN = 60;

    /** Writes 1, 2, 3 and so on, each on a line of its own, until nobody takes more. */
    private static final String COUNT = "i=0; while :; do i=$((i+1)); echo $i; done";

    /** Any beginning of what {@link #COUNT} writes. */
    private static final String NUMBERS = IntStream.rangeClosed(1, 100_000)
            .mapToObj(number -> number + "\n")
            .collect(Collectors.joining());

    private static void signal(String signal, Process... processes)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "kill -$0 $*", signal));
        Stream.of(processes).map(process -> Long.toString(process.pid())).forEach(command::add);
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private static void stop(Process... processes) throws IOException, InterruptedException {
        signal("STOP", processes);
        for (Process process : processes) {
            await().until(() -> state(process).equals("T"));
        }
    }

    private static String state(Process process) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[0];
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void programs_killed_at_any_moment_exit_with_137_and_leave_what_they_wrote(boolean guarded)
            throws Exception {
        Random random = new Random(137);
        List<Process> killed = new ArrayList<>();
        List<Process> others = new ArrayList<>();
        List<Process> toBeKilled = new ArrayList<>();
        for (int i = 0; i < CHILDREN; i++) {
            SandboxedProcessBuilder builder =
                    new SandboxedProcessBuilder("/bin/sh", "-c", COUNT).policy(Way.POLICY);
            killed.add((guarded ? builder.killSurvivors() : builder).start());
            toBeKilled.add(killed.get(i));
            others.add(Way.SANDBOXED.shell("echo $1; exit $1", "" + i).start());
            if (random.nextBoolean()) {
                signal("KILL", toBeKilled.remove(random.nextInt(toBeKilled.size())));
            }
        }
        assertThat(toBeKilled).isNotEmpty().hasSizeLessThan(CHILDREN).allMatch(Process::isAlive);
        signal("KILL", toBeKilled.toArray(Process[]::new));

        int written = 0;
        for (int i = 0; i < CHILDREN; i++) {
            assertThat(killed.get(i).waitFor()).isEqualTo(137);
            Outcome outcome = Outcome.of(killed.get(i));
            assertThat(NUMBERS.startsWith(outcome.output())).as(outcome.output()).isTrue();
            assertThat(outcome.error()).isEmpty();
            written += outcome.output().length();
            assertThat(Outcome.of(others.get(i))).isEqualTo(new Outcome(i, i + "\n", ""));
        }
        assertThat(written).isPositive();
    }

    @Test
    void a_stopped_program_holds_up_nobody_and_goes_on_where_it_was() throws Exception {
        BothWays.show("1 2 true", way -> {
            Process stopped = way.shell("echo 1; read x; echo 2; exit 5").start();
            await().until(() -> stopped.getInputStream().available() == 2);
            stop(stopped);
            for (int i = 0; i < 20; i++) {
                assertThat(way.shell("exit $1", "" + i).finish().exitValue()).isEqualTo(i);
            }
            stopped.getOutputStream().close();
            assertThat(stopped.waitFor(1, TimeUnit.MILLISECONDS)).isFalse();
            assertThat(stopped.isAlive()).isTrue();
            signal("CONT", stopped);
            Outcome outcome = Outcome.of(stopped);
            return outcome.output().replace('\n', ' ') + (outcome.exitValue() == 5);
        });
    }

    @Test
    void sigterm_waits_until_a_stopped_program_goes_on_and_sigkill_does_not() throws Exception {
        BothWays.show("false true 143, 137", way -> {
            Process first = way.probe("sleep-forever").start();
            Process second = way.probe("sleep-forever").start();
            stop(first, second);
            first.destroy();
            String seen = first.waitFor(1, TimeUnit.MILLISECONDS) + " " + first.isAlive() + " ";
            signal("CONT", first);
            return seen + first.waitFor() + ", " + second.destroyForcibly().waitFor();
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_stopped_program_is_no_shelter_from_destroyTree_or_from_its_time(boolean guarded)
            throws Exception {
        SandboxedProcess waiting = sleeper(guarded, Duration.ofHours(1)).start();
        SandboxedProcess hurried = sleeper(guarded, Duration.ofHours(1)).start();
        SandboxedProcess timed = sleeper(guarded, Duration.ofSeconds(2)).start();
        stop(waiting, hurried, timed);

        assertThat(timed.waitFor()).isEqualTo(137);
        assertThat(timed.timedOut()).isTrue();
        waiting.destroyTree(Duration.ofMillis(50));
        assertThat(waiting.waitFor()).isEqualTo(137);
        hurried.destroyTree(Duration.ZERO);
        assertThat(hurried.waitFor()).isEqualTo(137);
    }

    private static SandboxedProcessBuilder sleeper(boolean guarded, Duration time) {
        SandboxedProcessBuilder builder =
                new SandboxedProcessBuilder(Probe.command("sleep-forever"))
                        .policy(Way.POLICY)
                        .timeout(time, Duration.ofMillis(50));
        return guarded ? builder.killSurvivors() : builder;
    }
}

package io.github.landlauncher.examples.ci;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The table at the end says what became of each step. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SummaryTest {

    @Test
    void each_step_has_a_line() {
        Step build = new Step("build", List.of("make"), Duration.ofSeconds(5));
        Step test = new Step("test", List.of("make", "test"), Duration.ofSeconds(5));

        String summary = Summary.of(List.of(
                new JobResult(job("app", build, test), List.of(
                        StepResult.ended(build, 0, Duration.ofMillis(1234)),
                        StepResult.ended(test, 2, Duration.ofMillis(10)))),
                new JobResult(job("library", build, test), List.of(
                        StepResult.timedOut(build, Duration.ofMillis(5004)), StepResult.skipped(test))),
                new JobResult(job("tool", build), List.of(StepResult.notStarted(build, "no such program"))),
                new JobResult(job("fine", build), List.of(StepResult.ended(build, 0, Duration.ZERO)))));

        assertThat(summary).isEqualTo("""
                job      step   result           time
                app      build  ok             1.23 s
                app      test   failed         0.01 s  exit status 2
                library  build  timed out      5.00 s  after 5 s
                library  test   skipped        0.00 s
                tool     build  not started    0.00 s  no such program
                fine     build  ok             0.00 s
                1 of 4 jobs passed
                """);
    }

    private static Job job(String name, Step... steps) {
        return new Job(name, Path.of(name), SandboxPolicy.handling(LandlockAbi.V1), Map.of(), List.of(steps));
    }
}

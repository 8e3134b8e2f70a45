package io.github.landlauncher.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.Enforcement;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.cli.PackedCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine.Help.Ansi;

/** What the demo says when the sandbox is none, or less than a whole one. */
@Timeout(120)
@DisplayNameGeneration(ReplaceUnderscores.class)
class HonestVerdictIT {

    @BeforeAll
    static void landlock() {
        PackedCommand.assumeLandlock();
    }

    @ParameterizedTest
    @EnumSource(Payload.class)
    void without_any_sandbox_every_attempt_succeeds_and_that_is_not_held(Payload payload)
            throws Exception {
        try (DemoDirectory directory = DemoDirectory.create(false)) {
            Enforcement pretended =
                    SandboxPolicy.handling(LandlockAbi.V7).enforcementOn(LandlockAbi.V7);
            Path program = Programs.require("git");
            Git second = new Git(program, directory.sandboxed(), ProcessBuilder::start);

            Report report = report(directory, payload, second, () -> pretended);

            assertThat(report.passed()).isFalse();
            assertThat(lines(report, "succeeded +succeeded")).isEqualTo(24);
        }
    }

    @Test
    void a_policy_without_ports_and_scopes_lets_those_attempts_through_and_says_so()
            throws Exception {
        try (DemoDirectory directory = DemoDirectory.create(false)) {
            SandboxedStarter starter = new SandboxedStarter(SandboxedStarter.policy(
                    LandlockAbi.V3,
                    directory.sandboxed(),
                    List.of(Programs.require("git"), Payload.BASH.interpreter())));
            Git second = new Git(Programs.require("git"), directory.sandboxed(), starter);

            Report report = report(directory, Payload.BASH, second, starter::enforcement);

            assertThat(report.passed()).as(report.text(Ansi.OFF)).isTrue();
            assertThat(lines(report, "connect by TCP +succeeded +needs ABI 4")).isEqualTo(6);
            assertThat(lines(report, "signal the JVM +succeeded +needs ABI 6")).isEqualTo(6);
            assertThat(lines(report, "(read a secret|write outside) +succeeded +denied"))
                    .isEqualTo(12);
        }
    }

    private static Report report(
            DemoDirectory directory,
            Payload payload,
            Git second,
            Supplier<Enforcement> enforcement)
            throws IOException, InterruptedException {
        Path program = Programs.require("git");
        Git first = new Git(program, directory.plain(), ProcessBuilder::start);
        try (Targets targets = Targets.open(directory.outside())) {
            new HostileRepository(first).create(payload, targets);
            directory.copy();
            Run secondRun = Run.of(second, targets);
            Run firstRun = Run.of(first, targets);
            return new Report(LandlockSupport.current(), enforcement.get(), firstRun, secondRun,
                    new StartTimes(1, 1, 1));
        }
    }

    private static long lines(Report report, String end) {
        return report.text(Ansi.OFF).lines().filter(line -> line.matches(".*" + end)).count();
    }
}

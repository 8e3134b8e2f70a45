package io.github.landlauncher.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.Enforcement;
import io.github.landlauncher.Enforcement.Line;
import io.github.landlauncher.Enforcement.Mechanism;
import io.github.landlauncher.Enforcement.Status;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
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

    private static final Path GIT = Programs.find("git").orElseThrow();

    @BeforeAll
    static void landlock() {
        PackedCommand.assumeLandlock();
    }

    @ParameterizedTest
    @EnumSource(Payload.class)
    void without_any_sandbox_every_attempt_succeeds_and_that_is_not_held(Payload payload)
            throws Exception {
        try (DemoDirectory directory = DemoDirectory.create(false)) {
            Git second = new Git(GIT, directory.sandboxed(), ProcessBuilder::start);

            Report report = report(directory, payload, second, HonestVerdictIT::pretended);

            int untried = payload == Payload.BASH ? Attack.values().length : 0;
            assertThat(report.passed()).isFalse();
            assertThat(lines(report, "by MPTCP +not tried.* +not tried.*")).isEqualTo(untried);
            assertThat(lines(report, "succeeded +succeeded"))
                    .isEqualTo(Attack.values().length * Attempt.values().length - untried);
        }
    }

    @ParameterizedTest
    @EnumSource(Payload.class)
    void every_attempt_that_is_said_to_be_denied_is(Payload payload) throws Exception {
        try (DemoDirectory directory = DemoDirectory.create(false)) {
            SandboxPolicy policy = SandboxedStarter.policy(
                    LandlockAbi.V7, directory.sandboxed(), programs(payload));
            SandboxedStarter starter = new SandboxedStarter(policy);
            Git second = new Git(GIT, directory.sandboxed(), starter);

            Report report = report(directory, payload, second, starter::claim);

            assertThat(report.passed()).as(report.text(Ansi.OFF)).isTrue();
            assertThat(lines(report, "outlive git +succeeded +(killed|not covered)")).isEqualTo(6);
            assertThat(lines(report, "find a token +succeeded +not given")).isEqualTo(6);
            assertThat(lines(report, "(connect by TCP|send by UDP) +succeeded +denied")).isEqualTo(12);
        }
    }

    @Test
    void landlock_alone_without_ports_and_scopes_lets_attempts_through_and_says_so()
            throws Exception {
        try (DemoDirectory directory = DemoDirectory.create(false)) {
            SandboxPolicy policy = SandboxedStarter.files(
                    LandlockAbi.V3, directory.sandboxed(), programs(Payload.PERL));
            Unsurrounded starter = new Unsurrounded(policy);
            Git second = new Git(GIT, directory.sandboxed(), starter);

            Report report = report(directory, Payload.PERL, second, starter::claim);

            assertThat(report.passed()).as(report.text(Ansi.OFF)).isTrue();
            assertThat(lines(report, "connect by TCP +succeeded +needs ABI 4")).isEqualTo(6);
            assertThat(lines(report, "send by UDP +succeeded +needs ABI 10")).isEqualTo(6);
            assertThat(lines(report, "by MPTCP +(succeeded|not tried.*) +not (covered|tried.*)"))
                    .isEqualTo(6);
            assertThat(lines(report, "signal the JVM +succeeded +needs ABI 6")).isEqualTo(6);
            assertThat(lines(report, "(outlive git|find a token) +succeeded +not covered"))
                    .isEqualTo(12);
            assertThat(lines(report, "(read a secret|write outside) +succeeded +denied"))
                    .isEqualTo(12);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DAEMON", "ENVIRONMENT", "MPTCP", "UDP"})
    void a_claim_that_one_more_attempt_is_denied_is_found_out(Attempt attempt) throws Exception {
        try (DemoDirectory directory = DemoDirectory.create(false)) {
            SandboxPolicy policy = SandboxedStarter.files(
                    LandlockAbi.V3, directory.sandboxed(), programs(Payload.PERL));
            Unsurrounded starter = new Unsurrounded(policy);
            Git second = new Git(GIT, directory.sandboxed(), starter);

            Report report = report(
                    directory, Payload.PERL, second, () -> boasting(starter.claim(), attempt));

            assertThat(lines(report, attempt.title() + " +succeeded +succeeded")).isEqualTo(6);
            assertThat(report.passed()).isFalse();
        }
    }

    /** The policy and nothing else: all of the environment, and survivors are left alone. */
    private static final class Unsurrounded implements Starter {

        private final SandboxPolicy policy;
        private Enforcement enforcement;

        Unsurrounded(SandboxPolicy policy) {
            this.policy = policy;
        }

        @Override
        public Process start(ProcessBuilder prepared) throws IOException {
            SandboxedProcess process =
                    SandboxedProcessBuilder.from(prepared).policy(policy).start();
            enforcement = process.enforcement();
            return process;
        }

        Claim claim() {
            return new Claim(enforcement);
        }
    }

    private static Claim boasting(Claim claim, Attempt attempt) {
        List<Line> lines = attempt.deniedBy().stream()
                .map(what -> new Line(what, Status.ENFORCED, Mechanism.SECCOMP, ""))
                .toList();
        return new Claim(claim.enforcement().with(lines));
    }

    private static Claim pretended() {
        Enforcement enforcement = SandboxPolicy.handling(LandlockAbi.V7)
                .containment()
                .denyNetwork()
                .enforcementOn(LandlockAbi.V7);
        Line survivors = new Line("survivors", Status.ENFORCED, Mechanism.SUBREAPER, "");
        Line environment = new Line("environment", Status.ENFORCED, Mechanism.LAUNCHER, "");
        return new Claim(enforcement.with(List.of(survivors, environment)));
    }

    private static List<Path> programs(Payload payload) throws IOException {
        return List.of(GIT, payload.interpreter());
    }

    private static Report report(
            DemoDirectory directory,
            Payload payload,
            Git second,
            Supplier<Claim> claim)
            throws IOException, InterruptedException {
        Git first = new Git(GIT, directory.plain(), ProcessBuilder::start);
        try (Targets targets = Targets.open(directory.outside())) {
            new HostileRepository(first).create(payload, targets);
            directory.copy();
            Run secondRun = Run.of(second, targets);
            Run firstRun = Run.of(first, targets);
            return new Report(LandlockSupport.current(), claim.get(), firstRun, secondRun,
                    new StartTimes(1, 1, 1));
        }
    }

    private static long lines(Report report, String end) {
        return report.text(Ansi.OFF).lines().filter(line -> line.matches(".*" + end)).count();
    }
}

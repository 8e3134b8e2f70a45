package io.github.landlauncher.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.Enforcement;
import io.github.landlauncher.Enforcement.Line;
import io.github.landlauncher.Enforcement.Mechanism;
import io.github.landlauncher.Enforcement.Status;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.SandboxPolicy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ReportTest {

    private static final SandboxPolicy POLICY =
            SandboxPolicy.handling(LandlockAbi.V7).bestEffort(LandlockAbi.V1);

    private static final Line SURVIVORS =
            new Line("survivors", Status.ENFORCED, Mechanism.SUBREAPER, "");
    private static final Line ENVIRONMENT =
            new Line("environment", Status.ENFORCED, Mechanism.LAUNCHER, "");

    @Test
    void the_demo_holds_if_every_attack_succeeded_without_and_was_denied_with_a_sandbox() {
        Report report = report(7, Runs.allSucceeded(), Runs.allDenied());

        assertThat(report.passed()).isTrue();
        assertThat(report.text(Ansi.OFF))
                .startsWith("This kernel has Landlock ABI 7; the policy is fully enforced.\n")
                .contains("""
                        attack              tries to          ProcessBuilder  Landlauncher
                        post-checkout hook  read a secret     succeeded       denied
                                            write outside     succeeded       denied
                                            connect by TCP    succeeded       denied
                                            send by UDP       succeeded       denied
                                            connect by MPTCP  succeeded       denied
                                            signal the JVM    succeeded       denied
                                            outlive git       succeeded       killed
                                            find a token      succeeded       not given
                        core.fsmonitor      read a secret     succeeded       denied
                        """)
                .contains("""
                        ordinary work                ProcessBuilder  Landlauncher
                        git gc                       exit 0          exit 0
                        start of true  median of 50  0.50 ms         0.25 ms
                        """)
                .endsWith("Held: each attack ran and did harm without a sandbox; in it every attempt was"
                        + " denied, and git worked as usual.\n");
    }

    @Test
    void a_sandbox_that_lets_one_attempt_through_once_fails() {
        Trace through = new Trace(Attack.SMUDGE, Attempt.WRITE, "ok", "");

        Report report = report(7, Runs.allSucceeded(), Runs.with(through, Runs.allDenied()));

        assertThat(report.passed()).isFalse();
        assertThat(report.text(Ansi.OFF))
                .contains("write outside     succeeded       1 of 2 succeeded, no effect seen")
                .contains("Not held");
    }

    @Test
    void a_sandbox_that_lets_everything_through_fails() {
        assertThat(report(7, Runs.allSucceeded(), Runs.allSucceeded()).passed()).isFalse();
    }

    @Test
    void an_effect_that_no_payload_admits_fails() {
        Evidence signalled = new Evidence(Runs.SECRETS, Map.of(), true);

        Report report = report(7, Runs.allSucceeded(), Runs.with(signalled, Runs.allDenied()));

        assertThat(report.passed()).isFalse();
    }

    @Test
    void an_attack_that_did_not_run_proves_nothing_in_either_column() {
        Report inSandbox =
                report(7, Runs.allSucceeded(), Runs.without(Attack.TEXTCONV, Runs.allDenied()));
        Report outside =
                report(7, Runs.without(Attack.TEXTCONV, Runs.allSucceeded()), Runs.allDenied());

        assertThat(inSandbox.passed()).isFalse();
        assertThat(outside.passed()).isFalse();
        assertThat(outside.text(Ansi.OFF)).contains("did not run", "noexec");
    }

    @Test
    void attacks_that_are_denied_without_a_sandbox_prove_nothing() {
        assertThat(report(7, Runs.allDenied(), Runs.allDenied()).passed()).isFalse();
    }

    @Test
    void git_work_that_fails_in_the_sandbox_fails_and_shows_what_git_said() {
        Report report = report(7, Runs.allSucceeded(), Runs.allDenied(128));

        assertThat(report.passed()).isFalse();
        assertThat(report.text(Ansi.OFF)).contains("exit 128", "git gc:\n  what git said");
    }

    @Test
    void a_daemon_that_lives_on_fails_if_survivors_are_said_to_be_killed() {
        Run living = Runs.withResult(Attempt.DAEMON, "ok", Runs.allDenied());

        assertThat(report(7, Runs.allSucceeded(), living).passed()).isFalse();
    }

    @Test
    void what_nobody_claims_is_not_covered_and_does_not_fail() {
        Enforcement alone = SandboxPolicy.handling(LandlockAbi.V7).enforcementOn(LandlockAbi.V7);
        Run found = Runs.withResult(Attempt.ENVIRONMENT, "ok", Runs.allDenied());

        Report report = report(7, new Claim(alone), Runs.allSucceeded(), found);

        assertThat(report.passed()).isTrue();
        assertThat(report.text(Ansi.OFF))
                .contains("connect by TCP    succeeded       denied")
                .contains("send by UDP       succeeded       needs ABI 10")
                .contains("connect by MPTCP  succeeded       not covered")
                .contains("outlive git       succeeded       not covered")
                .contains("find a token      succeeded       not covered");
    }

    @Test
    void what_cannot_be_tried_here_proves_nothing_and_does_not_fail() {
        Run plain = Runs.withResult(Attempt.MPTCP, "Protocol not available", Runs.allSucceeded());
        Run bash = Runs.withResult(Attempt.MPTCP, "needs perl", Runs.allSucceeded());
        Run bashInSandbox = Runs.withResult(Attempt.MPTCP, "needs perl", Runs.allDenied());

        Report noMptcp = report(7, plain, Runs.allDenied());
        Report noPerl = report(7, bash, bashInSandbox);

        assertThat(noMptcp.passed()).isTrue();
        assertThat(noMptcp.text(Ansi.OFF))
                .contains("not tried: Protocol not available  denied\n")
                .contains("What could not be tried here proves nothing.");
        assertThat(noPerl.passed()).isTrue();
        assertThat(noPerl.text(Ansi.OFF)).contains("not tried: needs perl  not tried: needs perl\n");
    }

    @Test
    void what_could_not_be_tried_without_a_sandbox_must_not_succeed_in_it() {
        Run plain = Runs.withResult(Attempt.MPTCP, "Protocol not available", Runs.allSucceeded());
        Run sandboxed = Runs.withResult(Attempt.MPTCP, "ok", Runs.allDenied());

        assertThat(report(7, plain, sandboxed).passed()).isFalse();
    }

    @Test
    void another_attempt_that_is_impossible_without_a_sandbox_fails() {
        Run plain = Runs.withResult(Attempt.UDP, "needs perl", Runs.allSucceeded());

        assertThat(report(7, plain, Runs.allDenied()).passed()).isFalse();
    }

    @Test
    void what_the_kernel_cannot_deny_names_the_abi_and_does_not_fail() {
        Run onlySignals = Runs.allDenied();
        for (Attack attack : Attack.values()) {
            onlySignals = Runs.with(new Trace(attack, Attempt.SIGNAL, "ok", ""), onlySignals);
        }

        Report report = report(5, landlockAlone(5), Runs.allSucceeded(), onlySignals);

        assertThat(report.passed()).isTrue();
        assertThat(report.text(Ansi.OFF))
                .contains("signal the JVM    succeeded       needs ABI 6")
                .contains("connect by TCP    succeeded       denied")
                .contains("not enforced: ABSTRACT_UNIX_SOCKET, SIGNAL")
                .contains("Held as far as this kernel can");
    }

    @Test
    void what_the_kernel_cannot_deny_must_still_have_run() {
        Report report =
                report(5, Runs.allSucceeded(), Runs.without(Attack.CLEAN, Runs.allDenied()));

        assertThat(report.passed()).isFalse();
    }

    @Test
    void colours_change_nothing_but_the_colours() {
        Report report = report(5, Runs.allSucceeded(), Runs.allDenied());

        String coloured = report.text(Ansi.ON);

        assertThat(coloured).contains("\u001b[");
        assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(report.text(Ansi.OFF));
    }

    private static Report report(int abi, Run plain, Run sandboxed) {
        Enforcement enforcement = POLICY.containment()
                .denyNetwork()
                .enforcementOn(LandlockSupport.ofAbi(abi))
                .with(List.of(SURVIVORS, ENVIRONMENT));
        return report(abi, new Claim(enforcement), plain, sandboxed);
    }

    private static Claim landlockAlone(int abi) {
        return new Claim(
                POLICY.enforcementOn(LandlockSupport.ofAbi(abi)).with(List.of(ENVIRONMENT)));
    }

    private static Report report(int abi, Claim claim, Run plain, Run sandboxed) {
        LandlockSupport support = LandlockSupport.ofAbi(abi);
        return new Report(support, claim, plain, sandboxed, new StartTimes(500, 250, 50));
    }
}

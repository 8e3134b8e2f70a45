package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.Ruleset;
import io.github.landlauncher.SandboxedProcessBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ruleset can be closed at any time, and no program runs without it for that. */
@KernelFacing
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
class RulesetCloseIT {

    private static final int ROUNDS = 150;
    private static final int STARTERS = 3;

    @TempDir private Path directory;

    @Test
    void a_closed_ruleset_starts_nothing() throws Exception {
        Ruleset ruleset = Sandbox.policy().createRuleset();
        ruleset.close();
        ruleset.close();

        assertThatThrownBy(
                        () -> new SandboxedProcessBuilder(Probe.command("exit", "0"))
                                .ruleset(ruleset)
                                .start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the ruleset is closed");
        assertThatThrownBy(ruleset::fd).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_program_that_was_started_stays_restricted_when_the_ruleset_is_closed() throws Exception {
        String secret = secret();
        Process process;
        try (Ruleset ruleset = Sandbox.policy().allowReadExecute("/bin/sh").createRuleset()) {
            process =
                    new SandboxedProcessBuilder(
                                    "/bin/sh", "-c", "read -r go; exec \"$0\" read \"$1\"",
                                    Probe.path().toString(), secret)
                            .ruleset(ruleset)
                            .start();
        }

        assertThat(process.isAlive()).isTrue();
        process.getOutputStream().write('\n');
        assertThat(ProbeResult.of(List.of("sh"), process)).failsWith(Errno.EACCES);
    }

    @Test
    void a_start_that_races_with_close_is_either_enforced_or_refused() throws Exception {
        String secret = secret();
        assertThat(Probe.runFree("read", secret)).succeeds();
        assertThat(Sandbox.run(Sandbox.policy(), "read", secret)).failsWith(Errno.EACCES);
        Leftovers before = Leftovers.now();
        int started = 0;

        ExecutorService starters = Executors.newFixedThreadPool(STARTERS);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                started += race(starters, secret);
            }
        } finally {
            starters.shutdown();
        }

        assertThat(started).as("starts that won").isPositive();
        assertThat(Leftovers.now().descriptors()).isEqualTo(before.descriptors());
        assertThat(Leftovers.now().children()).isEqualTo(before.children());
    }

    /** One round; returns how many starts came before the close. */
    private static int race(ExecutorService starters, String secret) throws Exception {
        CyclicBarrier together = new CyclicBarrier(STARTERS + 1);
        Ruleset ruleset = Sandbox.policy().createRuleset();
        List<Future<Integer>> starts = new ArrayList<>();
        for (int i = 0; i < STARTERS; i++) {
            starts.add(starters.submit(start(ruleset, secret, together)));
        }
        together.await();
        ruleset.close();
        int won = 0;
        for (Future<Integer> start : starts) {
            won += start.get();
        }
        return won;
    }

    private static Callable<Integer> start(Ruleset ruleset, String secret, CyclicBarrier together) {
        return () -> {
            SandboxedProcessBuilder builder =
                    new SandboxedProcessBuilder(Probe.command("read", secret)).ruleset(ruleset);
            together.await();
            Process process;
            try {
                process = builder.start();
            } catch (IllegalStateException e) {
                return 0;
            }
            assertThat(ProbeResult.of(builder.command(), process)).failsWith(Errno.EACCES);
            return 1;
        };
    }

    private String secret() throws Exception {
        return Files.writeString(directory.resolve("secret"), "text").toString();
    }
}

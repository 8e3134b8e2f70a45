package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.Capture;
import io.github.landlauncher.Completed;
import io.github.landlauncher.Enforcement;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxStartException;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.StartStep;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a program reads and writes when a future stands for it. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class RunAsyncIT {

    private static final SandboxPolicy POLICY = Sandbox.policy().allowReadExecute("/bin", "/usr/bin");
    private static final int MANY = 10_000_000;

    @TempDir private Path directory;

    private static SandboxedProcessBuilder shell(String script) {
        return new SandboxedProcessBuilder("/bin/sh", "-c", script).policy(POLICY);
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    private static Outcome outcome(Completed completed) {
        return new Outcome(completed.exitValue(), completed.outputText(), completed.errorText());
    }

    @Test
    void a_program_gives_what_it_gives_to_who_waits_for_it() throws Exception {
        String script = "echo out; echo err >&2; cat; exit 3";
        Process process = shell(script).start();
        process.getOutputStream().close();

        Completed completed = shell(script).runAsync().join();

        assertThat(outcome(completed)).isEqualTo(Outcome.of(process)).isEqualTo(
                new Outcome(3, "out\n", "err\n"));
        assertThat(completed.pid()).isPositive().isNotEqualTo(process.pid());
        assertThat(completed.enforcement().level()).isEqualTo(Enforcement.Level.FULLY);
        assertThat(completed.timedOut()).isFalse();
        assertThat(completed.startDuration()).isBetween(Duration.ofNanos(1), Duration.ofMinutes(1));
        assertThat(completed.runDuration()).isBetween(Duration.ofNanos(1), Duration.ofMinutes(1));
    }

    @Test
    void git_tells_the_head_of_a_repository_that_it_may_only_read() throws Exception {
        String commit = repository();

        Completed git = new SandboxedProcessBuilder("git", "rev-parse", "HEAD")
                .policy(POLICY.allowReadExecute("/usr/lib/git-core")
                        .allowReadIfExists("/etc/gitconfig")
                        .allowRead(directory))
                .directory(directory.toFile())
                .cleanEnvironment()
                .privateHome()
                .runAsync()
                .join();

        assertThat(outcome(git)).isEqualTo(new Outcome(0, commit + "\n", ""));
    }

    /** Makes one in the directory; the name of its commit. */
    private String repository() throws IOException, InterruptedException {
        ProcessBuilder git = new ProcessBuilder("sh", "-c", "git init -q . && git -c user.name=n"
                + " -c user.email=e commit -q --allow-empty -m first && git rev-parse HEAD")
                .directory(directory.toFile());
        git.environment().put("HOME", directory.toString());
        Outcome outcome = Outcome.of(git.start());
        assertThat(outcome.exitValue()).isZero();
        return outcome.output().strip();
    }

    @Test
    void ten_megabytes_go_through_a_program_and_come_back_to_the_last_byte() {
        byte[] bytes = random(MANY);

        Completed cat = shell("exec cat").runAsync(Capture.upTo(MANY).input(bytes)).join();

        assertThat(cat.exitValue()).isZero();
        assertThat(cat.output()).isEqualTo(bytes);
        assertThat(cat.outputTruncated()).isFalse();
    }

    @Test
    void a_file_is_read_though_the_policy_does_not_allow_it() throws Exception {
        Path file = Files.write(directory.resolve("file"), random(MANY));

        assertThat(shell("cat " + file).runAsync().join().exitValue()).isEqualTo(1);
        Completed cat = shell("exec cat").runAsync(Capture.upTo(MANY).input(file)).join();

        assertThat(cat.output()).isEqualTo(random(MANY));
    }

    @Test
    void text_is_utf_8_on_its_way_in_and_out() {
        String text = "t\u00e4xt \u20ac \ud83d\ude00\n";

        Completed cat = shell("tee /dev/stderr").runAsync(Capture.upTo(100).input(text)).join();

        assertThat(outcome(cat)).isEqualTo(new Outcome(0, text, text));
    }

    @Test
    void without_an_input_there_is_nothing_to_read_whatever_the_policy() {
        for (SandboxPolicy policy : new SandboxPolicy[] {POLICY, POLICY.containment()}) {
            Completed cat = shell("readlink /proc/self/fd/0; exec cat").policy(policy.allowRead("/proc"))
                    .runAsync().join();

            assertThat(outcome(cat)).isEqualTo(new Outcome(0, "/dev/null\n", ""));
        }
        assertThat(outcome(shell("exec cat").redirectInput(Redirect.PIPE).runAsync().join()))
                .isEqualTo(new Outcome(0, "", ""));
    }

    @Test
    void a_contained_program_gets_its_input_too() {
        Completed cat = shell("exec cat").policy(POLICY.containment())
                .runAsync(Capture.upTo(100).input("text")).join();

        assertThat(outcome(cat)).isEqualTo(new Outcome(0, "text", ""));
    }

    @Test
    void a_program_need_not_read_all_of_its_input_or_any() {
        Capture capture = Capture.upTo(100).input(new byte[MANY]);

        assertThat(shell("exit 4").runAsync(capture).join().exitValue()).isEqualTo(4);
        assertThat(shell("exec head -c 5").runAsync(capture).join().output()).isEqualTo(new byte[5]);
        assertThat(outcome(shell("exec <&-; echo closed").runAsync(capture).join()))
                .isEqualTo(new Outcome(0, "closed\n", ""));
    }

    @Test
    void a_program_may_write_more_than_a_pipe_holds_before_it_reads_as_much() {
        byte[] bytes = random(MANY);

        Completed completed = shell("head -c 1000000 /dev/zero; head -c 1000000 /dev/zero >&2; exec cat")
                .runAsync(Capture.upTo(1_000_000 + MANY).input(bytes))
                .join();

        byte[] expected = new byte[1_000_000 + MANY];
        System.arraycopy(bytes, 0, expected, 1_000_000, MANY);
        assertThat(completed.output()).isEqualTo(expected);
        assertThat(completed.error()).isEqualTo(new byte[1_000_000]);
    }

    @Test
    void what_is_too_much_is_dropped_and_the_program_goes_on() {
        Completed completed = shell("head -c 3000000 /dev/zero; head -c 4096 /dev/zero >&2; echo x >&2; exit 5")
                .runAsync(Capture.upTo(70_000).errorUpTo(4096))
                .join();

        assertThat(completed.exitValue()).isEqualTo(5);
        assertThat(completed.output()).isEqualTo(new byte[70_000]);
        assertThat(completed.outputTruncated()).isTrue();
        assertThat(completed.error()).isEqualTo(new byte[4096]);
        assertThat(completed.errorTruncated()).isTrue();
    }

    @Test
    void a_limit_is_reached_without_being_exceeded() {
        byte[] bytes = random(100_000);

        Completed cat = shell("exec cat").runAsync(Capture.upTo(100_000).input(bytes)).join();
        Completed less = shell("exec cat").runAsync(Capture.upTo(99_999).input(bytes)).join();

        assertThat(cat.outputTruncated()).isFalse();
        assertThat(less.outputTruncated()).isTrue();
        assertThat(less.output()).isEqualTo(Arrays.copyOf(bytes, 99_999));
    }

    @Test
    void outputs_can_be_merged_or_go_elsewhere() throws Exception {
        Path file = directory.resolve("file");

        Completed merged = shell("echo 1; echo 2 >&2; echo 3").redirectErrorStream(true).runAsync().join();
        Completed redirected = shell("echo 1; echo 2 >&2").redirectOutput(file.toFile()).runAsync().join();

        assertThat(outcome(merged)).isEqualTo(new Outcome(0, "1\n2\n3\n", ""));
        assertThat(outcome(redirected)).isEqualTo(new Outcome(0, "", "2\n"));
        assertThat(file).hasContent("1\n");
    }

    @Test
    void a_process_that_is_left_behind_with_the_pipes_keeps_nothing_back() throws Exception {
        Completed completed = shell("sleep 60 & echo $!; head -c 50000 /dev/zero >&2").runAsync().join();

        long left = Long.parseLong(completed.outputText().strip());
        assertThat(Tree.isLiving(left)).isTrue();
        assertThat(completed.error()).isEqualTo(new byte[50_000]);
        ProcessHandle.of(left).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void a_clean_environment_a_home_and_a_guard_are_had_together() throws Exception {
        try (Lifeline lifeline = new Lifeline(directory)) {
            SandboxedProcessBuilder builder = Homes.shell(
                            "setsid sleep 60 & echo text > \"$HOME/file\"; cat \"$HOME/file\"; pwd; echo \"$A\";"
                                    + " echo \"$B\"; cat; echo \"$HOME\"")
                    .cleanEnvironment("A*").killSurvivors().dieWithParent()
                    .timeout(Duration.ofMinutes(1))
                    .directory(new File("/usr"))
                    .redirectError(lifeline.redirect());
            builder.environment().put("B", "b");

            Completed completed = builder.runAsync(Capture.upTo(1000).input("input\n")).join();

            assertThat(completed.exitValue()).isZero();
            assertThat(completed.outputText()).startsWith("text\n/usr\n\nb\ninput\n/");
            String home = completed.outputText().lines().reduce((first, second) -> second).orElseThrow();
            Homes.awaitRemoved(Homes.directoryOf(home));
            lifeline.assertReleased();
        }
    }

    @Test
    void a_start_that_fails_fails_the_future_with_what_start_would_have_thrown() {
        SandboxedProcessBuilder missing = new SandboxedProcessBuilder("/no/such/program").policy(POLICY);
        CompletableFuture<Completed> run = missing.runAsync();

        assertThat(run).isCompletedExceptionally();
        assertThatThrownBy(run::join).isInstanceOf(CompletionException.class).cause()
                .isInstanceOfSatisfying(SandboxStartException.class,
                        e -> assertThat(e.step()).isEqualTo(StartStep.EXECVE))
                .hasMessage(Sandbox.startFailure(missing).getMessage());
        assertThatThrownBy(shell("").runAsync(Capture.upTo(1).input(Path.of("/no/file")))::join)
                .cause().isExactlyInstanceOf(IOException.class)
                .hasCauseInstanceOf(FileNotFoundException.class);
    }
}

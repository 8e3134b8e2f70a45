package io.github.landlauncher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.spi.StepFailedException;
import io.github.landlauncher.spi.StreamListener;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a program gets to read, what is kept of what it writes, and how a start fails. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class RunAsyncTest {

    private static final SandboxPolicy PLAIN = SandboxPolicy.handling(LandlockAbi.V7);
    private static final SandboxPolicy CONTAINED = PLAIN.bestEffort(LandlockAbi.V1).containment();
    private static final Redirect NULL_DEVICE = Redirect.from(new File("/dev/null"));
    private static final Capture SOME_INPUT = Capture.upTo(10).input("text");

    private FakeLauncher launcher;

    @BeforeEach
    void a_new_launcher() {
        launcher = FakeLauncher.reset();
    }

    private static SandboxedProcessBuilder builder() {
        return new SandboxedProcessBuilder("a").policy(PLAIN);
    }

    private StreamListener listener() {
        return launcher.listeners.get(0);
    }

    private FakeProcess process() {
        return launcher.processes.get(0);
    }

    private FakeLauncher.FakeInput input() {
        return launcher.inputs.get(0);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(List<ByteBuffer> written) {
        return StandardCharsets.UTF_8.decode(written.get(0)).toString();
    }

    @Test
    void it_is_done_when_the_program_has_ended_with_what_that_wrote() {
        CompletableFuture<Completed> run = builder().runAsync();
        listener().output(bytes("out "), false);
        listener().error(bytes("err"), false);
        listener().output(bytes("put"), false);
        listener().output(bytes(""), true);
        listener().error(bytes("or"), true);
        assertThat(run).isNotDone();

        listener().exited(3);

        Completed completed = run.join();
        assertThat(completed.exitValue()).isEqualTo(3);
        assertThat(completed.outputText()).isEqualTo("out put");
        assertThat(completed.output()).isEqualTo("out put".getBytes(StandardCharsets.UTF_8));
        assertThat(completed.errorText()).isEqualTo("error");
        assertThat(completed.error()).isEqualTo("error".getBytes(StandardCharsets.UTF_8));
        assertThat(completed.outputTruncated()).isFalse();
        assertThat(completed.errorTruncated()).isFalse();
        assertThat(completed.timedOut()).isFalse();
        assertThat(completed.pid()).isEqualTo(process().pid());
        assertThat(completed.enforcement()).isSameAs(process().enforcement());
        assertThat(completed.startDuration()).isPositive();
        assertThat(completed.runDuration()).isPositive();
        assertThat(completed).asString()
                .startsWith("Completed[pid=1000, exitValue=3, started in PT").doesNotContain("put");
        assertThat(process().treeGraces).isEmpty();
    }

    @Test
    void arrays_that_are_handed_out_are_copies() {
        CompletableFuture<Completed> run = builder().runAsync();
        listener().output(bytes("a"), true);
        listener().exited(0);

        run.join().output()[0] = 'b';

        assertThat(run.join().outputText()).isEqualTo("a");
    }

    @Test
    void a_time_out_is_told() {
        CompletableFuture<Completed> run = builder().runAsync();
        process().timedOut = true;
        listener().exited(143);

        assertThat(run.join().timedOut()).isTrue();
        assertThat(run.join()).asString().contains("timed out");
    }

    @Test
    void each_output_has_its_limit_and_all_is_consumed() {
        CompletableFuture<Completed> run = builder().runAsync(Capture.upTo(4).errorUpTo(2));
        ByteBuffer output = bytes("output");
        ByteBuffer error = bytes("error");
        listener().output(output, false);
        listener().error(error, false);
        listener().exited(0);

        assertThat(output.hasRemaining()).isFalse();
        assertThat(error.hasRemaining()).isFalse();
        assertThat(run.join().outputText()).isEqualTo("outp");
        assertThat(run.join().outputTruncated()).isTrue();
        assertThat(run.join().errorText()).isEqualTo("er");
        assertThat(run.join().errorTruncated()).isTrue();
    }

    @Test
    void a_mebibyte_of_each_is_kept_unless_something_else_is_said() {
        CompletableFuture<Completed> run = builder().runAsync();
        listener().output(ByteBuffer.allocate(1 << 20), false);
        listener().error(ByteBuffer.allocate((1 << 20) + 1), false);
        listener().exited(0);

        assertThat(run.join().outputTruncated()).isFalse();
        assertThat(run.join().output()).hasSize(1 << 20);
        assertThat(run.join().errorTruncated()).isTrue();
        assertThat(run.join().error()).hasSize(1 << 20);
    }

    @Test
    void a_negative_limit_is_refused() {
        assertThatThrownBy(() -> Capture.upTo(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Capture.upTo(1).errorUpTo(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void without_an_input_it_is_the_null_device() {
        builder().runAsync();
        builder().policy(CONTAINED).runAsync();

        assertThat(launcher.requests).extracting(request -> request.input())
                .containsExactly(NULL_DEVICE, NULL_DEVICE);
        assertThat(input().written).isEmpty();
    }

    @Test
    void without_an_input_a_redirect_stays_and_a_pipe_is_closed() {
        builder().redirectInput(Redirect.INHERIT).runAsync();
        builder().redirectInput(Redirect.PIPE).runAsync();

        assertThat(launcher.requests).extracting(request -> request.input())
                .containsExactly(Redirect.INHERIT, Redirect.PIPE);
        assertThat(launcher.inputs.get(1).closed).isTrue();
    }

    @Test
    void bytes_and_text_are_written_to_a_pipe_that_is_closed_then() {
        for (SandboxPolicy policy : List.of(PLAIN, CONTAINED)) {
            launcher = FakeLauncher.reset();
            byte[] bytes = "bytes".getBytes(StandardCharsets.UTF_8);
            Capture capture = Capture.upTo(1).input(bytes).errorUpTo(2);
            bytes[0] = 0;

            builder().policy(policy).runAsync(capture);
            builder().policy(policy).runAsync(capture);
            builder().policy(policy).redirectInput(Redirect.PIPE).runAsync(Capture.upTo(1).input("t\u00e4xt"));

            assertThat(launcher.requests).extracting(request -> request.input()).containsOnly(Redirect.PIPE);
            assertThat(launcher.inputs).extracting(input -> text(input.written))
                    .containsExactly("bytes", "bytes", "t\u00e4xt");
            assertThat(launcher.inputs).allMatch(input -> input.closesWhenWritten);
        }
    }

    @Test
    void an_input_of_no_bytes_is_closed_at_once() {
        builder().runAsync(Capture.upTo(1).input(""));

        assertThat(launcher.request().input()).isEqualTo(Redirect.PIPE);
        assertThat(input().closed).isTrue();
    }

    @Test
    void a_file_is_a_redirect() {
        builder().policy(CONTAINED).runAsync(Capture.upTo(1).input("text").input(Path.of("file")));

        assertThat(launcher.request().input()).isEqualTo(Redirect.from(new File("file")));
        assertThat(input().written).isEmpty();
    }

    @Test
    void the_last_input_that_was_said_counts() {
        builder().runAsync(Capture.upTo(1).input(Path.of("file")).input("text"));

        assertThat(launcher.request().input()).isEqualTo(Redirect.PIPE);
        assertThat(text(input().written)).isEqualTo("text");
    }

    @Test
    void an_input_and_a_redirect_are_one_too_many() {
        for (Capture capture : List.of(SOME_INPUT, Capture.upTo(1).input(Path.of("file")))) {
            assertThatThrownBy(() -> builder().redirectInput(NULL_DEVICE).runAsync(capture))
                    .isInstanceOf(IllegalStateException.class).hasMessageContaining("redirectInput");
            assertThatThrownBy(() -> builder().inheritIO().runAsync(capture))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(launcher.requests).isEmpty();
    }

    @Test
    void a_start_that_fails_fails_the_future() {
        launcher.failAfter(0, new StepFailedException(StartStep.EXECVE, 2, "error=2, none", List.of()));

        CompletableFuture<Completed> run = builder().runAsync();

        assertThat(run).isCompletedExceptionally();
        assertThatThrownBy(run::join).isInstanceOf(CompletionException.class).cause()
                .isInstanceOf(SandboxStartException.class)
                .hasMessage("Cannot run program \"a\": error=2, none");
        assertThatThrownBy(run::get).isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(SandboxStartException.class);
    }

    @Test
    void so_do_a_kernel_that_cannot_and_a_character_that_must_not_be() {
        launcher.support = LandlockSupport.ofAbi(1);
        assertThatThrownBy(builder().runAsync()::join)
                .hasCauseInstanceOf(SandboxUnavailableException.class);

        assertThatThrownBy(builder().command("a\0").runAsync()::join)
                .hasCauseExactlyInstanceOf(IOException.class);
    }

    @Test
    void mistakes_of_the_caller_are_thrown_at_once() {
        assertThatThrownBy(() -> builder().runAsync(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> builder().command("a", null).runAsync())
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> builder().command(List.of()).runAsync())
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new SandboxedProcessBuilder("a").runAsync())
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> SOME_INPUT.input((byte[]) null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> SOME_INPUT.input((String) null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> SOME_INPUT.input((Path) null)).isInstanceOf(NullPointerException.class);
        assertThat(launcher.requests).isEmpty();
    }
}

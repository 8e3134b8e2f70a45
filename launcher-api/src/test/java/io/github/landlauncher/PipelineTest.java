package io.github.landlauncher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.landlauncher.spi.LaunchRequest;
import io.github.landlauncher.spi.StepFailedException;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PipelineTest {

    private static final SandboxPolicy POLICY = SandboxPolicy.handling(LandlockAbi.V7);
    private static final File FILE = new File("file");

    private final FakeLauncher launcher = FakeLauncher.reset();

    @Test
    void no_builders_make_no_processes_as_with_process_builder() throws IOException {
        assertThat(ProcessBuilder.startPipeline(List.of())).isEmpty();
        assertThat(SandboxedProcessBuilder.startPipeline(List.of())).isEmpty();
        assertThat(launcher.requests).isEmpty();
    }

    @Test
    void one_builder_starts_with_its_own_redirects() throws IOException {
        SandboxedProcessBuilder only = builder("a").redirectInput(FILE).redirectOutput(FILE);

        assertThat(SandboxedProcessBuilder.startPipeline(List.of(only)))
                .containsExactlyElementsOf(launcher.processes);
        assertThat(launcher.links).isEmpty();
        assertThat(launcher.request().input()).isEqualTo(Redirect.from(FILE));
        assertThat(launcher.request().output()).isEqualTo(Redirect.to(FILE));
        assertThat(launcher.request().from()).isEmpty();
        assertThat(launcher.request().to()).isEmpty();
    }

    @Test
    void each_program_reads_what_the_one_before_writes_and_no_pipe_stays_open() throws IOException {
        SandboxPolicy other = POLICY.allowSignals();
        List<SandboxedProcessBuilder> builders =
                List.of(builder("a"), builder("b").policy(other), builder("c"));

        List<Process> processes = SandboxedProcessBuilder.startPipeline(builders);

        Optional<?> first = Optional.of(launcher.links.get(0));
        Optional<?> second = Optional.of(launcher.links.get(1));
        assertThat(processes).containsExactlyElementsOf(launcher.processes).hasSize(3);
        assertThat(launcher.requests).extracting(request -> request.command().get(0))
                .containsExactly("a", "b", "c");
        assertThat(launcher.requests).<Optional<?>>extracting(LaunchRequest::from)
                .containsExactly(Optional.empty(), first, second);
        assertThat(launcher.requests).<Optional<?>>extracting(LaunchRequest::to)
                .containsExactly(first, second, Optional.empty());
        assertThat(launcher.requests).extracting(request -> request.policy().orElseThrow())
                .containsExactly(POLICY, other, POLICY);
        assertThat(launcher.links).extracting(link -> link.closed).containsExactly(1, 1);
        assertThat(launcher.processes).extracting(process -> process.killed).containsOnly(0);
    }

    @Test
    void the_ends_keep_their_redirects() throws IOException {
        SandboxedProcessBuilder.startPipeline(List.of(
                builder("a").redirectInput(FILE).redirectError(Redirect.DISCARD),
                builder("b").redirectOutput(Redirect.INHERIT).redirectErrorStream(true)));

        LaunchRequest first = launcher.requests.get(0);
        LaunchRequest last = launcher.requests.get(1);
        assertThat(first.input()).isEqualTo(Redirect.from(FILE));
        assertThat(first.error()).isEqualTo(Redirect.DISCARD);
        assertThat(first.newSession()).isTrue();
        assertThat(last.output()).isEqualTo(Redirect.INHERIT);
        assertThat(last.redirectErrorStream()).isTrue();
        assertThat(last.newSession()).isFalse();
    }

    @Test
    void the_same_builders_can_start_again() throws IOException {
        List<SandboxedProcessBuilder> builders = List.of(builder("a"), builder("b"));

        SandboxedProcessBuilder.startPipeline(builders);
        SandboxedProcessBuilder.startPipeline(builders);

        assertThat(launcher.requests).hasSize(4);
        assertThat(builders).allSatisfy(builder -> {
            assertThat(builder.redirectInput()).isSameAs(Redirect.PIPE);
            assertThat(builder.redirectOutput()).isSameAs(Redirect.PIPE);
        });
    }

    @Test
    void a_null_list_is_refused() {
        assertThatThrownBy(() -> SandboxedProcessBuilder.startPipeline(null))
                .isInstanceOf(NullPointerException.class);
    }

    @Test
    void a_null_builder_is_noticed_when_its_turn_comes() {
        assertThatThrownBy(() -> SandboxedProcessBuilder.startPipeline(
                        Arrays.asList(builder("a"), null, builder("c"))))
                .isInstanceOf(NullPointerException.class);
        assertKilledAndClosed(1, 1);
    }

    @Test
    void redirected_output_between_programs_fails_as_with_process_builder() {
        Throwable theirs = catchThrowable(() -> ProcessBuilder.startPipeline(List.of(
                new ProcessBuilder("a").redirectOutput(FILE), new ProcessBuilder("b"))));

        assertThat(theirs).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SandboxedProcessBuilder.startPipeline(
                        List.of(builder("a").redirectOutput(FILE), builder("b"))))
                .hasSameClassAs(theirs)
                .hasMessage(theirs.getMessage());
        assertKilledAndClosed(0, 0);
    }

    @Test
    void redirected_input_between_programs_fails_as_with_process_builder_after_the_first_start() {
        String java = ProcessHandle.current().info().command().orElse("java");
        Throwable theirs = catchThrowable(() -> ProcessBuilder.startPipeline(List.of(
                new ProcessBuilder(java, "-version"), new ProcessBuilder("b").redirectInput(FILE))));

        assertThat(theirs).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SandboxedProcessBuilder.startPipeline(
                        List.of(builder("a"), builder("b").redirectInput(FILE))))
                .hasSameClassAs(theirs)
                .hasMessage(theirs.getMessage());
        assertKilledAndClosed(1, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void when_a_start_fails_those_before_it_are_killed_and_waited_for(int failing) {
        StepFailedException inner = new StepFailedException(
                StartStep.EXECVE, 2, "error=2, No such file or directory", List.of());
        launcher.failAfter(failing, inner);
        List<SandboxedProcessBuilder> builders = List.of(builder("a"), builder("b"), builder("c"));

        assertThatThrownBy(() -> SandboxedProcessBuilder.startPipeline(builders))
                .isInstanceOf(SandboxStartException.class)
                .hasMessage("Cannot run program \"" + "abc".charAt(failing)
                        + "\": error=2, No such file or directory")
                .hasCause(inner);
        assertKilledAndClosed(failing, Math.min(failing + 1, 2));
    }

    @Test
    void a_builder_without_a_policy_ends_those_before_it() {
        assertThatThrownBy(() -> SandboxedProcessBuilder.startPipeline(
                        List.of(builder("a"), new SandboxedProcessBuilder("b"), builder("c"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("no policy");
        assertKilledAndClosed(1, 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void a_pipe_that_cannot_be_made_is_told_like_any_failure_of_its_program(int failing) {
        StepFailedException inner = new StepFailedException(
                StartStep.DESCRIPTORS, 24, "error=24, Too many open files", List.of("Close some."));
        launcher.failLinkAfter(failing, inner);

        assertThatThrownBy(() -> SandboxedProcessBuilder.startPipeline(
                        List.of(builder("a").directory(FILE), builder("b").directory(FILE), builder("c"))))
                .isInstanceOfSatisfying(SandboxStartException.class, e ->
                        assertThat(e.step()).isEqualTo(StartStep.DESCRIPTORS))
                .hasMessage("Cannot run program \"" + "ab".charAt(failing) + "\" (in directory \"file\"):"
                        + " error=24, Too many open files\n  Close some.")
                .hasCause(inner);
        assertKilledAndClosed(failing, failing);
    }

    @Test
    void an_invalid_command_is_found_before_a_pipe_is_made() {
        assertThatThrownBy(() -> SandboxedProcessBuilder.startPipeline(List.of(builder(), builder("b"))))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertKilledAndClosed(0, 0);
    }

    @Test
    void an_interrupt_while_waiting_for_the_killed_is_not_lost() {
        launcher.interruptions = 2;
        launcher.failAfter(2, new StepFailedException(StartStep.SPAWN, 11, "error=11", List.of()));

        Throwable failure = catchThrowable(() -> SandboxedProcessBuilder.startPipeline(
                List.of(builder("a"), builder("b"), builder("c"))));
        boolean interrupted = Thread.interrupted();

        assertThat(failure).isInstanceOf(SandboxStartException.class);
        assertThat(interrupted).isTrue();
        assertKilledAndClosed(2, 2);
    }

    @Test
    void without_an_interrupt_none_is_left_behind() {
        launcher.failAfter(1, new StepFailedException(StartStep.SPAWN, 11, "error=11", List.of()));

        assertThatThrownBy(() -> SandboxedProcessBuilder.startPipeline(List.of(builder("a"), builder("b"))))
                .isInstanceOf(SandboxStartException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    private void assertKilledAndClosed(int started, int links) {
        assertThat(launcher.processes).hasSize(started).allSatisfy(process -> {
            assertThat(process.killed).isEqualTo(1);
            assertThat(process.waitedFor).isEqualTo(1);
        });
        assertThat(launcher.links).hasSize(links).allSatisfy(link -> assertThat(link.closed).isEqualTo(1));
    }

    private static SandboxedProcessBuilder builder(String... command) {
        return new SandboxedProcessBuilder(command).policy(POLICY);
    }
}

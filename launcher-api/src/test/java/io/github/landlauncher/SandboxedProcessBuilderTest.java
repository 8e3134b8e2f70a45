package io.github.landlauncher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.landlauncher.spi.LaunchRequest;
import io.github.landlauncher.spi.TreeRequest;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SandboxedProcessBuilderTest {

    private static final SandboxPolicy POLICY = SandboxPolicy.handling(LandlockAbi.V7);

    private final FakeLauncher launcher = FakeLauncher.reset();

    /** Commands that ProcessBuilder refuses before it starts anything. */
    static Stream<List<String>> invalidCommands() {
        return Stream.of(
                Arrays.asList((String) null),
                Arrays.asList("a", null),
                Arrays.asList("a\0", null),
                Arrays.asList(null, "a\0"),
                List.of(),
                List.of("\0"),
                List.of("a\0b"),
                List.of("a", "b\0"),
                List.of("", "\0"));
    }

    @BeforeEach
    void a_valid_start_succeeds() throws IOException {
        assertThat(builder("a").start()).isInstanceOf(SandboxedProcess.class);
        FakeLauncher.reset();
    }

    @ParameterizedTest
    @MethodSource("invalidCommands")
    void an_invalid_command_fails_as_with_process_builder_and_before_any_other_check(List<String> command) {
        Throwable theirs = catchThrowable(() -> new ProcessBuilder(command).start());
        File invalid = new File("d\0");

        Throwable ours = catchThrowable(() -> new SandboxedProcessBuilder(command).directory(invalid).start());

        assertThat(theirs).isNotNull();
        assertThat(ours).hasSameClassAs(theirs);
        assertThat(ours.getMessage()).isEqualTo(theirs.getMessage());
        assertThat(launcher.requests).isEmpty();
    }

    @Test
    void without_a_policy_nothing_is_started() {
        SandboxedProcessBuilder builder = new SandboxedProcessBuilder("a").directory(new File("d\0"));

        assertThatThrownBy(builder::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no policy: call policy(...) or ruleset(...); nothing is started unsandboxed");
        assertThat(launcher.requests).isEmpty();
    }

    @Test
    void with_both_a_policy_and_a_ruleset_nothing_is_started() throws IOException {
        SandboxedProcessBuilder builder = builder("a").ruleset(POLICY.createRuleset());

        assertThatThrownBy(builder::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("both a policy and a ruleset: a child has one layer, so set only one of them");
        assertThat(launcher.requests).isEmpty();
    }

    @Test
    void a_null_policy_or_ruleset_is_refused_at_once() {
        assertThatThrownBy(() -> builder("a").policy(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> builder("a").ruleset(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void a_directory_with_nul_is_refused() {
        assertThatThrownBy(() -> builder("a").directory(new File("d\0zzz")).start())
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("Cannot run program \"a\" (in directory \"d\0zzz\"):"
                        + " invalid null character in directory");
        assertThat(launcher.requests).isEmpty();
    }

    @Test
    void a_plain_start_asks_for_what_process_builder_would_do() throws IOException {
        builder("a", "b").start();

        assertThat(launcher.request()).isEqualTo(new LaunchRequest(
                List.of("a", "b"), Optional.empty(), Optional.empty(),
                Redirect.PIPE, Redirect.PIPE, Redirect.PIPE, false,
                Optional.of(POLICY), Optional.empty(), true, false,
                TreeRequest.NONE, Optional.empty(), Optional.empty(), Optional.empty(),
                POLICY.unobserved()));
    }

    @Test
    void a_start_asks_for_what_was_set() throws IOException {
        File file = new File("file");
        Ruleset ruleset = POLICY.createRuleset();

        new SandboxedProcessBuilder()
                .command("a", "")
                .ruleset(ruleset)
                .directory(file)
                .redirectInput(Redirect.from(file))
                .redirectOutput(Redirect.appendTo(file))
                .redirectError(Redirect.DISCARD)
                .redirectErrorStream(true)
                .newSession(false)
                .start();

        assertThat(launcher.request()).isEqualTo(new LaunchRequest(
                List.of("a", ""), Optional.of(file), Optional.empty(),
                Redirect.from(file), Redirect.appendTo(file), Redirect.DISCARD, true,
                Optional.empty(), Optional.of(ruleset), false, false,
                TreeRequest.NONE, Optional.empty(), Optional.empty(), Optional.empty(),
                POLICY.unobserved()));
    }

    @Test
    void the_environment_is_handed_over_only_if_it_was_touched() throws IOException {
        SandboxedProcessBuilder untouched = builder("a");
        SandboxedProcessBuilder looked = builder("a");
        looked.environment();
        SandboxedProcessBuilder changed = builder("a");
        changed.environment().clear();
        changed.environment().put("NAME", "value");

        untouched.start();
        looked.start();
        changed.start();

        assertThat(launcher.requests).extracting(LaunchRequest::environment).containsExactly(
                Optional.empty(), Optional.of(System.getenv()), Optional.of(Map.of("NAME", "value")));
    }

    @Test
    void the_list_of_the_command_is_kept_and_the_array_is_copied() throws IOException {
        List<String> list = new ArrayList<>(List.of("a"));
        String[] array = {"a"};
        SandboxedProcessBuilder ofList = new SandboxedProcessBuilder(list).policy(POLICY);
        SandboxedProcessBuilder ofArray = new SandboxedProcessBuilder(array).policy(POLICY);

        list.add("b");
        array[0] = "b";
        ofList.start();
        ofArray.start();

        assertThat(ofList.command()).isSameAs(list);
        assertThat(launcher.requests).extracting(LaunchRequest::command)
                .containsExactly(List.of("a", "b"), List.of("a"));
    }

    @Test
    void a_request_keeps_the_command_as_it_was() throws IOException {
        SandboxedProcessBuilder builder = builder("a");
        builder.start();

        builder.command().add("b");

        assertThat(launcher.request().command()).containsExactly("a");
    }

    @Test
    void a_session_of_its_own_is_the_default_if_no_standard_stream_is_inherited() {
        for (int choice = 0; choice < 8; choice++) {
            SandboxedProcessBuilder builder = inheriting(choice);

            assertThat(builder.newSession()).as("%d", choice).isEqualTo(choice == 0);
            assertThat(builder.newSession(true).newSession()).isTrue();
            assertThat(builder.newSession(false).newSession()).isFalse();
        }
    }

    @Test
    void standard_error_that_goes_where_standard_output_goes_is_not_inherited_by_itself() {
        for (int choice = 0; choice < 8; choice++) {
            boolean inputOrOutput = (choice & 3) != 0;

            assertThat(inheriting(choice).redirectErrorStream(true).newSession()).isEqualTo(!inputOrOutput);
        }
    }

    @Test
    void inheriting_all_streams_keeps_the_program_in_the_session() throws IOException {
        builder("a").inheritIO().start();

        assertThat(launcher.request().newSession()).isFalse();
    }

    @Test
    void a_builder_made_of_a_process_builder_has_copies_of_all_it_has() throws IOException {
        File file = new File("file");
        ProcessBuilder other = new ProcessBuilder("a", "b")
                .directory(file)
                .redirectInput(file)
                .redirectOutput(Redirect.INHERIT)
                .redirectError(Redirect.appendTo(file))
                .redirectErrorStream(true);
        other.environment().clear();
        other.environment().put("NAME", "value");

        SandboxedProcessBuilder copy = SandboxedProcessBuilder.from(other).policy(POLICY);
        other.command().clear();
        other.environment().clear();
        other.directory(null).inheritIO();
        copy.start();

        assertThat(launcher.request()).isEqualTo(new LaunchRequest(
                List.of("a", "b"), Optional.of(file), Optional.of(Map.of("NAME", "value")),
                Redirect.from(file), Redirect.INHERIT, Redirect.appendTo(file), true,
                Optional.of(POLICY), Optional.empty(), false, false,
                TreeRequest.NONE, Optional.empty(), Optional.empty(), Optional.empty(),
                POLICY.unobserved()));
    }

    @Test
    void a_builder_made_of_null_is_refused() {
        assertThatThrownBy(() -> SandboxedProcessBuilder.from(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void a_wrong_argument_fails_as_with_process_builder() {
        assertSameFailure(b -> b.command((List<String>) null), b -> b.command((List<String>) null));
        assertSameFailure(b -> b.command((String[]) null), b -> b.command((String[]) null));
        assertSameFailure(b -> b.redirectInput((File) null), b -> b.redirectInput((File) null));
        assertSameFailure(b -> b.redirectOutput((Redirect) null), b -> b.redirectOutput((Redirect) null));
        assertSameFailure(b -> b.redirectInput(Redirect.DISCARD), b -> b.redirectInput(Redirect.DISCARD));
        Redirect read = Redirect.from(new File("file"));
        assertSameFailure(b -> b.redirectOutput(read), b -> b.redirectOutput(read));
        assertSameFailure(b -> b.redirectError(read), b -> b.redirectError(read));
        assertSameFailure(b -> b.environment().put(null, ""), b -> b.environment().put(null, ""));
        assertSameFailure(
                b -> new ProcessBuilder((String[]) null),
                b -> new SandboxedProcessBuilder((String[]) null));
        assertSameFailure(
                b -> new ProcessBuilder((List<String>) null),
                b -> new SandboxedProcessBuilder((List<String>) null));
    }

    @Test
    void a_builder_can_start_again() throws IOException {
        SandboxedProcessBuilder builder = builder("a");

        builder.start();
        builder.start();

        assertThat(launcher.requests).hasSize(2);
        assertThat(launcher.requests.get(0)).isEqualTo(launcher.requests.get(1));
    }

    private static void assertSameFailure(
            Consumer<ProcessBuilder> theirs, Consumer<SandboxedProcessBuilder> ours) {
        Throwable expected = catchThrowable(() -> theirs.accept(new ProcessBuilder("a")));

        assertThat(expected).isNotNull();
        assertThatThrownBy(() -> ours.accept(builder("a")))
                .hasSameClassAs(expected)
                .extracting(Throwable::getMessage)
                .isEqualTo(expected.getMessage());
    }

    /** Bit 0: standard input is inherited; bit 1: standard output; bit 2: standard error. */
    private static SandboxedProcessBuilder inheriting(int choice) {
        SandboxedProcessBuilder builder = builder("a").redirectOutput(new File("file"));
        if ((choice & 1) != 0) {
            builder.redirectInput(Redirect.INHERIT);
        }
        if ((choice & 2) != 0) {
            builder.redirectOutput(Redirect.INHERIT);
        }
        if ((choice & 4) != 0) {
            builder.redirectError(Redirect.INHERIT);
        }
        return builder;
    }

    private static SandboxedProcessBuilder builder(String... command) {
        return new SandboxedProcessBuilder(command).policy(POLICY);
    }
}

package io.github.landlauncher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Where standard input comes from if nobody has said it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StandardInputTest {

    private static final SandboxPolicy PLAIN = SandboxPolicy.handling(LandlockAbi.V7);
    private static final SandboxPolicy CONTAINED = PLAIN.bestEffort(LandlockAbi.V1).containment();
    private static final Redirect NULL_DEVICE = Redirect.from(new File("/dev/null"));
    private static final Redirect FILE = Redirect.from(new File("file"));

    private static final Map<Consumer<SandboxedProcessBuilder>, Redirect> CHOICES = Map.of(
            b -> b.redirectInput(Redirect.PIPE), Redirect.PIPE,
            b -> b.redirectInput(Redirect.INHERIT), Redirect.INHERIT,
            b -> b.redirectInput(FILE), FILE,
            b -> b.redirectInput(new File("file")), FILE,
            b -> b.inheritIO(), Redirect.INHERIT,
            b -> b.inheritIO().redirectInput(Redirect.PIPE), Redirect.PIPE);

    private FakeLauncher launcher;

    @BeforeEach
    void a_new_launcher() {
        launcher = FakeLauncher.reset();
    }

    @Test
    void under_a_plain_policy_it_is_a_pipe() throws IOException {
        assertInput(builder().policy(PLAIN), Redirect.PIPE);
    }

    @Test
    void under_containment_it_is_the_null_device() throws IOException {
        assertInput(builder().policy(CONTAINED), NULL_DEVICE);
    }

    @Test
    void with_a_ruleset_its_policy_decides() throws IOException {
        assertInput(builder().ruleset(PLAIN.createRuleset()), Redirect.PIPE);
        assertInput(builder().ruleset(CONTAINED.createRuleset()), NULL_DEVICE);
    }

    @Test
    void what_was_chosen_stays_whatever_the_policy_and_whenever_it_is_set() throws IOException {
        for (Map.Entry<Consumer<SandboxedProcessBuilder>, Redirect> choice : CHOICES.entrySet()) {
            for (SandboxPolicy policy : List.of(PLAIN, CONTAINED)) {
                SandboxedProcessBuilder before = builder();
                choice.getKey().accept(before);
                assertInput(before.policy(policy), choice.getValue());

                SandboxedProcessBuilder after = builder().policy(policy);
                choice.getKey().accept(after);
                assertInput(after, choice.getValue());
            }
        }
    }

    @Test
    void other_streams_say_nothing_about_it() throws IOException {
        assertInput(
                builder().policy(CONTAINED).redirectOutput(Redirect.INHERIT).redirectErrorStream(true),
                NULL_DEVICE);
    }

    @Test
    void a_builder_made_of_a_process_builder_has_what_that_has() throws IOException {
        ProcessBuilder other = new ProcessBuilder("a");

        assertInput(SandboxedProcessBuilder.from(other).policy(CONTAINED), Redirect.PIPE);
        assertInput(
                SandboxedProcessBuilder.from(other.redirectInput(FILE)).policy(CONTAINED), FILE);
    }

    @Test
    void a_choice_that_is_refused_is_none() throws IOException {
        SandboxedProcessBuilder builder = builder().policy(CONTAINED);

        assertThatThrownBy(() -> builder.redirectInput(Redirect.DISCARD))
                .isInstanceOf(IllegalArgumentException.class);

        assertInput(builder, NULL_DEVICE);
    }

    @Test
    void a_changed_policy_changes_it() throws IOException {
        SandboxedProcessBuilder builder = builder().policy(CONTAINED);
        assertInput(builder, NULL_DEVICE);

        assertInput(builder.policy(PLAIN), Redirect.PIPE);
    }

    @Test
    void the_null_device_is_no_inherited_stream() {
        assertThat(builder().policy(CONTAINED).newSession()).isTrue();
    }

    @Test
    void in_a_pipeline_only_the_first_program_has_the_null_device() throws IOException {
        SandboxedProcessBuilder.startPipeline(List.of(
                builder().policy(CONTAINED), builder().policy(CONTAINED), builder().policy(CONTAINED)));

        assertThat(launcher.requests).extracting(request -> request.input())
                .containsExactly(NULL_DEVICE, Redirect.PIPE, Redirect.PIPE);
        assertThat(launcher.requests).extracting(request -> request.from().isPresent())
                .containsExactly(false, true, true);
    }

    @Test
    void in_a_pipeline_a_chosen_input_between_two_programs_is_refused() {
        assertThatThrownBy(() -> SandboxedProcessBuilder.startPipeline(List.of(
                        builder().policy(CONTAINED),
                        builder().policy(CONTAINED).redirectInput(NULL_DEVICE))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be PIPE except for the first builder");
    }

    private void assertInput(SandboxedProcessBuilder builder, Redirect expected) throws IOException {
        assertThat(builder.redirectInput()).isEqualTo(expected);
        launcher.requests.clear();
        builder.start();
        assertThat(launcher.request().input()).isEqualTo(expected);
    }

    private static SandboxedProcessBuilder builder() {
        return new SandboxedProcessBuilder("a");
    }
}

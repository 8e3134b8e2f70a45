package io.github.landlauncher;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.spi.LaunchRequest;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A copy of a builder starts what the builder starts, and is a builder of its own. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BuilderCopyTest {

    private static final SandboxPolicy POLICY = SandboxPolicy.handling(LandlockAbi.V7);

    private FakeLauncher launcher;

    @BeforeEach
    void nothing_has_been_started() {
        launcher = FakeLauncher.reset();
    }

    private LaunchRequest requestOf(SandboxedProcessBuilder builder) throws IOException {
        builder.start();
        return launcher.requests.get(launcher.requests.size() - 1);
    }

    private static SandboxedProcessBuilder told() {
        SandboxedProcessBuilder builder = new SandboxedProcessBuilder("a", "b")
                .directory(new File("directory"))
                .redirectInput(new File("in"))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.INHERIT)
                .redirectErrorStream(true)
                .policy(POLICY)
                .newSession(false)
                .timeout(Duration.ofSeconds(3), Duration.ofSeconds(2))
                .killSurvivors()
                .dieWithParent();
        builder.environment().clear();
        builder.environment().put("NAME", "value");
        return builder;
    }

    @Test
    void a_copy_starts_what_the_builder_starts() throws Exception {
        SandboxedProcessBuilder builder = told();

        assertThat(requestOf(builder.copy())).isEqualTo(requestOf(builder));
    }

    @Test
    void a_copy_of_a_builder_that_was_told_little_does_not_have_more_to_say() throws Exception {
        SandboxedProcessBuilder builder =
                new SandboxedProcessBuilder("a").policy(POLICY.containment());

        LaunchRequest request = requestOf(builder.copy());

        assertThat(request).isEqualTo(requestOf(builder));
        assertThat(request.environment()).isEmpty();
        assertThat(request.input().file()).isEqualTo(new File("/dev/null"));
    }

    @Test
    void a_clean_environment_is_copied_too() throws Exception {
        SandboxedProcessBuilder builder =
                new SandboxedProcessBuilder("a").policy(POLICY).cleanEnvironment("CI_*");

        LaunchRequest request = requestOf(builder.copy());

        assertThat(request.cleanEnvironment()).isTrue();
        assertThat(request).isEqualTo(requestOf(builder));
    }

    @Test
    void a_private_home_is_each_one_s_own() throws Exception {
        SandboxedProcessBuilder builder =
                new SandboxedProcessBuilder("a").policy(POLICY).privateHome();

        Map<String, String> copied = requestOf(builder.copy()).environment().orElseThrow();

        assertThat(copied.get("HOME"))
                .isNotEqualTo(requestOf(builder).environment().orElseThrow().get("HOME"))
                .isNotEqualTo(System.getenv("HOME"));
    }

    @Test
    void a_prepared_ruleset_is_the_same_one() throws Exception {
        Ruleset ruleset = POLICY.createRuleset();

        LaunchRequest request = requestOf(new SandboxedProcessBuilder("a").ruleset(ruleset).copy());

        assertThat(request.ruleset()).containsSame(ruleset);
    }

    @Test
    void what_is_said_later_does_not_matter_to_the_other() throws Exception {
        SandboxedProcessBuilder builder = told();
        LaunchRequest before = requestOf(builder);
        SandboxedProcessBuilder copy = builder.copy();

        copy.command("c").directory(null).redirectInput(Redirect.PIPE).newSession(true)
                .environment().clear();

        assertThat(requestOf(builder)).isEqualTo(before);
        assertThat(requestOf(copy).command()).isEqualTo(List.of("c"));
        assertThat(requestOf(copy).environment()).contains(Map.of());
    }
}

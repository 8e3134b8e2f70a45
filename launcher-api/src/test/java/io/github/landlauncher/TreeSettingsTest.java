package io.github.landlauncher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.spi.TreeRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What a builder asks of the launcher about the program's tree of processes. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TreeSettingsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final FakeLauncher launcher = FakeLauncher.reset();
    private final SandboxedProcessBuilder builder =
            new SandboxedProcessBuilder("a").policy(SandboxPolicy.handling(LandlockAbi.V1));

    private TreeRequest request() throws IOException {
        builder.start();
        return launcher.request().tree();
    }

    @Test
    void nothing_is_asked_unless_it_is_said() throws IOException {
        assertThat(request()).isEqualTo(TreeRequest.NONE);
    }

    @Test
    void survivors_are_killed_if_it_is_said() throws IOException {
        assertThat(builder.killSurvivors()).isSameAs(builder);
        assertThat(request())
                .isEqualTo(new TreeRequest(Optional.empty(), true, false, Optional.empty()));
    }

    @Test
    void the_program_dies_with_its_parent_if_it_is_said() throws IOException {
        assertThat(builder.dieWithParent()).isSameAs(builder);
        assertThat(request())
                .isEqualTo(new TreeRequest(Optional.empty(), false, true, Optional.empty()));
    }

    @Test
    void a_time_out_has_a_second_of_grace() throws IOException {
        assertThat(builder.timeout(MINUTE)).isSameAs(builder);
        assertThat(request().timeout()).contains(new TreeRequest.Timeout(MINUTE, SECOND));
    }

    @Test
    void a_time_out_may_have_any_grace_or_none() throws IOException {
        builder.timeout(SECOND, Duration.ZERO);
        assertThat(request().timeout()).contains(new TreeRequest.Timeout(SECOND, Duration.ZERO));
    }

    @Test
    void a_time_that_is_none_is_refused_and_changes_nothing() throws IOException {
        builder.timeout(MINUTE);

        for (Duration wrong : new Duration[] {Duration.ZERO, Duration.ofNanos(-1)}) {
            assertThatThrownBy(() -> builder.timeout(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> builder.timeout(SECOND, Duration.ofNanos(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT1S, PT-0.000000001S");
        assertThatThrownBy(() -> builder.timeout(null)).isInstanceOf(NullPointerException.class);
        assertThat(request().timeout()).contains(new TreeRequest.Timeout(MINUTE, SECOND));
    }
}

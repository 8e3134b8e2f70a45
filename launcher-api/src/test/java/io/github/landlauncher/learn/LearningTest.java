package io.github.landlauncher.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.LandlockSupport.State;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said where nothing can be learned. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LearningTest {

    @ParameterizedTest
    @CsvSource({
        "NOT_IMPLEMENTED, ENOSYS, landlock-not-implemented",
        "NOT_ENABLED, EOPNOTSUPP, landlock-not-enabled",
        "BLOCKED, EPERM, landlock-blocked",
    })
    void a_kernel_without_landlock_is_told_with_the_reason_and_where_to_read_on(
            State state, String errno, String section) {
        assertThat(Learning.unavailable(state))
                .startsWith("Cannot learn here: ")
                .contains("(" + errno + "), and without it nothing is started.")
                .endsWith("\n  See docs/errors.md#" + section);
    }

    @Test
    void a_kernel_with_landlock_is_no_reason() {
        assertThatThrownBy(() -> Learning.unavailable(State.AVAILABLE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

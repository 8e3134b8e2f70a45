package io.github.landlauncher.it.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which forecasts fit what the kernel did, and which do not. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class VerdictTest {

    private static final int ENOENT = 2;
    private static final int EACCES = 13;

    @ParameterizedTest(name = "\"{0}\" foretold, {1} in the sandbox, {2} without one")
    @CsvSource({
        "'', 0, 0",
        "EACCES, 13, 0",
        "EXDEV, 18, 0",
        "EPERM, 1, 0",
        "EACCES, 13, 2",
        "'', 8, 8",
        "'', 11, 11",
        "'', 2, 0",
    })
    void a_forecast_fits(String foretold, int sandboxed, int free) {
        assertThat(Verdict.complaint(foretold, sandboxed, free)).isEmpty();
    }

    @ParameterizedTest(name = "\"{0}\" foretold, {1} in the sandbox, {2} without one")
    @CsvSource({
        "EACCES, 0, 0",
        "'', 13, 0",
        "'', 13, 2",
        "EXDEV, 13, 0",
        "EACCES, 18, 0",
        "'', 1, 13",
        "EACCES, 8, 8",
        "EACCES, 11, 11",
        "EACCES, 98, 0",
    })
    void a_forecast_does_not_fit(String foretold, int sandboxed, int free) {
        assertThat(Verdict.complaint(foretold, sandboxed, free)).isPresent();
    }

    @Test
    void any_forecast_fits_where_the_kernel_may_have_failed_before_landlock_was_asked() {
        for (String foretold : List.of("", "EACCES", "EXDEV")) {
            assertThat(Verdict.complaint(foretold, ENOENT, ENOENT)).isEmpty();
            assertThat(Verdict.complaint(foretold, EACCES, EACCES)).isEmpty();
        }
    }

    @Test
    void an_operation_of_which_anything_may_become_is_never_complained_of() {
        assertThat(Verdict.complaint(Forecast.OPEN, 0, 0)).isEmpty();
        assertThat(Verdict.complaint(Forecast.OPEN, EACCES, 0)).isEmpty();
    }
}

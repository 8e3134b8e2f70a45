package io.github.landlauncher.it;

import static io.github.landlauncher.it.Errno.EACCES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ProbeAssertTest {

    @Test
    void the_expected_error_passes() {
        assertThat(result(13, "", "")).failsWith(EACCES);
    }

    @Test
    void exit_value_zero_is_success() {
        assertThat(result(0, "", "")).succeeds();
    }

    @Test
    void a_success_where_an_error_is_expected_fails_and_names_operation_and_error() {
        assertThatThrownBy(() -> assertThat(result(0, "", "")).failsWith(EACCES))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(
                        "probe read /secret", "expected: EACCES (13)", "was: success");
    }

    @Test
    void another_error_than_the_expected_one_fails_and_names_both() {
        assertThatThrownBy(() -> assertThat(result(2, "", "")).failsWith(EACCES))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("expected: EACCES (13)", "was: ENOENT (2)");
    }

    @Test
    void a_failure_quotes_what_the_process_printed() {
        assertThatThrownBy(() -> assertThat(result(255, "out 100%", "usage: probe")).succeeds())
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("was: exit value 255", "out 100%", "usage: probe");
    }

    private static ProbeResult result(int exitValue, String output, String error) {
        byte[] bytes = output.getBytes(StandardCharsets.UTF_8);
        return new ProbeResult(List.of("probe", "read", "/secret"), exitValue, bytes, error);
    }
}

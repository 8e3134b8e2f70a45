package io.github.landlauncher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.SandboxedProcessBuilder;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SettingOptionsTest {

    @Test
    void a_variable_with_a_value_is_set_and_the_value_may_be_empty_or_contain_anything() {
        SandboxedProcessBuilder builder =
                Parsed.builder("--env", "A=b", "--env=C=d=e*", "--env", "EMPTY=");

        assertThat(builder.environment())
                .containsEntry("A", "b")
                .containsEntry("C", "d=e*")
                .containsEntry("EMPTY", "");
    }

    @Test
    void a_variable_without_a_value_makes_sense_only_where_variables_are_kept_back() {
        assertThat(Parsed.builder("--clean-env", "--env", "NAME", "--env", "CI_*")).isNotNull();
        assertThatThrownBy(() -> Parsed.builder("--env", "NAME"))
                .isInstanceOf(ParameterException.class)
                .hasMessage("--env NAME without a value needs --clean-env: without it, all variables pass");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "--env=", "--env==value", "--env=A*=value", "--clean-env --env=*", "--clean-env --env=A*B",
        "--timeout=0", "--timeout=-1", "--timeout=1x", "--timeout=", "--timeout=1.", "--timeout=s"
    })
    void settings_that_make_no_sense_are_refused(String options) {
        assertThatThrownBy(() -> Parsed.builder(options.split(" ")))
                .isInstanceOf(ParameterException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "90, PT1M30S", "1.5m, PT1M30S", "2h, PT2H", "1d, P1D", "0.25s, PT0.25S", "0.000000001, PT0.000000001S"
    })
    void a_time_is_read_as_timeout_reads_it(String text, Duration time) throws Exception {
        assertThat(new SettingOptions.DurationConverter().convert(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1w", "one", " 1", "1e3", "9999999999"})
    void what_is_no_time_is_said_to_be_none(String text) {
        assertThatThrownBy(() -> new SettingOptions.DurationConverter().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'" + text + "' is not a time");
    }
}

package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AbiConditionTest {

    @ParameterizedTest(name = "needed {0}, kernel {1}, machine {2}")
    @CsvSource({"1, 1,", "6, 7,", "7, 7, 7", "4, 6, 9"})
    void a_test_runs_where_the_kernel_has_what_it_needs(int needed, int kernel, Integer machine) {
        assertThat(judge(needed, kernel, machine).isDisabled()).isFalse();
    }

    @ParameterizedTest(name = "needed {0}, kernel {1}, machine {2}")
    @CsvSource({"1, 0,", "9, 7,", "9, 7, 7", "9, 7, 6"})
    void a_test_is_skipped_with_a_reason_where_nobody_promised_the_abi(
            int needed, int kernel, Integer machine) {
        ConditionEvaluationResult verdict = judge(needed, kernel, machine);

        assertThat(verdict.isDisabled()).isTrue();
        assertThat(verdict.getReason())
                .contains("needs Landlock ABI " + needed + ", this kernel has " + kernel);
    }

    @ParameterizedTest(name = "needed {0}, kernel {1}, machine {2}")
    @CsvSource({"1, 0, 1", "7, 6, 7", "9, 6, 7"})
    void a_test_fails_where_the_kernel_lacks_the_promised_abi(
            int needed, int kernel, Integer machine) {
        assertThatThrownBy(() -> judge(needed, kernel, machine))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("needs Landlock ABI " + needed, "requireAbi=" + machine);
    }

    private static ConditionEvaluationResult judge(int needed, int kernel, Integer machine) {
        return AbiCondition.judge(
                needed,
                kernel,
                machine == null ? OptionalInt.empty() : OptionalInt.of(machine));
    }
}

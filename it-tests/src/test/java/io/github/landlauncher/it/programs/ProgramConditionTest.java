package io.github.landlauncher.it.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ProgramConditionTest {

    private static final List<String> INSTALLED = List.of("tar", "gzip");

    @Test
    void a_test_runs_where_its_programs_are() {
        assertThat(judge(List.of("tar", "gzip"), true).isDisabled()).isFalse();
        assertThat(judge(List.of("tar"), false).isDisabled()).isFalse();
    }

    @Test
    void a_test_is_skipped_where_one_is_missing_and_nobody_promised_it() {
        ConditionEvaluationResult verdict = judge(List.of("tar", "rsync"), false);

        assertThat(verdict.isDisabled()).isTrue();
        assertThat(verdict.getReason().orElseThrow()).contains("needs [rsync]", "/usr/bin");
    }

    @Test
    void a_test_fails_where_one_is_missing_on_a_machine_made_for_it() {
        assertThatThrownBy(() -> judge(List.of("tar", "rsync"), true))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("needs [rsync]", "requireAbi");
    }

    private static ConditionEvaluationResult judge(List<String> needed, boolean promised) {
        return ProgramCondition.judge(needed, INSTALLED::contains, promised);
    }
}

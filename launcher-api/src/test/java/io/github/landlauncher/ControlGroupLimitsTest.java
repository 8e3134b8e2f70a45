package io.github.landlauncher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.ControlGroupLimits.CpuMax;
import io.github.landlauncher.ControlGroupLimits.Limit;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ControlGroupLimitsTest {

    private static final ControlGroupLimits NONE = ControlGroupLimits.none();
    private static final Duration PERIOD = Duration.ofMillis(100);

    @Test
    void none_is_empty_and_says_nothing() {
        assertThat(NONE.isEmpty()).isTrue();
        assertThat(NONE.limits()).isEmpty();
        assertThat(NONE).hasToString("").isEqualTo(ControlGroupLimits.none());
    }

    @Test
    void each_limit_alone_makes_it_not_empty() {
        assertThat(NONE.memoryMax(1).isEmpty()).isFalse();
        assertThat(NONE.pidsMax(1).isEmpty()).isFalse();
        assertThat(NONE.cpuMax(PERIOD, PERIOD).isEmpty()).isFalse();
        assertThat(NONE.isEmpty()).isTrue();
    }

    @Test
    void limits_are_told_in_the_kernel_s_words_in_an_order_of_their_own() {
        ControlGroupLimits limits =
                NONE.cpuMax(Duration.ofMillis(50), PERIOD).pidsMax(32).memoryMax(64L << 20);

        assertThat(limits).hasToString("memory.max 67108864\npids.max 32\ncpu.max 50000 100000");
        assertThat(limits.limits()).containsExactly(
                new Limit("memory", "memory.max", "67108864"),
                new Limit("pids", "pids.max", "32"),
                new Limit("cpu", "cpu.max", "50000 100000"));
    }

    @Test
    void the_last_of_two_values_counts() {
        assertThat(NONE.pidsMax(3).pidsMax(4)).hasToString("pids.max 4").isEqualTo(NONE.pidsMax(4));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 4096, Long.MAX_VALUE})
    void memory_may_be_limited_to(long bytes) {
        assertThat(NONE.memoryMax(bytes)).hasToString("memory.max " + bytes);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void memory_may_not_be_limited_to(long bytes) {
        assertThatThrownBy(() -> NONE.memoryMax(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("memory.max " + bytes + " is not 1 byte or more");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 4_194_304})
    void processes_may_be_limited_to(long count) {
        assertThat(NONE.pidsMax(count)).hasToString("pids.max " + count);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 4_194_305})
    void processes_may_not_be_limited_to(long count) {
        assertThatThrownBy(() -> NONE.pidsMax(count))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("pids.max " + count + " is not in 1 to 4194304");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0.001S, PT0.001S, 1000 1000",
        "PT0.05S, PT0.1S, 50000 100000",
        "PT4S, PT1S, 4000000 1000000",
        "PT24H, PT1S, 86400000000 1000000",
    })
    void processor_time_may_be_limited_to(Duration quota, Duration period, String written) {
        assertThat(new CpuMax(quota, period)).hasToString(written);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0.000999S, PT0.1S, quota PT0.000999S is not in PT0.001S to PT24H",
        "PT0S, PT0.1S, quota PT0S is not in PT0.001S to PT24H",
        "PT-1S, PT0.1S, quota PT-1S is not in PT0.001S to PT24H",
        "PT24H0.000001S, PT0.1S, quota PT24H0.000001S is not in PT0.001S to PT24H",
        "PT0.0010005S, PT0.1S, quota PT0.0010005S is not whole microseconds",
        "PT0.1S, PT0.000999S, period PT0.000999S is not in PT0.001S to PT1S",
        "PT0.1S, PT1.000001S, period PT1.000001S is not in PT0.001S to PT1S",
        "PT0.1S, PT0.1000001S, period PT0.1000001S is not whole microseconds",
    })
    void processor_time_may_not_be_limited_to(Duration quota, Duration period, String why) {
        assertThatThrownBy(() -> NONE.cpuMax(quota, period))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cpu.max: " + why);
    }
}

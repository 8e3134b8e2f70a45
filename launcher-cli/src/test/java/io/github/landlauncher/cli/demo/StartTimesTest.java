package io.github.landlauncher.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StartTimesTest {

    @Test
    void the_median_of_an_odd_number_is_the_one_in_the_middle() {
        assertThat(StartTimes.median(9, 1, 5)).isEqualTo(5);
    }

    @Test
    void the_median_of_an_even_number_is_the_mean_of_the_two_in_the_middle() {
        assertThat(StartTimes.median(100, 1, 3, 4)).isEqualTo(3.5);
    }

    @Test
    void times_are_shown_in_milliseconds() {
        assertThat(StartTimes.text(1234.5)).isEqualTo("1.23 ms");
    }
}

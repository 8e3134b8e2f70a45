package io.github.landlauncher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with each file of {@code bad} is told in the words of the text beside it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BadSamplesTest {

    static Stream<Path> samples() {
        return Samples.in("bad").stream().filter(Samples::isConfig);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_bad_file_is_refused_with_every_problem_and_its_place(Path sample) throws Exception {
        assertThatThrownBy(() -> Samples.parse(sample).toPolicy())
                .isInstanceOf(ConfigException.class)
                .hasMessage(Samples.expected(sample));
    }

    @Test
    void no_text_is_without_its_sample() {
        assertThat(Samples.in("bad")).filteredOn(file -> !Samples.isConfig(file))
                .isNotEmpty()
                .allSatisfy(text -> assertThat(Path.of(text.toString().replaceFirst("\\.txt$", ""))).exists());
    }
}

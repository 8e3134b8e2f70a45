package io.github.landlauncher.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each file of {@code good} makes the policy of the text beside it, whatever the format. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class GoodSamplesTest {

    static Stream<Path> samples() {
        return Samples.in("good").stream().filter(Samples::isConfig);
    }

    static Stream<Path> tomlSamples() {
        return samples().filter(sample -> sample.toString().endsWith(".toml"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_good_file_makes_its_policy(Path sample) throws Exception {
        Path text = sample.resolveSibling(sample.getFileName().toString().replaceFirst("\\.\\w+$", ".txt"));

        assertThat(Samples.parse(sample).toPolicy()).hasToString(Files.readString(text).stripTrailing());
    }

    @ParameterizedTest
    @MethodSource("tomlSamples")
    void both_formats_say_the_same(Path toml) throws Exception {
        Path json = Path.of(toml.toString().replaceFirst("toml$", "json"));

        assertThat(Samples.parse(json)).isEqualTo(Samples.parse(toml)).hasSameHashCodeAs(Samples.parse(toml));
    }
}

package io.github.landlauncher.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PathTextTest {

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "//, /",
        "/., /",
        "/./, /",
        "/.., /..",
        "., .",
        "./, .",
        "././., .",
        ".., ..",
        "../.., ../..",
        "a, a",
        "a/, a",
        "a/., a",
        "a//b, a/b",
        "a/./b, a/b",
        "./a, ./a",
        ".//./a, ./a",
        "/./a, /a",
        "///a///b///, /a/b",
        "a/../b, a/../b",
        "/a/.., /a/..",
        "..., ...",
        "/.a/b., /.a/b.",
        "' ', ' '",
        "/a b/ , /a b"
    })
    void components_stay_and_ways_to_write_them_go(String path, String normalised) {
        assertThat(PathText.normalised(path)).isEqualTo(normalised);
        assertThat(PathText.normalised(normalised)).isEqualTo(normalised);
    }
}

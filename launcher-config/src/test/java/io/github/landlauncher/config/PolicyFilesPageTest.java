package io.github.landlauncher.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What docs/policy-files.md shows is what happens. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PolicyFilesPageTest {

    private static final Path PAGE = Path.of("../docs/policy-files.md");
    private static final Path SNIPPETS = Path.of("src/test/java/PolicyFileSnippets.java");

    @Test
    void the_example_is_the_same_in_both_formats() throws Exception {
        LandlockConfig toml = parse(ConfigFormat.TOML, blocks("toml").get(0));
        LandlockConfig json = parse(ConfigFormat.JSON, blocks("json").get(0));

        assertThat(json).isEqualTo(toml);
        assertThat(toml.toPolicy().rules().pathRules())
                .extracting(rule -> rule.path().toString())
                .containsExactly("/dev/null", "/etc/ld.so.cache", "/srv/build/app/target",
                        "/srv/build/lib/target", "/usr");
    }

    @Test
    void the_java_on_the_page_is_compiled() throws Exception {
        assertThat(blocks("java")).isNotEmpty().isSubsetOf(regions());
    }

    private static LandlockConfig parse(ConfigFormat format, String text) throws ConfigException {
        return LandlockConfig.parse(Set.of(), format, "page", text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static List<String> regions() throws IOException {
        return Pattern.compile("// @start region=\"\\w+\"\n(.*?)\n *// @end", Pattern.DOTALL)
                .matcher(Files.readString(SNIPPETS))
                .results()
                .map(match -> match.group(1).stripIndent() + "\n")
                .toList();
    }
}

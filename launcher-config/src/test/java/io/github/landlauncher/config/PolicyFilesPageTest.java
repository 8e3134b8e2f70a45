package io.github.landlauncher.config;

import static io.github.landlauncher.AccessFs.EXECUTE;
import static io.github.landlauncher.AccessFs.MAKE_REG;
import static io.github.landlauncher.AccessFs.READ_DIR;
import static io.github.landlauncher.AccessFs.READ_FILE;
import static io.github.landlauncher.AccessFs.RESOLVE_UNIX;
import static io.github.landlauncher.AccessFs.WRITE_FILE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Limit;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.Presets;
import io.github.landlauncher.Resource;
import io.github.landlauncher.SandboxPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
    void the_table_is_that_of_the_policy_it_shows() throws Exception {
        SandboxPolicy policy = ExtensionSample.parse(blocks("toml").get(1)).toPolicy();

        assertThat(policy).isEqualTo(SandboxPolicy.handling(
                        Set.of(EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, MAKE_REG, RESOLVE_UNIX), Set.of(), Set.of())
                .named("build")
                .bestEffort(LandlockAbi.V6)
                .allow(Presets.npm(Path.of("/srv/cache/npm")))
                .allow(beneath("17/out"))
                .allow(beneath("17/tmp"))
                .containment()
                .denyNetwork()
                .memoryMax(1L << 30)
                .cpuMax(Duration.ofMillis(150), Duration.ofMillis(100))
                .limit(Resource.NOFILE, 256, Limit.UNLIMITED));
    }

    private static PathRule beneath(String path) {
        return new PathRule(Optional.of(Path.of("/srv/jobs")), Path.of(path),
                Set.of(READ_FILE, READ_DIR, WRITE_FILE, MAKE_REG), false, false);
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

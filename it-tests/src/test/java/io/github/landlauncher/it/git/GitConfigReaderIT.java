package io.github.landlauncher.it.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.git.GitFinding;
import io.github.landlauncher.git.GitSandbox;
import io.github.landlauncher.it.Outcome;
import io.github.landlauncher.it.programs.RequiresProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Of a damaged configuration GitSandbox sees each alias that git sees, with the same name and value; or
 * it refuses the whole.
 */
@RequiresProgram("git")
@DisplayNameGeneration(ReplaceUnderscores.class)
class GitConfigReaderIT {

    private static final int FILES = 500;

    private static final String SEED = """
            # a comment
            [core]\tbare = false ; another
            [alias] a = one two
            \tB-1 = "three \\"four\\" \\\\ # five" six # rest
            [alias "X y"] command = seven \\
              eight\\tnine
            [Alias]c=!ten\r
            \td
            """;

    private static final String SPICE = "[]\"\\=#; \t\r\n.-aZ9\0";

    @TempDir private Path directory;

    @Test
    void git_sees_no_alias_that_is_not_found() throws Exception {
        Repositories repositories = new Repositories(directory).prepared("git init -q repo");
        Path config = repositories.repository().resolve(".git/config");
        Random random = new Random(11);
        int compared = 0;
        for (int i = 0; i < FILES; i++) {
            String text = mutated(random);
            Files.writeString(config, text, StandardCharsets.ISO_8859_1);
            List<GitFinding> findings = GitSandbox.readOnly(repositories.repository()).inspect().findings();
            if (findings.stream().noneMatch(finding -> finding.outcome() == GitFinding.Outcome.REFUSED)) {
                compared++;
                assertThat(findings.stream().map(finding -> spaced(finding.says())).distinct())
                        .as("%s", text)
                        .containsExactlyInAnyOrderElementsOf(aliases(repositories, config));
            }
        }
        assertThat(compared).isGreaterThan(FILES / 10);
    }

    /** As git lists them. */
    private static List<String> aliases(Repositories repositories, Path config)
            throws IOException, InterruptedException {
        Outcome list = repositories.attempt("git config -z --list --file " + config);
        assertThat(list.exitValue()).as("%s", list).isZero();
        return Stream.of(list.output().split("\0"))
                .filter(entry -> entry.startsWith("alias."))
                .map(entry -> entry.contains("\n") ? entry.replaceFirst("\n", " = ") : entry)
                .map(entry -> entry.replace("\t", "\\u0009").replace("\n", "\\u000a").replace("\r", "\\u000d"))
                .map(GitConfigReaderIT::spaced)
                .distinct()
                .toList();
    }

    /** Versions of git differ in whether a tab or carriage return within a value becomes a space. */
    private static String spaced(String said) {
        return said.replace("\\u0009", " ").replace("\\u000d", " ");
    }

    private static String mutated(Random random) {
        StringBuilder text = new StringBuilder(SEED);
        for (int change = random.nextInt(4); change >= 0; change--) {
            int at = random.nextInt(text.length());
            char spice = SPICE.charAt(random.nextInt(SPICE.length()));
            switch (random.nextInt(3)) {
                case 0 -> text.insert(at, spice);
                case 1 -> text.setCharAt(at, spice);
                default -> text.delete(at, Math.min(text.length() - 1, at + random.nextInt(8)));
            }
        }
        return text.toString();
    }
}

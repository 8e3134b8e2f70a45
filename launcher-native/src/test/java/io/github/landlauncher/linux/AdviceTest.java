package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.StartStep;
import io.github.landlauncher.linux.libc.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The advice in messages and the sections of docs/errors.md, each of which must have the other. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AdviceTest {

    private static final Path ERRORS = Path.of("..", "docs", "errors.md");
    private static final List<Path> SOURCES = List.of(
            Path.of("..", "launcher-api", "src", "main"), Path.of("src", "main"));

    /** What goes wrong in the program itself, of which no exception tells. */
    private static final Set<String> OF_THE_PROGRAM = Set.of(
            "program-eacces", "program-exdev", "program-exit-127", "program-terminal", "program-udp");

    private final Map<String, Section> sections = sections();

    private record Section(String heading, String text) {}

    /** The sections of the page by their anchors. */
    private static Map<String, Section> sections() {
        try {
            String page = Files.readString(ERRORS);
            Map<String, Section> sections = new TreeMap<>();
            Pattern.compile("<a id=\"([a-z0-9-]+)\"></a>\n+### ([^\n]+)\n(.*?)(?=\n<a id=|\n## |\\z)",
                            Pattern.DOTALL)
                    .matcher(page)
                    .results()
                    .forEach(found -> {
                        Section section = new Section(found.group(2), found.group(3));
                        assertThat(sections.put(found.group(1), section)).as(found.group(1)).isNull();
                    });
            assertThat(sections).hasSameSizeAs(page.lines().filter(l -> l.startsWith("### ")).toList());
            assertThat(sections).hasSameSizeAs(page.lines().filter(l -> l.startsWith("<a id=")).toList());
            return sections;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Set<String> rows() {
        return StreamSupport.stream(Advice.rows().spliterator(), false).collect(Collectors.toSet());
    }

    private static String anchor(String words) {
        return words.toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
    }

    /** Anchors that stand in the sources of both modules. */
    private static Set<String> named() throws IOException {
        Set<String> named = new TreeSet<>();
        for (Path root : SOURCES) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    Pattern.compile("errors\\.md#([a-z0-9-]+)")
                            .matcher(Files.readString(file))
                            .results()
                            .forEach(found -> named.add(found.group(1)));
                }
            }
        }
        assertThat(named).contains("landlock-not-implemented", "open-path-own-proc");
        return named;
    }

    @Test
    void each_row_has_a_section_that_names_step_and_errno() {
        assertThat(rows()).hasSizeGreaterThan(40).allSatisfy(row -> {
            assertThat(sections).containsKey(anchor(row));
            assertThat(sections.get(anchor(row)).heading()).startsWith(row + ": ");
        });
    }

    @Test
    void each_step_has_a_section_for_what_no_row_tells() {
        assertThat(StartStep.values()).allSatisfy(step -> {
            assertThat(sections).containsKey(anchor(step.name()));
            assertThat(sections.get(anchor(step.name())).heading()).startsWith(step.name() + ": ");
        });
    }

    @Test
    void whatever_step_fails_with_whatever_errno_the_anchor_exists() {
        for (StartStep step : StartStep.values()) {
            for (int errno = 0; errno <= 133; errno++) {
                assertThat(sections).containsKey(Failure.anchor(step, errno));
            }
        }
    }

    @Test
    void each_anchor_that_the_sources_name_exists() throws IOException {
        assertThat(sections).containsKeys(named().toArray(String[]::new));
    }

    @Test
    void each_section_belongs_to_a_row_a_step_or_a_cause() throws IOException {
        Set<String> known = new TreeSet<>(named());
        rows().forEach(row -> known.add(anchor(row)));
        Arrays.stream(StartStep.values()).forEach(step -> known.add(anchor(step.name())));
        known.addAll(OF_THE_PROGRAM);

        assertThat(sections.keySet()).containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void each_section_says_what_happened_how_to_confirm_it_and_what_to_do() {
        assertThat(sections).allSatisfy((anchor, section) -> {
            int confirm = section.text().indexOf("\n**Confirm:** ");
            int act = section.text().indexOf("\n**Do:** ");
            assertThat(confirm).as(anchor).isGreaterThan(20);
            assertThat(act).as(anchor).isGreaterThan(confirm);
        });
    }

    @Test
    void a_pair_with_a_row_gets_its_sentence_and_its_anchor() {
        assertThat(Advice.knows(StartStep.EXECVE, Errno.ENOENT)).isTrue();
        assertThat(Advice.of(StartStep.EXECVE, Errno.ENOENT)).contains("does not exist");
        assertThat(Failure.anchor(StartStep.EXECVE, Errno.ENOENT)).isEqualTo("execve-enoent");
    }

    @Test
    void a_pair_without_a_row_gets_both_names_and_the_step_s_anchor() {
        assertThat(Advice.knows(StartStep.SIGNAL_MASK, Errno.EPERM)).isFalse();
        assertThat(Advice.of(StartStep.SIGNAL_MASK, Errno.EPERM))
                .isEqualTo("Step SIGNAL_MASK failed with EPERM.");
        assertThat(Failure.anchor(StartStep.SIGNAL_MASK, Errno.EPERM)).isEqualTo("signal-mask");
    }

    @Test
    void every_sentence_is_one() {
        for (StartStep step : StartStep.values()) {
            for (int errno = 1; errno <= 133; errno++) {
                assertThat(Advice.of(step, errno)).endsWith(".").doesNotContain("\n");
            }
        }
    }
}

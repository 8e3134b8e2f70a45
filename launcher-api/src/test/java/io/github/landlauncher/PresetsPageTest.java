package io.github.landlauncher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The page docs/presets.md prints the presets, and its history has a row for each version of them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PresetsPageTest {

    private static final Path PAGE =
            Path.of(System.getProperty("basedir", "")).resolve("../docs/presets.md").normalize();
    private static final String WRITE = "landlauncher.writePresets";
    private static final String BEGIN =
            "<!-- Written by PresetsPageTest with -D" + WRITE + "=true -->\n";
    private static final String END = "<!-- End of what is written by it -->\n";
    private static final int DIGEST_CHARACTERS = 16;

    private static String page;

    @BeforeAll
    static void read_the_page_after_writing_it_if_told_so() throws IOException {
        page = Files.readString(PAGE);
        if (Boolean.getBoolean(WRITE)) {
            page = page.substring(0, page.indexOf(BEGIN) + BEGIN.length())
                    + listing() + page.substring(page.indexOf(END));
            Files.writeString(PAGE, page);
        }
    }

    @Test
    void the_page_prints_what_the_presets_allow() {
        assertThat(page.substring(page.indexOf(BEGIN) + BEGIN.length(), page.indexOf(END)))
                .as("run with -D%s=true, and read what changed", WRITE)
                .isEqualTo(listing());
    }

    @Test
    void its_history_ends_with_the_version_of_today() {
        assertThat(lastRow()[0]).isEqualTo(Integer.toString(Presets.VERSION));
    }

    @Test
    void what_a_version_allows_never_changes() throws Exception {
        assertThat(lastRow()[1])
                .as("The presets allow something else than version %d did: raise Presets.VERSION, and"
                        + " add a row with this digest to the history in %s", Presets.VERSION, PAGE)
                .isEqualTo(digest(listing()));
    }

    @Test
    void each_version_has_one_row_and_they_are_in_order() {
        assertThat(history()).extracting(row -> Integer.parseInt(row[0]))
                .doesNotHaveDuplicates().isSorted();
    }

    private static String[] lastRow() {
        List<String[]> history = history();
        return history.get(history.size() - 1);
    }

    /** Version and digest of each row. */
    private static List<String[]> history() {
        return page.lines()
                .filter(line -> line.matches("\\| [0-9]+ \\| `[0-9a-f]+` \\|.*"))
                .map(line -> line.substring(2).replace("`", "").split(" \\| ", 3))
                .toList();
    }

    private static String digest(String text) throws Exception {
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest).substring(0, DIGEST_CHARACTERS);
    }

    private static String listing() {
        Map<String, Rules> presets = new LinkedHashMap<>();
        for (String architecture : List.of("amd64", "aarch64", "riscv64")) {
            presets.put("base_system on " + architecture, SystemPresets.baseSystem(architecture));
        }
        for (String name : Presets.names().subList(1, Presets.names().size())) {
            Map<String, Path> parameters = new LinkedHashMap<>();
            Presets.parametersOf(name)
                    .forEach(parameter -> parameters.put(parameter, example(name, parameter)));
            presets.put(name + (parameters.isEmpty() ? "" : " with " + parameters),
                    Presets.named(name, parameters));
        }
        return presets.entrySet().stream()
                .map(preset -> "\n### " + preset.getKey() + "\n\n" + indented(preset.getValue()))
                .collect(Collectors.joining()) + "\n";
    }

    private static Path example(String preset, String parameter) {
        return preset.equals("java")
                ? Path.of("/usr/lib/jvm/java-17-openjdk-amd64")
                : Path.of("/" + parameter.toUpperCase(Locale.ROOT));
    }

    private static String indented(Rules rules) {
        return rules.toString().lines().map(line -> "    " + line + "\n").collect(Collectors.joining());
    }
}

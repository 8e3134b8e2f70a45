package io.github.landlauncher.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The reader takes whatever there is, and means what it says: what it read, written out, reads the same. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConfigFuzzTest {

    private static final int INPUTS = 50_000;

    private static final String SEED = """
            \u00ef\u00bb\u00bf# a comment
            [core]\trepositoryformatversion = 0 ; another
            \tfsmonitor = "a \\"b\\" \\\\ c" d # rest
            [filter "X y\\"z"]
            clean = one \\
              two\\tthree
            \trequired
            [Remote.Origin "q"] url = ext::sh\r
            [include] path = "~/x"
            """;

    private static final String SPICE = "[]\"\\=#; \t\r\n\0.-aZ9\u00e9\u00ff";

    @Test
    void no_input_confuses_it() {
        Random random = new Random(7);
        int readable = 0;
        for (int i = 0; i < INPUTS; i++) {
            byte[] input = mutated(random);
            ConfigReader.Contents contents = ConfigReader.read(input);
            for (ConfigEntry entry : contents.entries()) {
                assertThat(entry.section()).matches("[a-z0-9-]*");
                assertThat(entry.name()).matches("[a-z][a-z0-9-]*");
            }
            if (contents.error().isEmpty()) {
                readable++;
            }
            assertThat(described(ConfigReader.read(written(contents.entries())).entries()))
                    .as("%s", new String(input, StandardCharsets.ISO_8859_1))
                    .isEqualTo(described(contents.entries()));
        }
        assertThat(readable).isGreaterThan(INPUTS / 20);
    }

    private static byte[] mutated(Random random) {
        StringBuilder text = new StringBuilder(SEED);
        for (int change = random.nextInt(6); change >= 0; change--) {
            int at = random.nextInt(text.length());
            char spice = SPICE.charAt(random.nextInt(SPICE.length()));
            switch (random.nextInt(4)) {
                case 0 -> text.insert(at, spice);
                case 1 -> text.setCharAt(at, spice);
                case 2 -> text.delete(at, Math.min(text.length() - 1, at + random.nextInt(8)));
                default -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(30))));
            }
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] written(List<ConfigEntry> entries) {
        StringBuilder text = new StringBuilder();
        for (ConfigEntry entry : entries) {
            text.append('[').append(entry.section());
            entry.subsection().ifPresent(name -> text.append(" \"").append(escaped(name)).append('"'));
            text.append("]\n").append(entry.name());
            entry.value().ifPresent(value -> text.append(" = \"")
                    .append(escaped(value).replace("\n", "\\n")).append('"'));
            text.append('\n');
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static List<String> described(List<ConfigEntry> entries) {
        return entries.stream().map(ConfigEntry::described).toList();
    }
}

package io.github.landlauncher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What docs/explain.md shows of questions to a policy is what is printed. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExplainPageTest {

    private static final String PROMPT = "    $ landlauncher ";

    @Test
    void the_output_on_the_page_is_that_of_the_command() throws IOException {
        PackedCommand.assumeLandlock();
        assumeTrue(Files.exists(Path.of("/opt")), "the examples are about /opt");
        Map<String, String> examples = examples();

        assertThat(examples).hasSizeGreaterThanOrEqualTo(6).allSatisfy((command, output) ->
                assertThat(Executed.of(command.split(" ")).output()).isEqualTo(output));
    }

    /** The commands that need no file of a reader, and what they print. */
    private static Map<String, String> examples() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(Path.of("../docs/explain.md")));
        lines.add("");
        Map<String, String> examples = new TreeMap<>();
        String command = "";
        StringBuilder output = new StringBuilder();
        for (String line : lines) {
            if (line.startsWith(PROMPT)) {
                command = line.substring(PROMPT.length());
            } else if (line.startsWith("    ") && !command.isEmpty()) {
                output.append(line.substring(4)).append('\n');
            } else if (!command.isEmpty()) {
                examples.put(command, output.toString());
                command = "";
                output.setLength(0);
            }
        }
        examples.keySet().removeIf(example -> !example.startsWith("explain ") && !example.startsWith("lint "));
        return examples;
    }
}

package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Says as whom this suite ran; a run that promised an ordinary user must not be root's. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RequiredUserIT {

    private static final String REQUIRED = System.getProperty("landlauncher.requireUser", "");

    @Test
    void the_suite_runs_as_the_user_it_was_promised() throws IOException {
        assumeTrue(!REQUIRED.isEmpty(), "landlauncher.requireUser is not set");

        if (REQUIRED.equals("root")) {
            assertThat(status("Uid")).startsWith("0\t");
        } else {
            assertThat(REQUIRED).isEqualTo("ordinary");
            assertThat(status("Uid")).doesNotStartWith("0\t");
            assertThat(status("CapEff")).isEqualTo("0000000000000000");
            assertThat(status("CapPrm")).isEqualTo("0000000000000000");
        }
    }

    private static String status(String field) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> line.substring(field.length() + 1).strip())
                .findFirst()
                .orElseThrow();
    }
}

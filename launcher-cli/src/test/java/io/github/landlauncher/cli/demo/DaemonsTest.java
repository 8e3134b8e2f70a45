package io.github.landlauncher.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DaemonsTest {

    @TempDir
    Path temporary;

    @Test
    void a_process_is_found_by_its_working_directory_and_killed_and_no_other_is() throws Exception {
        Path below = Files.createDirectories(temporary.resolve("one/below"));
        Process one = catIn(below);
        Process other = catIn(Files.createDirectory(temporary.resolve("other")));
        try {
            Path directory = temporary.toRealPath().resolve("one");
            assertThat(Daemons.in(directory)).containsExactly(one.pid());

            Daemons.kill(directory);

            assertThat(one.waitFor()).isEqualTo(137);
            assertThat(other.isAlive()).isTrue();
            assertThat(Daemons.in(directory)).isEmpty();
        } finally {
            one.destroyForcibly();
            other.destroyForcibly();
        }
    }

    @Test
    void children_that_were_there_before_are_not_waited_for() throws Exception {
        Process before = catIn(temporary);
        try {
            Daemons.awaitGuards(Daemons.children());

            assertThat(before.isAlive()).isTrue();
        } finally {
            before.destroyForcibly();
        }
    }

    @Test
    void a_child_that_was_not_there_before_is_waited_for() throws Exception {
        var before = Daemons.children();
        Process child = catIn(temporary);
        child.getOutputStream().close();

        Daemons.awaitGuards(before);

        assertThat(child.isAlive()).isFalse();
    }

    private static Process catIn(Path directory) throws IOException {
        return new ProcessBuilder("cat").directory(directory.toFile()).start();
    }
}

package io.github.landlauncher.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SurroundingsTest {

    @Test
    void home_and_temporary_directory_are_those_of_the_environment_without_links(@TempDir Path directory)
            throws IOException {
        Path real = Files.createDirectory(directory.toRealPath().resolve("real"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);

        Surroundings surroundings =
                Surroundings.of(Map.of("HOME", link.toString(), "TMPDIR", link.toString()), link);

        assertThat(surroundings.home()).isEqualTo(real);
        assertThat(surroundings.project()).isEqualTo(real);
        assertThat(surroundings.temporary()).contains(real);
    }

    @Test
    void without_a_home_it_is_the_one_of_this_jvm() {
        assertThat(Surroundings.of(Map.of("HOME", ""), Path.of(".")).home().toString())
                .endsWith(Path.of(System.getProperty("user.home")).getFileName().toString());
    }

    @Test
    void each_directory_has_a_name_for_files() {
        assertThat(Story.PLACE.variables()).isEqualTo(Map.of(
                "home", Path.of("/home/u"), "project", Path.of("/srv/project"),
                "tmp", Path.of("/tmp"), "var_tmp", Path.of("/var/tmp")));
    }

    @Test
    void a_project_that_is_the_home_or_the_root_has_none() {
        Path home = Path.of("/home/u");

        assertThat(new Surroundings(home, home, Set.of()).variables()).containsOnlyKeys("home");
        assertThat(new Surroundings(home, Path.of("/"), Set.of()).variables()).containsOnlyKeys("home");
    }

    @Test
    void a_relative_path_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Surroundings(Path.of("home"), Path.of("/x"), Set.of()));
    }
}

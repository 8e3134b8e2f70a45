package io.github.landlauncher.learn;

import static io.github.landlauncher.AccessFs.EXECUTE;
import static io.github.landlauncher.AccessFs.MAKE_REG;
import static io.github.landlauncher.AccessFs.READ_DIR;
import static io.github.landlauncher.AccessFs.READ_FILE;
import static io.github.landlauncher.AccessFs.TRUNCATE;
import static io.github.landlauncher.AccessFs.WRITE_FILE;
import static io.github.landlauncher.learn.Story.rules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CollapseTest {

    private static Story files(String directory, int count, AccessFs... rights) {
        Story story = new Story();
        for (int i = 0; i < count; i++) {
            story.file(directory + "/f" + i, rights);
        }
        return story;
    }

    @Test
    void seven_files_are_seven_rules() {
        assertThat(rules(files("/srv/data/in", 7, READ_FILE).learned()))
                .hasSize(7)
                .contains("/srv/data/in/f0 [READ_FILE, READ_DIR]");
    }

    @Test
    void eight_files_are_their_directory() {
        assertThat(rules(files("/srv/data/in", 8, READ_FILE).learned()))
                .containsExactly("/srv/data/in [READ_FILE, READ_DIR]");
    }

    @Test
    void the_rule_says_how_many_files_there_were_which_and_by_what_program() {
        assertThat(files("/srv/data/in", 9, READ_FILE).learned().rules().get(0).reason())
                .isEqualTo("9 files or directories used, such as f0, f1, f2 by prog");
    }

    @Test
    void the_number_can_be_chosen() {
        Learner learner = Learner.of(LandlockAbi.V7, Story.PLACE).allowDirectoriesFrom(2);

        assertThat(rules(files("/srv/data/in", 2, READ_FILE).learned(learner))).hasSize(1);
        assertThatIllegalArgumentException().isThrownBy(() -> learner.allowDirectoriesFrom(1));
    }

    @Test
    void files_used_for_different_things_do_not_add_up() {
        Story story = files("/srv/data/in", 7, READ_FILE).file("/srv/data/in/w", WRITE_FILE, TRUNCATE);

        assertThat(rules(story.learned())).hasSize(8).contains("/srv/data/in/w [WRITE_FILE, TRUNCATE]");
    }

    @Test
    void a_directory_gets_what_its_files_were_used_for_and_no_more() {
        assertThat(rules(files("/srv/data/out", 8, WRITE_FILE, TRUNCATE).learned()))
                .containsExactly("/srv/data/out [WRITE_FILE, TRUNCATE]");
        assertThat(rules(files("/srv/tools/bin", 8, EXECUTE, READ_FILE).learned()))
                .containsExactly("/srv/tools/bin [EXECUTE, READ_FILE, READ_DIR]");
    }

    @Test
    void directories_with_a_file_each_add_up_to_the_one_above() {
        Story story = new Story();
        for (int i = 0; i < 8; i++) {
            story.file("/srv/data/modules/m" + i + "/index", READ_FILE);
        }

        assertThat(rules(story.learned())).containsExactly("/srv/data/modules [READ_FILE, READ_DIR]");
    }

    @Test
    void listed_directories_count_as_files_read() {
        Story story = files("/srv/data/in", 4, READ_FILE);
        for (int i = 0; i < 4; i++) {
            story.directory("/srv/data/in/d" + i, READ_DIR);
        }

        assertThat(rules(story.learned())).containsExactly("/srv/data/in [READ_FILE, READ_DIR]");
    }

    @Test
    void a_directory_takes_in_what_is_below_and_needs_less() {
        Story story = files("/srv/tools/bin", 8, EXECUTE, READ_FILE).file("/srv/tools/bin/data", READ_FILE);

        assertThat(rules(story.learned())).containsExactly("/srv/tools/bin [EXECUTE, READ_FILE, READ_DIR]");
    }

    @Test
    void a_directory_that_was_only_listed_stays_one_that_can_only_be_listed() {
        assertThat(rules(new Story().directory("/srv/project", READ_DIR).learned()))
                .containsExactly("/srv/project [READ_DIR]");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "/srv", "/usr", "/opt", "/home", "/home/u", "/home/other", "/etc", "/var", "/var/lib", "/tmp",
        "/var/tmp", "/dev", "/dev/shm", "/proc", "/proc/sys", "/run", "/run/lock"
    })
    void these_never_stand_for_the_files_in_them(String directory) {
        LearnedPolicy learned = files(directory, 100, READ_FILE).learned();

        assertThat(learned.rules()).noneMatch(rule -> Path.of("/" + directory).equals(rule.rule().path()));
        assertThat(learned.rules().size() + learned.decisions().size()).isPositive();
    }

    @Test
    void a_directory_with_a_protected_name_in_it_does_not_stand_for_its_files() {
        Story story = files("/srv/project", 20, READ_FILE);

        assertThat(rules(story.learned(Learner.of(LandlockAbi.V7, Story.PLACE), "/srv/project/.aws"))).hasSize(20);
        assertThat(rules(story.learned(Learner.of(LandlockAbi.V7, Story.PLACE)))).hasSize(1);
    }

    @Test
    void names_like_dots_and_with_line_ends_are_names() {
        Story story = new Story()
                .file("/srv/data/..data", READ_FILE)
                .file("/srv/data/...", READ_FILE)
                .file("/srv/data/a\nb", READ_FILE);

        assertThat(story.learned().rules()).extracting(rule -> rule.rule().path())
                .containsExactlyInAnyOrder(
                        Path.of("/srv/data/..data"), Path.of("/srv/data/..."), Path.of("/srv/data/a\nb"));
        assertThat(story.learned().toString()).doesNotContain("a\nb").contains("a\\u000ab");
    }

    @Test
    void what_a_base_allows_counts_but_is_no_reason() {
        SandboxPolicy base = SandboxPolicy.handling(LandlockAbi.V7).allowReadIfExists("/usr/bin/env", "/usr/bin/sh");
        Learner learner = Learner.of(base, Story.PLACE).allowDirectoriesFrom(2);

        assertThat(rules(new Story().file("/srv/data/x", READ_FILE).learned(learner)))
                .containsExactly("/srv/data/x [READ_FILE, READ_DIR]");
    }

    @Test
    void what_is_made_in_a_directory_is_allowed_there_however_little() {
        Story story = new Story()
                .directory("/srv/project/out", MAKE_REG)
                .made("/srv/project/out/a.o", WRITE_FILE);

        assertThat(rules(story.learned()))
                .isEqualTo(List.of("/srv/project/out [WRITE_FILE, MAKE_REG, TRUNCATE]"));
    }
}

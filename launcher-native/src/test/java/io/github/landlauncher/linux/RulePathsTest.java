package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.landlauncher.PathRule;
import io.github.landlauncher.Rules;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.spi.StepFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules on files, directories and links. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RulePathsTest extends RulePathsContract {

    @Nested
    @DisplayNameGeneration(ReplaceUnderscores.class)
    class A_path {

        @Test
        void that_is_a_file_or_a_directory_is_opened_as_what_it_is() throws IOException {
            assertThat(opensDirectory(reading(file))).isFalse();
            assertThat(opensDirectory(writing(file))).isFalse();
            assertThat(opensDirectory(reading(directory))).isTrue();
            assertThat(opensDirectory(writing(directory))).isTrue();
        }

        @Test
        void that_is_relative_is_relative_to_the_jvm_s_directory() throws IOException {
            assertThat(opensDirectory(reading("."))).isTrue();
            assertThat(opensDirectory(reading("pom.xml"))).isFalse();
        }

        @Test
        void that_is_a_named_pipe_is_opened_without_waiting() throws Exception {
            Path pipe = directory.resolve("pipe");
            assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

            assertThat(opensDirectory(writing(pipe))).isFalse();
        }

        @Test
        void that_is_a_device_is_opened() throws IOException {
            assertThat(opensDirectory(writing(Path.of("/dev/null")))).isFalse();
        }

        @Test
        void that_is_missing_is_refused() {
            assertRefused(reading(directory.resolve("missing")), Errno.ENOENT);
            assertRefused(reading(directory.resolve("missing/below")), Errno.ENOENT);
        }

        @Test
        void that_is_missing_and_may_be_is_no_rule() throws IOException {
            PathRule rule =
                    only(Rules.none().allowReadIfExists(directory.resolve("missing").toString()));

            try (Scratch scratch = Scratch.of(libc, pool, 0)) {
                assertThat(paths.open(rule, scratch)).isNull();
            }
        }

        @Test
        void below_a_file_is_refused_even_if_it_may_be_missing() {
            String below = file.resolve("below").toString();

            assertRefused(only(Rules.none().allowReadIfExists(below)), Errno.ENOTDIR);
        }

        @Test
        void that_no_system_call_takes_is_refused() {
            assertRefused(reading("a/".repeat(2048) + "a"), Errno.ENAMETOOLONG);
            assertRefused(reading("/" + "a/".repeat(3000)), Errno.ENAMETOOLONG);
        }

        @Test
        void of_4095_bytes_is_the_longest() throws IOException {
            Path longest = Path.of("./".repeat(2047) + ".");
            assertThat(longest.toString()).hasSize(Scratch.LONGEST_PATH);

            assertThat(opensDirectory(reading(longest))).isTrue();
        }
    }

    @Nested
    @DisplayNameGeneration(ReplaceUnderscores.class)
    class A_symbolic_link {

        @Test
        void is_followed_by_a_rule_that_only_reads() throws IOException {
            assertThat(opensDirectory(reading(link("link", file)))).isFalse();
            assertThat(opensDirectory(reading(link("dirs", directory)))).isTrue();
        }

        @Test
        void as_last_component_is_refused_by_a_rule_that_writes() throws IOException {
            assertRefused(writing(link("link", file)), Errno.ELOOP);
            assertRefused(writing(link("root", Path.of("/"))), Errno.ELOOP);
        }

        @Test
        void to_nowhere_is_refused_by_a_rule_that_writes_even_if_it_may_be_missing() throws IOException {
            String link = link("dangling", directory.resolve("missing")).toString();

            assertRefused(only(Rules.none().allowReadWriteIfExists(link)), Errno.ELOOP);
        }

        @Test
        void before_the_last_component_is_followed_by_both() throws IOException {
            Path through = link("link", directory).resolve("file");

            assertThat(opensDirectory(reading(through))).isFalse();
            assertThat(opensDirectory(writing(through))).isFalse();
        }

        @Test
        void to_itself_is_refused() throws IOException {
            assertRefused(reading(link("loop", directory.resolve("loop"))), Errno.ELOOP);
        }
    }

    @Nested
    @DisplayNameGeneration(ReplaceUnderscores.class)
    class A_path_beneath_a_base {

        @Test
        void is_opened_there() throws IOException {
            assertThat(opensDirectory(readingBeneath("file"))).isFalse();
            assertThat(opensDirectory(readingBeneath("."))).isTrue();
            assertThat(opensDirectory(readingBeneath("./."))).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"..", "../..", "sub/../../x"})
        void does_not_leave_it(String path) throws IOException {
            Files.createDirectory(directory.resolve("sub"));

            assertRefused(readingBeneath(path), Errno.EXDEV);
            assertRefused(readingBeneath("../" + directory.getFileName()), Errno.EXDEV);
        }

        @Test
        void follows_no_symbolic_link_even_to_something_beneath() throws IOException {
            Files.createDirectory(directory.resolve("sub"));
            link("last", file);
            link("sub/middle", directory);

            assertRefused(readingBeneath("last"), Errno.ELOOP);
            assertRefused(readingBeneath("sub/middle/file"), Errno.ELOOP);
        }

        @Test
        void needs_a_base_that_is_a_directory() {
            assertRefused(only(Rules.none().allowReadBeneath(file, "x")), Errno.ENOTDIR);
            assertRefused(
                    only(Rules.none().allowReadBeneath(directory.resolve("missing"), "x")), Errno.ENOENT);
        }

        @Test
        void may_have_a_base_that_is_a_link_since_who_names_the_base_trusts_it() throws IOException {
            Path base = link("base", directory);

            assertThat(opensDirectory(only(Rules.none().allowReadBeneath(base, "file")))).isFalse();
        }
    }

    @Test
    void what_the_user_may_not_reach_is_refused() throws IOException {
        assumeThat(System.getProperty("user.name")).as("root may reach everything").isNotEqualTo("root");

        assertRefused(reading("/root/.bashrc"), Errno.EACCES);
    }

    @Test
    void a_file_whose_type_cannot_be_found_out_is_refused() throws IOException {
        FakeLibc blind = FakeLibc.over(libc);
        RulePaths blindPaths = new RulePaths(blind.libc());
        blind.fail("statx", Errno.ENOSYS);

        try (Scratch scratch = Scratch.of(libc, pool, 0)) {
            assertThatThrownBy(() -> blindPaths.open(reading(file), scratch))
                    .isInstanceOfSatisfying(StepFailedException.class, failed ->
                            assertThat(failed.errno()).isEqualTo(Errno.ENOSYS));
        }
    }
}

package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.landlauncher.PathRule;
import io.github.landlauncher.Rules;
import io.github.landlauncher.StartStep;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.MemoryPool;
import io.github.landlauncher.spi.StepFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules on real files of this machine; after every test, what was opened must be closed. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RulePathsTest {

    private final Set<Object> open = new HashSet<>();
    private final Libc libc = FakeLibc.over(Libc.get())
            .answer("openat2", arguments -> {
                int fd = Libc.get().openat2((int) arguments[0], (long) arguments[1],
                        (long) arguments[2], (long) arguments[3]);
                if (fd >= 0) {
                    open.add(fd);
                }
                return fd;
            })
            .answer("close", arguments -> {
                assertThat(open.remove(arguments[0])).as("close of %s", arguments).isTrue();
                return Libc.get().close((int) arguments[0]);
            })
            .libc();
    private final MemoryPool pool = Scratch.pool(libc);
    private final RulePaths paths = new RulePaths(libc, pool);

    @TempDir Path directory;
    private Path file;

    @BeforeEach
    void a_file() throws IOException {
        file = Files.writeString(directory.resolve("file"), "content");
    }

    @AfterEach
    void every_descriptor_is_closed() {
        assertThat(open).isEmpty();
    }

    private static PathRule reading(Path path) {
        return only(Rules.none().allowRead(path));
    }

    private static PathRule reading(String path) {
        return reading(Path.of(path));
    }

    private static PathRule writing(Path path) {
        return only(Rules.none().allowReadWrite(path));
    }

    private PathRule readingBeneath(String path) {
        return only(Rules.none().allowReadBeneath(directory, path));
    }

    private static PathRule only(Rules rules) {
        return rules.pathRules().get(0);
    }

    /** Opens and closes; returns whether it is a directory. */
    private boolean opensDirectory(PathRule rule) throws IOException {
        try (Scratch scratch = Scratch.of(libc, pool, 0);
                RulePaths.Opened opened = paths.open(rule, scratch)) {
            assertThat(open).containsExactly(opened.fd());
            return opened.isDirectory();
        }
    }

    private StepFailedException refusal(PathRule rule) {
        try (Scratch scratch = Scratch.of(libc, pool, 0);
                RulePaths.Opened opened = paths.open(rule, scratch)) {
            throw new AssertionError(rule + " was opened as " + opened);
        } catch (StepFailedException e) {
            assertThat(e.step()).isEqualTo(StartStep.OPEN_PATH);
            assertThat(e).hasMessageStartingWith("rule \"" + rule + "\": ");
            return e;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void assertRefused(PathRule rule, int errno) {
        assertThat(Errno.name(refusal(rule).errno())).as(rule.toString()).isEqualTo(Errno.name(errno));
    }

    private void assertRefusedAsOwnEntry(PathRule rule) {
        StepFailedException refusal = refusal(rule);
        assertThat(refusal.errno()).isZero();
        assertThat(refusal).hasMessageContaining("this JVM's own entry of /proc");
        assertThat(refusal.advice()).contains("See docs/errors.md#open-path-own-proc");
    }

    private Path link(String name, Path target) throws IOException {
        return Files.createSymbolicLink(directory.resolve(name), target);
    }

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

    @Nested
    @DisplayNameGeneration(ReplaceUnderscores.class)
    class Of_proc {

        @Test
        void the_whole_and_what_belongs_to_no_process_is_opened() throws IOException {
            assertThat(opensDirectory(reading("/proc"))).isTrue();
            assertThat(opensDirectory(reading("/proc/sys"))).isTrue();
            assertThat(opensDirectory(reading("/proc/version"))).isFalse();
        }

        @Test
        void another_process_is_opened() throws Exception {
            Process other = new ProcessBuilder("cat").start();
            try {
                assertThat(opensDirectory(reading("/proc/" + other.pid()))).isTrue();
            } finally {
                other.destroyForcibly().waitFor();
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"/proc/self", "/proc/self/", "/proc/self/environ", "/proc/self/fd",
            "/proc/self/task", "/proc/thread-self", "/proc/thread-self/environ", "/proc/../proc/self",
            "/dev/fd"})
        void the_jvm_s_own_entry_is_refused_by_whatever_name(String path) {
            assertRefusedAsOwnEntry(reading(path));
        }

        @Test
        void the_jvm_s_own_entry_is_refused_by_its_process_id() {
            long pid = ProcessHandle.current().pid();

            assertRefusedAsOwnEntry(reading("/proc/" + pid));
            assertRefusedAsOwnEntry(reading("/proc/" + pid + "/maps"));
            assertRefusedAsOwnEntry(reading("/proc/self/task/" + pid));
        }

        @Test
        void the_jvm_s_own_entry_is_refused_by_the_id_of_a_thread() throws IOException {
            try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
                String pid = Long.toString(ProcessHandle.current().pid());
                Path other = threads.map(Path::getFileName)
                        .filter(id -> !id.toString().equals(pid))
                        .min(Comparator.comparing(id -> Integer.valueOf(id.toString()))) // the oldest
                        .orElseThrow();

                assertRefusedAsOwnEntry(reading(Path.of("/proc").resolve(other).resolve("environ")));
            }
        }

        @Test
        void the_jvm_s_own_entry_is_refused_beneath_a_base_and_behind_a_link() throws IOException {
            String pid = Long.toString(ProcessHandle.current().pid());

            assertRefusedAsOwnEntry(only(Rules.none().allowReadBeneath(Path.of("/proc"), pid)));
            assertRefusedAsOwnEntry(reading(link("mine", Path.of("/proc/self"))));
        }

        @Test
        void a_link_to_an_open_file_is_refused() {
            assertRefused(reading("/dev/stdin"), Errno.ELOOP);
            assertRefused(reading("/proc/self/fd/0"), Errno.ELOOP);
            assertRefused(reading("/proc/self/cwd"), Errno.ELOOP);
            assertRefused(reading("/proc/self/root/etc"), Errno.ELOOP);
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
        RulePaths blindPaths = new RulePaths(blind.libc(), pool);
        blind.fail("statx", Errno.ENOSYS);

        try (Scratch scratch = Scratch.of(libc, pool, 0)) {
            assertThatThrownBy(() -> blindPaths.open(reading(file), scratch))
                    .isInstanceOfSatisfying(StepFailedException.class, failed ->
                            assertThat(failed.errno()).isEqualTo(Errno.ENOSYS));
        }
    }
}

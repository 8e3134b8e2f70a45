package io.github.landlauncher.explain;

import static io.github.landlauncher.explain.Explaining.NOTHING;
import static io.github.landlauncher.explain.Explaining.explain;
import static io.github.landlauncher.explain.Explaining.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The layout:
 *
 * <pre>
 * a/b/f       a file
 * a/up        -> ..
 * to-b        -> a/b
 * to-f        -> to-b/f
 * absolute    -> (the directory)/a
 * dangling    -> a/new
 * loop        -> loop
 * </pre>
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PathWalkTest {

    @TempDir Path temporary;

    private Path root;

    @BeforeEach
    void make_files() throws IOException {
        root = temporary.toRealPath();
        Files.createDirectories(root.resolve("a/b"));
        Files.writeString(root.resolve("a/b/f"), "text");
        Files.createSymbolicLink(root.resolve("a/up"), Path.of(".."));
        Files.createSymbolicLink(root.resolve("to-b"), Path.of("a/b"));
        Files.createSymbolicLink(root.resolve("to-f"), Path.of("to-b/f"));
        Files.createSymbolicLink(root.resolve("absolute"), root.resolve("a"));
        Files.createSymbolicLink(root.resolve("dangling"), Path.of("a/new"));
        Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
    }

    @ParameterizedTest
    @CsvSource({
        "a/b/f, a/b/f",
        "a/./b/f, a/b/f",
        "a/../a/b, a/b",
        "to-f, a/b/f",
        "to-b/.., a",
        "to-b/../up/to-f, a/b/f",
        "a/up/a/up/absolute/b, a/b",
        "absolute/b/../../a/b/f, a/b/f"
    })
    void it_ends_where_the_kernel_does(String path, String end) throws IOException {
        Place place = PathWalk.to(root.resolve(path), true);

        assertThat(place.exists()).isTrue();
        assertThat(place.path()).isEqualTo(root.resolve(end)).isEqualTo(root.resolve(path).toRealPath());
        assertThat(place.last().key()).isEqualTo(Step.at(root.resolve(end)).key());
    }

    @ParameterizedTest
    @CsvSource({
        "missing, missing",
        "a/missing/deeper, a/missing/deeper",
        "dangling, a/new",
        "dangling/deeper, a/new/deeper",
        "to-b/missing, a/b/missing",
        "missing/../a, a"
    })
    void what_is_missing_is_kept_by_name(String path, String end) {
        Place place = PathWalk.to(root.resolve(path), true);

        assertThat(place.exists()).isEqualTo(end.equals("a"));
        assertThat(place.path()).isEqualTo(root.resolve(end));
    }

    @ParameterizedTest
    @CsvSource({"to-f, to-f", "absolute/up, a/up", "loop, loop", "dangling, dangling", "a/up/to-b, to-b"})
    void a_link_at_the_end_is_not_followed_if_it_must_not(String path, String end) {
        Place place = PathWalk.to(root.resolve(path), false);

        assertThat(place.kind()).contains(FileKind.SYMBOLIC_LINK);
        assertThat(place.path()).isEqualTo(root.resolve(end));
    }

    @Test
    void the_directories_on_the_way_are_those_of_the_real_path() {
        Place place = PathWalk.to(root.resolve("to-f"), true);

        Path path = root.resolve("a/b/f");
        for (int i = place.steps().size() - 1; i >= 0; i--, path = path.getParent()) {
            assertThat(place.steps().get(i).path()).isEqualTo(path);
        }
        assertThat(path).isNull();
        assertThat(place.parent().path()).isEqualTo(root.resolve("a/b"));
    }

    @Test
    void a_link_that_leads_to_itself_ends_the_way() {
        Place place = PathWalk.to(root.resolve("loop"), true);

        assertThat(place.exists()).isFalse();
        assertThat(place.problem()).contains("ELOOP");
    }

    @Test
    void a_name_that_no_file_can_have_is_kept_and_said() {
        Place place = PathWalk.to(root.resolve("n".repeat(300)).resolve("deeper"), true);

        assertThat(place.path()).isEqualTo(root.resolve("n".repeat(300)).resolve("deeper"));
        assertThat(place.problem()).contains("nnn: ").contains("too long");
        assertThat(explain(NOTHING, read(place.path())).suggestions()).isEmpty();
        assertThat(explain(NOTHING, read(place.path())).notes())
                .containsExactly("taken as it is written: " + place.problem());
    }

    @Test
    void below_a_file_there_is_nothing() {
        Place place = PathWalk.to(root.resolve("a/b/f/x"), true);

        assertThat(place.exists()).isFalse();
        assertThat(place.problem()).isEqualTo(root.resolve("a/b/f") + " is not a directory (ENOTDIR)");
    }

    @Test
    void above_the_root_is_the_root() {
        assertThat(PathWalk.to(Path.of("/../.."), true).path()).isEqualTo(Path.of("/"));
        assertThat(PathWalk.to(Path.of("/"), true).parent().path()).isEqualTo(Path.of("/"));
    }

    @Test
    void a_link_of_proc_leads_to_a_file_that_was_removed() throws IOException {
        Path file = root.resolve("a/b/f");
        Object key = Step.at(file).key();
        try (FileChannel open = FileChannel.open(file, StandardOpenOption.READ)) {
            Path link = linkTo(file);
            Files.delete(file);
            Place place = PathWalk.to(link, true);

            assertThat(open.isOpen()).isTrue();
            assertThat(place.last().key()).isEqualTo(key);
            assertThat(place.nameless()).isFalse();
            assertThat(place.parent().path()).isEqualTo(file.getParent());
            Files.writeString(file, "another");
            assertThat(PathWalk.to(link, true).last().key()).isEqualTo(key);
        }
    }

    @Test
    void a_file_that_was_removed_with_its_directory_is_below_what_is_left() throws IOException {
        Path file = root.resolve("a/b/f");
        try (FileChannel open = FileChannel.open(file, StandardOpenOption.READ)) {
            Path link = linkTo(file);
            Files.delete(file);
            Files.delete(file.getParent());
            Place place = PathWalk.to(link, true);

            assertThat(open.isOpen()).isTrue();
            assertThat(place.nameless()).isFalse();
            assertThat(place.steps()).extracting(Step::path).contains(root.resolve("a"), file);
        }
    }

    /** The link of this process to an open file. */
    private static Path linkTo(Path file) throws IOException {
        try (var links = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path link : links) {
                if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(file)) {
                    return link;
                }
            }
        }
        throw new AssertionError("no descriptor of " + file);
    }

    @Test
    void a_link_of_proc_to_a_pipe_leads_to_what_has_no_name() throws IOException {
        Process cat = new ProcessBuilder("cat").start();
        try {
            Place place = PathWalk.to(Path.of("/proc/" + cat.pid() + "/fd/0"), true);

            assertThat(place.nameless()).isTrue();
        } finally {
            cat.destroy();
        }
    }

    @Test
    void a_link_in_proc_itself_is_a_link_like_others() {
        assertThat(PathWalk.to(Path.of("/proc/self"), true).path())
                .isEqualTo(Path.of("/proc/" + ProcessHandle.current().pid()));
    }
}

package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.AT_FDCWD;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where paths lead to, by names, dots, slashes and symbolic links. */
class WatchedPathWalkTest extends ProgramTest {

    private Path work;

    /**
     * <pre>
     * work/file
     * work/dir/inner
     * work/tofile    -> file             work/todir   -> dir
     * work/far       -> ../other/deep    other/deep/x
     * work/dangling  -> dir/new          work/lost    -> no/where
     * work/loop      -> loop             work/chain   -> tofile
     * work/absolute  -> (top)/other      work/up      -> ..
     * </pre>
     */
    @BeforeEach
    void layout() throws Exception {
        work = program.work();
        Files.writeString(work.resolve("file"), "");
        Files.createDirectories(work.resolve("dir"));
        Files.writeString(work.resolve("dir/inner"), "");
        Files.createDirectories(program.top().resolve("other/deep"));
        Files.writeString(program.top().resolve("other/deep/x"), "");
        for (String[] link : new String[][] {
            {"tofile", "file"}, {"todir", "dir"}, {"far", "../other/deep"}, {"dangling", "dir/new"},
            {"lost", "no/where"}, {"loop", "loop"}, {"chain", "tofile"},
            {"absolute", program.top() + "/other"}, {"up", ".."}}) {
            Files.createSymbolicLink(work.resolve(link[0]), Path.of(link[1]));
        }
    }

    private Optional<Place> place(LastLink lastLink, String path) throws Exception {
        return place(AT_FDCWD, lastLink, path);
    }

    private Optional<Place> place(int dirfd, LastLink lastLink, String path) throws Exception {
        ChildPath parsed = ChildPath.of(path.getBytes(StandardCharsets.UTF_8)).orElseThrow();
        WatchedThread thread = new WatchedThread(program.proc(), FakeProgram.PID);
        return new WatchedPathWalk(thread, lastLink, 0).place(dirfd, parsed);
    }

    private String shown(Optional<Place> place) {
        return place.map(found -> program.top().relativize(found.path())
                        + (found.exists() ? "" : " missing")
                        + (found.named() ? "" : " unnamed"))
                .orElse("refused");
    }

    @ParameterizedTest
    @CsvSource({
        "file, work/file",
        "./file, work/file",
        "dir//inner, work/dir/inner",
        "dir/, work/dir",
        "dir/., work/dir unnamed",
        "dir/.., work unnamed",
        "., work unnamed",
        "file/, refused",
        "file/., refused",
        "file/.., refused",
        "file/x, refused",
        "new, work/new missing",
        "new/, work/new missing",
        "new/x, refused",
        "new/../file, refused",
        "dir/new, work/dir/new missing",
        "../work/file, work/file",
        "tofile, work/file",
        "tofile/, refused",
        "chain, work/file",
        "todir, work/dir",
        "todir/, work/dir",
        "todir/inner, work/dir/inner",
        "todir/../file, work/file",
        "far/x, other/deep/x",
        "far/.., other unnamed",
        "far/../deep/x, other/deep/x",
        "up/work/file, work/file",
        "absolute/deep/x, other/deep/x",
        "dangling, work/dir/new missing",
        "dangling/x, refused",
        "lost, refused",
        "loop, refused",
        "loop/x, refused",
        "..., work/... missing"
    })
    void a_path_leads_where_the_kernel_would_go(String path, String expected) throws Exception {
        assertThat(shown(place(LastLink.FOLLOWED, path))).isEqualTo(expected);
        assertThat(shown(place(LastLink.FOLLOWED, work + "/" + path))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "tofile, MEANT, work/tofile", "tofile, ENTRY, work/tofile",
        "loop, MEANT, work/loop", "loop, ENTRY, work/loop",
        "dangling, ENTRY, work/dangling",
        "todir/, MEANT, work/dir", "todir/, ENTRY, refused",
        "todir/., MEANT, work/dir unnamed",
        "todir/inner, MEANT, work/dir/inner", "todir/inner, ENTRY, work/dir/inner",
        "tofile/, MEANT, refused",
        "dir/, ENTRY, work/dir"
    })
    void a_link_that_is_meant_is_not_followed_but_before_a_slash(
            String path, LastLink lastLink, String expected) throws Exception {
        assertThat(shown(place(lastLink, path))).isEqualTo(expected);
    }

    @Test
    void forty_links_are_followed_and_no_more() throws Exception {
        Files.createSymbolicLink(work.resolve("l1"), Path.of("file"));
        for (int i = 2; i <= 41; i++) {
            Files.createSymbolicLink(work.resolve("l" + i), Path.of("l" + (i - 1)));
        }

        assertThat(shown(place(LastLink.FOLLOWED, "l40"))).isEqualTo("work/file");
        assertThat(shown(place(LastLink.FOLLOWED, "l41"))).isEqualTo("refused");
        assertThat(shown(place(LastLink.FOLLOWED, "l20/x"))).isEqualTo("refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "//", "/..", "/../..", "/./"})
    void the_root_is_above_itself(String path) throws Exception {
        Place place = place(LastLink.FOLLOWED, path).orElseThrow();

        assertThat(place.path()).isEqualTo(Path.of("/"));
        assertThat(place.named()).isFalse();
        assertThat(place.isDirectory()).isTrue();
    }

    @Test
    void a_name_that_is_too_long_is_refused() throws Exception {
        assertThat(place(LastLink.FOLLOWED, "n".repeat(255))).isPresent();
        assertThat(place(LastLink.FOLLOWED, "n".repeat(256))).isEmpty();
    }

    @Test
    void a_relative_path_starts_from_the_descriptor_given() throws Exception {
        program.descriptor(3, work.resolve("dir").toString());
        program.descriptor(4, work.resolve("file").toString());

        assertThat(shown(place(3, LastLink.FOLLOWED, "inner"))).isEqualTo("work/dir/inner");
        assertThat(shown(place(3, LastLink.FOLLOWED, "../file"))).isEqualTo("work/file");
        assertThat(shown(place(3, LastLink.FOLLOWED, work + "/file"))).isEqualTo("work/file");
        assertThat(shown(place(4, LastLink.FOLLOWED, "x"))).isEqualTo("refused");
        assertThat(shown(place(9, LastLink.FOLLOWED, "x"))).isEqualTo("refused");
        assertThat(shown(place(-1, LastLink.FOLLOWED, "x"))).isEqualTo("refused");
    }

    @Test
    void an_absolute_path_needs_no_descriptor() throws Exception {
        assertThat(shown(place(-1, LastLink.FOLLOWED, work + "/file"))).isEqualTo("work/file");
    }

    @Test
    void an_absolute_path_starts_from_the_root_of_the_program() throws Exception {
        program.link("root", work);

        assertThat(shown(place(LastLink.FOLLOWED, "/dir/inner"))).isEqualTo("work/dir/inner");
        assertThat(shown(place(LastLink.FOLLOWED, "/../../file"))).isEqualTo("work/file");
        assertThat(shown(place(LastLink.FOLLOWED, "/far/x"))).isEqualTo("refused");
        Files.createSymbolicLink(work.resolve("inside"), Path.of("/dir"));
        assertThat(shown(place(LastLink.FOLLOWED, "inside/inner"))).isEqualTo("work/dir/inner");
        assertThat(shown(place(LastLink.FOLLOWED, "absolute/deep"))).isEqualTo("refused");
    }

    @Test
    void a_working_directory_that_was_removed_leads_nowhere() throws Exception {
        program.link("cwd", Path.of(work + "/gone (deleted)"));

        assertThat(place(LastLink.FOLLOWED, "file")).isEmpty();
        assertThat(shown(place(LastLink.FOLLOWED, work + "/file"))).isEqualTo("work/file");
    }

    @Test
    void a_working_directory_that_is_only_named_as_if_removed_is_one() throws Exception {
        Path odd = Files.createDirectory(work.resolve("odd (deleted)"));
        program.link("cwd", odd);

        assertThat(shown(place(LastLink.FOLLOWED, "x"))).isEqualTo("work/odd (deleted)/x missing");
    }

    @Test
    void a_working_directory_that_cannot_be_reached_leads_nowhere() throws Exception {
        program.link("cwd", Path.of("(unreachable)/work"));

        assertThat(place(LastLink.FOLLOWED, "file")).isEmpty();
    }
}

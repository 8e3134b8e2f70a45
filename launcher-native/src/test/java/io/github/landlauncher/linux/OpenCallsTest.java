package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.landlauncher.explain.OpenFlag;
import io.github.landlauncher.explain.Operation;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What open(2), openat(2) and creat(2) are about, by their flags and by what is there. */
class OpenCallsTest extends ProgramTest {

    private static final String NOTHING = "";

    /** A file, a directory, links to each and to nothing. */
    @BeforeEach
    void layout() throws Exception {
        file("file");
        directory("dir");
        link("tofile", "file");
        link("todir", "dir");
        link("dangling", "dir/new");
    }

    private static Arguments row(String path, int flags, String opened, OpenFlag... expected) {
        return arguments(path, flags, opened, Set.of(expected));
    }

    static Stream<Arguments> opens() {
        return Stream.of(
                row("file", O_RDONLY, "file", OpenFlag.READ),
                row("file", O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, "file", OpenFlag.READ),
                row("file", O_WRONLY | O_APPEND, "file", OpenFlag.WRITE),
                row("file", O_RDWR, "file", OpenFlag.READ, OpenFlag.WRITE),
                row("file", O_ACCMODE, "file"),
                row("file", O_RDONLY | O_TRUNC, "file", OpenFlag.READ, OpenFlag.TRUNCATE),
                row("file", O_WRONLY | O_CREAT | O_TRUNC, "file",
                        OpenFlag.WRITE, OpenFlag.CREATE, OpenFlag.TRUNCATE),
                row("tofile", O_RDONLY, "file", OpenFlag.READ),
                row("dir", O_RDONLY, "dir", OpenFlag.READ),
                row("dir", O_RDONLY | O_DIRECTORY, "dir", OpenFlag.READ, OpenFlag.DIRECTORY),
                row("todir/", O_RDONLY, "dir", OpenFlag.READ),
                row("todir/", O_RDONLY | O_NOFOLLOW, "dir", OpenFlag.READ, OpenFlag.NO_FOLLOW),
                row("file", O_RDONLY | O_NOFOLLOW, "file", OpenFlag.READ, OpenFlag.NO_FOLLOW),
                row("new", O_WRONLY | O_CREAT, "new", OpenFlag.WRITE, OpenFlag.CREATE),
                row("new", O_WRONLY | O_CREAT | O_EXCL, "new",
                        OpenFlag.WRITE, OpenFlag.CREATE, OpenFlag.EXCLUSIVE),
                row("dangling", O_WRONLY | O_CREAT, "dir/new", OpenFlag.WRITE, OpenFlag.CREATE),
                row("dir", O_WRONLY | O_TMPFILE, "dir",
                        OpenFlag.WRITE, OpenFlag.TMPFILE, OpenFlag.DIRECTORY),
                row(".", O_RDONLY, ".", OpenFlag.READ));
    }

    @ParameterizedTest
    @MethodSource("opens")
    void a_file_is_opened_as_the_flags_say(
            String path, int flags, String opened, Set<OpenFlag> expected) throws Exception {
        List<Operation> operation =
                List.of(new Operation.Open(work(opened).normalize(), expected));

        assertThat(program.operations(Syscall.OPEN, path, flags)).isEqualTo(operation);
        assertThat(program.operations(Syscall.OPENAT, AT_FDCWD, path, flags)).isEqualTo(operation);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("missing", O_RDONLY),
                arguments("missing/x", O_WRONLY | O_CREAT),
                arguments("dangling", O_RDONLY),
                arguments("file/", O_RDONLY),
                arguments(NOTHING, O_RDONLY),
                arguments(NOTHING, O_WRONLY | O_CREAT),
                arguments("file", O_WRONLY | O_CREAT | O_EXCL),
                arguments("dangling", O_WRONLY | O_CREAT | O_EXCL),
                arguments("tofile", O_RDONLY | O_NOFOLLOW),
                arguments("dangling", O_WRONLY | O_CREAT | O_NOFOLLOW),
                arguments("file", O_RDONLY | O_DIRECTORY),
                arguments("new/", O_WRONLY | O_CREAT),
                arguments("dir/", O_RDONLY | O_CREAT),
                arguments("dir", O_WRONLY),
                arguments("dir", O_RDONLY | O_TRUNC),
                arguments("dir", O_RDONLY | O_CREAT),
                arguments("dir", O_RDONLY | O_CREAT | O_DIRECTORY),
                arguments("dir", O_RDONLY | O_TMPFILE),
                arguments("dir", O_WRONLY | O_TMPFILE & ~O_DIRECTORY),
                arguments("dir", O_WRONLY | O_TMPFILE | O_CREAT),
                arguments("file", O_WRONLY | O_TMPFILE),
                arguments("missing", O_WRONLY | O_TMPFILE),
                arguments("file", O_PATH),
                arguments("x".repeat(4096), O_RDONLY),
                arguments("/x".repeat(2048), O_WRONLY | O_CREAT));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void what_the_kernel_refuses_by_itself_is_no_attempt(String path, int flags) throws Exception {
        assertThat(program.operations(Syscall.OPEN, path, flags)).isEmpty();
        assertThat(program.operations(Syscall.OPENAT, AT_FDCWD, path, flags)).isEmpty();
    }

    @Test
    void creat_is_open_with_three_flags() throws Exception {
        Set<OpenFlag> flags = Set.of(OpenFlag.WRITE, OpenFlag.CREATE, OpenFlag.TRUNCATE);

        assertThat(program.operations(Syscall.CREAT, "file", 0644))
                .containsExactly(new Operation.Open(work("file"), flags));
        assertThat(program.operations(Syscall.CREAT, "new", 0644))
                .containsExactly(new Operation.Open(work("new"), flags));
        assertThat(program.operations(Syscall.CREAT, "dir", 0644)).isEmpty();
    }

    @Test
    void the_length_of_what_is_no_regular_file_stays() throws Exception {
        assertThat(program.operations(Syscall.OPEN, "/dev/null", O_WRONLY | O_TRUNC | O_CREAT))
                .containsExactly(new Operation.Open(
                        Path.of("/dev/null"), Set.of(OpenFlag.WRITE, OpenFlag.CREATE)));
    }

    @Test
    void the_descriptor_of_openat_counts_for_relative_paths_only() throws Exception {
        program.descriptor(3, work("dir").toString());
        file("dir/inner");

        assertThat(program.operations(Syscall.OPENAT, 3, "inner", O_RDONLY))
                .containsExactly(new Operation.Open(work("dir/inner"), Set.of(OpenFlag.READ)));
        assertThat(program.operations(Syscall.OPENAT, 3, work("file").toString(), O_RDONLY))
                .containsExactly(new Operation.Open(work("file"), Set.of(OpenFlag.READ)));
        assertThat(program.operations(Syscall.OPENAT, 3, "", O_RDONLY)).isEmpty();
        assertThat(program.operations(Syscall.OPENAT, 4, "inner", O_RDONLY)).isEmpty();
    }

    /** The kernel takes the lower half of what is an int to it. */
    @Test
    void upper_halves_of_ints_do_not_count() throws Exception {
        long noise = 0xdeadbeefL << 32;

        assertThat(program.operations(
                        Syscall.OPENAT, noise | AT_FDCWD & 0xffffffffL, "file", noise | O_RDWR))
                .containsExactly(new Operation.Open(
                        work("file"), Set.of(OpenFlag.READ, OpenFlag.WRITE)));
    }
}

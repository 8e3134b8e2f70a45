package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.Syscall.LINK;
import static io.github.landlauncher.linux.Syscall.LINKAT;
import static io.github.landlauncher.linux.Syscall.RENAME;
import static io.github.landlauncher.linux.Syscall.RENAMEAT;
import static io.github.landlauncher.linux.Syscall.RENAMEAT2;
import static io.github.landlauncher.linux.libc.LinuxHeader.AT_EMPTY_PATH;
import static io.github.landlauncher.linux.libc.LinuxHeader.AT_FDCWD;
import static io.github.landlauncher.linux.libc.LinuxHeader.AT_SYMLINK_NOFOLLOW;
import static io.github.landlauncher.linux.libc.WatchHeader.AT_SYMLINK_FOLLOW;
import static io.github.landlauncher.linux.libc.WatchHeader.RENAME_EXCHANGE;
import static io.github.landlauncher.linux.libc.WatchHeader.RENAME_NOREPLACE;
import static io.github.landlauncher.linux.libc.WatchHeader.RENAME_WHITEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.explain.Operation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Renaming and linking. */
class RenameCallsTest extends ProgramTest {

    @BeforeEach
    void layout() throws Exception {
        file("file");
        file("other");
        directory("dir/sub");
        link("tofile", "file");
        link("todir", "dir");
        program.descriptor(3, work("dir").toString());
        program.descriptor(4, work("file").toString());
    }

    private List<Operation> rename(String from, String to, boolean exchange) {
        return List.of(new Operation.Rename(work(from), work(to), exchange));
    }

    @ParameterizedTest
    @CsvSource({
        "file, new, file, new", "file, other, file, other", "file, file, file, file",
        "tofile, new, tofile, new", "file, tofile, file, tofile", "file, todir/new, file, dir/new",
        "dir, new, dir, new", "dir/, new/, dir, new", "dir, new/, dir, new",
        "dir/sub, new, dir/sub, new", "file, dir/sub, file, dir/sub"
    })
    void names_are_changed_and_not_what_they_lead_to(
            String from, String to, String renamed, String replaced) throws Exception {
        List<Operation> expected = rename(renamed, replaced, false);

        assertThat(program.operations(RENAME, from, to)).isEqualTo(expected);
        assertThat(program.operations(RENAMEAT, AT_FDCWD, from, AT_FDCWD, to)).isEqualTo(expected);
        assertThat(program.operations(RENAMEAT2, 3, "../" + from, 3, "../" + to, 0))
                .isEqualTo(expected);
        assertThat(program.operations(RENAMEAT2, 3, "../" + from, AT_FDCWD, to, RENAME_WHITEOUT))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "missing, new", "file, missing/new", "file/, new", "file, new/", "tofile/, new", "'', new",
        "file, ''", "., new", "dir/.., new", "file, .", "file, dir/..", "dir, dir/sub", "dir, dir/new",
        "dir/sub, dir", "dir, dir/sub/new", "/, new", "file, /"
    })
    void what_the_kernel_refuses_by_itself_is_no_attempt(String from, String to) throws Exception {
        assertThat(program.operations(RENAME, from, to)).isEmpty();
        assertThat(program.operations(RENAMEAT2, AT_FDCWD, from, AT_FDCWD, to, 0)).isEmpty();
    }

    @Test
    void names_can_be_exchanged_if_both_are_there() throws Exception {
        assertThat(renameat2("file", "dir/sub", RENAME_EXCHANGE))
                .isEqualTo(rename("file", "dir/sub", true));
        assertThat(renameat2("file", "dir/", RENAME_EXCHANGE))
                .isEqualTo(rename("file", "dir", true));
        assertThat(renameat2("file", "new", RENAME_EXCHANGE)).isEmpty();
    }

    @Test
    void a_name_that_must_not_be_replaced_is_refused_if_it_is_there() throws Exception {
        assertThat(renameat2("file", "new", RENAME_NOREPLACE)).isEqualTo(rename("file", "new", false));
        assertThat(renameat2("file", "other", RENAME_NOREPLACE)).isEmpty();
    }

    @Test
    void flags_that_contradict_each_other_or_are_unknown_are_refused() throws Exception {
        assertThat(renameat2("file", "other", RENAME_EXCHANGE | RENAME_NOREPLACE)).isEmpty();
        assertThat(renameat2("file", "other", RENAME_EXCHANGE | RENAME_WHITEOUT)).isEmpty();
        assertThat(renameat2("file", "other", 8)).isEmpty();
    }

    private List<Operation> renameat2(String from, String to, int flags) throws Exception {
        return program.operations(RENAMEAT2, AT_FDCWD, from, AT_FDCWD, to, flags);
    }

    private List<Operation> linkat(int dirfd, String from, String to, int flags) throws Exception {
        return program.operations(LINKAT, dirfd, from, AT_FDCWD, to, flags);
    }

    @Test
    void a_file_gets_another_name() throws Exception {
        Operation link = new Operation.Link(work("file"), work("dir/new"));

        assertThat(program.operations(LINK, "file", "dir/new")).containsExactly(link);
        assertThat(linkat(AT_FDCWD, "file", "todir/new", 0)).containsExactly(link);
        assertThat(linkat(3, "../tofile", "dir/new", AT_SYMLINK_FOLLOW)).containsExactly(link);
        assertThat(linkat(4, "", "dir/new", AT_EMPTY_PATH)).containsExactly(link);
    }

    @Test
    void a_symbolic_link_gets_another_name_itself() throws Exception {
        Operation link = new Operation.Link(work("tofile"), work("new"));

        assertThat(program.operations(LINK, "tofile", "new")).containsExactly(link);
        assertThat(linkat(AT_FDCWD, "tofile", "new", 0)).containsExactly(link);
    }

    @Test
    void a_link_over_something_or_to_nothing_is_refused() throws Exception {
        assertThat(program.operations(LINK, "missing", "new")).isEmpty();
        assertThat(program.operations(LINK, "file", "other")).isEmpty();
        assertThat(program.operations(LINK, "file", "new/")).isEmpty();
        assertThat(program.operations(LINK, "file", "missing/new")).isEmpty();
        assertThat(program.operations(LINK, "", "new")).isEmpty();
        assertThat(linkat(4, "", "new", 0)).isEmpty();
        assertThat(linkat(9, "", "new", AT_EMPTY_PATH)).isEmpty();
        assertThat(linkat(AT_FDCWD, "file", "new", AT_SYMLINK_NOFOLLOW)).isEmpty();
    }

    /** A file of O_TMPFILE gets its name by its descriptor, on one of two ways. */
    @Test
    void a_file_without_a_name_is_made_where_it_gets_one() throws Exception {
        program.descriptor(5, work("dir") + "/#4711 (deleted)");
        String path = program.proc() + "/100/fd/5";
        Operation make = new Operation.Make(work("dir/new"), AccessFs.MAKE_REG);

        assertThat(linkat(AT_FDCWD, path, "dir/new", AT_SYMLINK_FOLLOW)).containsExactly(make);
        assertThat(linkat(5, "", "dir/new", AT_EMPTY_PATH)).containsExactly(make);
        assertThat(linkat(5, "", "dir/sub", AT_EMPTY_PATH)).isEmpty();
        assertThat(linkat(5, "", "dir/new", 0)).isEmpty();
        assertThat(linkat(AT_FDCWD, path, "dir/new", 0))
                .containsExactly(new Operation.Link(Path.of(path), work("dir/new")));
    }

    @Test
    void in_another_directory_it_takes_refer_on_both() throws Exception {
        program.descriptor(5, work("dir") + "/#4711 (deleted)");

        assertThat(linkat(5, "", "new", AT_EMPTY_PATH)).containsExactly(
                new Operation.Make(work("new"), AccessFs.MAKE_REG),
                new Operation.Use(work("dir"), Set.of(AccessFs.REFER)),
                new Operation.Use(program.work(), Set.of(AccessFs.REFER)));
    }

    @Test
    void a_removed_file_gets_no_name_again() throws Exception {
        program.descriptor(5, work("dir") + "/gone (deleted)");
        program.descriptor(6, "/memfd:#1 (deleted)");
        program.descriptor(7, "pipe:[1]");

        for (int fd = 5; fd <= 7; fd++) {
            assertThat(linkat(fd, "", "new", AT_EMPTY_PATH)).isEmpty();
        }
    }

    @Test
    void names_on_different_mounts_are_refused_by_the_kernel() throws Exception {
        file("dir/inner");
        Files.writeString(program.entry("mountinfo"), "30 1 0:1 / / rw - ext4 /dev/a rw\n"
                + "31 30 0:2 / " + work("dir") + " rw - tmpfs none rw\n"
                + "32 30 0:1 / " + work("other") + " rw - ext4 /dev/a rw\n");

        assertThat(program.operations(RENAME, "file", "dir/new")).isEmpty();
        assertThat(program.operations(RENAME, "dir/inner", "new")).isEmpty();
        assertThat(program.operations(LINK, "file", "dir/new")).isEmpty();
        assertThat(program.operations(LINK, "other", "new")).isEmpty();
        assertThat(program.operations(RENAME, "dir/inner", "dir/sub/new")).hasSize(1);
        assertThat(program.operations(RENAME, "dir", "new")).hasSize(1);
        assertThat(program.operations(LINK, "dir/inner", "dir/sub/new")).hasSize(1);
        assertThat(program.operations(LINK, "file", "new")).hasSize(1);
    }
}

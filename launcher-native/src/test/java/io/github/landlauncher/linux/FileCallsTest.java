package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.Syscall.*;
import static io.github.landlauncher.linux.libc.LinuxHeader.AT_EMPTY_PATH;
import static io.github.landlauncher.linux.libc.LinuxHeader.AT_FDCWD;
import static io.github.landlauncher.linux.libc.LinuxHeader.AT_SYMLINK_NOFOLLOW;
import static io.github.landlauncher.linux.libc.LinuxHeader.S_IFBLK;
import static io.github.landlauncher.linux.libc.LinuxHeader.S_IFCHR;
import static io.github.landlauncher.linux.libc.LinuxHeader.S_IFDIR;
import static io.github.landlauncher.linux.libc.LinuxHeader.S_IFIFO;
import static io.github.landlauncher.linux.libc.LinuxHeader.S_IFLNK;
import static io.github.landlauncher.linux.libc.LinuxHeader.S_IFREG;
import static io.github.landlauncher.linux.libc.LinuxHeader.S_IFSOCK;
import static io.github.landlauncher.linux.libc.WatchHeader.AT_EXECVE_CHECK;
import static io.github.landlauncher.linux.libc.WatchHeader.AT_REMOVEDIR;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.explain.Operation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Executing, truncating, making and removing. */
class FileCallsTest extends ProgramTest {

    @BeforeEach
    void layout() throws Exception {
        file("file");
        directory("dir");
        link("tofile", "file");
        link("todir", "dir");
        link("dangling", "new");
        program.descriptor(3, work("dir").toString());
        program.descriptor(4, work("file").toString());
    }

    @Test
    void a_program_is_executed_where_its_links_lead() throws Exception {
        Operation execute = new Operation.Execute(work("file"));

        assertThat(program.operations(EXECVE, "file", 0, 0)).containsExactly(execute);
        assertThat(program.operations(EXECVE, "tofile", 0, 0)).containsExactly(execute);
        assertThat(program.operations(EXECVEAT, 3, "../file", 0, 0, 0)).containsExactly(execute);
        assertThat(program.operations(EXECVEAT, 3, "../tofile", 0, 0, AT_EXECVE_CHECK))
                .containsExactly(execute);
        assertThat(program.operations(EXECVEAT, 3, "../file", 0, 0, AT_EMPTY_PATH))
                .containsExactly(execute);
        assertThat(program.operations(EXECVEAT, AT_FDCWD, "file", 0, 0, AT_SYMLINK_NOFOLLOW))
                .containsExactly(execute);
        assertThat(program.operations(EXECVEAT, 4, "", 0, 0, AT_EMPTY_PATH))
                .containsExactly(execute);
    }

    @Test
    void what_is_no_regular_file_is_not_executed() throws Exception {
        assertThat(program.operations(EXECVE, "missing", 0, 0)).isEmpty();
        assertThat(program.operations(EXECVE, "dir", 0, 0)).isEmpty();
        assertThat(program.operations(EXECVE, "", 0, 0)).isEmpty();
        assertThat(program.operations(EXECVEAT, 4, "", 0, 0, 0)).isEmpty();
        assertThat(program.operations(EXECVEAT, 3, "", 0, 0, AT_EMPTY_PATH)).isEmpty();
        assertThat(program.operations(EXECVEAT, AT_FDCWD, "", 0, 0, AT_EMPTY_PATH)).isEmpty();
        assertThat(program.operations(EXECVEAT, 9, "", 0, 0, AT_EMPTY_PATH)).isEmpty();
        assertThat(program.operations(EXECVEAT, AT_FDCWD, "tofile", 0, 0, AT_SYMLINK_NOFOLLOW)).isEmpty();
        assertThat(program.operations(EXECVEAT, AT_FDCWD, "file", 0, 0, 1)).isEmpty();
    }

    @Test
    void a_regular_file_is_truncated_where_its_links_lead() throws Exception {
        Operation truncate = new Operation.Truncate(work("file"));

        assertThat(program.operations(TRUNCATE, "file", 0)).containsExactly(truncate);
        assertThat(program.operations(TRUNCATE, "tofile", 1L << 40)).containsExactly(truncate);
        assertThat(program.operations(TRUNCATE, "file", -1)).isEmpty();
        assertThat(program.operations(TRUNCATE, "dir", 0)).isEmpty();
        assertThat(program.operations(TRUNCATE, "missing", 0)).isEmpty();
        assertThat(program.operations(TRUNCATE, "/dev/null", 0)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "fresh, fresh", "dir/fresh, dir/fresh", "todir/fresh, dir/fresh", "fresh/, fresh",
        "dir/../fresh//, fresh"
    })
    void a_directory_is_made_where_there_is_nothing(String path, String made) throws Exception {
        Operation make = new Operation.Make(work(made), AccessFs.MAKE_DIR);

        assertThat(program.operations(MKDIR, path, 0755)).containsExactly(make);
        assertThat(program.operations(MKDIRAT, AT_FDCWD, path, 0755)).containsExactly(make);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "/", ".", "..", "dir", "dir/", "dir/.", "dir/..", "file", "file/", "file/x", "tofile",
        "dangling", "dangling/", "missing/x"})
    void nothing_is_made_over_what_is_there_or_below_what_is_not(String path) throws Exception {
        assertThat(program.operations(MKDIR, path, 0755)).isEmpty();
        assertThat(program.operations(MKDIRAT, AT_FDCWD, path, 0755)).isEmpty();
        assertThat(program.operations(MKNOD, path, S_IFREG)).isEmpty();
        assertThat(program.operations(SYMLINK, "x", path)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, MAKE_REG", S_IFREG + ", MAKE_REG", S_IFCHR + ", MAKE_CHAR", S_IFBLK + ", MAKE_BLOCK",
        S_IFIFO + ", MAKE_FIFO", S_IFSOCK + ", MAKE_SOCK"
    })
    void a_node_takes_the_right_of_its_type(int type, AccessFs right) throws Exception {
        Operation make = new Operation.Make(work("fresh"), right);

        assertThat(program.operations(MKNOD, "fresh", type | 0644, 0)).containsExactly(make);
        assertThat(program.operations(MKNODAT, 3, "../fresh", type | 0644, 0)).containsExactly(make);
        assertThat(program.operations(MKNOD, "fresh/", type | 0644, 0)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {S_IFDIR, S_IFLNK, 0xf000})
    void no_other_type_can_be_made(int type) throws Exception {
        assertThat(program.operations(MKNOD, "fresh", type | 0644, 0)).isEmpty();
    }

    @Test
    void a_symbolic_link_is_made_whatever_its_text() throws Exception {
        Operation make = new Operation.Make(work("dir/fresh"), AccessFs.MAKE_SYM);

        assertThat(program.operations(SYMLINK, "no/where", "dir/fresh")).containsExactly(make);
        assertThat(program.operations(SYMLINKAT, "no/where", 3, "fresh")).containsExactly(make);
        assertThat(program.operations(SYMLINK, "", "dir/fresh")).isEmpty();
        assertThat(program.operations(SYMLINK, "x", "dir/fresh/")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"file, file", "tofile, tofile", "dangling, dangling", "todir, todir", "dir, dir",
        "todir/../file, file"})
    void a_name_is_removed_and_not_what_it_leads_to(String path, String removed) throws Exception {
        Operation unlink = new Operation.Remove(work(removed), AccessFs.REMOVE_FILE);
        Operation rmdir = new Operation.Remove(work(removed), AccessFs.REMOVE_DIR);

        assertThat(program.operations(UNLINK, path)).containsExactly(unlink);
        assertThat(program.operations(UNLINKAT, AT_FDCWD, path, 0)).containsExactly(unlink);
        assertThat(program.operations(RMDIR, path)).containsExactly(rmdir);
        assertThat(program.operations(UNLINKAT, 3, "../" + path, AT_REMOVEDIR)).containsExactly(rmdir);
    }

    @Test
    void a_slash_after_the_name_is_for_directories() throws Exception {
        Operation rmdir = new Operation.Remove(work("dir"), AccessFs.REMOVE_DIR);

        assertThat(program.operations(RMDIR, "dir/")).containsExactly(rmdir);
        assertThat(program.operations(UNLINK, "dir/")).isEmpty();
        assertThat(program.operations(UNLINK, "file/")).isEmpty();
        assertThat(program.operations(RMDIR, "todir/")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", ".", "..", "dir/.", "dir/..", "missing", "missing/x", "file/x"})
    void nothing_is_removed_that_has_no_name(String path) throws Exception {
        assertThat(program.operations(UNLINK, path)).isEmpty();
        assertThat(program.operations(RMDIR, path)).isEmpty();
        assertThat(program.operations(UNLINKAT, AT_FDCWD, path, 0)).isEmpty();
    }

    @Test
    void unknown_flags_remove_nothing() throws Exception {
        assertThat(program.operations(UNLINKAT, AT_FDCWD, "file", AT_SYMLINK_NOFOLLOW)).isEmpty();
    }
}

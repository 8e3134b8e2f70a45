package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.Syscall.EXECVEAT;
import static io.github.landlauncher.linux.Syscall.OPEN;
import static io.github.landlauncher.linux.Syscall.OPENAT;
import static io.github.landlauncher.linux.libc.LinuxHeader.AT_EMPTY_PATH;
import static io.github.landlauncher.linux.libc.LinuxHeader.AT_FDCWD;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_CREAT;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_NOFOLLOW;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_WRONLY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.explain.OpenFlag;
import io.github.landlauncher.explain.Operation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links of /proc that are no text: the files, directories and programs of a process. */
class WatchedMagicLinkTest extends ProgramTest {

    private Path file;

    @BeforeEach
    void a_file_and_links_of_proc() throws Exception {
        file = file("file");
        long jvm = ProcessHandle.current().pid();
        Files.createSymbolicLink(program.proc().resolve("self"), Path.of(Long.toString(jvm)));
        Files.createSymbolicLink(
                program.proc().resolve("thread-self"), Path.of(jvm + "/task/" + (jvm + 1)));
        Path task = Files.createDirectories(program.entry("task/" + FakeProgram.PID));
        Files.writeString(task.resolve("comm"), "");
        Files.createSymbolicLink(program.top().resolve("dev-fd"), program.proc().resolve("self/fd"));
    }

    private Operation read(Path path) {
        return new Operation.Open(path, Set.of(OpenFlag.READ));
    }

    @Test
    void proc_self_is_the_program_not_the_jvm() throws Exception {
        assertThat(program.operations(OPEN, program.proc() + "/self/status", 0))
                .containsExactly(read(program.entry("status")));
        assertThat(program.operations(OPEN, program.proc() + "/thread-self/comm", 0))
                .containsExactly(read(program.entry("task/100/comm")));
    }

    @Test
    void another_process_is_itself() throws Exception {
        assertThat(program.operations(OPEN, program.proc() + "/50/status", 0))
                .containsExactly(read(program.proc().resolve("50/status")));
    }

    @Test
    void a_link_named_self_elsewhere_is_a_link() throws Exception {
        Files.createSymbolicLink(program.work().resolve("self"), Path.of("file"));

        assertThat(program.operations(OPEN, "self", 0)).containsExactly(read(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"proc/self/fd/3", "proc/100/fd/3", "dev-fd/3"})
    void an_open_file_is_the_file(String path) throws Exception {
        program.descriptor(3, file.toString());

        assertThat(program.operations(OPEN, program.top() + "/" + path, 0)).containsExactly(read(file));
    }

    @Test
    void an_open_directory_goes_on_below_it() throws Exception {
        program.descriptor(3, program.work().toString());

        assertThat(program.operations(OPEN, program.proc() + "/self/fd/3/file", 0))
                .containsExactly(read(file));
        assertThat(program.operations(OPEN, program.proc() + "/self/fd/3/../work/file", 0))
                .containsExactly(read(file));
        assertThat(program.operations(OPEN, program.proc() + "/self/cwd/file", 0))
                .containsExactly(read(file));
        assertThat(program.operations(OPEN, program.proc() + "/self/root" + file, 0))
                .containsExactly(read(file));
        assertThat(program.operations(OPEN, program.proc() + "/self/exe", 0))
                .containsExactly(read(program.top().resolve("bin/program")));
    }

    /** The text is one that an ordinary link would be followed by: to a file below fd/. */
    @ParameterizedTest
    @ValueSource(strings = {
        "pipe:[123]", "socket:[123]", "anon_inode:[eventfd]", "/memfd:x (deleted)",
        "(unreachable)/x", "/no/such (deleted)"
    })
    void what_has_no_path_is_no_attempt(String text) throws Exception {
        program.descriptor(3, text);

        String path = program.proc() + "/self/fd/3";
        assertThat(program.operations(OPEN, path, 0)).isEmpty();
        assertThat(program.operations(OPEN, path, O_WRONLY | O_CREAT)).isEmpty();
        assertThat(program.operations(EXECVEAT, 3, "", 0, 0, AT_EMPTY_PATH)).isEmpty();
    }

    @Test
    void a_file_whose_name_ends_as_if_removed_is_a_file() throws Exception {
        Path odd = Files.writeString(program.work().resolve("odd (deleted)"), "");
        program.descriptor(3, odd.toString());

        assertThat(program.operations(OPEN, program.proc() + "/self/fd/3", 0))
                .containsExactly(read(odd));
    }

    @Test
    void the_text_of_a_link_without_path_is_not_looked_up() throws Exception {
        program.descriptor(3, "pipe:[7]");
        Files.writeString(program.entry("fd").resolve("pipe:[7]"), "");

        assertThat(program.operations(OPEN, program.proc() + "/self/fd/3", 0)).isEmpty();
    }

    @Test
    void the_link_itself_cannot_be_opened() throws Exception {
        program.descriptor(3, file.toString());

        assertThat(program.operations(
                OPENAT, AT_FDCWD, program.proc() + "/self/fd/3", O_NOFOLLOW)).isEmpty();
    }
}

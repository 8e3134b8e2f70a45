package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.explain.Attempt;
import io.github.landlauncher.explain.OpenFlag;
import io.github.landlauncher.explain.Operation;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes in the real /proc: this JVM, and a child of it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OwnProcessNoticeTest {

    private static final Path PROC = Path.of("/proc");
    private static final int SELF = (int) ProcessHandle.current().pid();

    private Path directory;

    @BeforeEach
    void directory(@TempDir Path given) throws Exception {
        directory = given.toRealPath();
    }

    /** What openat(AT_FDCWD, path, O_RDONLY) by a process would be. */
    private List<Attempt> open(int pid, String path) throws UnreadableException {
        byte[] string = (path + "\0").getBytes(StandardCharsets.UTF_8);
        ChildMemory memory = (tid, address, size) -> Arrays.copyOf(string, Math.min(size, string.length));
        Architecture architecture = Architecture.of(System.getProperty("os.arch"));
        return new NoticeReader(memory, (process, fd) -> Optional.empty(), PROC).attempts(
                new Notice(pid, Syscall.OPENAT.number(architecture), -100, 4096, 0, 0, 0, 0));
    }

    private List<Operation> opened(String path) throws UnreadableException {
        return open(SELF, path).stream().map(Attempt::operation).toList();
    }

    private static Operation read(Path path) {
        return new Operation.Open(path, Set.of(OpenFlag.READ));
    }

    /** The number of a descriptor whose link begins with this text. */
    private static String descriptor(String text) throws IOException {
        try (DirectoryStream<Path> links = Files.newDirectoryStream(PROC.resolve("self/fd"))) {
            for (Path link : links) {
                if (Files.isSymbolicLink(link)
                        && Files.readSymbolicLink(link).toString().startsWith(text)) {
                    return "/proc/self/fd/" + link.getFileName();
                }
            }
        }
        throw new AssertionError("no descriptor of " + text);
    }

    @Test
    void this_jvm_opens_a_file_as_itself() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");

        Attempt attempt = open(SELF, file.toString()).get(0);

        assertThat(attempt.operation()).isEqualTo(read(file));
        assertThat(attempt.pid()).isEqualTo(SELF);
        assertThat(attempt.executable())
                .contains(Path.of(ProcessHandle.current().info().command().orElseThrow()).toRealPath());
        assertThat(attempt.subject().fsuid())
                .isEqualTo(((Number) Files.getAttribute(file, "unix:uid")).longValue());
    }

    @Test
    void a_relative_path_is_of_the_working_directory() throws Exception {
        assertThat(opened(".")).containsExactly(read(Path.of("").toRealPath()));
        assertThat(opened("no-such-file")).isEmpty();
    }

    @Test
    void an_open_file_is_reached_by_its_descriptor_until_it_is_removed() throws Exception {
        Path file = directory.resolve("file");
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            String path = descriptor(file.toString());
            assertThat(channel.isOpen()).isTrue();
            assertThat(opened(path)).containsExactly(read(file));

            Path moved = Files.move(file, directory.resolve("moved"));
            assertThat(opened(path)).containsExactly(read(moved));

            Files.delete(moved);
            assertThat(opened(path)).isEmpty();
            Files.writeString(directory.resolve("moved (deleted)"), "");
            assertThat(opened(path)).isEmpty();
        }
    }

    @Test
    void a_pipe_has_no_path() throws Exception {
        java.nio.channels.Pipe pipe = java.nio.channels.Pipe.open();
        try (Closeable source = pipe.source(); Closeable sink = pipe.sink()) {
            assertThat(source).isNotSameAs(sink);
            assertThat(opened(descriptor("pipe:"))).isEmpty();
        }
    }

    @Test
    void links_of_proc_are_this_process() throws Exception {
        assertThat(opened("/proc/self/status"))
                .containsExactly(read(PROC.resolve(SELF + "/status")));
        assertThat(opened("/proc/self/cwd")).containsExactly(read(Path.of("").toRealPath()));
        assertThat(opened("/proc/mounts")).containsExactly(read(PROC.resolve(SELF + "/mounts")));
    }

    @Test
    void a_child_is_seen_as_itself_until_it_ends() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");
        Process child = new ProcessBuilder("cat").directory(directory.toFile()).start();
        int pid = (int) child.pid();
        try {
            assertThat(open(pid, "file")).singleElement().satisfies(attempt -> {
                assertThat(attempt.operation()).isEqualTo(read(file));
                assertThat(attempt.pid()).isEqualTo(pid);
                assertThat(attempt.executable().orElseThrow().toString()).contains("/");
            });
            assertThat(open(pid, "/proc/self/status")).extracting(Attempt::operation)
                    .containsExactly(read(PROC.resolve(pid + "/status")));
            assertThat(open(pid, "/proc/thread-self/comm")).extracting(Attempt::operation)
                    .containsExactly(read(PROC.resolve(pid + "/task/" + pid + "/comm")));
        } finally {
            child.destroy();
            child.waitFor();
        }

        assertThat(open(pid, "file")).isEmpty();
    }
}

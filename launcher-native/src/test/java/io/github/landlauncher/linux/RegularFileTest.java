package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.LinuxHeader;
import io.github.landlauncher.spi.SandboxLauncher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RegularFileTest {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    @TempDir Path directory;

    private final SandboxLauncher launcher = new LinuxLauncher(Libc::get);

    private String content(Path path) throws IOException {
        try (FileChannel channel = launcher.openRegular(path)) {
            ByteBuffer bytes = ByteBuffer.allocate(100);
            channel.read(bytes);
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        }
    }

    private static long descriptors(Path file) throws IOException {
        try (Stream<Path> links = Files.list(DESCRIPTORS)) {
            return links.filter(link -> leadsTo(link, file)).count();
        }
    }

    private static boolean leadsTo(Path link, Path file) {
        try {
            return Files.readSymbolicLink(link).equals(file);
        } catch (IOException e) {
            return false; // it is closed by now
        }
    }

    @Test
    void a_file_is_read_also_through_a_link() throws IOException {
        Path file = Files.writeString(directory.resolve("name with ü"), "content");
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);

        assertThat(content(file)).isEqualTo("content");
        assertThat(content(link)).isEqualTo("content");
    }

    @Test
    void what_is_no_file_is_refused_and_a_pipe_that_nobody_writes_is_not_waited_for() throws Exception {
        Path pipe = directory.toRealPath().resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            assertThatThrownBy(() -> launcher.openRegular(pipe)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> launcher.openRegular(directory)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> launcher.openRegular(Path.of("/dev/zero"))).isInstanceOf(IOException.class);
        });
        assertThat(descriptors(pipe)).isZero();
    }

    @Test
    void a_missing_file_and_a_name_too_long_are_refused() {
        assertThatThrownBy(() -> launcher.openRegular(directory.resolve("missing")))
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot open " + directory.resolve("missing") + ": errno 2");
        assertThatThrownBy(() -> launcher.openRegular(Path.of("/" + "d/".repeat(3_000))))
                .isInstanceOf(IOException.class);
    }

    @Test
    void no_descriptor_is_left() throws IOException {
        Path file = Files.writeString(directory.toRealPath().resolve("file"), "content");

        FileChannel channel = launcher.openRegular(file);
        assertThat(descriptors(file)).isEqualTo(1);
        channel.close();

        assertThat(descriptors(file)).isZero();
    }

    /** fcntl.h: as who leases a file, and by which signal he hears that it is wanted. */
    private static final int F_SETSIG = 10;
    private static final int F_SETLEASE = 1024;
    private static final int F_WRLCK = 1;
    private static final int SIGWINCH = 28; // ignored unless somebody asks for it

    @Test
    void a_lease_is_not_waited_for() throws Exception {
        Libc libc = Libc.get();
        Path file = Files.writeString(directory.resolve("leased"), "content");
        int fd;
        try (Scratch scratch = Scratch.of(libc, Scratch.pool(libc), 0)) {
            fd = libc.open(scratch.string(Encoding.bytes(file.toString())), LinuxHeader.O_RDWR, 0);
        }
        try {
            assertThat(libc.fcntl(fd, F_SETSIG, SIGWINCH)).isZero();
            assertThat(libc.fcntl(fd, F_SETLEASE, F_WRLCK)).isZero();

            assertTimeoutPreemptively(Duration.ofSeconds(10), () ->
                    assertThatThrownBy(() -> launcher.openRegular(file))
                            .hasMessage("Cannot read " + file + ": errno 11"));
        } finally {
            libc.close(fd);
        }
        assertThat(content(file)).isEqualTo("content");
    }

    private static long locks() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/locks"))) {
            return lines.filter(line -> line.contains(" POSIX ")
                    && line.contains(" " + ProcessHandle.current().pid() + " ")).count();
        }
    }

    @Test
    void a_lock_of_this_jvm_outlives_that_somebody_names_the_file() throws Exception {
        Path file = Files.writeString(directory.resolve("locked"), "content");
        long before = locks();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThat(locks()).isEqualTo(before + 1);

            assertThatThrownBy(() -> launcher.openRegular(file))
                    .hasMessage("Cannot open " + file + ": this JVM has locked it");

            assertThat(locks()).isEqualTo(before + 1);
        }
        assertThat(content(file)).isEqualTo("content");
    }
}

package io.github.landlauncher.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Facts of the machine that this runs on. */
@EnabledOnOs(OS.LINUX)
@DisplayNameGeneration(ReplaceUnderscores.class)
class FoundFactsTest {

    @TempDir private Path directory;
    private Path file;
    private final FoundFacts facts = new FoundFacts();

    @BeforeEach
    void makeFile() throws Exception {
        file = Files.writeString(directory.resolve("file"), "content");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r---wx"));
    }

    @Test
    void an_inode_has_owner_group_type_and_mode() throws Exception {
        Inode inode = facts.inode(file).orElseThrow();

        assertThat(inode.mode()).isEqualTo(0100643);
        assertThat(inode.owner()).isEqualTo(Integer.toUnsignedLong((int) Files.getAttribute(file, "unix:uid")));
        assertThat(inode.group()).isEqualTo(Integer.toUnsignedLong((int) Files.getAttribute(file, "unix:gid")));
        assertThat(facts.inode(directory).orElseThrow().isDirectory()).isTrue();
        assertThat(facts.inode(directory.resolve("missing"))).isEmpty();
    }

    @Test
    void a_symbolic_link_is_itself() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);

        assertThat(facts.inode(link).orElseThrow().isSymbolicLink()).isTrue();
        assertThat(facts.same(link, file)).isFalse();
    }

    @Test
    void two_names_of_a_file_are_the_same() throws Exception {
        Path other = Files.createLink(directory.resolve("other"), file);

        assertThat(facts.same(file, other)).isTrue();
        assertThat(facts.same(file, directory)).isFalse();
        assertThat(facts.same(file, directory.resolve("missing"))).isFalse();
        assertThat(facts.same(directory.resolve("missing"), directory.resolve("missing"))).isFalse();
    }

    @Test
    void a_directory_is_empty_or_not() throws Exception {
        assertThat(facts.isEmpty(directory)).isFalse();
        assertThat(facts.isEmpty(Files.createDirectory(directory.resolve("empty")))).isTrue();
    }

    @Test
    void this_java_is_running_and_a_text_is_not() {
        Path java = Path.of(ProcessHandle.current().info().command().orElseThrow());

        assertThat(facts.isRunning(java)).isTrue();
        assertThat(facts.isRunning(file)).isFalse();
    }

    @Test
    void a_process_of_a_new_session_has_no_terminal() throws Exception {
        Process process = new ProcessBuilder("setsid", "sh", "-c", "echo $$; cat").start();
        try {
            int pid = Integer.parseInt(process.inputReader().readLine());

            assertThat(facts.hasTerminal(pid)).isFalse();
            assertThat(facts.hasTerminal(Integer.MAX_VALUE)).isTrue();
        } finally {
            process.getOutputStream().close();
        }
    }

    @Test
    void proc_is_a_mount() {
        assertThat(facts.mount(Path.of("/proc/version")).point()).isEqualTo(Path.of("/proc"));
    }

    @Test
    void the_null_device_is_known() {
        assertThat(facts.inode(Path.of("/dev/null")).orElseThrow().knowsNoIoctl()).isTrue();
    }

    @Test
    void settings_of_the_kernel_are_numbers() {
        assertThat(facts.firstUnprivilegedPort()).isBetween(0, 65535);
        assertThat(facts.protectsHardLinks()).isIn(true, false);
    }
}

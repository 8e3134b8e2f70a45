package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.landlauncher.linux.libc.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A group of the kernel's, where the user may make one; it needs no controller for this. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ControlGroupTest extends EventLoopContract {

    private final List<Process> processes = new ArrayList<>();
    private Path directory;
    private ControlGroup group;

    @BeforeEach
    void a_group() throws Exception {
        Path hierarchy = OwnControlGroup.of(
                ControlFiles.read(Path.of("/proc/self/cgroup")),
                ControlFiles.read(Path.of("/proc/self/mountinfo"))).mountPoint();
        assumeThat(Files.isWritable(hierarchy.resolve("cgroup.procs")))
                .as("may make control groups in " + hierarchy).isTrue();
        directory = Files.createTempDirectory(hierarchy, "landlauncher-test-");
        group = new ControlGroup(new ControlFiles(libc, pool), reaper, directory);
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
        if (directory != null) {
            Files.deleteIfExists(directory);
        }
    }

    /** A process in the group that ends when its standard input does. */
    private Process member() throws IOException {
        Process process = new ProcessBuilder("cat").start();
        processes.add(process);
        Files.writeString(directory.resolve("cgroup.procs"), Long.toString(process.pid()));
        return process;
    }

    @Test
    void without_processes_it_is_not_populated_and_is_removed_at_once() {
        assertThat(group.isPopulated()).isFalse();

        CompletableFuture<Void> removed = group.removeWhenEmpty();

        assertThat(removed).isCompleted();
        assertThat(directory).doesNotExist();
        assertThat(group.isPopulated()).isFalse();
        assertThat(fake.calls("epoll_ctl")).isEmpty();
    }

    @Test
    void with_a_process_it_is_removed_when_that_has_ended() throws Exception {
        Process process = member();
        assertThat(group.isPopulated()).isTrue();

        CompletableFuture<Void> removed = group.removeWhenEmpty();
        untilEverythingIsDealtWith();
        assertThat(removed).isNotDone();
        assertThat(directory).exists();
        process.getOutputStream().close();

        removed.get();
        assertThat(directory).doesNotExist();
    }

    @Test
    void with_several_processes_it_is_removed_when_the_last_has_ended() throws Exception {
        Process first = member();
        Process second = member();
        CompletableFuture<Void> removed = group.removeWhenEmpty();

        first.getOutputStream().close();
        first.waitFor();
        untilEverythingIsDealtWith();
        assertThat(removed).isNotDone();
        second.getOutputStream().close();

        removed.get();
        assertThat(directory).doesNotExist();
    }

    @Test
    void asked_twice_it_is_removed_once() throws Exception {
        Process process = member();
        CompletableFuture<Void> removed = group.removeWhenEmpty();

        assertThat(group.removeWhenEmpty()).isSameAs(removed);
        process.getOutputStream().close();

        removed.get();
        assertThat(group.removeWhenEmpty()).isCompleted();
    }

    @Test
    void after_removal_no_descriptor_is_left() throws Exception {
        Process process = member();
        CompletableFuture<Void> removed = group.removeWhenEmpty();
        String events = directory.resolve("cgroup.events").toString();
        assertThat(openFiles()).contains(events);

        process.getOutputStream().close();
        removed.get();

        assertThat(openFiles()).doesNotContain(events);
    }

    private static List<String> openFiles() throws IOException {
        List<String> files = new ArrayList<>();
        try (var links = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path link : links) {
                if (Files.isSymbolicLink(link)) {
                    files.add(Files.readSymbolicLink(link).toString());
                }
            }
        }
        return files;
    }

    @Test
    void kill_ends_every_process_in_it() throws Exception {
        Process first = member();
        Process second = member();
        assumeThat(directory.resolve("cgroup.kill")).as("Linux 5.14 or later").exists();

        assertThat(group.kill()).isTrue();

        assertThat(first.waitFor()).isEqualTo(128 + 9);
        assertThat(second.waitFor()).isEqualTo(128 + 9);
        group.removeWhenEmpty().get();
        assertThat(directory).doesNotExist();
    }

    @Test
    void a_group_that_is_gone_has_nothing_left_to_kill() throws Exception {
        group.removeWhenEmpty().get();

        assertThat(group.kill()).isTrue();
    }

    @Test
    void a_process_enters_by_writing_0_to_the_descriptor() throws Exception {
        Process process;
        try (Descriptor procs = group.openProcs()) {
            assertThat(procs.fd()).isGreaterThanOrEqualTo(12);
            process = new ProcessBuilder("sh", "-c",
                    "echo 0 > /proc/$PPID/fd/" + procs.fd() + " && cat /proc/self/cgroup").start();
            processes.add(process);
            assertThat(new String(process.getInputStream().readAllBytes()))
                    .contains("0::/" + directory.getFileName() + "\n");
        }
        assertThat(process.waitFor()).isZero();
        group.removeWhenEmpty().get();
    }

    @Test
    void groups_in_it_keep_it_and_are_told_of_as_soon_as_nothing_else_will_change() throws Exception {
        Path below = Files.createDirectory(directory.resolve("below"));

        CompletableFuture<Void> removed = group.removeWhenEmpty();

        assertThatThrownBy(removed::get)
                .hasRootCauseMessage(directory + " has groups in it that the program made");
        assertThat(directory).exists();
        Files.delete(below);
    }

    @Test
    void if_it_cannot_be_watched_that_is_told() throws Exception {
        member();
        fake.fail("epoll_ctl", Errno.ENOSPC);

        assertThatThrownBy(group.removeWhenEmpty()::get)
                .hasRootCauseMessage("error=28, No space left on device");
        assertThat(openFiles()).doesNotContain(directory.resolve("cgroup.events").toString());
        fake.forget("epoll_ctl");
    }

    @Test
    void only_an_empty_group_can_be_removed() throws Exception {
        Process process = member();
        assertThat(ControlGroup.remove(directory)).isFalse();

        process.getOutputStream().close();
        process.waitFor();

        assertThat(ControlGroup.remove(directory)).isTrue();
        assertThat(ControlGroup.remove(directory)).isTrue();
    }
}

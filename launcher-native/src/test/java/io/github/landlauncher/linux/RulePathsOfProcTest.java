package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.Rules;
import io.github.landlauncher.linux.libc.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules on /proc, which means something else to whoever opens it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RulePathsOfProcTest extends RulePathsContract {

    @Test
    void the_whole_and_what_belongs_to_no_process_is_opened() throws IOException {
        assertThat(opensDirectory(reading("/proc"))).isTrue();
        assertThat(opensDirectory(reading("/proc/sys"))).isTrue();
        assertThat(opensDirectory(reading("/proc/version"))).isFalse();
    }

    @Test
    void another_process_is_opened() throws Exception {
        Process other = new ProcessBuilder("cat").start();
        try {
            assertThat(opensDirectory(reading("/proc/" + other.pid()))).isTrue();
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/proc/self", "/proc/self/", "/proc/self/environ", "/proc/self/fd",
        "/proc/self/task", "/proc/thread-self", "/proc/thread-self/environ", "/proc/../proc/self",
        "/dev/fd"})
    void the_jvm_s_own_entry_is_refused_by_whatever_name(String path) {
        assertRefusedAsOwnEntry(reading(path));
    }

    @Test
    void the_jvm_s_own_entry_is_refused_by_its_process_id() {
        long pid = ProcessHandle.current().pid();

        assertRefusedAsOwnEntry(reading("/proc/" + pid));
        assertRefusedAsOwnEntry(reading("/proc/" + pid + "/maps"));
        assertRefusedAsOwnEntry(reading("/proc/self/task/" + pid));
    }

    @Test
    void the_jvm_s_own_entry_is_refused_by_the_id_of_a_thread() throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
            String pid = Long.toString(ProcessHandle.current().pid());
            Path other = threads.map(Path::getFileName)
                    .filter(id -> !id.toString().equals(pid))
                    .min(Comparator.comparing(id -> Integer.valueOf(id.toString()))) // the oldest
                    .orElseThrow();

            assertRefusedAsOwnEntry(reading(Path.of("/proc").resolve(other).resolve("environ")));
        }
    }

    @Test
    void the_jvm_s_own_entry_is_refused_beneath_a_base_and_behind_a_link() throws IOException {
        String pid = Long.toString(ProcessHandle.current().pid());

        assertRefusedAsOwnEntry(only(Rules.none().allowReadBeneath(Path.of("/proc"), pid)));
        assertRefusedAsOwnEntry(reading(link("mine", Path.of("/proc/self"))));
    }

    @Test
    void a_link_to_an_open_file_is_refused() {
        assertRefused(reading("/dev/stdin"), Errno.ELOOP);
        assertRefused(reading("/proc/self/fd/0"), Errno.ELOOP);
        assertRefused(reading("/proc/self/cwd"), Errno.ELOOP);
        assertRefused(reading("/proc/self/root/etc"), Errno.ELOOP);
    }
}

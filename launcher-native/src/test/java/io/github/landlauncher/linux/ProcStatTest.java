package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken from /proc/PID/stat. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ProcStatTest {

    private static String line(String name, String state, int threads) {
        return "123 (" + name + ") " + state + " 45 123 44 0 -1 4194560 98 0 0 0 0 0 0 0 20 0 "
                + threads + " 0 987654 2363392 1 18446744073709551615\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "a b", ")", ") Z 1 2 3", "", "(x) R"})
    void whatever_the_name_is_the_fields_after_it_are_found(String name) {
        assertThat(ProcStat.parse(line(name, "S", 1)))
                .isEqualTo(new ProcStat(123, 45, 44, 987654, true));
    }

    @ParameterizedTest
    @CsvSource({"R, 1, true", "S, 1, true", "D, 1, true", "T, 1, true", "t, 1, true", "Z, 1, false",
        "Z, 2, true", "X, 1, false", "Z, 0, false"})
    void a_zombie_lives_only_if_other_threads_of_it_do(String state, int threads, boolean living) {
        assertThat(ProcStat.parse(line("x", state, threads)).living()).isEqualTo(living);
    }

    @Test
    void this_jvm_is_among_all_processes_with_its_parent() throws Exception {
        int self = (int) ProcessHandle.current().pid();
        List<ProcStat> all = ProcStat.all();

        assertThat(all).extracting(ProcStat::pid).contains(self).doesNotHaveDuplicates();
        assertThat(ProcStat.of(self)).isIn(all);
        assertThat((long) ProcStat.of(self).parent())
                .isEqualTo(ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L));
    }

    @Test
    void a_process_that_has_ended_is_null() throws Exception {
        Process process = new ProcessBuilder("/bin/true").start();
        process.waitFor();

        assertThat(ProcStat.of((int) process.pid())).isNull();
        assertThat(ProcStat.hasNoNewPrivs((int) process.pid())).isFalse();
    }
}

package io.github.landlauncher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.cli.Terminal.ForegroundGroup;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The fields of /proc/PID/stat: pid (name) state ppid pgrp session tty_nr tpgid flags ... */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TerminalTest {

    @Test
    void a_process_whose_group_has_the_terminal_is_in_the_foreground() {
        assertThat(foreground("912 (java) S 800 911 800 34816 911 4194304 7 0\n"))
                .isTrue();
    }

    @Test
    void a_background_job_is_not() {
        assertThat(foreground("912 (java) S 800 911 800 34816 800 4194304 7 0\n"))
                .isFalse();
    }

    @Test
    void a_process_without_a_terminal_is_not() {
        assertThat(foreground("912 (java) S 800 911 800 0 -1 4194304 7 0\n"))
                .isFalse();
    }

    @Test
    void a_name_with_spaces_and_parentheses_misleads_nobody() {
        assertThat(foreground("912 (a) S 1 (b) S 800 911 800 34816 911 4194304\n"))
                .isTrue();
    }

    @Test
    void the_terminal_is_anothers_if_that_group_lives_or_there_is_no_terminal() {
        long self = ProcessHandle.current().pid();

        assertThat(new ForegroundGroup(self, self).isOthers()).isFalse();
        assertThat(new ForegroundGroup(1, self).isOthers()).isTrue();
        assertThat(new ForegroundGroup(1, -1).isOthers()).isTrue();
        assertThat(new ForegroundGroup(1, Integer.MAX_VALUE).isOthers()).isFalse();
    }

    private static boolean foreground(String stat) {
        return ForegroundGroup.of(stat).isOwn();
    }
}

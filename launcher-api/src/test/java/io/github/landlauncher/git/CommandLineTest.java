package io.github.landlauncher.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands that show differences are told not to run drivers, wherever the command stands. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CommandLineTest {

    @ParameterizedTest
    @CsvSource({
        "git diff, git diff --no-ext-diff --no-textconv",
        "/usr/bin/git log -p, /usr/bin/git log --no-ext-diff --no-textconv -p",
        "git diff --ext-diff a, git diff --no-ext-diff --no-textconv --ext-diff a",
        "git -C diff -c a=b --no-pager show x, git -C diff -c a=b --no-pager show --no-ext-diff --no-textconv x",
        "git --git-dir log blame a, git --git-dir log blame --no-textconv a",
        "git --git-dir=x grep a, git --git-dir=x grep --no-textconv a",
        "git status, git status",
        "git add diff, git add diff",
        "git, git",
        "git -C, git -C",
        "git --version, git --version",
        "diff a b, diff a b",
        "sh -c git, sh -c git"
    })
    void a_command_line_becomes(String command, String hardened) {
        assertThat(CommandLine.hardened(List.of(command.split(" ")))).containsExactly(hardened.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "git diff --submodule=diff, true",
        "git log -p --sub=diff, true",
        "git -c diff.submodule=diff diff, true",
        "git submodule update, true",
        "git grep --rec x, true",
        "git -C lib log, true",
        "git --git-dir=lib/.git log, true",
        "git status, false",
        "git log -p -Cfoo, false",
        "submodule, false"
    })
    void a_command_enters_others(String command, boolean enters) {
        assertThat(CommandLine.entersOthers(List.of(command.split(" ")))).isEqualTo(enters);
    }
}

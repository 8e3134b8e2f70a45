package io.github.landlauncher.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.landlauncher.explain.Complaint.Act;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each line is one that a real program wrote: coreutils 9.1, bash 5.2, git 2.39, Node.js 20 and so on. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ComplaintReaderTest {

    private static Complaint read(String line) {
        return ComplaintReader.read(line).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "cat: 'secret/a file': Permission denied | UNKNOWN | secret/a file",
        "ls: cannot open directory 'secret': Permission denied | READ | secret",
        "sh: can't open secret/it: Permission denied | UNKNOWN | ",
        "cat: can't open 'secret/file': Permission denied | UNKNOWN | secret/file",
        "cp: cannot open 'secret/file' for reading: Permission denied | READ | secret/file",
        "truncate: cannot open 'secret/file' for writing: Permission denied | WRITE | secret/file",
        "cp: cannot create regular file 'secret/y.c': Permission denied | CREATE | secret/y.c",
        "touch: cannot touch 'secret/new': Permission denied | CREATE | secret/new",
        "mkdir: cannot create directory ‘secret/d’: Permission denied | MAKE_DIRECTORY | secret/d",
        "mkfifo: cannot create fifo 'secret/l': Permission denied | MAKE_FIFO | secret/l",
        "ln: failed to create symbolic link 'secret/l': Permission denied | MAKE_SYMBOLIC_LINK | secret/l",
        "rm: cannot remove 'secret/file': Permission denied | REMOVE | secret/file",
        "rmdir: failed to remove 'secret/d': Permission denied | REMOVE | secret/d",
        "env: ‘secret/prog’: Permission denied | UNKNOWN | secret/prog",
        "nohup: failed to run command 'secret/prog': Permission denied | EXECUTE | secret/prog",
        "timeout: failed to run command ‘secret/prog’: Permission denied | EXECUTE | secret/prog",
        "dd: failed to open 'secret/file': Permission denied | UNKNOWN | secret/file",
        "xargs: Cannot open input file ‘secret/file’: Permission denied | UNKNOWN | secret/file",
        "cat: 'it'\\''s here': Permission denied | UNKNOWN | it's here",
        "PermissionError: [Errno 13] Permission denied: 'secret/file' | UNKNOWN | secret/file",
        "PermissionError: [Errno 13] Permission denied: \"secret/it's\" | UNKNOWN | secret/it's",
        "python3: can't open file '/t/secret/script': [Errno 13] Permission denied | UNKNOWN | /t/secret/script",
        "Error: EACCES: permission denied, open 'secret/file' | UNKNOWN | secret/file",
        "Error: EACCES: permission denied, mkdir 'secret/d' | MAKE_DIRECTORY | secret/d",
        "Error: EACCES: permission denied, unlink 'secret/d' | REMOVE | secret/d",
        "Error: spawn secret/prog EACCES | EXECUTE | secret/prog",
        "java.nio.file.AccessDeniedException: secret/file | UNKNOWN | secret/file",
        "Caused by: java.nio.file.AccessDeniedException: /a dir/file | UNKNOWN | /a dir/file",
        "java.io.IOException: Cannot run program \"secret/prog\": error=13, Permission denied | EXECUTE | secret/prog",
        "warning: unable to access '/root/.gitconfig': Permission denied | UNKNOWN | /root/.gitconfig",
        "error: open(\"secret/file\"): Permission denied | UNKNOWN | secret/file",
        "error: can't open patch 'secret/file': Permission denied | UNKNOWN | secret/file",
        "rsync: [sender] send_files failed to open \"/t/file\": Permission denied (13) | UNKNOWN | /t/file",
        "Can't open perl script \"secret/script\": Permission denied | UNKNOWN | secret/script",
        "zsh:1: permission denied: secret/prog | UNKNOWN | secret/prog",
        "a.rb:1:in `initialize': Permission denied @ rb_sysopen - a/b (Errno::EACCES) | UNKNOWN | a/b",
    })
    void what_is_quoted_or_said_in_a_known_place_is_a_path(String line, Act act, String path) {
        Complaint complaint = read(line);

        assertThat(complaint.act()).isEqualTo(act);
        assertThat(complaint.named()).isEqualTo(path == null ? List.of() : List.of(path));
        assertThat(complaint.crossDevice()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "cat: secret/file: Permission denied | UNKNOWN | secret/file",
        "bash: line 1: secret/file: Permission denied | UNKNOWN | secret/file",
        "bash: line 1: a file: Permission denied | UNKNOWN | a file",
        "work/s.sh: line 1: secret/prog: Permission denied | UNKNOWN | secret/prog",
        "dash: 1: cannot open secret/file: Permission denied | UNKNOWN | cannot open secret/file",
        "dash: 1: cannot create a b: Permission denied | CREATE | cannot create a b",
        "sh: 1: exec: secret/prog: Permission denied | EXECUTE | secret/prog",
        "tar: secret/x.tar: Cannot open: Permission denied | UNKNOWN | secret/x.tar",
        "sort: open failed: secret/file: Permission denied | UNKNOWN | secret/file",
        "sed: can't read secret/file: Permission denied | READ | can't read secret/file",
        "awk: cannot open secret/file (Permission denied) | UNKNOWN | cannot open secret/file",
        "java.io.FileNotFoundException: secret/file (Permission denied) | UNKNOWN | secret/file",
        "cc1: fatal error: secret/x.c: Permission denied | UNKNOWN | secret/x.c",
        "work/y.c:1:10: fatal error: /t/secret/x.h: Permission denied | UNKNOWN | /t/secret/x.h",
        "Fatal error: can't create secret/x.o: Permission denied | CREATE | can't create secret/x.o",
        "Error: can't open secret/f for reading: Permission denied | READ | can't open secret/f for reading",
        "/usr/bin/ld: cannot open output file secret/x: Permission denied | CREATE | cannot open output file secret/x",
        "Cannot create temporary file in /tmp/: Permission denied | MAKE_TEMPORARY | Cannot create temporary file in /tmp/",
        "fatal: cannot mkdir /t/secret/r: Permission denied | MAKE_DIRECTORY | cannot mkdir /t/secret/r",
        "secret/w: Permission denied | UNKNOWN | secret/w",
        "Can't open user config file secret/file: Permission denied | UNKNOWN | Can't open user config file secret/file",
    })
    void otherwise_each_end_of_what_was_said_before_may_be_one(String line, Act act, String longest) {
        Complaint complaint = read(line);

        assertThat(complaint.act()).isEqualTo(act);
        assertThat(complaint.named()).isEmpty();
        assertThat(complaint.words().get(0)).isEqualTo(longest);
    }

    @Test
    void the_ends_begin_at_words_and_come_from_the_last_part_first() {
        assertThat(read("gcc: cannot open a b: Permission denied").words())
                .containsExactly("cannot open a b", "open a b", "a b", "b");
        assertThat(read("/bin/x: some thing: c: Permission denied").words())
                .containsExactly("c", "some thing", "thing");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "mv: cannot move 'a b' to 'secret/y.c': Permission denied | RENAME | a b | secret/y.c | false",
        "ln: failed to create hard link 'new' => 'old': Permission denied | LINK | old | new | false",
        "ln: failed to create hard link 'new' => 'old': Invalid cross-device link | LINK | old | new | true",
        "PermissionError: [Errno 13] Permission denied: 'a' -> 'b' | RENAME | a | b | false",
        "OSError: [Errno 18] Invalid cross-device link: 'a' -> 'b' | RENAME | a | b | true",
        "Error: EACCES: permission denied, rename 'a' -> 'b' | RENAME | a | b | false",
        "Error: EACCES: permission denied, link 'a' -> 'b' | LINK | a | b | false",
        "Error: EXDEV: cross-device link not permitted, rename 'a' -> 'b' | RENAME | a | b | true",
        "Exception in thread \"main\" java.nio.file.AccessDeniedException: a -> b | RENAME | a | b | false",
        "java.nio.file.AtomicMoveNotSupportedException: a -> b: Invalid cross-device link | RENAME | a | b | true",
    })
    void a_pair_has_the_source_first(String line, Act act, String from, String to, boolean crossDevice) {
        Complaint complaint = read(line);

        assertThat(complaint.isPair()).isTrue();
        assertThat(complaint.act()).isEqualTo(act);
        assertThat(complaint.named()).containsExactly(from, to);
        assertThat(complaint.crossDevice()).isEqualTo(crossDevice);
    }

    @Test
    void of_a_symbolic_link_only_its_place_counts() {
        Complaint complaint = read("Error: EACCES: permission denied, symlink 'target' -> 'secret/l'");

        assertThat(complaint.act()).isEqualTo(Act.MAKE_SYMBOLIC_LINK);
        assertThat(complaint.named()).containsExactly("secret/l");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "",
        "cat: secret/file: No such file or directory",
        "bash: line 1: nosuchprog: command not found",
        "Error relocating mlib/mprog: f: symbol not found",
        "compilation terminated.",
        "mount: only root can do that",
    })
    void other_lines_are_no_complaints(String line) {
        assertThat(ComplaintReader.read(line)).isEmpty();
    }

    @Test
    void a_line_longer_than_any_message_is_passed_over() {
        assertThat(ComplaintReader.read("x".repeat(5_000) + ": Permission denied")).isEmpty();
    }

    @Test
    void any_line_is_read_without_failing() {
        Random random = new Random(3);
        String[] parts = {"'", "\"", "‘", "’", "`", "\\", ": ", " -> ", " => ", "Permission denied", "EACCES",
            "java.nio.file.AccessDeniedException: ", "Invalid cross-device link", "a/b", " ", "(", ")", "spawn ",
            "ermission denied @ x - ", "Cannot open", "\0", "\ud800"};
        for (int i = 0; i < 5_000; i++) {
            StringBuilder line = new StringBuilder();
            for (int part = random.nextInt(40); part >= 0; part--) {
                line.append(parts[random.nextInt(parts.length)]);
            }
            assertThatCode(() -> ComplaintReader.read(line.toString()))
                    .as(line.toString())
                    .doesNotThrowAnyException();
        }
    }
}

package io.github.landlauncher.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.Scope;
import io.github.landlauncher.SyscallGroup;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DenialTest {

    @Test
    void it_says_which_rights_are_missing_where() {
        Denial denial = Denials.read(7, "/srv/data/names");

        assertThat(denial.path()).contains(Path.of("/srv/data/names"));
        assertThat(denial.missing()).containsExactly(AccessFs.READ_FILE);
        assertThat(denial.nearest()).contains(Path.of("/srv"));
        assertThat(denial.port()).isEmpty();
        assertThat(denial.operation()).isEqualTo(Denials.open("/srv/data/names"));
        assertThat(denial.suggestions()).containsExactly(Denials.read("/srv/data/names"));
        assertThat(denial).hasToString("""
                /usr/bin/sort (pid 7), openat: denied (EACCES): READ_FILE on /srv/data/names is missing
                  add .allowRead("/srv/data/names")""");
    }

    @Test
    void it_says_which_port_is_missing() {
        Denial denial = Denials.connect(7, 443);

        assertThat(denial.path()).isEmpty();
        assertThat(denial.nearest()).isEmpty();
        assertThat(denial.port()).hasValue(443);
        assertThat(denial.missing()).containsExactly(AccessNet.CONNECT_TCP);
        assertThat(denial.toString()).contains("CONNECT_TCP on port 443 is missing\n");
    }

    @Test
    void it_says_which_scope_holds() {
        Denial denial = Denials.of(7, "kill", new Operation.Reach(Scope.SIGNAL),
                new Requirement.Unscoped(Scope.SIGNAL, false));

        assertThat(denial.missing()).containsExactly(Scope.SIGNAL);
        assertThat(denial.path()).isEmpty();
        assertThat(denial.toString()).endsWith("kill: denied (EACCES): scope SIGNAL is on");
    }

    @Test
    void a_move_that_gains_rights_and_a_filter_are_told_in_words() {
        Denial gain = Denials.of(7, "rename", new Operation.Rename(Path.of("/a/f"), Path.of("/b/f"), false),
                new Requirement.NoGain(Path.of("/a/f"), Path.of("/b"), Set.of(AccessFs.EXECUTE)));
        Denial filter = Denials.of(7, "mount", new Operation.Call(SyscallGroup.MOUNTS),
                new Requirement.Unfiltered(SyscallGroup.MOUNTS, false));

        assertThat(gain.path()).contains(Path.of("/a/f"));
        assertThat(gain.missing()).isEmpty();
        assertThat(new DenialReport.Repeated(gain, 1, 7))
                .hasToString("EXECUTE that /a/f would gain in /b: rename by /usr/bin/sort");
        assertThat(new DenialReport.Repeated(filter, 2, 7))
                .hasToString("system calls of the group MOUNTS: mount by /usr/bin/sort, 2 times");
    }

    @Test
    void what_is_met_does_not_count() {
        Requirement met = new Requirement.OnPath(Path.of("/a"), true, Set.of(AccessFs.REFER), Set.of(),
                List.of(), Optional.empty());
        Denial denial = new Denial(7, Optional.empty(), "rename", new Explanation(
                new Operation.Rename(Path.of("/a/f"), Path.of("/b/f"), false), "EXDEV",
                List.of(met, Denials.on("/b", true, Set.of(AccessFs.REFER, AccessFs.MAKE_REG))),
                List.of("a note"), List.of(), List.of()));

        assertThat(denial.path()).contains(Path.of("/b"));
        assertThat(denial.missing()).containsExactlyInAnyOrder(AccessFs.MAKE_REG, AccessFs.REFER);
        assertThat(denial).hasToString("""
                a program (pid 7), rename: denied (EXDEV): MAKE_REG, REFER on /b are missing
                  a note""");
    }

    @Test
    void a_name_cannot_write_lines_of_its_own() {
        Denial denial = Denials.read(7, "/srv/a\nfine");

        assertThat(denial.toString()).contains("READ_FILE on /srv/a\\u000afine is missing");
        assertThat(new DenialReport.Repeated(denial, 1, 7))
                .hasToString("READ_FILE on /srv/a\\u000afine: openat by /usr/bin/sort");
    }

    @Test
    void only_what_executes_the_program_is_called_the_start() {
        Denial read = Denials.read(7, "/srv/a");
        Optional<Path> helper = Optional.of(Path.of("/memfd:landlock-exec"));

        assertThat(new Denial(7, helper, "execve", read.explanation()).toString()).startsWith("the start (pid 7), ");
        assertThat(new Denial(7, helper, "openat", read.explanation()).toString())
                .startsWith("/memfd:landlock-exec (pid 7), ");
    }
}

package io.github.landlauncher.it.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.landlauncher.it.RequiresAbi;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** bash in a containment does what it does without. */
@RequiresAbi(3)
@RequiresProgram("bash")
@DisplayNameGeneration(ReplaceUnderscores.class)
class BashIT {

    @TempDir private Path directory;

    /** What all tests of this package stand on. */
    @Test
    void a_contained_program_has_landlock_a_filter_and_no_capability() throws Exception {
        Workplace place = new Workplace(directory)
                .allowing(policy -> policy.allowRead("/proc"));

        Seen status = place.contained(
                "/usr/bin/grep", "-E", "^(NoNewPrivs|Seccomp|Cap(Inh|Prm|Eff|Amb)):", "/proc/self/status");

        assertThat(status.output()).isEqualTo("""
                CapInh:\t0000000000000000
                CapPrm:\t0000000000000000
                CapEff:\t0000000000000000
                CapAmb:\t0000000000000000
                NoNewPrivs:\t1
                Seccomp:\t2
                """);
    }

    /** A containment takes DAC_OVERRIDE even from root. */
    @Test
    void root_is_held_to_the_modes_of_files_of_others() throws Exception {
        assumeThat(TarIT.root()).as("root").isTrue();
        Workplace place = new Workplace(directory)
                .prepared("echo text >file; chmod 600 file; chown 1234:1234 file");
        place.free("/bin/cat", "file").succeeded("ProcessBuilder");

        Seen contained = place.contained("/bin/cat", "file");

        assertThat(contained.exitValue()).isEqualTo(1);
        assertThat(contained.error()).contains("file: Permission denied");
    }

    @Test
    void it_runs_pipes_subshells_and_substitutions() throws Exception {
        String output = new Workplace(directory).script("""
                set -o pipefail
                words=(some words to sort)
                printf '%s\\n' "${words[@]}" | sort -r | { read first; echo "first $first"; cat >rest; }
                (cd tmp; echo sub >shell; umask 077; mkdir private)
                diff <(sort rest) <(sort <<<"${words[*]:0:2}") || echo "differs: $?"
                tee >(tr a-z A-Z >upper) <rest | wc -l
                wait $!
                cat <<END
                $(uname -s) $((6 * 7)) ${#words[@]}
                END
                mapfile -t lines <rest; echo "${lines[@]}"
                """);

        assertThat(output).startsWith("first words\n").contains("differs: 1", "Linux 42 4");
    }

    @Test
    void it_runs_jobs_coprocesses_and_named_pipes_and_signals_them() throws Exception {
        String output = new Workplace(directory).script("""
                set -m
                mkfifo fifo
                trap 'echo interrupted' USR1
                echo through >fifo & cat fifo; wait $!
                coproc cat; echo and back >&"${COPROC[1]}"; read -r line <&"${COPROC[0]}"; echo "$line"
                kill %1; wait %1 || echo "ended by $?"
                kill -USR1 $$
                ulimit -n 64; ulimit -n
                """);

        assertThat(output).isEqualTo("through\nand back\nended by 143\ninterrupted\n64\n");
    }
}

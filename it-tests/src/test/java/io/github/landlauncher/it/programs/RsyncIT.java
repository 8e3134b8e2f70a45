package io.github.landlauncher.it.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.landlauncher.it.RequiresAbi;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** rsync in a containment does what it does without, but for owners. */
@RequiresAbi(3)
@RequiresProgram({"bash", "rsync"})
@DisplayNameGeneration(ReplaceUnderscores.class)
class RsyncIT {

    private static final String SOURCE = """
            mkdir -p ../source/deep/er; cd ../source
            seq 20000 >numbers; ln numbers deep/hard; ln -s ../numbers deep/soft; mkfifo fifo
            echo x >deep/er/x; chmod 400 deep/er/x; touch -d 2020-02-02 numbers deep
            """;

    /** Two processes of rsync that talk through pipes, as they would through ssh. */
    private static final String THROUGH_PIPES = "-e 'sh -c '\\''shift; eval \"$@\"'\\'' rsh'";

    @TempDir private Path directory;
    private Workplace place;

    @BeforeEach
    void makePlace() throws IOException {
        place = new Workplace(directory).prepared(SOURCE);
        place.allowing(policy -> policy.allowRead(place.beside("source")));
    }

    /** With -O: whether times of directories differ depends on when a second ends. */
    @Test
    void it_copies_a_tree_and_then_what_changed_in_it() throws Exception {
        String output = place.script("""
                rsync -aH ../source/ copy/
                echo y >>copy/numbers; rm copy/deep/soft; touch copy/extra
                rsync -aHOi --checksum --delete ../source/ copy/
                rsync -aHOi --checksum --delete ../source/ copy/
                """);

        assertThat(output).contains("*deleting   extra", ">fcst...... numbers", "cL+++++++++ deep/soft");
    }

    @Test
    void it_pushes_and_pulls_through_pipes() throws Exception {
        String output = place.script("""
                push() { rsync -aHi "$@" %1$s ../source/ "host:$PWD/copy/"; }
                push | wc -l; sed -i s/777/seven/ copy/numbers; push -O
                rsync -azHi %1$s "host:$PWD/copy/" pulled/ | wc -l
                diff -r --no-dereference copy pulled -x fifo && echo same
                """.formatted(THROUGH_PIPES));

        assertThat(output).endsWith("same\n").contains("<f.st...... numbers");
    }

    /** A containment takes CHOWN even from root. */
    @Test
    void root_cannot_keep_another_owner_and_says_so_by_exit_value_23() throws Exception {
        assumeThat(TarIT.root()).as("root").isTrue();
        place.prepared(SOURCE + "chown 1234:1234 numbers");
        String[] copy = {"/usr/bin/rsync", "-a", "../source/numbers", "copied"};
        place.free(copy).succeeded("ProcessBuilder");

        Seen contained = place.contained(copy);

        assertThat(contained.exitValue()).isEqualTo(23);
        assertThat(contained.error()).contains("chown", "Operation not permitted");
        assertThat(place.work().resolve("copied")).hasSameBinaryContentAs(place.beside("source/numbers"));
        place.same("/usr/bin/rsync", "-a", "--no-owner", "--no-group", "../source/numbers", "copied");
    }
}

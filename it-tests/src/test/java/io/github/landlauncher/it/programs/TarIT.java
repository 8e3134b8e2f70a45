package io.github.landlauncher.it.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.landlauncher.Capability;
import io.github.landlauncher.it.RequiresAbi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** tar in a containment does what it does without, but for owners and set-ID bits. */
@RequiresAbi(3)
@RequiresProgram({"bash", "tar", "gzip"})
@DisplayNameGeneration(ReplaceUnderscores.class)
class TarIT {

    private static final String TREE = """
            mkdir -p tree/deep/er tree/private
            seq 10000 >tree/numbers; ln tree/numbers tree/deep/hard; ln -s ../numbers tree/deep/soft
            mkfifo tree/fifo; truncate -s 1M tree/sparse; echo end >>tree/sparse
            echo x >tree/private/x; chmod 400 tree/private/x; chmod 700 tree/private
            chmod 1777 tree/deep/er
            find tree -exec touch -h -d 2020-02-02T02:02:02Z {} +
            """;

    private static final String[] EXTRACT = {"/usr/bin/tar", "-xpf", "../archive.tar"};

    @TempDir private Path directory;
    private Workplace place;

    @BeforeEach
    void makePlace() throws IOException {
        place = new Workplace(directory);
        place.allowing(policy -> policy.allowRead(place.beside("archive.tar")));
    }

    /** The archive itself has a process id in its names. */
    @Test
    void it_packs_and_unpacks_links_modes_times_and_holes() throws Exception {
        String output = place.allowing(policy -> policy).prepared(TREE).ignoring("tree.tar.gz").script("""
                tar --sort=name --sparse --xattrs --acls -czf tree.tar.gz tree
                mkdir out; tar --xattrs --acls -xzpf tree.tar.gz -C out
                cd out; find . -mindepth 1 -printf '%P %y %m %s %n %t %l\\n' | sort
                cmp tree/numbers ../tree/numbers; tar -df ../tree.tar.gz && echo same
                """);

        assertThat(output)
                .endsWith("same\n")
                .contains("tree/deep/hard f 644 48894 2 Sun Feb  2 02:02:02.0000000000 2020")
                .contains("tree/deep/er d 1777", "tree/fifo p 644");
    }

    @Test
    void without_root_files_of_another_owner_become_ones_own() throws Exception {
        assumeThat(root()).as("root").isFalse();

        place.prepared(archiveWith("--owner=1234 --group=1234"));

        place.same(EXTRACT);
    }

    /** A containment takes CHOWN even from root, so what the archive asks for cannot be done. */
    @Test
    void root_cannot_unpack_files_of_another_owner_as_that_owners() throws Exception {
        assumeThat(root()).as("root").isTrue();
        place.prepared(archiveWith("--owner=1234 --group=1234"));
        place.free(EXTRACT).succeeded("ProcessBuilder");
        assertThat(owner()).isEqualTo(1234);

        Seen contained = place.contained(EXTRACT);

        assertThat(contained.exitValue()).isEqualTo(2);
        assertThat(contained.error()).contains(
                "tar: file: Cannot change ownership to uid 1234, gid 1234: Operation not permitted");
        assertThat(place.work().resolve("file")).hasContent("text");
        assertThat(owner()).isZero();
    }

    @Test
    void root_unpacks_them_as_its_own_if_told_so_or_with_the_capability() throws Exception {
        assumeThat(root()).as("root").isTrue();
        place.prepared(archiveWith("--owner=1234 --group=1234"));

        place.same("/usr/bin/tar", "--no-same-owner", "-xpf", "../archive.tar");

        place.allowing(policy -> policy.keepCapabilities(Capability.CHOWN, Capability.FOWNER)
                        .allowRead(place.beside("archive.tar")))
                .same(EXTRACT);
        assertThat(owner()).isEqualTo(1234);
    }

    /** With -p, which is the default of root; without, tar leaves those bits out itself. */
    @Test
    void set_user_id_bits_are_refused_and_the_rest_is_unpacked() throws Exception {
        place.prepared(archiveWith("--mode=4755"));
        place.free(EXTRACT).succeeded("ProcessBuilder");
        assertThat(mode()).isEqualTo(04755);

        Seen contained = place.contained(EXTRACT);

        assertThat(contained.exitValue()).isEqualTo(2);
        assertThat(contained.error()).contains("tar: file: Cannot change mode to rwsr-xr-x");
        assertThat(place.work().resolve("file")).hasContent("text");
        assertThat(mode() & 07000).isZero();
    }

    private static String archiveWith(String options) {
        return "printf text >../file; tar " + options + " -C .. -cf ../archive.tar file";
    }

    private int owner() throws IOException {
        return (int) attribute("unix:uid");
    }

    private int mode() throws IOException {
        return (int) attribute("unix:mode") & 07777;
    }

    private Object attribute(String name) throws IOException {
        return Files.getAttribute(place.work().resolve("file"), name, LinkOption.NOFOLLOW_LINKS);
    }

    static boolean root() throws IOException {
        return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
    }
}

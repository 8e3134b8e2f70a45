package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.explain.OpenFlag;
import io.github.landlauncher.explain.Operation;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** openat2(2): its structure, and what its RESOLVE_* flags forbid. */
class ResolveFlagsTest extends ProgramTest {

    private static final int SIZE = 24;
    private static final int DIRECTORY = 5;

    /** Descriptor 5 is the directory dir, which has links inwards, outwards and to the root. */
    @BeforeEach
    void layout() throws Exception {
        file("outside");
        file("dir/file");
        file("dir/sub/deep");
        link("dir/in", "sub/deep");
        link("dir/out", "../outside");
        link("dir/absolute", work("outside").toString());
        link("dir/rooted", "/file");
        program.descriptor(DIRECTORY, work("dir").toString());
        program.descriptor(6, work("outside").toString());
        Files.writeString(program.entry("mountinfo"), "30 1 0:1 / / rw - ext4 /dev/a rw\n");
    }

    private byte[] how(long flags, long mode, long resolve, int size) {
        ByteBuffer how = FakeProgram.buffer(size);
        return how.putLong(0, flags).putLong(8, mode).putLong(16, resolve).array();
    }

    private List<Operation> open(String path, long resolve) throws Exception {
        return program.operations(
                Syscall.OPENAT2, DIRECTORY, path, how(O_RDONLY, 0, resolve, SIZE), SIZE);
    }

    private String opened(String path, long resolve) throws Exception {
        List<Operation> operations = open(path, resolve);
        return operations.isEmpty()
                ? "refused"
                : program.work().relativize(((Operation.Open) operations.get(0)).path()).toString();
    }

    @ParameterizedTest
    @CsvSource({
        "file, dir/file, dir/file, dir/file, dir/file",
        "sub/../file, dir/file, dir/file, dir/file, dir/file",
        "in, dir/sub/deep, dir/sub/deep, refused, dir/sub/deep",
        "out, outside, refused, refused, refused",
        "absolute, outside, refused, refused, refused",
        "rooted, refused, refused, refused, dir/file",
        "../outside, outside, refused, outside, refused",
        "sub/../../outside, outside, refused, outside, refused",
        "../../../dir/file, refused, refused, refused, refused",
        "../file, refused, refused, refused, dir/file",
        "/file, refused, refused, refused, dir/file",
        "/../in, refused, refused, refused, dir/sub/deep"
    })
    void each_flag_forbids_its_ways(
            String path, String free, String beneath, String noSymlinks, String inRoot)
            throws Exception {
        assertThat(opened(path, 0)).isEqualTo(free);
        assertThat(opened(path, RESOLVE_BENEATH)).isEqualTo(beneath);
        assertThat(opened(path, RESOLVE_NO_SYMLINKS)).isEqualTo(noSymlinks);
        assertThat(opened(path, RESOLVE_IN_ROOT)).isEqualTo(inRoot);
        assertThat(opened(path, RESOLVE_NO_MAGICLINKS)).isEqualTo(free);
    }

    @Test
    void an_absolute_path_is_not_beneath_anything() throws Exception {
        String path = work("dir/file").toString();

        assertThat(opened(path, 0)).isEqualTo("dir/file");
        assertThat(opened(path, RESOLVE_BENEATH)).isEqualTo("refused");
    }

    @ParameterizedTest
    @ValueSource(longs = {
        RESOLVE_NO_MAGICLINKS, RESOLVE_BENEATH, RESOLVE_IN_ROOT, RESOLVE_NO_SYMLINKS})
    void a_magic_link_is_refused_by_four_flags(long flag) throws Exception {
        program.descriptor(DIRECTORY, program.proc().toString());

        assertThat(opened("100/fd/6", 0)).isEqualTo("outside");
        assertThat(opened("100/fd/6", flag)).isEqualTo("refused");
    }

    @ParameterizedTest
    @CsvSource({
        "file, dir/file", "sub, refused", "sub/deep, refused", "sub/../file, refused",
        "in, refused", "../outside, outside", "out, outside", "a b/x, refused"
    })
    void a_mount_point_is_not_crossed(String path, String expected) throws Exception {
        file("dir/a b/x");
        Files.writeString(program.entry("mountinfo"), "30 1 0:1 / / rw - ext4 /dev/a rw\n"
                + "31 30 0:2 / " + work("dir/sub") + " rw shared:1 - tmpfs none rw\n"
                + "32 30 0:3 / " + work("dir") + "/a\\040b rw - tmpfs none rw\n");

        assertThat(opened(path, RESOLVE_NO_XDEV)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"file, dir/file", "in, dir/sub/deep", "../outside, outside", "/../in, refused"})
    void within_a_mount_all_ways_are_free(String path, String expected) throws Exception {
        assertThat(opened(path, RESOLVE_NO_XDEV)).isEqualTo(expected);
    }

    /** As if its root were elsewhere, the kernel follows an absolute link only once it knows it. */
    @Test
    void an_absolute_link_leads_into_another_mount_before_the_root_is_known() throws Exception {
        assertThat(opened("absolute", RESOLVE_NO_XDEV)).isEqualTo("refused");
        assertThat(opened("sub/../absolute", RESOLVE_NO_XDEV)).isEqualTo("outside");
        assertThat(opened(work("dir/absolute").toString(), RESOLVE_NO_XDEV)).isEqualTo("outside");
        assertThat(opened("absolute", RESOLVE_NO_XDEV | RESOLVE_IN_ROOT)).isEqualTo("refused");

        Files.writeString(program.entry("mountinfo"), "30 1 0:1 / / rw - ext4 /dev/a rw\n"
                + "31 30 0:2 / " + program.work() + " rw - tmpfs none rw\n");

        assertThat(opened("sub/../absolute", RESOLVE_NO_XDEV)).isEqualTo("refused");
    }

    @Test
    void flags_and_mode_are_in_the_structure() throws Exception {
        assertThat(program.operations(Syscall.OPENAT2, DIRECTORY, "new",
                        how(O_RDWR | O_CREAT | O_EXCL, 0600, RESOLVE_BENEATH, SIZE), SIZE))
                .containsExactly(new Operation.Open(work("dir/new"), Set.of(
                        OpenFlag.READ, OpenFlag.WRITE, OpenFlag.CREATE, OpenFlag.EXCLUSIVE)));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 24, true", "0, 0, 0, 32, true", "0, 0, 0, 4096, true", "0, 0, 32, 24, true",
        "0, 0, 0, 23, false", "0, 0, 0, 0, false", "0, 0, 0, 4097, false", "0, 0, 64, 24, false",
        "0, 0, 24, 24, false", "0, 384, 0, 24, false", "4294967296, 0, 0, 24, false",
        "512, 0, 32, 24, false", "65, 384, 32, 24, false", "65, 384, 0, 24, true",
        "2097152, 0, 0, 24, false"
    })
    void an_invalid_structure_is_refused(
            long flags, long mode, long resolve, int size, boolean valid) throws Exception {
        byte[] how = how(flags, mode, resolve, Math.max(size, SIZE));

        assertThat(program.operations(Syscall.OPENAT2, DIRECTORY, "file", how, size))
                .hasSize(valid ? 1 : 0);
    }

    @Test
    void fields_that_the_kernel_does_not_know_must_be_zero() throws Exception {
        byte[] how = how(O_RDONLY, 0, 0, 32);
        how[31] = 1;

        assertThat(program.operations(Syscall.OPENAT2, DIRECTORY, "file", how, 32)).isEmpty();
        assertThat(program.operations(Syscall.OPENAT2, DIRECTORY, "file", how, SIZE)).hasSize(1);
    }

    @Test
    void without_an_own_table_of_mounts_nothing_is_said() throws Exception {
        Files.delete(program.entry("mountinfo"));

        assertThat(opened("file", RESOLVE_NO_XDEV)).isEqualTo("refused");
        assertThat(open("file", 0)).containsExactly(
                new Operation.Open(work("dir/file"), Set.of(OpenFlag.READ)));
    }
}

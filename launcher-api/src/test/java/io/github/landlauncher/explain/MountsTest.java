package io.github.landlauncher.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.landlauncher.explain.Mounts.Mount;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which mount a path is on and what that forbids, by the lines of mountinfo. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MountsTest {

    private static final Mounts MOUNTS = mounts(
            "20 1 8:1 / / rw - ext4 /dev/sda1 rw",
            "21 20 0:5 / /tmp rw - tmpfs tmpfs rw",
            "22 20 8:1 /home /a rw - ext4 /dev/sda1 rw",
            "23 22 0:6 / /a/b\\040b rw - tmpfs tmpfs rw",
            "24 20 0:7 / /hidden/inner rw - tmpfs tmpfs rw",
            "25 20 0:8 / /hidden rw - tmpfs tmpfs rw",
            "26 20 0:9 / /twice rw - tmpfs tmpfs rw",
            "27 26 0:10 / /twice/below rw - tmpfs tmpfs rw",
            "28 26 0:11 / /twice rw - tmpfs tmpfs rw",
            "29 28 0:12 / /twice/above rw - tmpfs tmpfs rw");

    @ParameterizedTest(name = "{0} is on the mount at {1}")
    @CsvSource({
        "/, /",
        "/etc/passwd, /",
        "/tmp, /tmp",
        "/tmp/x/y, /tmp",
        "/tmpx, /",
        "/a/c, /a",
        "/a/b b/c, /a/b b",
    })
    void the_nearest_mount_point_above_counts(Path path, Path point) {
        assertThat(MOUNTS.of(path).point()).isEqualTo(point);
    }

    @Test
    void what_is_mounted_below_a_directory_that_was_mounted_over_later_is_hidden() {
        assertThat(MOUNTS.of(Path.of("/hidden/inner/file")).point()).isEqualTo(Path.of("/hidden"));
    }

    @Test
    void of_mounts_at_one_place_the_last_one_is_seen_and_what_is_mounted_on_it() {
        assertThat(MOUNTS.of(Path.of("/twice/below/file")).point()).isEqualTo(Path.of("/twice"));
        assertThat(MOUNTS.of(Path.of("/twice/above/file")).point()).isEqualTo(Path.of("/twice/above"));
    }

    @Test
    void a_root_that_is_no_mount_point_is_where_a_path_is() {
        Mounts mounts = mounts("30 7 0:5 / /proc rw - proc proc rw");

        assertThat(mounts.of(Path.of("/proc/self")).point()).isEqualTo(Path.of("/proc"));
        assertThat(mounts.of(Path.of("/etc")).point()).isEqualTo(Path.of("/"));
    }

    @Test
    void a_root_that_hides_the_first_one_is_entered() {
        Mounts mounts = mounts(
                "1 1 0:2 / / rw - rootfs rootfs rw",
                "20 1 8:1 / / rw - ext4 /dev/sda1 rw",
                "21 20 0:5 / /proc rw - proc proc rw");

        assertThat(mounts.of(Path.of("/proc/self")).point()).isEqualTo(Path.of("/proc"));
    }

    @Test
    void a_mount_point_that_no_path_can_name_is_passed_over() {
        Mounts mounts = mounts(
                "20 1 8:1 / / rw - ext4 /dev/sda1 rw",
                "21 20 0:5 / /x\\000y rw - tmpfs tmpfs rw",
                "22 20 0:5 / /tmp rw - tmpfs tmpfs rw");

        assertThat(mounts.of(Path.of("/x")).point()).isEqualTo(Path.of("/"));
        assertThat(mounts.of(Path.of("/tmp")).point()).isEqualTo(Path.of("/tmp"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
        "rw,relatime shared:1 - ext4 /dev/sda1 rw           | false | false",
        "rw,nosuid,noexec shared:1 master:3 - proc proc rw  | false | true",
        "rw - iso9660 /dev/sr0 ro,nojoliet                  | true  | false",
        "ro,relatime - ext4 /dev/sda1 rw                    | true  | false",
        "rw - overlay overlay rw,rotten=ro,lowerdir=/x      | false | false",
    })
    void options_of_a_mount_and_of_its_file_system_count(String rest, boolean readOnly, boolean noExec) {
        Mounts mounts = mounts("20 1 8:1 / / rw - ext4 /dev/sda1 rw", "21 20 0:5 / /x " + rest);

        assertThat(mounts.of(Path.of("/x/file"))).isEqualTo(new Mount(Path.of("/x"), readOnly, noExec));
    }

    @Test
    void options_of_a_hidden_mount_do_not_count() {
        Mounts mounts = mounts(
                "20 1 8:1 / / rw - ext4 /dev/sda1 rw",
                "21 20 8:1 /usr /usr ro,noexec - ext4 /dev/sda1 rw",
                "22 21 0:8 / /usr rw - overlay overlay rw");

        assertThat(mounts.of(Path.of("/usr/bin"))).isEqualTo(new Mount(Path.of("/usr"), false, false));
    }

    @Test
    void without_a_line_there_is_one_mount_that_forbids_nothing() {
        assertThat(mounts().of(Path.of("/x"))).isEqualTo(new Mount(Path.of("/"), false, false));
    }

    @Test
    void something_else_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mounts("/dev/sda1 / ext4 rw 0 0"))
                .withMessageContaining("/dev/sda1");
    }

    private static Mounts mounts(String... lines) {
        return Mounts.of(List.of(lines));
    }
}

package io.github.landlauncher.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which mount a path is on, by the lines of mountinfo. */
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
        assertThat(MOUNTS.pointOf(path)).isEqualTo(point);
    }

    @Test
    void what_is_mounted_below_a_directory_that_was_mounted_over_later_is_hidden() {
        assertThat(MOUNTS.pointOf(Path.of("/hidden/inner/file"))).isEqualTo(Path.of("/hidden"));
    }

    @Test
    void of_mounts_at_one_place_the_last_one_is_seen_and_what_is_mounted_on_it() {
        assertThat(MOUNTS.pointOf(Path.of("/twice/below/file"))).isEqualTo(Path.of("/twice"));
        assertThat(MOUNTS.pointOf(Path.of("/twice/above/file"))).isEqualTo(Path.of("/twice/above"));
    }

    @Test
    void a_root_that_is_no_mount_point_is_where_a_path_is() {
        Mounts mounts = mounts("30 7 0:5 / /proc rw - proc proc rw");

        assertThat(mounts.pointOf(Path.of("/proc/self"))).isEqualTo(Path.of("/proc"));
        assertThat(mounts.pointOf(Path.of("/etc"))).isEqualTo(Path.of("/"));
    }

    @Test
    void a_root_that_hides_the_first_one_is_entered() {
        Mounts mounts = mounts(
                "1 1 0:2 / / rw - rootfs rootfs rw",
                "20 1 8:1 / / rw - ext4 /dev/sda1 rw",
                "21 20 0:5 / /proc rw - proc proc rw");

        assertThat(mounts.pointOf(Path.of("/proc/self"))).isEqualTo(Path.of("/proc"));
    }

    @Test
    void a_mount_point_that_no_path_can_name_is_passed_over() {
        Mounts mounts = mounts(
                "20 1 8:1 / / rw - ext4 /dev/sda1 rw",
                "21 20 0:5 / /x\\000y rw - tmpfs tmpfs rw",
                "22 20 0:5 / /tmp rw - tmpfs tmpfs rw");

        assertThat(mounts.pointOf(Path.of("/x"))).isEqualTo(Path.of("/"));
        assertThat(mounts.pointOf(Path.of("/tmp"))).isEqualTo(Path.of("/tmp"));
    }

    private static Mounts mounts(String... lines) {
        return Mounts.of(List.of(lines));
    }
}

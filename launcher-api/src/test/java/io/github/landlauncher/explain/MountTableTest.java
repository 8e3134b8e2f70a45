package io.github.landlauncher.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.landlauncher.explain.MountTable.Mount;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MountTableTest {

    private static final MountTable MOUNTS = MountTable.parse(List.of(
            "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw",
            "23 22 0:5 / /proc rw,nosuid,nodev,noexec shared:12 master:3 - proc proc rw",
            "24 22 0:6 / /srv/a\\040b rw,noexec - tmpfs tmpfs rw",
            "25 22 0:7 / /media/cd rw - iso9660 /dev/sr0 ro,nojoliet",
            "26 22 8:1 /usr /usr ro,relatime - ext4 /dev/sda1 rw",
            "27 26 0:8 / /usr rw - overlay overlay rw,rotten=ro,lowerdir=/x"));

    @Test
    void a_path_is_on_the_nearest_mount_above_it() {
        assertThat(MOUNTS.of(Path.of("/etc/hosts"))).isEqualTo(new Mount(Path.of("/"), false, false));
        assertThat(MOUNTS.of(Path.of("/proc/self"))).isEqualTo(new Mount(Path.of("/proc"), false, true));
        assertThat(MOUNTS.of(Path.of("/processes"))).isEqualTo(new Mount(Path.of("/"), false, false));
    }

    @Test
    void names_are_unescaped() {
        assertThat(MOUNTS.of(Path.of("/srv/a b/c")).noExec()).isTrue();
    }

    @Test
    void a_file_system_may_be_read_only_where_its_mount_is_not() {
        assertThat(MOUNTS.of(Path.of("/media/cd")).readOnly()).isTrue();
    }

    @Test
    void of_two_at_one_place_the_later_one_is_seen() {
        assertThat(MOUNTS.of(Path.of("/usr/bin")).readOnly()).isFalse();
    }

    @Test
    void without_a_line_there_is_one_mount_that_forbids_nothing() {
        assertThat(MountTable.parse(List.of()).of(Path.of("/x"))).isEqualTo(new Mount(Path.of("/"), false, false));
    }

    @Test
    void something_else_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MountTable.parse(List.of("/dev/sda1 / ext4 rw 0 0")))
                .withMessageContaining("/dev/sda1");
    }
}

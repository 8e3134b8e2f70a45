package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OwnControlGroupTest {

    private static final String ROOT_FS = "22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw\n";
    private static final String V1 =
            "33 25 0:29 / /sys/fs/cgroup/memory rw,nosuid shared:9 - cgroup cgroup rw,memory\n";

    private static String mount(String root, String point) {
        return "26 23 0:22 " + root + " " + point
                + " rw,nosuid,nodev,noexec,relatime shared:9 - cgroup2 cgroup2 rw,nsdelegate\n";
    }

    static Stream<Arguments> places() {
        String unit = "/system.slice/app.service";
        return Stream.of(
                Arguments.of("a unit of systemd",
                        "0::" + unit + "\n", ROOT_FS + mount("/", "/sys/fs/cgroup"),
                        "/sys/fs/cgroup" + unit, "/sys/fs/cgroup", "app.service", "system.slice"),
                Arguments.of("the root of the hierarchy, or of a namespace",
                        "0::/\n", mount("/", "/sys/fs/cgroup"),
                        "/sys/fs/cgroup", "/sys/fs/cgroup", "", ""),
                Arguments.of("a group in the root",
                        "0::/app\n", mount("/", "/sys/fs/cgroup"),
                        "/sys/fs/cgroup/app", "/sys/fs/cgroup", "app", ""),
                Arguments.of("a container that shows its own part of the host's hierarchy",
                        "0::/docker/1f\n", mount("/docker/1f", "/sys/fs/cgroup"),
                        "/sys/fs/cgroup", "/sys/fs/cgroup", "1f", "docker"),
                Arguments.of("a group in such a container",
                        "0::/docker/1f/app\n", mount("/docker/1f", "/sys/fs/cgroup"),
                        "/sys/fs/cgroup/app", "/sys/fs/cgroup", "app", "1f"),
                Arguments.of("version 2 beside version 1",
                        "9:name=systemd:/x\n4:memory:/y\n0::/z\n",
                        V1 + mount("/", "/sys/fs/cgroup/unified"),
                        "/sys/fs/cgroup/unified/z", "/sys/fs/cgroup/unified", "z", ""),
                Arguments.of("the last of two mounts",
                        "0::/z\n", mount("/", "/a") + mount("/", "/b"), "/b/z", "/b", "z", ""),
                Arguments.of("the only one of two mounts that shows it",
                        "0::/z\n", mount("/z", "/a") + mount("/other", "/b"), "/a", "/a", "z", ""),
                Arguments.of("a mount point with a space and a backslash",
                        "0::/z\n", mount("/", "/a\\040b\\134c"), "/a b\\c/z", "/a b\\c", "z", ""),
                Arguments.of("a group with a space, a colon and its mount",
                        "0::/y z:0/w\n", mount("/y\\040z:0", "/a"), "/a/w", "/a", "w", "y z:0"),
                Arguments.of("a mount without optional fields",
                        "0::/z\n", "26 23 0:22 / /a rw - cgroup2 none rw\n", "/a/z", "/a", "z", ""),
                Arguments.of("a mount with many optional fields",
                        "0::/z\n", "26 23 0:22 / /a rw shared:1 master:2 propagate_from:3 - cgroup2 c rw\n",
                        "/a/z", "/a", "z", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    void it_is_found(String what, String cgroup, String mountinfo, String directory, String mountPoint,
            String name, String parentName) throws Exception {
        OwnControlGroup own = OwnControlGroup.of(cgroup, mountinfo);

        assertThat(own.directory()).isEqualTo(Path.of(directory));
        assertThat(own.mountPoint()).isEqualTo(Path.of(mountPoint));
        assertThat(own.name()).isEqualTo(name);
        assertThat(own.parentName()).isEqualTo(parentName);
    }

    static Stream<Arguments> refusals() {
        String hidden = "the JVM's control group /z is not to be seen: not below [/a]";
        return Stream.of(
                Arguments.of("version 1 only", "4:memory:/\n1:name=systemd:/\n", ROOT_FS + V1,
                        "this system has control groups v1 only"),
                Arguments.of("version 1 and an unmounted version 2", "4:memory:/\n0::/\n", V1,
                        "this system has control groups v1 only"),
                Arguments.of("no control groups", "", ROOT_FS, "this system has control groups v1 only"),
                Arguments.of("version 2 mounted nowhere", "0::/z\n", ROOT_FS,
                        "the JVM's control group /z is not to be seen: nowhere is cgroup2 mounted"),
                Arguments.of("another part mounted", "0::/z\n", mount("/zz", "/a"), hidden),
                Arguments.of("a deeper part mounted", "0::/z\n", mount("/z/y", "/a"), hidden),
                Arguments.of("outside of the namespace", "0::/../z\n", mount("/", "/a"),
                        "the JVM's control group /../z is not to be seen: not below [/a]"),
                Arguments.of("the host's hierarchy in a namespace", "0::/\n", mount("/../..", "/a"),
                        "the JVM's control group / is not to be seen: not below [/a]"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void it_is_not_found(String what, String cgroup, String mountinfo, String reason) {
        assertThatThrownBy(() -> OwnControlGroup.of(cgroup, mountinfo))
                .isInstanceOf(NoControlGroup.class)
                .hasMessage(reason);
    }

    @Test
    void controllers_on_version_1_are_known_without_named_hierarchies() throws Exception {
        OwnControlGroup own = OwnControlGroup.of(
                "9:name=systemd:/x\n4:cpu,cpuacct:/y\n3:memory:/a:b\n0::/z\n",
                V1 + mount("/", "/sys/fs/cgroup/unified"));

        assertThat(own.legacy()).containsExactly("cpu", "cpuacct", "memory");
    }

    @Test
    void all_mounts_of_version_2_are_known_and_no_other() throws Exception {
        OwnControlGroup own =
                OwnControlGroup.of("0::/z\n", ROOT_FS + V1 + mount("/", "/a") + mount("/x", "/b"));

        assertThat(own.mounts()).containsExactly(Path.of("/a"), Path.of("/b"));
    }
}

package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.Facility;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(OS.LINUX)
@DisplayNameGeneration(ReplaceUnderscores.class)
class FacilityProbeTest {

    private final FakeLibc fake = FakeLibc.over(Libc.get());

    private Set<Facility> ask() {
        return FacilityProbe.ask(fake.libc(), Scratch.pool(Libc.get()));
    }

    @Test
    void the_capabilities_are_those_of_proc_self_status() throws IOException {
        boolean none = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("CapPrm:") || line.startsWith("CapInh:"))
                .allMatch(line -> line.endsWith("0000000000000000"));

        assertThat(ask().contains(Facility.CAPABILITIES)).isEqualTo(!none);
    }

    @Test
    void what_cannot_be_found_out_counts_as_having_capabilities() {
        fake.fail("capget", Errno.EPERM);

        assertThat(ask()).contains(Facility.CAPABILITIES);
    }

    @Test
    void a_kernel_that_looks_for_the_program_has_filters() {
        fake.fail("prctl", Errno.EFAULT);

        assertThat(ask()).contains(Facility.SECCOMP);
    }

    @ParameterizedTest
    @ValueSource(ints = {Errno.EINVAL, Errno.EPERM, Errno.ENOSYS})
    void any_other_answer_means_that_there_are_no_filters_for_us(int errno) {
        fake.fail("prctl", errno);

        assertThat(ask()).doesNotContain(Facility.SECCOMP);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 65534, -2})
    void no_other_user_is_root(int uid) {
        fake.answer("getuid", arguments -> uid);

        assertThat(ask()).doesNotContain(Facility.ROOT);
    }

    @ParameterizedTest
    @CsvSource({
        "'         0          0 4294967295', true",
        "'         0       1000          1', false", // a user namespace of an ordinary user
        "'         0     100000      65536', false", // a container's
        "'', true"
    })
    void uid_0_of_a_user_namespace_is_root_only_if_it_is_uid_0_outside(String map, boolean root) {
        assertThat(FacilityProbe.isRootOfTheSystem(map)).isEqualTo(root);
    }
}

package io.github.landlauncher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PresetsTest {

    @Test
    void the_base_system_is_optional_path_by_path() {
        assertThat(Presets.baseSystem().pathRules()).isNotEmpty().allMatch(PathRule::ifExists);
    }

    @Test
    void the_base_system_is_about_files_only() {
        assertThat(Presets.baseSystem().portRules()).isEmpty();
    }

    @Test
    void the_base_system_writes_to_dev_null_and_nowhere_else() {
        assertThat(Presets.baseSystem().pathRules())
                .filteredOn(PathRule::writes)
                .extracting(PathRule::path)
                .containsExactly(Path.of("/dev/null"));
    }

    @ParameterizedTest
    @CsvSource({
        "amd64, /lib64/ld-linux-x86-64.so.2, /lib/ld-musl-x86_64.so.1",
        "x86_64, /lib64/ld-linux-x86-64.so.2, /lib/ld-musl-x86_64.so.1",
        "aarch64, /lib/ld-linux-aarch64.so.1, /lib/ld-musl-aarch64.so.1",
        "riscv64, /lib/ld-linux-riscv64-lp64d.so.1, /lib/ld-musl-riscv64.so.1"
    })
    void the_base_system_executes_the_elf_interpreters_of_the_architecture_and_nothing_else(
            String architecture, Path glibc, Path musl) {
        assertThat(executed(architecture)).containsExactly(glibc, musl);
    }

    @Test
    void on_an_architecture_without_a_helper_the_base_system_executes_nothing() {
        assertThat(executed("s390x")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void no_preset_opens_a_directory_with_what_belongs_to_users(Rules preset) {
        assertThat(preset.pathRules())
                .extracting(rule -> rule.path().toString())
                .noneMatch(path -> path.matches("/|/etc|/home.*|/root.*|/dev|/dev/pts|/run|/usr|/s?bin"
                        + "|/usr/s?bin|/usr/share|/proc|/proc/[0-9]+.*|/proc/self.*|/sys|/sys/fs.*"
                        + "|/tmp.*|/var|/var/tmp.*"))
                .noneMatch(path -> path.matches("/etc/(passwd|shadow|group|gshadow).*|.*private.*"));
    }

    @ParameterizedTest
    @MethodSource("presets")
    void a_path_that_a_preset_names_itself_may_be_missing_and_a_parameter_may_not(Rules preset) {
        assertThat(preset.pathRules())
                .filteredOn(rule -> !rule.path().startsWith("/parameter"))
                .allMatch(PathRule::ifExists);
        assertThat(preset.pathRules())
                .filteredOn(rule -> rule.path().startsWith("/parameter"))
                .filteredOn(rule -> !rule.path().endsWith("jspawnhelper"))
                .noneMatch(PathRule::ifExists);
    }

    @ParameterizedTest
    @MethodSource("presets")
    void a_preset_writes_to_dev_null_the_terminal_and_its_parameters_alone(Rules preset) {
        assertThat(preset.pathRules())
                .filteredOn(PathRule::writes)
                .extracting(rule -> rule.path().toString())
                .isSubsetOf("/dev/null", "/dev/tty", "/parameter/repository", "/parameter/user",
                        "/parameter/cache");
    }

    @ParameterizedTest
    @MethodSource("presets")
    void nothing_can_be_both_written_and_executed(Rules preset) {
        assertThat(preset.pathRules())
                .noneMatch(rule -> rule.writes() && rule.access().contains(AccessFs.EXECUTE));
    }

    @ParameterizedTest
    @MethodSource("presetsWithoutPorts")
    void a_preset_without_ports_fits_every_abi(Rules preset) {
        for (LandlockAbi abi : LandlockAbi.values()) {
            assertThat(SandboxPolicy.handling(abi).allow(preset).rules().pathRules())
                    .hasSameSizeAs(preset.pathRules());
        }
    }

    @Test
    void dns_is_port_53_by_tcp_and_by_udp_from_any_port_of_the_kernel_s_choice() {
        assertThat(Presets.dns().portRules()).containsExactly(
                new PortRule(53, Set.of(AccessNet.CONNECT_TCP)),
                new PortRule(53, Set.of(AccessNet.CONNECT_SEND_UDP)),
                new PortRule(0, Set.of(AccessNet.BIND_UDP)));
    }

    @Test
    void no_other_preset_has_a_port() {
        assertThat(presets()).filteredOn(preset -> !preset.portRules().isEmpty())
                .containsExactly(Presets.dns());
        assertThat(presetsWithoutPorts()).hasSize(Presets.names().size() - 1);
    }

    @Test
    void dns_in_a_policy_that_does_not_handle_udp_is_refused_with_what_to_write() {
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V7);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy.allow(Presets.dns()))
                .withMessageContainingAll("net_port 53 [CONNECT_SEND_UDP]",
                        "SandboxPolicy.handling(LandlockAbi.V10), with bestEffort(floor)", "Linux 7.2");
    }

    @Test
    void dns_runs_by_best_effort_on_a_kernel_that_cannot_deny_udp_and_the_enforcement_says_so() {
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V10)
                .bestEffort(LandlockAbi.V4)
                .allow(Presets.dns());

        AccessNet udp = AccessNet.CONNECT_SEND_UDP;
        assertThat(policy.enforcementOn(LandlockAbi.V10).enforces(udp)).isTrue();
        assertThat(policy.enforcementOn(LandlockAbi.V7).enforces(udp)).isFalse();
    }

    @Test
    void the_terminal_is_set_by_ioctl_where_the_policy_handles_that() {
        assertThat(rightsOnTheTerminal(LandlockAbi.V4))
                .containsExactlyInAnyOrder(AccessFs.READ_FILE, AccessFs.WRITE_FILE);
        assertThat(rightsOnTheTerminal(LandlockAbi.V5))
                .containsExactlyInAnyOrder(AccessFs.READ_FILE, AccessFs.WRITE_FILE, AccessFs.IOCTL_DEV);
    }

    @ParameterizedTest
    @CsvSource({
        "/usr/lib/jvm/java-17-openjdk-amd64, /etc/java-17-openjdk",
        "/usr/lib/jvm/java-21-openjdk-arm64, /etc/java-21-openjdk",
        "/usr/lib/jvm/java-8-openjdk-amd64/jre, /etc/java-8-openjdk"
    })
    void the_configuration_of_a_jdk_of_debian_s_is_found_by_its_name(Path home, Path configuration) {
        assertThat(Presets.java(home).pathRules()).extracting(PathRule::path).contains(configuration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/usr/lib/jvm/temurin-25-jdk-amd64", "/opt/java-x-openjdk-a", "/", "jdk"})
    void a_jdk_of_another_name_has_no_configuration_of_debian_s(Path home) {
        assertThat(Presets.java(home).pathRules())
                .extracting(rule -> rule.path().toString())
                .noneMatch(path -> path.startsWith("/etc/java-"));
    }

    static Stream<Rules> presets() {
        Path home = Path.of("/parameter/home");
        return Stream.of(
                Presets.baseSystem(), Presets.tls(), Presets.dns(), Presets.terminal(),
                Presets.java(home), Presets.maven(home, Path.of("/parameter/repository")),
                Presets.gradle(home, Path.of("/parameter/user")),
                Presets.npm(Path.of("/parameter/cache")), Presets.gcc());
    }

    static Stream<Rules> presetsWithoutPorts() {
        return presets().filter(preset -> preset.portRules().isEmpty());
    }

    private static Set<AccessFs> rightsOnTheTerminal(LandlockAbi abi) {
        return SandboxPolicy.handling(abi).allow(Presets.terminal()).rules().pathRules().stream()
                .filter(rule -> rule.path().equals(Path.of("/dev/tty")))
                .findFirst().orElseThrow().access();
    }

    private static Iterable<Path> executed(String architecture) {
        String property = "os.arch";
        String before = System.setProperty(property, architecture);
        try {
            return Presets.baseSystem().pathRules().stream()
                    .filter(rule -> rule.access().contains(AccessFs.EXECUTE))
                    .map(PathRule::path)
                    .toList();
        } finally {
            System.setProperty(property, before);
        }
    }
}

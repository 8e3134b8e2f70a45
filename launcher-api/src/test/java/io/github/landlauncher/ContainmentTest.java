package io.github.landlauncher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a policy asks for beyond Landlock: values, their defaults, and what contradicts itself. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ContainmentTest {

    private static final SandboxPolicy PLAIN = SandboxPolicy.handling(LandlockAbi.V7);

    static Stream<Arguments> contradictions() {
        return Stream.of(
                contradiction("denyNetwork, then a port",
                        () -> PLAIN.denyNetwork().allowConnectTcp(443), "CONNECT_TCP"),
                contradiction("a port, then denyNetwork",
                        () -> PLAIN.allowBindTcp(80).denyNetwork(), "BIND_TCP"),
                contradiction("denyNetwork and rules with a port",
                        () -> PLAIN.denyNetwork().allow(Rules.none().allowConnectTcp(1)), "denyNetwork()"),
                contradiction("io_uring without network",
                        () -> PLAIN.denyNetwork().allowIoUring(), "denyNetwork()"),
                contradiction("no network with io_uring",
                        () -> PLAIN.allowIoUring().denyNetwork(), "denyNetwork()"),
                contradiction("frozen metadata with io_uring",
                        () -> PLAIN.allowIoUring().frozenMetadata(), "frozenMetadata()"),
                contradiction("no unix sockets with io_uring",
                        () -> PLAIN.allowIoUring().noUnixSockets(), "noUnixSockets()"),
                contradiction("soft above hard", () -> PLAIN.limit(Resource.NOFILE, 20, 10),
                        "the soft limit 20 is above the hard limit 10"),
                contradiction("unlimited above hard",
                        () -> PLAIN.limit(Resource.NOFILE, Limit.UNLIMITED, 10), "unlimited"),
                contradiction("negative limit", () -> PLAIN.limit(Resource.CPU, -2), "below 0"),
                contradiction("negative user", () -> PLAIN.runAs(-1, 0), "-1:0"),
                contradiction("no group", () -> PLAIN.runAs(0, 0xffffffffL), "4294967295"));
    }

    private static Arguments contradiction(String name, Supplier<SandboxPolicy> policy, String word) {
        return arguments(name, policy, word);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contradictions")
    void what_contradicts_itself_is_refused_when_it_is_written(
            String name, Supplier<SandboxPolicy> policy, String word) {
        assertThatThrownBy(policy::get)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(word);
    }

    @Test
    void the_bounds_themselves_are_allowed() {
        assertThatCode(() -> PLAIN.runAs(0, 0xfffffffeL).limit(Resource.AS, 0, Limit.UNLIMITED)
                        .limit(Resource.CPU, Limit.UNLIMITED).allowIoUring().noMemfdExec())
                .doesNotThrowAnyException();
    }

    @Test
    void a_plain_policy_takes_no_capability_and_sets_no_limit() {
        assertThat(PLAIN.beyondLandlock()).isEqualTo(Containment.NONE);
        assertThat(PLAIN.beyondLandlock().capabilities()).isEmpty();
        assertThat(PLAIN.beyondLandlock().effectiveLimits()).isEmpty();
        assertThat(PLAIN.contained()).isFalse();
    }

    @Test
    void a_containment_keeps_no_capability_and_makes_no_core_dump() {
        Containment containment = PLAIN.containment().beyondLandlock();

        assertThat(containment.capabilities()).contains(Set.of());
        assertThat(containment.effectiveLimits()).isEqualTo(Map.of(Resource.CORE, new Limit(0, 0)));
    }

    @Test
    void another_user_keeps_no_capability_either() {
        assertThat(PLAIN.runAs(1, 1).beyondLandlock().capabilities()).contains(Set.of());
        assertThat(PLAIN.runAs(1, 1).keepCapabilities(Capability.CHOWN).beyondLandlock().capabilities())
                .contains(EnumSet.of(Capability.CHOWN));
    }

    @Test
    void a_limit_on_core_dumps_that_was_asked_for_stays() {
        assertThat(PLAIN.containment().limit(Resource.CORE, 5, 6).beyondLandlock().effectiveLimits())
                .isEqualTo(Map.of(Resource.CORE, new Limit(5, 6)));
    }

    @Test
    void the_last_limit_on_a_resource_counts() {
        assertThat(PLAIN.limit(Resource.NOFILE, 1).limit(Resource.NOFILE, 2, 3).beyondLandlock().limits())
                .isEqualTo(Map.of(Resource.NOFILE, new Limit(2, 3)));
    }

    @Test
    void a_policy_reads_as_what_was_asked_for() {
        assertThat(PLAIN.containment().allowPtrace().denyNetwork().frozenMetadata()
                        .keepCapabilities(Capability.CHOWN).runAs(1000, 100)
                        .limit(Resource.NPROC, 10, Limit.UNLIMITED).memoryMax(4096).toString())
                .endsWith("""

                        strict
                        containment but for [PTRACE]
                        no network
                        seccomp [METADATA]
                        capabilities [CHOWN]
                        run as 1000:100
                        RLIMIT_NPROC 10 unlimited
                        memory.max 4096""");
    }

    @ParameterizedTest
    @CsvSource({"CHOWN, 0", "SYS_ADMIN, 21", "MAC_OVERRIDE, 32", "CHECKPOINT_RESTORE, 40"})
    void capabilities_have_the_kernel_s_numbers(Capability capability, int number) {
        assertThat(capability.bit()).isEqualTo(1L << number);
    }

    @ParameterizedTest
    @CsvSource({
        "CPU, 0", "FSIZE, 1", "STACK, 3", "CORE, 4", "NPROC, 6", "NOFILE, 7", "MEMLOCK, 8", "AS, 9"
    })
    void resources_have_the_kernel_s_numbers(Resource resource, int number) {
        assertThat(resource.number()).isEqualTo(number);
    }
}

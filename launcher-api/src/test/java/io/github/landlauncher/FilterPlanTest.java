package io.github.landlauncher;

import static io.github.landlauncher.SyscallGroup.ADMINISTRATION;
import static io.github.landlauncher.SyscallGroup.FAST_OPEN;
import static io.github.landlauncher.SyscallGroup.FILE_HANDLES;
import static io.github.landlauncher.SyscallGroup.FOREIGN_LIMITS;
import static io.github.landlauncher.SyscallGroup.IO_URING;
import static io.github.landlauncher.SyscallGroup.KEYRINGS;
import static io.github.landlauncher.SyscallGroup.MEMFD;
import static io.github.landlauncher.SyscallGroup.METADATA;
import static io.github.landlauncher.SyscallGroup.MOUNTS;
import static io.github.landlauncher.SyscallGroup.NAMESPACES;
import static io.github.landlauncher.SyscallGroup.OBSERVATION;
import static io.github.landlauncher.SyscallGroup.PTRACE;
import static io.github.landlauncher.SyscallGroup.SETID_BITS;
import static io.github.landlauncher.SyscallGroup.SIGNALS_TO_JVM;
import static io.github.landlauncher.SyscallGroup.SOCKETS_ALL;
import static io.github.landlauncher.SyscallGroup.SOCKETS_BUT_TCP;
import static io.github.landlauncher.SyscallGroup.SOCKETS_BUT_TCP_AND_UDP;
import static io.github.landlauncher.SyscallGroup.SOCKETS_BUT_UNIX;
import static io.github.landlauncher.SyscallGroup.SOCKETS_VSOCK_AND_ALG;
import static io.github.landlauncher.SyscallGroup.SYSV_IPC;
import static io.github.landlauncher.SyscallGroup.TERMINAL_INPUT;
import static io.github.landlauncher.SyscallGroup.TRUNCATE;
import static io.github.landlauncher.SyscallGroup.UNIX_SOCKETS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.landlauncher.FilterPlan.Cover;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which groups of system calls are refused for which policy, by table. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FilterPlanTest {

    private static final SandboxPolicy V7 = SandboxPolicy.handling(LandlockAbi.V7);
    private static final SandboxPolicy V11 = SandboxPolicy.handling(LandlockAbi.V11);
    private static final SandboxPolicy FILES = SandboxPolicy.handling(
            LandlockAbi.V7.accessFs(), Set.of(), Set.of());

    private static final Set<SyscallGroup> HARDENING = Collections.unmodifiableSet(EnumSet.of(
            NAMESPACES, PTRACE, KEYRINGS, IO_URING, OBSERVATION, FILE_HANDLES, ADMINISTRATION, SYSV_IPC,
            TERMINAL_INPUT, FOREIGN_LIMITS, SETID_BITS));

    static Stream<Arguments> plans() {
        return Stream.of(
                arguments("plain", V7, 7, set()),
                arguments("plain with ports", V7.allowConnectTcp(443), 7, set()),
                arguments("no network", V7.denyNetwork(), 7, set(SOCKETS_ALL, IO_URING)),
                arguments("no unix sockets", V7.noUnixSockets(), 7, set(UNIX_SOCKETS, IO_URING)),
                arguments("neither", V7.noUnixSockets().denyNetwork(), 7, set(SOCKETS_ALL, IO_URING)),
                arguments("frozen, no memfd", V7.frozenMetadata().noMemfdExec(), 7,
                        set(METADATA, MEMFD, IO_URING)),
                arguments("no memfd", V7.noMemfdExec(), 7, set(MEMFD)),
                arguments("contained", V7.containment(), 7, hardening(SOCKETS_BUT_UNIX)),
                arguments("with a port", V7.containment().allowConnectTcp(443), 7,
                        hardening(SOCKETS_BUT_TCP, FAST_OPEN)),
                arguments("with a port to bind", V7.containment().allowBindTcp(80), 7,
                        hardening(SOCKETS_BUT_TCP, FAST_OPEN)),
                arguments("with a port, fast open fixed", V7.containment().allowConnectTcp(443), 10,
                        hardening(SOCKETS_BUT_TCP)),
                arguments("with UDP", V11.containment().allowConnectUdp(53), 11,
                        hardening(SOCKETS_BUT_TCP_AND_UDP)),
                arguments("with UDP that is dropped",
                        V11.bestEffort(LandlockAbi.V1).containment().allowConnectUdp(53), 7,
                        hardening(SOCKETS_BUT_TCP_AND_UDP, FAST_OPEN)),
                arguments("contained, network not handled", FILES.containment(), 7,
                        hardening(SOCKETS_VSOCK_AND_ALG)),
                arguments("contained, binding not handled",
                        SandboxPolicy.handling(Set.of(), Set.of(AccessNet.CONNECT_TCP), Set.of())
                                .containment(),
                        10, hardening(SOCKETS_BUT_TCP)),
                arguments("contained, no network", V7.containment().denyNetwork(), 7,
                        hardening(SOCKETS_ALL)),
                arguments("contained below ABI 6", V7.bestEffort(LandlockAbi.V1).containment(), 5,
                        hardening(SOCKETS_BUT_UNIX, SIGNALS_TO_JVM)),
                arguments("contained below ABI 3", V7.bestEffort(LandlockAbi.V1).containment(), 2,
                        hardening(SOCKETS_BUT_UNIX, SIGNALS_TO_JVM, TRUNCATE)),
                arguments("signals allowed below ABI 6",
                        V7.bestEffort(LandlockAbi.V1).containment().allowSignals(), 5,
                        hardening(SOCKETS_BUT_UNIX)),
                arguments("a capability that could mount is kept",
                        V7.containment().keepCapabilities(Capability.SYS_ADMIN), 7,
                        hardening(SOCKETS_BUT_UNIX, MOUNTS)),
                arguments("ptrace allowed", V7.containment().allowPtrace(), 7,
                        without(PTRACE, hardening(SOCKETS_BUT_UNIX))),
                arguments("namespaces allowed", V7.containment().allowUserNamespaces(), 7,
                        without(NAMESPACES, hardening(SOCKETS_BUT_UNIX, MOUNTS))),
                arguments("io_uring allowed", V7.containment().allowIoUring(), 7,
                        without(IO_URING, hardening(SOCKETS_BUT_UNIX))),
                arguments("an opt-out without containment changes nothing", V7.allowPtrace(), 7, set()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plans")
    void a_filter_refuses_what_policy_and_kernel_make_necessary(
            String name, SandboxPolicy policy, int abi, Set<SyscallGroup> expected) {
        LandlockSupport support = LandlockSupport.ofAbi(abi);

        assertThat(FilterPlan.of(policy, support)).isEqualTo(new FilterPlan(expected, Set.of()));
        assertThat(EffectivePolicy.of(policy.bestEffort(LandlockAbi.V1), support).filter())
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plans")
    void without_seccomp_all_of_it_is_missing(
            String name, SandboxPolicy policy, int abi, Set<SyscallGroup> expected) {
        LandlockSupport support = new LandlockSupport(
                LandlockSupport.State.AVAILABLE, abi, Set.of(), Set.of());

        assertThat(FilterPlan.of(policy, support)).isEqualTo(new FilterPlan(Set.of(), expected));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plans")
    void at_most_one_group_decides_about_families_of_sockets(
            String name, SandboxPolicy policy, int abi, Set<SyscallGroup> expected) {
        assertThat(FilterPlan.of(policy, LandlockSupport.ofAbi(abi)).groups())
                .filteredOn(SyscallGroup::decidesSockets)
                .hasSizeLessThanOrEqualTo(1);
    }

    static Stream<Arguments> covers() {
        SandboxPolicy written = V11.allowReadWrite("p");
        SandboxPolicy onlyWritten = V11.allow(Set.of(AccessFs.WRITE_FILE), Path.of("p"));
        SandboxPolicy resolved = V11.allow(Set.of(AccessFs.RESOLVE_UNIX), Path.of("p"));
        return Stream.of(
                arguments(V11, 1, AccessNet.CONNECT_TCP, Cover.NONE),
                arguments(V11.containment(), 1, AccessNet.CONNECT_TCP, Cover.EXACT),
                arguments(V11.denyNetwork(), 1, AccessNet.BIND_UDP, Cover.EXACT),
                arguments(V11.containment().allowConnectTcp(1), 3, AccessNet.CONNECT_TCP, Cover.NONE),
                arguments(V11.containment().allowConnectTcp(1), 3, AccessNet.BIND_UDP, Cover.EXACT),
                arguments(V11.containment().allowConnectUdp(1), 3, AccessNet.BIND_UDP, Cover.NONE),
                arguments(V11.containment(), 5, Scope.ABSTRACT_UNIX_SOCKET, Cover.NONE),
                arguments(V11.noUnixSockets(), 5, Scope.ABSTRACT_UNIX_SOCKET, Cover.EXACT),
                arguments(V11.denyNetwork(), 5, Scope.ABSTRACT_UNIX_SOCKET, Cover.EXACT),
                arguments(V11.containment(), 5, Scope.SIGNAL, Cover.NONE),
                arguments(V11.noUnixSockets(), 8, AccessFs.RESOLVE_UNIX, Cover.EXACT),
                arguments(resolved.noUnixSockets(), 8, AccessFs.RESOLVE_UNIX, Cover.STRICTER),
                arguments(V11.containment(), 2, AccessFs.TRUNCATE, Cover.EXACT),
                arguments(V11, 2, AccessFs.TRUNCATE, Cover.NONE),
                arguments(written.containment(), 2, AccessFs.TRUNCATE, Cover.STRICTER),
                arguments(onlyWritten.containment(), 2, AccessFs.TRUNCATE, Cover.NONE),
                arguments(V11.containment().allowIoUring(), 1, AccessNet.CONNECT_TCP, Cover.NONE),
                arguments(V11.containment(), 4, AccessFs.IOCTL_DEV, Cover.NONE));
    }

    @ParameterizedTest
    @MethodSource("covers")
    void a_filter_stands_in_for_a_feature_only_if_it_denies_all_of_it(
            SandboxPolicy policy, int abi, LandlockFeature feature, Cover expected) {
        LandlockSupport support = LandlockSupport.ofAbi(abi);

        assertThat(FilterPlan.of(policy, support).cover(feature, policy)).isEqualTo(expected);
    }

    @Test
    void a_strict_policy_starts_where_a_filter_denies_exactly_what_landlock_cannot() {
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V4).denyNetwork();

        assertThat(policy.enforcementOn(LandlockAbi.V3).level()).isEqualTo(Enforcement.Level.FULLY);
        assertThat(SandboxPolicy.handling(LandlockAbi.V4).enforcementOn(LandlockAbi.V3).refusal())
                .isPresent();
    }

    private static Set<SyscallGroup> set(SyscallGroup... groups) {
        EnumSet<SyscallGroup> set = EnumSet.noneOf(SyscallGroup.class);
        Collections.addAll(set, groups);
        return set;
    }

    private static Set<SyscallGroup> hardening(SyscallGroup... more) {
        Set<SyscallGroup> set = set(more);
        set.addAll(HARDENING);
        return set;
    }

    private static Set<SyscallGroup> without(SyscallGroup one, Set<SyscallGroup> groups) {
        groups.remove(one);
        return groups;
    }
}

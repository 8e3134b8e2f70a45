package io.github.landlauncher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.landlauncher.Enforcement.Level;
import io.github.landlauncher.Enforcement.Line;
import io.github.landlauncher.Enforcement.Mechanism;
import io.github.landlauncher.Enforcement.Status;
import io.github.landlauncher.LandlockSupport.State;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which lines a report has, and which features they say are enforced. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EnforcementTest {

    private static final Set<Erratum> ALL_FIXED = EnumSet.allOf(Erratum.class);
    private static final SandboxPolicy SCOPES =
            SandboxPolicy.handling(Set.of(), Set.of(), EnumSet.allOf(Scope.class));
    private static final SandboxPolicy TCP = SandboxPolicy.handling(
            Set.of(), EnumSet.of(AccessNet.BIND_TCP, AccessNet.CONNECT_TCP), Set.of());

    @Test
    void a_policy_on_files_that_does_not_handle_refer_is_told_that_the_kernel_denies_it() {
        Enforcement enforcement = SandboxPolicy.handling(Set.of(AccessFs.EXECUTE), Set.of(), Set.of())
                .enforcementOn(LandlockAbi.V7);

        assertThat(enforcement.line(AccessFs.REFER).orElseThrow()).hasToString(
                "REFER: enforced by landlock (not handled, but the kernel denies it everywhere to whatever"
                        + " handles a right on files)");
        assertThat(enforcement.level()).isEqualTo(Level.FULLY);
    }

    static Stream<Arguments> tcpLimits() {
        Set<Erratum> fixed = Set.of(Erratum.TCP_SOCKET_IDENTIFICATION);
        Set<Erratum> others = EnumSet.complementOf(EnumSet.of(Erratum.TCP_SOCKET_IDENTIFICATION));
        String fastOpen = "plain TCP only: TCP Fast Open may pass";
        String mptcp = "plain TCP only: MPTCP passes";
        String both = "plain TCP only: MPTCP passes, TCP Fast Open may pass";
        return Stream.of(
                arguments(4, others, true, "", fastOpen),
                arguments(4, fixed, true, mptcp, both),
                arguments(7, fixed, false, "", fastOpen),
                arguments(9, fixed, true, mptcp, both),
                arguments(9, others, false, "", fastOpen),
                arguments(10, fixed, true, mptcp, mptcp),
                arguments(10, fixed, false, "", ""),
                arguments(10, others, true, "", ""),
                arguments(99, fixed, true, mptcp, mptcp));
    }

    @ParameterizedTest(name = "ABI {0}, errata {1}, MPTCP {2}")
    @MethodSource("tcpLimits")
    void rights_on_tcp_name_the_ways_around_them(
            int abi, Set<Erratum> errata, boolean mptcp, String bind, String connect) {
        Enforcement enforcement = TCP.enforcementOn(kernel(abi, errata, mptcp));

        assertThat(enforcement.line(AccessNet.BIND_TCP).orElseThrow().reason()).isEqualTo(bind);
        assertThat(enforcement.line(AccessNet.CONNECT_TCP).orElseThrow().reason()).isEqualTo(connect);
        assertThat(enforcement.level()).isEqualTo(Level.FULLY);
    }

    @Test
    void a_gap_that_a_dropped_line_tells_is_not_told_twice() {
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V10).bestEffort(LandlockAbi.V1);

        assertThat(policy.enforcementOn(LandlockAbi.V5).lines())
                .extracting(Line::what)
                .contains("SIGNAL", "RESOLVE_UNIX", "BIND_UDP")
                .doesNotContain("signals", "abstract sockets", "unix sockets", "UDP")
                .doesNotHaveDuplicates();
    }

    @Test
    void what_a_policy_does_not_handle_at_all_is_named() {
        Enforcement scopesOnly = SCOPES.enforcementOn(LandlockAbi.V7);

        assertThat(scopesOnly.lines(Status.NOT_COVERED))
                .contains(
                        Line.notCovered("network", "the policy handles no port: every network is open"),
                        Line.notCovered("files", "the policy handles no right on files"));
        assertThat(TCP.enforcementOn(LandlockAbi.V7).lines(Status.NOT_COVERED))
                .extracting(Line::what)
                .contains("files")
                .doesNotContain("network");
    }

    @Test
    void handling_one_udp_right_leaves_datagrams_open() {
        SandboxPolicy bindOnly = SandboxPolicy.handling(Set.of(), Set.of(AccessNet.BIND_UDP), Set.of());
        SandboxPolicy both = SandboxPolicy.handling(
                Set.of(), Set.of(AccessNet.BIND_UDP, AccessNet.CONNECT_SEND_UDP), Set.of());

        assertThat(bindOnly.enforcementOn(LandlockAbi.V10).lines(Status.NOT_COVERED))
                .extracting(Line::what).contains("UDP");
        assertThat(both.enforcementOn(LandlockAbi.V10).lines(Status.NOT_COVERED))
                .extracting(Line::what).doesNotContain("UDP");
    }

    @Test
    void a_feature_that_was_not_requested_has_no_line_and_is_not_enforced() {
        Enforcement enforcement = TCP.enforcementOn(LandlockAbi.V11);

        assertThat(enforcement.line(Scope.SIGNAL)).isEmpty();
        assertThat(enforcement.enforces(Scope.SIGNAL)).isFalse();
        assertThat(enforcement.enforces(AccessNet.BIND_TCP)).isTrue();
    }

    @Test
    void a_dropped_feature_is_not_enforced() {
        Enforcement enforcement =
                SandboxPolicy.handling(LandlockAbi.V6).bestEffort(LandlockAbi.V1).enforcementOn(LandlockAbi.V5);

        assertThat(enforcement.enforces(Scope.SIGNAL)).isFalse();
        assertThat(enforcement.enforces(AccessFs.IOCTL_DEV)).isTrue();
    }

    @Test
    void more_lines_come_last_and_leave_the_original_as_it_was() {
        Enforcement enforcement = TCP.enforcementOn(kernel(11, ALL_FIXED, false));
        Line session = new Line("session", Status.ENFORCED, Mechanism.SESSION, "");

        Enforcement more = enforcement.with(List.of(session));

        assertThat(more.lines()).endsWith(session).hasSize(enforcement.lines().size() + 1);
        assertThat(more).isNotEqualTo(enforcement);
        assertThat(more.toString()).isEqualTo(enforcement + "\n  session: enforced by session");
        assertThat(enforcement).isEqualTo(TCP.enforcementOn(kernel(11, ALL_FIXED, false)))
                .hasSameHashCodeAs(TCP.enforcementOn(kernel(11, ALL_FIXED, false)));
        assertThatThrownBy(more.lines()::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    private static LandlockSupport kernel(int abi, Set<Erratum> errata, boolean mptcp) {
        return new LandlockSupport(State.AVAILABLE, abi, errata,
                mptcp ? Set.of(Facility.SECCOMP, Facility.MPTCP) : Set.of(Facility.SECCOMP));
    }
}

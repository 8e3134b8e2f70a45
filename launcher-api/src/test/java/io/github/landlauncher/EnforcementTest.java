package io.github.landlauncher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.landlauncher.Enforcement.Level;
import io.github.landlauncher.Enforcement.Line;
import io.github.landlauncher.Enforcement.Mechanism;
import io.github.landlauncher.Enforcement.Status;
import io.github.landlauncher.LandlockSupport.State;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the report says, word by word. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EnforcementTest {

    private static final Set<Erratum> ALL_FIXED = EnumSet.allOf(Erratum.class);
    private static final SandboxPolicy SCOPES =
            SandboxPolicy.handling(Set.of(), Set.of(), EnumSet.allOf(Scope.class));
    private static final SandboxPolicy TCP = SandboxPolicy.handling(
            Set.of(), EnumSet.of(AccessNet.BIND_TCP, AccessNet.CONNECT_TCP), Set.of());

    @Test
    void a_policy_of_each_kind_that_is_fully_enforced_reads_so() {
        SandboxPolicy policy = SandboxPolicy.handling(
                EnumSet.of(AccessFs.WRITE_FILE, AccessFs.REFER),
                EnumSet.of(AccessNet.CONNECT_TCP),
                EnumSet.of(Scope.SIGNAL)).logging(LogFlag.LOG_NEW_EXEC_ON);

        assertThat(policy.enforcementOn(kernel(7, ALL_FIXED, true))).hasToString("""
                fully enforced
                  WRITE_FILE: enforced by landlock
                  REFER: enforced by landlock
                  CONNECT_TCP: enforced by landlock (plain TCP only: MPTCP passes, TCP Fast Open may pass)
                  SIGNAL: enforced by landlock
                  LOG_NEW_EXEC_ON: enforced by landlock
                  UDP: not covered (datagrams pass unless both UDP rights are handled, ABI 10)
                  other sockets: not covered (raw, netlink, vsock and the like; SMC and SCTP; listen without bind)
                  unix sockets: not covered (unix sockets are reachable by path, such as docker.sock)
                  metadata: not covered (stat, readlink, access, chdir, inotify and flock work wherever the user \
                may use them)
                  metadata changes: not covered (chmod, chown, utime and setxattr work wherever the user may use them; \
                set-ID bits too)
                  processes: not covered (command lines, states and descriptor numbers of all, where a rule allows \
                reading /proc)
                  abstract sockets: not covered (abstract unix sockets of other programs are reachable)
                  kernel interfaces: not covered (io_uring, keyrings, System V IPC, POSIX queues, user \
                namespaces, limits of other processes, bpf, perf_event_open, userfaultfd: Landlock alone filters no system call)
                  scheduling: not covered (setpriority, sched_setaffinity, sched_setscheduler and ioprio_set work on \
                the user's other processes, this JVM included)
                  resources: not covered (processes, memory, disk and time are limited only by what a line here \
                says)""");
    }

    @Test
    void best_effort_on_an_old_kernel_reads_so() {
        SandboxPolicy policy = SandboxPolicy.handling(
                        EnumSet.of(AccessFs.WRITE_FILE, AccessFs.REFER, AccessFs.TRUNCATE, AccessFs.RESOLVE_UNIX),
                        EnumSet.allOf(AccessNet.class),
                        EnumSet.allOf(Scope.class))
                .bestEffort(LandlockAbi.V1)
                .allowReadWrite("work");

        assertThat(policy.enforcementOn(LandlockAbi.V1)).hasToString("""
                partially enforced
                  WRITE_FILE: enforced by landlock
                  REFER: stricter than asked (needs Landlock ABI 2 (Linux 5.19), this kernel has ABI 1: \
                cross-directory rename denied everywhere)
                  TRUNCATE: dropped (needs Landlock ABI 3 (Linux 6.2), this kernel has ABI 1: any file the user \
                may write can be truncated)
                  RESOLVE_UNIX: dropped (needs Landlock ABI 9 (Linux 7.1), this kernel has ABI 1: unix sockets \
                are reachable by path, such as docker.sock)
                  BIND_TCP: dropped (needs Landlock ABI 4 (Linux 6.7), this kernel has ABI 1: any TCP port can \
                be bound)
                  CONNECT_TCP: dropped (needs Landlock ABI 4 (Linux 6.7), this kernel has ABI 1: any TCP port \
                can be connected to)
                  BIND_UDP: dropped (needs Landlock ABI 10 (Linux 7.2), this kernel has ABI 1: any UDP port can \
                be bound)
                  CONNECT_SEND_UDP: dropped (needs Landlock ABI 10 (Linux 7.2), this kernel has ABI 1: \
                datagrams can be sent to any UDP port)
                  ABSTRACT_UNIX_SOCKET: dropped (needs Landlock ABI 6 (Linux 6.12), this kernel has ABI 1: \
                abstract unix sockets of other programs are reachable)
                  SIGNAL: dropped (needs Landlock ABI 6 (Linux 6.12), this kernel has ABI 1: signals reach every \
                process of the same user, this JVM included)
                  other sockets: not covered (raw, netlink, vsock and the like; SMC and SCTP; listen without bind)
                  disconnected directories: not covered (this kernel does not report erratum 3 as fixed: a \
                rename out of a bind mount may widen rights)
                  metadata: not covered (stat, readlink, access, chdir, inotify and flock work wherever the user \
                may use them)
                  metadata changes: not covered (chmod, chown, utime and setxattr work wherever the user may use them; \
                set-ID bits too)
                  processes: not covered (command lines, states and descriptor numbers of all, where a rule allows \
                reading /proc)
                  kernel interfaces: not covered (io_uring, keyrings, System V IPC, POSIX queues, user \
                namespaces, limits of other processes, bpf, perf_event_open, userfaultfd: Landlock alone filters no system call)
                  scheduling: not covered (setpriority, sched_setaffinity, sched_setscheduler and ioprio_set work on \
                the user's other processes, this JVM included)
                  resources: not covered (processes, memory, disk and time are limited only by what a line here \
                says)""");
    }

    @Test
    void a_policy_on_files_that_does_not_handle_refer_is_told_that_the_kernel_denies_it() {
        Enforcement enforcement = SandboxPolicy.handling(Set.of(AccessFs.EXECUTE), Set.of(), Set.of())
                .enforcementOn(LandlockAbi.V7);

        assertThat(enforcement.line(AccessFs.REFER).orElseThrow()).hasToString(
                "REFER: enforced by landlock (not handled, but the kernel denies it everywhere to whatever"
                        + " handles a right on files)");
        assertThat(enforcement.level()).isEqualTo(Level.FULLY);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments(SandboxPolicy.handling(LandlockAbi.V6), LandlockSupport.ofAbi(4), """
                        Cannot enforce the policy: IOCTL_DEV needs Landlock ABI 5 (Linux 6.10); \
                        ABSTRACT_UNIX_SOCKET, SIGNAL need Landlock ABI 6 (Linux 6.12), this kernel has ABI 4.
                          Use Linux 6.12 or later, or bestEffort(LandlockAbi.V4) to run without.
                          See docs/errors.md#abi-too-low"""),
                arguments(SCOPES.allowAbstractUnixSockets(), LandlockSupport.ofAbi(4), """
                        Cannot enforce the policy: SIGNAL needs Landlock ABI 6 (Linux 6.12), this kernel has ABI 4.
                          Use Linux 6.12 or later, or handle a right that this kernel knows as well.
                          See docs/errors.md#abi-too-low"""),
                arguments(SCOPES.bestEffort(LandlockAbi.V1), LandlockSupport.ofAbi(5), """
                        Cannot enforce the policy: nothing of it would be enforced: ABSTRACT_UNIX_SOCKET, SIGNAL \
                        need Landlock ABI 6 (Linux 6.12), this kernel has ABI 5.
                          Use Linux 6.12 or later, or handle a right that this kernel knows as well.
                          See docs/errors.md#abi-too-low"""),
                arguments(SandboxPolicy.handling(LandlockAbi.V7).bestEffort(LandlockAbi.V6),
                        LandlockSupport.ofAbi(2), """
                        Cannot enforce the policy: its floor is Landlock ABI 6 (Linux 6.12), this kernel has ABI 2.
                          Use Linux 6.12 or later, or a lower floor in bestEffort.
                          See docs/errors.md#abi-below-floor"""),
                arguments(SCOPES, unavailable(State.NOT_IMPLEMENTED), """
                        Cannot enforce the policy: this kernel does not implement Landlock (ENOSYS).
                          Use Linux 5.13 or later, built with CONFIG_SECURITY_LANDLOCK=y. Some container \
                        runtimes hide it.
                          See docs/errors.md#landlock-not-implemented"""),
                arguments(SCOPES, unavailable(State.NOT_ENABLED), """
                        Cannot enforce the policy: Landlock is not enabled on this kernel (EOPNOTSUPP).
                          Add landlock to the kernel's boot parameter lsm=; what is enabled now is in \
                        /sys/kernel/security/lsm.
                          See docs/errors.md#landlock-not-enabled"""),
                arguments(SCOPES, unavailable(State.BLOCKED), """
                        Cannot enforce the policy: a seccomp filter around this JVM forbids Landlock (EPERM).
                          Allow landlock_create_ruleset, landlock_add_rule and landlock_restrict_self in the \
                        container's profile.
                          See docs/errors.md#landlock-blocked"""));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void a_refusal_says_what_is_missing_and_what_to_do(
            SandboxPolicy policy, LandlockSupport kernel, String message) {
        Enforcement enforcement = policy.enforcementOn(kernel);

        assertThatThrownBy(() -> SandboxUnavailableException.check(enforcement, kernel))
                .isInstanceOfSatisfying(SandboxUnavailableException.class, e ->
                        assertThat(e.support()).isEqualTo(kernel))
                .hasMessage(message);
        assertThat(enforcement).hasToString(message.replace("Cannot enforce the policy", "not enforced"));
    }

    @Test
    void what_is_enforced_in_part_is_no_refusal() {
        LandlockSupport kernel = LandlockSupport.ofAbi(4);
        Enforcement enforcement =
                SandboxPolicy.handling(LandlockAbi.V7).bestEffort(LandlockAbi.V4).enforcementOn(kernel);

        assertThat(enforcement.refusal()).isEmpty();
        assertThatCode(() -> SandboxUnavailableException.check(enforcement, kernel)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(value = State.class, names = "AVAILABLE", mode = EnumSource.Mode.EXCLUDE)
    void without_landlock_no_floor_helps(State state) {
        assertThat(SCOPES.bestEffort(LandlockAbi.V1).enforcementOn(unavailable(state)))
                .isEqualTo(SCOPES.enforcementOn(unavailable(state)));
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

    @Test
    void an_exact_rule_names_the_same_error_on_every_kernel() {
        SandboxPolicy policy = SandboxPolicy.handling(Set.of(AccessFs.TRUNCATE), Set.of(), Set.of());

        assertThatThrownBy(() -> policy.allow(Set.of(AccessFs.REFER), Path.of("p")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(policy.enforcementOn(LandlockAbi.V1).level()).isEqualTo(Level.NOT);
        assertThat(policy.allow(Set.of(AccessFs.TRUNCATE), Path.of("p")).enforcementOn(LandlockAbi.V1))
                .isEqualTo(policy.enforcementOn(LandlockAbi.V1));
    }

    private static LandlockSupport kernel(int abi, Set<Erratum> errata, boolean mptcp) {
        return new LandlockSupport(State.AVAILABLE, abi, errata,
                mptcp ? Set.of(Facility.SECCOMP, Facility.MPTCP) : Set.of(Facility.SECCOMP));
    }

    private static LandlockSupport unavailable(State state) {
        return new LandlockSupport(state, 0, Set.of(), Set.of());
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
}

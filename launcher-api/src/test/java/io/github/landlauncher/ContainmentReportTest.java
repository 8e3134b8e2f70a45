package io.github.landlauncher;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.Enforcement.Level;
import io.github.landlauncher.Enforcement.Line;
import io.github.landlauncher.Enforcement.Mechanism;
import io.github.landlauncher.Enforcement.Status;
import io.github.landlauncher.LandlockSupport.State;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What the report says of what goes beyond Landlock, word by word. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ContainmentReportTest {

    private static final SandboxPolicy V7 = SandboxPolicy.handling(LandlockAbi.V7);
    private static final SandboxPolicy LITTLE = SandboxPolicy.handling(
            Set.of(AccessFs.EXECUTE),
            EnumSet.of(AccessNet.BIND_TCP, AccessNet.CONNECT_TCP),
            EnumSet.allOf(Scope.class));

    @Test
    void a_contained_policy_with_a_port_reads_so() {
        SandboxPolicy policy = LITTLE.containment().allowConnectTcp(443).limit(Resource.NPROC, 64);

        assertThat(policy.enforcementOn(kernel(7, Facility.SECCOMP, Facility.MPTCP))).hasToString("""
                fully enforced
                  EXECUTE: enforced by landlock
                  BIND_TCP: enforced by landlock
                  CONNECT_TCP: enforced by landlock
                  ABSTRACT_UNIX_SOCKET: enforced by landlock
                  SIGNAL: enforced by landlock
                  REFER: enforced by landlock (not handled, but the kernel denies it everywhere to whatever \
                handles a right on files)
                  other sockets: enforced by seccomp (no socket can be made but AF_UNIX and plain TCP)
                  TCP Fast Open: enforced by seccomp (MSG_FASTOPEN is refused)
                  namespaces: enforced by seccomp (unshare, setns, clone3 and their like are refused)
                  ptrace: enforced by seccomp (ptrace, process_vm_readv and their like are refused)
                  keyrings: enforced by seccomp (keyctl, add_key and request_key are refused)
                  io_uring: enforced by seccomp (its system calls are refused)
                  observation: enforced by seccomp (bpf, perf_event_open and userfaultfd are refused)
                  file handles: enforced by seccomp (name_to_handle_at and open_by_handle_at are refused)
                  administration: enforced by seccomp (modules, kexec, swap, clocks, syslog, subvolumes of Btrfs and their like are \
                refused)
                  System V IPC: enforced by seccomp (shared memory, semaphores and messages are refused, POSIX queues too)
                  terminal input: enforced by seccomp (TIOCSTI and TIOCLINUX are refused)
                  limits of other processes: enforced by seccomp (prlimit on other processes is refused)
                  set-ID bits: enforced by seccomp (modes with set-user-ID or set-group-ID are refused)
                  capabilities: enforced by credentials (none kept)
                  RLIMIT_CORE: enforced by rlimit (0 0)
                  RLIMIT_NPROC: enforced by rlimit (64 64)
                  UDP: enforced by seccomp (no UDP socket can be made)
                  listen: not covered (without bind it takes a port of the kernel's choice)
                  unix sockets: not covered (unix sockets are reachable by path, such as docker.sock)
                  metadata: not covered (stat, readlink, access, chdir, inotify and flock work wherever the user \
                may use them)
                  metadata changes: not covered (chmod, chown, utime and setxattr work wherever the user may use \
                them)
                  processes: not covered (command lines, states and descriptor numbers of all, where a rule allows \
                reading /proc)
                  interpreters: not covered (ld.so and interpreters that may be executed run whatever they can \
                read)
                  scheduling: not covered (setpriority, sched_setaffinity, sched_setscheduler and ioprio_set work on \
                the user's other processes, this JVM included)
                  resources: not covered (processes, memory, disk and time are limited only by what a line here \
                says)""");
    }

    @Test
    void without_network_no_line_says_that_a_socket_is_open() {
        Enforcement enforcement = V7.denyNetwork().enforcementOn(kernel(7, Facility.SECCOMP));

        assertThat(line(enforcement, "network")).isEqualTo(new Line(
                "network", Status.ENFORCED, Mechanism.SECCOMP,
                "no socket can be made; socketpair(AF_UNIX) stays, but for datagrams"));
        assertThat(enforcement.lines(Status.NOT_COVERED)).extracting(Line::what)
                .doesNotContain("network", "UDP", "other sockets", "listen", "unix sockets");
    }

    @Test
    void what_only_a_filter_refuses_takes_io_uring_away_without_a_containment_too() {
        LandlockSupport kernel = kernel(7, Facility.SECCOMP);

        for (SandboxPolicy policy : List.of(V7.denyNetwork(), V7.noUnixSockets(), V7.frozenMetadata())) {
            Enforcement enforcement = policy.enforcementOn(kernel);

            assertThat(line(enforcement, "io_uring").status()).isEqualTo(Status.ENFORCED);
            assertThat(line(enforcement, "kernel interfaces").reason()).doesNotContain("io_uring");
        }
        assertThat(line(V7.noMemfdExec().enforcementOn(kernel), "kernel interfaces").reason())
                .contains("io_uring");
    }

    @Test
    void a_strict_policy_that_needs_a_filter_starts_nothing_without_seccomp() {
        for (SandboxPolicy policy : List.of(
                V7.containment(), V7.denyNetwork(), V7.noUnixSockets(), V7.frozenMetadata(), V7.noMemfdExec())) {
            Enforcement enforcement = policy.enforcementOn(kernel(7));

            assertThat(enforcement.level()).isEqualTo(Level.NOT);
            assertThat(enforcement.refusal().orElseThrow())
                    .contains("seccomp").contains("docs/errors.md#seccomp-missing");
        }
        assertThat(V7.enforcementOn(kernel(7)).level()).isEqualTo(Level.FULLY);
    }

    @Test
    void best_effort_goes_without_a_filter_and_says_so() {
        Enforcement enforcement = V7.bestEffort(LandlockAbi.V1).denyNetwork().enforcementOn(kernel(7));

        assertThat(enforcement.level()).isEqualTo(Level.PARTIALLY);
        assertThat(line(enforcement, "network"))
                .isEqualTo(Line.dropped("network", "this kernel has no seccomp filters"));
        assertThat(line(enforcement, "CONNECT_TCP").mechanism()).isEqualTo(Mechanism.LANDLOCK);
    }

    @Test
    void root_is_not_held_to_a_number_of_processes() {
        LandlockSupport root = kernel(7, Facility.SECCOMP, Facility.CAPABILITIES, Facility.ROOT);
        SandboxPolicy policy = V7.limit(Resource.NPROC, 10);

        assertThat(policy.enforcementOn(root).refusal().orElseThrow())
                .contains("RLIMIT_NPROC").contains("docs/errors.md#limit-does-not-bind");
        assertThat(line(policy.bestEffort(LandlockAbi.V1).enforcementOn(root), "RLIMIT_NPROC").status())
                .isEqualTo(Status.DROPPED);
        assertThat(policy.runAs(1, 1).enforcementOn(root).level()).isEqualTo(Level.FULLY);
        assertThat(policy.runAs(0, 1).enforcementOn(kernel(7)).level()).isEqualTo(Level.NOT);
        assertThat(policy.enforcementOn(kernel(7)).level()).isEqualTo(Level.FULLY);
    }

    @Test
    void capabilities_that_are_left_to_the_program_are_a_gap() {
        LandlockSupport root = kernel(7, Facility.CAPABILITIES);

        assertThat(line(V7.enforcementOn(root), "capabilities").status()).isEqualTo(Status.NOT_COVERED);
        assertThat(line(V7.keepCapabilities().enforcementOn(root), "capabilities"))
                .isEqualTo(Line.enforced("capabilities", Mechanism.CREDENTIALS, "none kept"));
        assertThat(line(V7.keepCapabilities(Capability.CHOWN).enforcementOn(root), "capabilities"))
                .isEqualTo(Line.enforced("capabilities", Mechanism.CREDENTIALS, "but for [CHOWN]"));
        assertThat(V7.enforcementOn(kernel(7)).lines()).extracting(Line::what).doesNotContain("capabilities");
    }

    @Test
    void scheduling_is_a_gap_unless_the_jvm_has_a_capability_that_the_program_lacks() {
        LandlockSupport root = kernel(7, Facility.SECCOMP, Facility.CAPABILITIES);
        LandlockSupport user = kernel(7, Facility.SECCOMP);
        SandboxPolicy kept = V7.containment().keepCapabilities(Capability.SYS_NICE);

        assertThat(V7.containment().enforcementOn(root).lines()).extracting(Line::what)
                .doesNotContain("scheduling");
        for (Enforcement open : List.of(V7.enforcementOn(root), kept.enforcementOn(root),
                V7.enforcementOn(user), V7.containment().enforcementOn(user))) {
            assertThat(line(open, "scheduling").status()).isEqualTo(Status.NOT_COVERED);
        }
    }

    @Test
    void with_io_uring_no_line_claims_that_sockets_are_refused() {
        Enforcement enforcement = V7.containment().allowIoUring()
                .enforcementOn(kernel(7, Facility.SECCOMP, Facility.MPTCP));

        for (String what : List.of("io_uring", "other sockets", "UDP", "set-ID bits")) {
            assertThat(line(enforcement, what).status()).as(what).isEqualTo(Status.NOT_COVERED);
        }
        assertThat(line(enforcement, "ptrace").status()).isEqualTo(Status.ENFORCED);
    }

    @Test
    void no_two_lines_are_about_the_same_thing() {
        LandlockSupport root = kernel(7, Facility.values());
        for (SandboxPolicy policy : List.of(
                V7, V7.containment(), V7.denyNetwork(),
                SandboxPolicy.handling(Set.of(AccessFs.EXECUTE), Set.of(), Set.of()).denyNetwork(), V7.containment().denyNetwork(),
                V7.containment().allowIoUring(), V7.containment().frozenMetadata().noUnixSockets(),
                SandboxPolicy.handling(Set.of(), Set.of(AccessNet.BIND_TCP), Set.of()).containment())) {
            assertThat(policy.bestEffort(LandlockAbi.V1).enforcementOn(root).lines())
                    .extracting(Line::what).doesNotHaveDuplicates();
            assertThat(policy.bestEffort(LandlockAbi.V1).enforcementOn(kernel(4)).lines())
                    .extracting(Line::what).doesNotHaveDuplicates();
        }
    }

    private static Line line(Enforcement enforcement, String what) {
        return enforcement.lines().stream().filter(line -> line.what().equals(what)).findFirst().orElseThrow();
    }

    private static LandlockSupport kernel(int abi, Facility... facilities) {
        return new LandlockSupport(
                State.AVAILABLE, abi, EnumSet.allOf(Erratum.class), Set.of(facilities));
    }
}

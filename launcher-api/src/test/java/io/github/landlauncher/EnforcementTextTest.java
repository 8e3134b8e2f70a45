package io.github.landlauncher;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.LandlockSupport.State;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Whole reports, word by word: these texts end up in logs and reviews. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EnforcementTextTest {

    private static final LandlockSupport WITHOUT_ERRATA = new LandlockSupport(State.AVAILABLE, 7,
            EnumSet.allOf(Erratum.class), Set.of(Facility.SECCOMP, Facility.MPTCP));

    @Test
    void a_policy_of_each_kind_that_is_fully_enforced_reads_so() {
        SandboxPolicy policy = SandboxPolicy.handling(
                EnumSet.of(AccessFs.WRITE_FILE, AccessFs.REFER),
                EnumSet.of(AccessNet.CONNECT_TCP),
                EnumSet.of(Scope.SIGNAL)).logging(LogFlag.LOG_NEW_EXEC_ON);

        assertThat(policy.enforcementOn(WITHOUT_ERRATA)).hasToString("""
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
                namespaces, limits of other processes, bpf, perf_event_open, userfaultfd, subvolumes of Btrfs: Landlock alone filters no system call)
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
                namespaces, limits of other processes, bpf, perf_event_open, userfaultfd, subvolumes of Btrfs: Landlock alone filters no system call)
                  scheduling: not covered (setpriority, sched_setaffinity, sched_setscheduler and ioprio_set work on \
                the user's other processes, this JVM included)
                  resources: not covered (processes, memory, disk and time are limited only by what a line here \
                says)""");
    }
}

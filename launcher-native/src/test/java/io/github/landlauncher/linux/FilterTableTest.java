package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.SyscallGroup;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the groups refuse, in numbers of the manual pages; whether programs do so, others test. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FilterTableTest {

    private static final int JVM = 4242;

    private static String verdict(Set<SyscallGroup> groups, String call, long... arguments) {
        Syscall syscall = Syscall.valueOf(call);
        ClassicBpf program =
                new ClassicBpf(FilterProgram.of(groups, Architecture.X86_64, JVM));
        int value = program.run(
                Architecture.X86_64.auditArch(), syscall.number(Architecture.X86_64), arguments);
        if (value == 0x7fff0000) {
            return "allowed";
        }
        assertThat(value >>> 16).isEqualTo(5);
        return io.github.landlauncher.linux.libc.Errno.name(value & 0xffff);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        // socket(AF_UNIX, AF_INET or AF_INET6, SOCK_STREAM or SOCK_DGRAM | flags, protocol)
        "SOCKETS_ALL             | SOCKET     | 1 1 0         | EAFNOSUPPORT",
        "SOCKETS_ALL             | SOCKETPAIR | 1 1 0         | allowed",
        "SOCKETS_ALL             | SOCKETPAIR | 2 1 0         | EAFNOSUPPORT",
        "SOCKETS_ALL             | SOCKETPAIR | 1 0x80005 0   | allowed", // SOCK_SEQPACKET
        "SOCKETS_ALL             | SOCKETPAIR | 1 2 0         | EPROTONOSUPPORT",
        "SOCKETS_ALL             | SOCKETPAIR | 1 0x80802 0   | EPROTONOSUPPORT",
        "SOCKETS_ALL             | SOCKETPAIR | 1 3 0         | EPROTONOSUPPORT", // becomes SOCK_DGRAM
        "SOCKETS_BUT_UNIX        | SOCKET     | 1 1 0         | allowed",
        "SOCKETS_BUT_UNIX        | SOCKET     | 2 1 0         | EAFNOSUPPORT",
        "SOCKETS_BUT_UNIX        | SOCKET     | 16 3 0        | EAFNOSUPPORT", // netlink
        "SOCKETS_BUT_UNIX        | SOCKETPAIR | 1 0x80001 0   | allowed",
        "SOCKETS_BUT_UNIX        | SOCKETPAIR | 1 2 0         | allowed",
        "SOCKETS_BUT_TCP         | SOCKET     | 1 2 0         | allowed",
        "SOCKETS_BUT_TCP         | SOCKET     | 2 1 0         | allowed",
        "SOCKETS_BUT_TCP         | SOCKET     | 10 0x80801 6  | allowed",
        "SOCKETS_BUT_TCP         | SOCKET     | 2 1 262       | EPROTONOSUPPORT", // MPTCP
        "SOCKETS_BUT_TCP         | SOCKET     | 10 1 256      | EPROTONOSUPPORT", // SMC
        "SOCKETS_BUT_TCP         | SOCKET     | 2 1 132       | EPROTONOSUPPORT", // SCTP
        "SOCKETS_BUT_TCP         | SOCKET     | 2 2 0         | EPROTONOSUPPORT", // UDP
        "SOCKETS_BUT_TCP         | SOCKET     | 2 0x80002 17  | EPROTONOSUPPORT",
        "SOCKETS_BUT_TCP         | SOCKET     | 2 3 1         | EPROTONOSUPPORT", // raw
        "SOCKETS_BUT_TCP         | SOCKET     | 2 5 0         | EPROTONOSUPPORT", // SOCK_SEQPACKET
        "SOCKETS_BUT_TCP         | SOCKET     | 2 10 0        | EPROTONOSUPPORT", // SOCK_PACKET
        "SOCKETS_BUT_TCP         | SOCKET     | 17 3 0        | EAFNOSUPPORT", // packet
        "SOCKETS_BUT_TCP         | SOCKET     | 43 1 0        | EAFNOSUPPORT", // AF_SMC
        "SOCKETS_BUT_TCP         | SOCKETPAIR | 16 3 0        | EAFNOSUPPORT",
        "SOCKETS_BUT_TCP         | SETSOCKOPT | 3 6 31        | ENOENT", // TCP_ULP
        "SOCKETS_BUT_TCP         | SETSOCKOPT | 3 6 30        | allowed", // TCP_FASTOPEN_CONNECT
        "SOCKETS_BUT_TCP         | SETSOCKOPT | 3 1 31        | allowed",
        "SOCKETS_BUT_TCP_AND_UDP | SETSOCKOPT | 3 6 31        | ENOENT",
        "SOCKETS_BUT_TCP_AND_UDP | SOCKET     | 2 2 0         | allowed",
        "SOCKETS_BUT_TCP_AND_UDP | SOCKET     | 10 0x80002 17 | allowed",
        "SOCKETS_BUT_TCP_AND_UDP | SOCKET     | 2 1 6         | allowed",
        "SOCKETS_BUT_TCP_AND_UDP | SOCKET     | 2 2 6         | EPROTONOSUPPORT",
        "SOCKETS_BUT_TCP_AND_UDP | SOCKET     | 2 1 17        | EPROTONOSUPPORT",
        "SOCKETS_BUT_TCP_AND_UDP | SOCKET     | 2 2 1         | EPROTONOSUPPORT", // ping
        "SOCKETS_BUT_TCP_AND_UDP | SOCKET     | 2 2 136       | EPROTONOSUPPORT", // UDP-Lite
        "SOCKETS_BUT_TCP_AND_UDP | SOCKET     | 2 1 262       | EPROTONOSUPPORT",
        "SOCKETS_BUT_TCP_AND_UDP | SOCKET     | 2 3 0         | EPROTONOSUPPORT",
        "SOCKETS_BUT_TCP_AND_UDP | SOCKET     | 40 1 0        | EAFNOSUPPORT",
        "SOCKETS_VSOCK_AND_ALG   | SOCKET     | 40 1 0        | EAFNOSUPPORT",
        "SOCKETS_VSOCK_AND_ALG   | SOCKET     | 38 5 0        | EAFNOSUPPORT",
        "SOCKETS_VSOCK_AND_ALG   | SOCKET     | 2 1 262       | allowed",
        "UNIX_SOCKETS            | SOCKET     | 1 1 0         | EAFNOSUPPORT",
        "UNIX_SOCKETS            | SOCKET     | 2 1 0         | allowed",
        "UNIX_SOCKETS            | SOCKETPAIR | 1 1 0         | allowed",
        "UNIX_SOCKETS            | SOCKETPAIR | 1 5 0         | allowed",
        "UNIX_SOCKETS            | SOCKETPAIR | 1 0x80002 0   | EPROTONOSUPPORT",
        "UNIX_SOCKETS            | SOCKETPAIR | 1 3 0         | EPROTONOSUPPORT",
        "UNIX_SOCKETS            | SOCKETPAIR | 30 2 0        | allowed", // TIPC is no unix socket
        "FAST_OPEN               | SENDTO     | 3 0 0 0x20000000 | EOPNOTSUPP",
        "FAST_OPEN               | SENDTO     | 3 0 0 0x4000     | allowed",
        "FAST_OPEN               | SENDMSG    | 3 0 0x20004000   | EOPNOTSUPP",
        "FAST_OPEN               | SENDMSG    | 3 0 0 0x20000000 | allowed",
        "FAST_OPEN               | SENDMMSG   | 3 0 1 0x20000000 | EOPNOTSUPP",
        "NAMESPACES              | CLONE      | 0x11             | allowed", // fork
        "NAMESPACES              | CLONE      | 0x3d0f00         | allowed", // a thread
        "NAMESPACES              | CLONE      | 0x91             | allowed", // 0x80 is a signal here
        "NAMESPACES              | CLONE      | 0x10000011       | EPERM", // CLONE_NEWUSER
        "NAMESPACES              | CLONE      | 0x00020011       | EPERM",
        "NAMESPACES              | CLONE      | 0x40000011       | EPERM",
        "NAMESPACES              | CLONE3     | 0                | ENOSYS",
        "NAMESPACES              | UNSHARE    | 0                | EPERM",
        "FOREIGN_LIMITS          | PRLIMIT64  | 0 7              | allowed",
        "FOREIGN_LIMITS          | PRLIMIT64  | 1 7              | EPERM",
        "TERMINAL_INPUT          | IOCTL      | 0 0x5412         | EPERM",
        "TERMINAL_INPUT          | IOCTL      | 0 0x541C         | EPERM",
        "TERMINAL_INPUT          | IOCTL      | 0 0x5401         | allowed",
        "TERMINAL_INPUT          | IOCTL      | 0 0x40086602     | allowed",
        "METADATA                | IOCTL      | 0 0x40086602     | EPERM", // chattr
        "METADATA                | IOCTL      | 0 0x401C5820     | EPERM",
        "METADATA                | IOCTL      | 0 0x40806685     | EPERM", // fs-verity
        "METADATA                | IOCTL      | 0 0x800C6613     | EPERM", // fscrypt
        "METADATA                | IOCTL      | 0 0x40087602     | EPERM", // an inode's version
        "METADATA                | IOCTL      | 0 0x40086604     | EPERM",
        "METADATA                | IOCTL      | 0 0x40047211     | EPERM", // attributes of FAT
        "METADATA                | IOCTL      | 0 0x4008941A     | EPERM", // a subvolume of Btrfs
        "METADATA                | IOCTL      | 0 0x80086601     | allowed", // lsattr
        "METADATA                | IOCTL      | 0 0x5412         | allowed",
        "ADMINISTRATION          | IOCTL      | 0 0x50009401     | EPERM", // a snapshot of Btrfs
        "ADMINISTRATION          | IOCTL      | 0 0x5000940E     | EPERM", // a subvolume
        "ADMINISTRATION          | IOCTL      | 0 0x5000940F     | EPERM", // to remove one
        "ADMINISTRATION          | IOCTL      | 0 0x50009417     | EPERM",
        "ADMINISTRATION          | IOCTL      | 0 0x50009418     | EPERM",
        "ADMINISTRATION          | IOCTL      | 0 0x5000943F     | EPERM",
        "ADMINISTRATION          | IOCTL      | 0 0x5401         | allowed",
        "SETID_BITS              | CHMOD      | 0 0755           | allowed",
        "SETID_BITS              | CHMOD      | 0 01777          | allowed",
        "SETID_BITS              | CHMOD      | 0 04755          | EPERM",
        "SETID_BITS              | FCHMOD     | 3 02755          | EPERM",
        "SETID_BITS              | FCHMODAT   | 3 0 06000        | EPERM",
        "SETID_BITS              | FCHMODAT   | 3 06000 0        | allowed",
        "SETID_BITS              | CREAT      | 0 04755          | EPERM",
        "SETID_BITS              | MKNOD      | 0 0104755        | EPERM",
        "SETID_BITS              | MKNODAT    | 3 0 0102755      | EPERM",
        "SETID_BITS              | OPEN       | 0 0x41 04755     | EPERM",
        "SETID_BITS              | OPEN       | 0 0x1 04755      | allowed", // no file is made
        "SETID_BITS              | OPEN       | 0 0x41 0755      | allowed",
        "SETID_BITS              | OPENAT     | 3 0 0x410002 02755 | EPERM", // O_TMPFILE
        "SETID_BITS              | OPENAT     | 3 0 0x10000 02755  | allowed", // O_DIRECTORY
        "SETID_BITS              | OPENAT2    | 3 0 0 24         | ENOSYS",
        "TRUNCATE                | OPEN       | 0 0x200          | EACCES",
        "TRUNCATE                | OPEN       | 0 0x201          | allowed", // needs WRITE_FILE
        "TRUNCATE                | OPEN       | 0 0x202          | allowed",
        "TRUNCATE                | OPEN       | 0 0x203          | EACCES",
        "TRUNCATE                | OPEN       | 0 0              | allowed",
        "TRUNCATE                | OPENAT     | 3 0 0x80200      | EACCES",
        "TRUNCATE                | OPENAT     | 3 0 0x3 0x200    | allowed",
        "TRUNCATE                | TRUNCATE   | 0 0              | EACCES",
        "TRUNCATE                | OPENAT2    | 3 0 0 24         | ENOSYS",
        "SIGNALS_TO_JVM          | KILL       | 4242 15          | EPERM",
        "SIGNALS_TO_JVM          | KILL       | -4242 15         | EPERM",
        "SIGNALS_TO_JVM          | KILL       | -1 15            | EPERM",
        "SIGNALS_TO_JVM          | KILL       | 0 15             | allowed",
        "SIGNALS_TO_JVM          | KILL       | 4243 15          | allowed",
        "SIGNALS_TO_JVM          | TKILL      | 4242 15          | EPERM",
        "SIGNALS_TO_JVM          | TGKILL     | 4242 4243 15     | EPERM",
        "SIGNALS_TO_JVM          | TGKILL     | 4243 4242 15     | allowed",
        "SIGNALS_TO_JVM          | RT_SIGQUEUEINFO   | 4242 15   | EPERM",
        "SIGNALS_TO_JVM          | RT_TGSIGQUEUEINFO | 4242 1 15 | EPERM",
        "SIGNALS_TO_JVM          | PIDFD_SEND_SIGNAL | 3 15      | ENOSYS"
    })
    void a_group_refuses_by_arguments(
            SyscallGroup group, String call, String arguments, String expected) {
        long[] values = Arrays.stream(arguments.split(" ")).mapToLong(Long::decode).toArray();

        assertThat(verdict(Set.of(group), call, values)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "MOUNTS, EPERM, mount umount2 pivot_root chroot open_tree move_mount fsopen fsconfig fsmount"
                + " fspick mount_setattr open_tree_attr",
        "PTRACE, EPERM, ptrace process_vm_readv process_vm_writev kcmp pidfd_getfd process_madvise"
                + " process_mrelease",
        "KEYRINGS, EPERM, keyctl add_key request_key",
        "IO_URING, ENOSYS, io_uring_setup io_uring_enter io_uring_register",
        "OBSERVATION, EPERM, bpf perf_event_open userfaultfd",
        "FILE_HANDLES, EPERM, open_by_handle_at name_to_handle_at",
        "ADMINISTRATION, EPERM, kexec_load kexec_file_load init_module finit_module delete_module"
                + " acct swapon swapoff reboot settimeofday clock_settime clock_adjtime adjtimex"
                + " syslog iopl ioperm quotactl quotactl_fd modify_ldt uselib vhangup sethostname"
                + " setdomainname lookup_dcookie move_pages migrate_pages fanotify_init",
        "SYSV_IPC, EPERM, shmget shmat shmctl shmdt semget semop semtimedop semctl msgget msgsnd"
                + " msgrcv msgctl mq_open mq_unlink",
        "MEMFD, EPERM, memfd_create"
    })
    void a_group_refuses_these_calls_always_and_no_others(
            SyscallGroup group, String errno, String calls) {
        List<FilterRow> rows = FilterTable.of(group, JVM);

        rows = rows.stream().filter(row -> row.call() != Syscall.IOCTL).toList();
        assertThat(rows).extracting(row -> row.call().toString())
                .containsExactlyInAnyOrder(calls.split(" "));
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.refusal().always()).isTrue();
            assertThat(verdict(Set.of(group), row.call().name())).isEqualTo(errno);
        });
    }

    @Test
    void metadata_refuses_every_change_of_it() {
        String calls = "chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat utime utimes"
                + " futimesat utimensat setxattr lsetxattr fsetxattr setxattrat removexattr"
                + " lremovexattr fremovexattr removexattrat file_setattr";
        Set<SyscallGroup> metadata = Set.of(SyscallGroup.METADATA);
        Set<String> always = new TreeSet<>();
        for (FilterRow row : FilterTable.of(SyscallGroup.METADATA, JVM)) {
            if (row.refusal().always()) {
                always.add(row.call().toString());
                assertThat(verdict(metadata, row.call().name())).isEqualTo("EPERM");
            }
        }

        assertThat(always).containsExactlyInAnyOrder(calls.split(" "));
    }

    @Test
    void of_two_groups_that_look_at_a_call_the_stricter_one_counts() {
        Set<SyscallGroup> terminal =
                EnumSet.of(SyscallGroup.TERMINAL_INPUT, SyscallGroup.METADATA);
        assertThat(verdict(terminal, "IOCTL", 0, 0x5412)).isEqualTo("EPERM");
        assertThat(verdict(terminal, "IOCTL", 0, 0x40086602)).isEqualTo("EPERM");
        assertThat(verdict(terminal, "IOCTL", 0, 0x5401)).isEqualTo("allowed");

        Set<SyscallGroup> modes = EnumSet.of(SyscallGroup.SETID_BITS, SyscallGroup.METADATA);
        assertThat(verdict(modes, "CHMOD", 0, 0644)).isEqualTo("EPERM");
        assertThat(verdict(modes, "MKNOD", 0, 0644)).isEqualTo("allowed");

        Set<SyscallGroup> opens = EnumSet.of(SyscallGroup.SETID_BITS, SyscallGroup.TRUNCATE);
        assertThat(verdict(opens, "OPEN", 0, 0x240, 0644)).isEqualTo("EACCES");
        assertThat(verdict(opens, "OPEN", 0, 0x241, 04755)).isEqualTo("EPERM");
        assertThat(verdict(opens, "OPEN", 0, 0x241, 0755)).isEqualTo("allowed");
        assertThat(verdict(opens, "OPENAT2", 0, 0)).isEqualTo("ENOSYS");
    }

    @ParameterizedTest
    @EnumSource(SyscallGroup.class)
    void every_row_of_a_group_says_why(SyscallGroup group) {
        assertThat(FilterTable.of(group, JVM)).isNotEmpty()
                .allSatisfy(row -> assertThat(row.reason()).isNotBlank().doesNotContain("\n"));
    }

    @Test
    void every_call_that_is_not_unimplemented_or_only_watched_has_a_row() {
        Set<Syscall> used = EnumSet.copyOf(FilterTable.UNIMPLEMENTED);
        used.addAll(WatchTable.calls());
        for (SyscallGroup group : SyscallGroup.values()) {
            FilterTable.of(group, JVM).forEach(row -> used.add(row.call()));
        }

        assertThat(used).containsExactly(Syscall.values());
    }

    @Test
    void there_is_no_program_for_an_architecture_whose_numbers_are_unknown() {
        assertThatThrownBy(() -> Architecture.of("s390x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("s390x");
        assertThat(Architecture.of("amd64")).isEqualTo(Architecture.X86_64);
        assertThat(Architecture.of("aarch64")).isEqualTo(Architecture.AARCH64);
        assertThat(Architecture.of("riscv64")).isEqualTo(Architecture.RISCV64);
    }
}

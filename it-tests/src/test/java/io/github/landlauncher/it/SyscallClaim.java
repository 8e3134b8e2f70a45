package io.github.landlauncher.it;

import java.util.ArrayList;
import java.util.List;

/**
 * A system call, made so that it does nothing, and the line of an Enforcement that says whether the
 * filter refuses it.
 *
 * @param what what the line is about
 * @param refusal the errno by which the filter refuses the call
 * @param call the system call with its arguments, as the probe's operation {@code calls} takes them;
 *     {@code FILE} stands for a file that rules allow to write, {@code JVM} for this process
 */
record SyscallClaim(String what, Errno refusal, List<String> call) {

    private static final List<SyscallClaim> ALL = new ArrayList<>();

    static {
        claim("namespaces", Errno.EPERM, "unshare 0", "setns -1", "clone 0x20200");
        claim("namespaces", Errno.ENOSYS, "clone3");
        claim("mounts", Errno.EPERM, "mount", "umount2 0 -1", "pivot_root", "chroot",
                "move_mount -1 0 -1 0 -1", "mount_setattr -1 0 -1", "open_tree -1 0 -1",
                "fsopen 0 -1", "fsconfig -1", "fsmount -1 -1", "fspick -1 0 -1");
        claim("ptrace", Errno.EPERM, "ptrace 0x4206", "process_vm_readv -1 0 0 0 0 1",
                "process_vm_writev -1 0 0 0 0 1", "pidfd_getfd -1", "kcmp 0x7fffffff 0x7fffffff",
                "process_madvise -1 0 0 0 1", "process_mrelease -1 1");
        claim("keyrings", Errno.EPERM, "keyctl 0x7fffffff", "add_key", "request_key");
        claim("io_uring", Errno.ENOSYS, "io_uring_setup", "io_uring_enter -1 0 0 0x80000000",
                "io_uring_register -1");
        claim("observation", Errno.EPERM, "bpf 0x7fffffff", "perf_event_open 0 0 -1 -1 -1",
                "userfaultfd -1");
        claim("file handles", Errno.EPERM, "name_to_handle_at -100 :/ 0 0 -1",
                "open_by_handle_at -1");
        claim("administration", Errno.EPERM, "init_module", "finit_module -1 0 -1", "delete_module",
                "kexec_load 0 0 0 -1", "swapon 0 -1", "swapoff", "adjtimex", "clock_adjtime",
                "clock_settime -1", "settimeofday 1", "syslog -1", "sethostname 0 -1",
                "setdomainname 0 -1", "reboot", "acct :/nonexistent/file", "quotactl",
                "fanotify_init -1", "move_pages 0 0 0 0 0 -1", "ioctl -1 0x5000940E",
                "ioctl -1 0x50009401", "ioctl -1 0x5000943F");
        claim("System V IPC", Errno.EPERM, "shmget", "shmat -1", "shmctl -1", "shmdt 1",
                "semget 0 -1", "semop -1", "semctl -1", "msgget 0x12345678", "msgsnd -1",
                "msgrcv -1", "msgctl -1");
        claim("terminal input", Errno.EPERM, "ioctl -1 0x5412", "ioctl -1 0x541C");
        claim("limits of other processes", Errno.EPERM, "prlimit64 JVM 7");
        claim("set-ID bits", Errno.EPERM, "fchmodat -100 FILE 04700", "mknodat -100 FILE 0106700",
                "openat -100 FILE 0x42 04700");
        claim("set-ID bits", Errno.ENOSYS, "openat2 -100");
        claim("signals to the JVM's pid", Errno.EPERM, "kill JVM 0");
        claim("signals to the JVM's pid", Errno.ENOSYS, "pidfd_send_signal -1");
        claim("truncation", Errno.EACCES, "truncate FILE", "openat -100 FILE 0x200",
                "openat -100 FILE 0x203");
        claim("metadata changes", Errno.EPERM, "fchmodat -100 FILE 0700",
                "fchownat -100 FILE -1 -1", "utimensat -100 FILE", "setxattr FILE :user.name",
                "removexattr FILE :user.name");
        claim("memfd", Errno.EPERM, "memfd_create :name");
        claim("metadata changes", Errno.EPERM, "ioctl -1 0x40086602", "ioctl -1 0x40806685",
                "ioctl -1 0x40087602");
        claim("new unix sockets", Errno.EAFNOSUPPORT, "socket 1 1");
        claim("new unix sockets", Errno.EPROTONOSUPPORT, "socketpair 1 2", "socketpair 1 3");
        claim("network", Errno.EAFNOSUPPORT, "socket 1 1", "socket 2 1", "socket 2 2",
                "socket 10 1", "socket 16 3");
        claim("network", Errno.EPROTONOSUPPORT, "socketpair 1 2", "socketpair 1 3");
        claim("other sockets", Errno.EAFNOSUPPORT, "socket 16 3", "socket 17 3");
        // A flag that no kernel knows, so that the answer does not depend on its modules.
        claim("vsock and alg", Errno.EAFNOSUPPORT, "socket 38 0x10005", "socket 40 0x10005");
        claim("TCP Fast Open", Errno.EOPNOTSUPP, "sendto -1 0 0 0x20000000",
                "sendmsg -1 0 0x20000000");
    }

    private static void claim(String what, Errno refusal, String... calls) {
        for (String call : calls) {
            ALL.add(new SyscallClaim(what, refusal, List.of(call.split(" "))));
        }
    }

    /** All of them. */
    static List<SyscallClaim> all() {
        return List.copyOf(ALL);
    }

    /** The probe's operation that makes the calls of all claims and prints an errno for each. */
    static List<String> operation(List<SyscallClaim> claims, String file) {
        List<String> operation = new ArrayList<>();
        for (SyscallClaim claim : claims) {
            operation.add(operation.isEmpty() ? "calls" : ",");
            claim.call.forEach(word -> operation.add(meant(word, file)));
        }
        return operation;
    }

    private static String meant(String word, String file) {
        return switch (word) {
            case "FILE" -> ":" + file;
            case "JVM" -> Long.toString(ProcessHandle.current().pid());
            default -> word;
        };
    }

    @Override
    public String toString() {
        return what + ": " + String.join(" ", call);
    }
}

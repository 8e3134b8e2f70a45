package io.github.landlauncher.linux.libc;

import static io.github.landlauncher.linux.libc.Errno.EBADF;
import static io.github.landlauncher.linux.libc.Errno.ECHILD;
import static io.github.landlauncher.linux.libc.Errno.EFAULT;
import static io.github.landlauncher.linux.libc.Errno.EINVAL;
import static io.github.landlauncher.linux.libc.Errno.ENOENT;
import static io.github.landlauncher.linux.libc.LinuxHeader.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** posix_spawn and its helpers, waitid and pidfds. */
abstract class ProcessContract extends NativeTest {

    private Memory actions;

    ProcessContract(Libc libc) {
        super(libc);
    }

    @BeforeEach
    void file_actions() {
        actions = memory(SpawnTypes.POSIX_SPAWN_FILE_ACTIONS_SIZE);
        assertThat(libc.posix_spawn_file_actions_init(actions.address())).isZero();
    }

    @AfterEach
    void they_are_destroyed() {
        assertThat(libc.posix_spawn_file_actions_destroy(actions.address())).isZero();
    }

    /** Starts a program with one environment variable; returns its pid or the negated errno. */
    private int spawn(String... argv) {
        Memory pid = memory(Integer.BYTES);
        int result =
                libc.posix_spawn(
                        pid.address(),
                        string(argv[0]),
                        actions.address(),
                        0,
                        strings(argv),
                        strings("GREETING=hello"));
        return result == 0 ? pid.bytes().getInt(0) : result;
    }

    private int pidfd(int pid) {
        assertThat(pid).as("pid or negated errno").isPositive();
        return descriptor(libc.pidfd_open(pid, 0));
    }

    private Memory waitFor(int pidfd) {
        Memory info = memory(Siginfo.SIZE);
        assertThat(libc.waitid(P_PIDFD, pidfd, info.address(), WEXITED)).isZero();
        return info;
    }

    private void redirect(int fd, int to) {
        assertThat(libc.posix_spawn_file_actions_adddup2(actions.address(), fd, to)).isZero();
    }

    @Test
    void a_program_gets_its_arguments_environment_and_descriptors_and_leaves_its_exit_value() {
        Pipe output = pipe(0);
        redirect(output.writeEnd(), 1);

        int pid = spawn("/bin/sh", "-c", "echo \"$GREETING $1\"; exit 7", "sh", "world");
        int pidfd = pidfd(pid);
        close(output.writeEnd());

        assertThat(readAll(output.readEnd())).isEqualTo("hello world\n");
        Memory info = waitFor(pidfd);
        assertThat(Siginfo.pid(info.bytes(), 0)).isEqualTo(pid);
        assertThat(Siginfo.code(info.bytes(), 0)).isEqualTo(CLD_EXITED);
        assertThat(Siginfo.status(info.bytes(), 0)).isEqualTo(7);
    }

    @Test
    void a_program_that_is_killed_leaves_the_signal() {
        Pipe input = pipe(0);
        redirect(input.readEnd(), 0);
        int pid = spawn("/bin/cat");
        int pidfd = pidfd(pid);
        Memory info = memory(Siginfo.SIZE);
        assertThat(libc.waitid(P_PIDFD, pidfd, info.address(), WEXITED | WNOHANG)).isZero();
        assertThat(Siginfo.pid(info.bytes(), 0)).as("still running").isZero();

        assertThat(libc.pidfd_send_signal(pidfd, SIGKILL, 0, 0)).isZero();

        info = waitFor(pidfd);
        assertThat(Siginfo.pid(info.bytes(), 0)).isEqualTo(pid);
        assertThat(Siginfo.code(info.bytes(), 0)).isEqualTo(CLD_KILLED);
        assertThat(Siginfo.status(info.bytes(), 0)).isEqualTo(SIGKILL);
    }

    @Test
    void a_program_that_was_only_looked_at_can_still_be_waited_for() {
        int pid = spawn("/bin/true");
        Memory info = memory(Siginfo.SIZE);

        assertThat(libc.waitid(P_PID, pid, info.address(), WEXITED | WNOWAIT)).isZero();
        assertThat(libc.waitid(P_PID, pid, info.address(), WEXITED)).isZero();

        assertThat(Siginfo.status(info.bytes(), 0)).isZero();
        assertThat(libc.waitid(P_PID, pid, info.address(), WEXITED)).isEqualTo(-ECHILD);
    }

    @Test
    void a_program_that_does_not_exist_fails_with_enoent() {
        assertThat(spawn("/missing/program")).isEqualTo(-ENOENT);
    }

    @Test
    void spawn_arguments_that_make_no_sense_are_refused() {
        assertThat(libc.posix_spawn_file_actions_adddup2(actions.address(), -1, 1))
                .isEqualTo(-EBADF);
    }

    @Test
    void the_user_and_its_capabilities_are_those_of_proc_self_status() throws Exception {
        Memory header = memory(CapUserHeader.SIZE);
        Memory data = memory(2 * CapUserData.SIZE);
        CapUserHeader.put(header.bytes(), 0, _LINUX_CAPABILITY_VERSION_3, 0);

        assertThat(libc.capget(header.address(), data.address())).isZero();

        String status = Files.readString(Path.of("/proc/self/status"));
        assertThat(status)
                .contains("\nUid:\t" + Integer.toUnsignedString(libc.getuid()) + "\t")
                .contains(String.format("\nCapPrm:\t%016x\n", CapUserData.permitted(data.bytes(), 0)))
                .contains(String.format("\nCapInh:\t%016x\n", CapUserData.inheritable(data.bytes(), 0)));
    }

    @Test
    void capabilities_of_no_known_version_are_refused() {
        Memory header = memory(CapUserHeader.SIZE);
        Memory data = memory(2 * CapUserData.SIZE);

        assertThat(libc.capget(header.address(), data.address())).isEqualTo(-EINVAL);
    }

    @Test
    void prctl_passes_its_arguments_and_reports_its_errno() {
        assertThat(libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, 0, 0, 0)).isEqualTo(-EFAULT);
        assertThat(libc.prctl(-1, 0, 0, 0, 0)).isEqualTo(-EINVAL);
    }

    @Test
    void a_pidfd_names_this_jvm() {
        int pidfd = pidfd((int) ProcessHandle.current().pid());

        assertThat(libc.pidfd_send_signal(pidfd, 0, 0, 0)).isZero();
        assertThat(libc.fcntl(pidfd, F_GETFD, 0)).isEqualTo(FD_CLOEXEC);
    }

    @Test
    void what_is_no_process_or_no_child_is_refused() {
        int self = self();

        assertThat(libc.pidfd_open(-1, 0)).isEqualTo(-EINVAL);
        assertThat(libc.pidfd_send_signal(-1, 0, 0, 0)).isEqualTo(-EBADF);
        assertThat(libc.waitid(P_PID, self, memory(Siginfo.SIZE).address(), WEXITED))
                .isEqualTo(-ECHILD);
    }
}

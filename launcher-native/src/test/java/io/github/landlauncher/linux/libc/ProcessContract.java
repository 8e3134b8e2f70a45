package io.github.landlauncher.linux.libc;

import static io.github.landlauncher.linux.libc.Errno.EBADF;
import static io.github.landlauncher.linux.libc.Errno.ECHILD;
import static io.github.landlauncher.linux.libc.Errno.EINVAL;
import static io.github.landlauncher.linux.libc.Errno.ENOENT;
import static io.github.landlauncher.linux.libc.LinuxHeader.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** posix_spawn and its helpers, waitid and pidfds. */
abstract class ProcessContract extends NativeTest {

    private static final int SIGWINCH = 28;

    private Memory actions;
    private Memory attributes;

    ProcessContract(Libc libc) {
        super(libc);
    }

    @BeforeEach
    void file_actions_and_attributes() {
        actions = memory(SpawnTypes.POSIX_SPAWN_FILE_ACTIONS_SIZE);
        attributes = memory(SpawnTypes.POSIX_SPAWNATTR_SIZE);
        assertThat(libc.posix_spawn_file_actions_init(actions.address())).isZero();
        assertThat(libc.posix_spawnattr_init(attributes.address())).isZero();
    }

    @AfterEach
    void they_are_destroyed() {
        assertThat(libc.posix_spawn_file_actions_destroy(actions.address())).isZero();
        assertThat(libc.posix_spawnattr_destroy(attributes.address())).isZero();
    }

    /** Starts a program with one environment variable; returns its pid or the negated errno. */
    private int spawn(String... argv) {
        Memory pid = memory(Integer.BYTES);
        int result =
                libc.posix_spawn(
                        pid.address(),
                        string(argv[0]),
                        actions.address(),
                        attributes.address(),
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

    private void forgetRedirects() {
        assertThat(libc.posix_spawn_file_actions_destroy(actions.address())).isZero();
        assertThat(libc.posix_spawn_file_actions_init(actions.address())).isZero();
    }

    private Memory signals(int signum) {
        Memory set = memory(SpawnTypes.SIGSET_SIZE);
        assertThat(libc.sigemptyset(set.address())).isZero();
        assertThat(libc.sigaddset(set.address(), signum)).isZero();
        return set;
    }

    /** A signal set of a new child, in the words of proc(5): SigBlk or SigIgn. */
    private long signalsOfChild(String which) {
        Pipe output = pipe(0);
        redirect(output.writeEnd(), 1);
        int pidfd = pidfd(spawn("/bin/cat", "/proc/self/status"));
        forgetRedirects(); // the next child must not look for a descriptor that is closed by then
        close(output.writeEnd());
        String status = readAll(output.readEnd());
        waitFor(pidfd);
        MatchResult line =
                Pattern.compile(which + ":\\s*(\\p{XDigit}+)").matcher(status).results()
                        .findFirst().orElseThrow();
        return Long.parseUnsignedLong(line.group(1), 16);
    }

    private static long bit(int signum) {
        return 1L << (signum - 1);
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
    void a_child_blocks_the_signals_of_the_mask_and_no_others() {
        short flags = POSIX_SPAWN_SETSIGMASK;
        long mask = signals(SIGTERM).address();

        assertThat(libc.posix_spawnattr_setflags(attributes.address(), flags)).isZero();
        assertThat(signalsOfChild("SigBlk")).isZero();

        assertThat(libc.posix_spawnattr_setsigmask(attributes.address(), mask)).isZero();
        assertThat(signalsOfChild("SigBlk")).isEqualTo(bit(SIGTERM));
    }

    @Test
    void a_child_does_not_ignore_a_signal_that_is_set_to_default() throws Exception {
        Object before = ignore("WINCH");
        try {
            assertThat(signalsOfChild("SigIgn") & bit(SIGWINCH)).isNotZero();

            short flags = POSIX_SPAWN_SETSIGDEF;
            long set = signals(SIGWINCH).address();
            assertThat(libc.posix_spawnattr_setflags(attributes.address(), flags)).isZero();
            assertThat(libc.posix_spawnattr_setsigdefault(attributes.address(), set)).isZero();

            assertThat(signalsOfChild("SigIgn") & bit(SIGWINCH)).isZero();
        } finally {
            handle("WINCH", before);
        }
    }

    private static Object ignore(String signal) throws ReflectiveOperationException {
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        return handle(signal, handler.getField("SIG_IGN").get(null));
    }

    /** Sets what the JVM does on a signal; by reflection, as the compiler warns of the class. */
    private static Object handle(String signal, Object action) throws ReflectiveOperationException {
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Class<?> type = Class.forName("sun.misc.Signal");
        Object number = type.getConstructor(String.class).newInstance(signal);
        return type.getMethod("handle", type, handler).invoke(null, number, action);
    }

    @Test
    void spawn_arguments_that_make_no_sense_are_refused() {
        Memory set = signals(SIGTERM);

        assertThat(libc.posix_spawn_file_actions_adddup2(actions.address(), -1, 1))
                .isEqualTo(-EBADF);
        assertThat(libc.posix_spawnattr_setflags(attributes.address(), (short) 0x4000))
                .isEqualTo(-EINVAL);
        assertThat(libc.sigaddset(set.address(), 0)).isEqualTo(-EINVAL);
    }

    @Test
    void sigemptyset_takes_out_every_signal() {
        Memory set = signals(SIGTERM);
        assertThat(set.bytes().getLong(0)).isEqualTo(bit(SIGTERM));

        assertThat(libc.sigemptyset(set.address())).isZero();

        assertThat(set.bytes().getLong(0)).isZero();
    }

    @Test
    void a_pidfd_names_this_jvm() {
        int pidfd = pidfd((int) ProcessHandle.current().pid());

        assertThat(libc.pidfd_send_signal(pidfd, 0, 0, 0)).isZero();
        assertThat(libc.fcntl(pidfd, F_GETFD, 0)).isEqualTo(FD_CLOEXEC);
    }

    @Test
    void what_is_no_process_or_no_child_is_refused() {
        int self = (int) ProcessHandle.current().pid();

        assertThat(libc.pidfd_open(-1, 0)).isEqualTo(-EINVAL);
        assertThat(libc.pidfd_send_signal(-1, 0, 0, 0)).isEqualTo(-EBADF);
        assertThat(libc.waitid(P_PID, self, memory(Siginfo.SIZE).address(), WEXITED))
                .isEqualTo(-ECHILD);
    }
}

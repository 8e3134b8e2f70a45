package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.Syscall.KILL;
import static io.github.landlauncher.linux.Syscall.PIDFD_SEND_SIGNAL;
import static io.github.landlauncher.linux.Syscall.RT_SIGQUEUEINFO;
import static io.github.landlauncher.linux.Syscall.RT_TGSIGQUEUEINFO;
import static io.github.landlauncher.linux.Syscall.TGKILL;
import static io.github.landlauncher.linux.Syscall.TKILL;
import static io.github.landlauncher.linux.libc.WatchHeader.PIDFD_SIGNAL_PROCESS_GROUP;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.Scope;
import io.github.landlauncher.explain.Operation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which signals go outside: to a process that is certainly no descendant of the same program. */
class SignalCallsTest extends ProgramTest {

    private static final int JVM = FakeProgram.JVM;
    private static final int SELF = FakeProgram.PID;
    private static final List<Operation> OUTSIDE = List.of(new Operation.Reach(Scope.SIGNAL));

    /**
     * <pre>
     * 1 init (start 1)
     *   50 the JVM (500)
     *     100 the program (1000)
     *       101 its child (1001)       102 its grandchild (1002), below 101
     *     200 another program (900)    201 its child (1100)
     *     300 a program that is not sandboxed (1200)
     *   400 older, with no_new_privs (600)
     *   401 newer, with no_new_privs: an orphan of the program or not (1300)
     *   402 newer, without (1300)
     * </pre>
     */
    @BeforeEach
    void processes() throws Exception {
        program.process(1, 0, 1, 1, false);
        program.process(101, 100, 1001, 100, true);
        program.process(102, 101, 1002, 102, true);
        program.process(200, JVM, 900, 200, true);
        program.process(201, 200, 1100, 200, true);
        program.process(300, JVM, 1200, 300, false);
        program.process(400, 1, 600, 400, true);
        program.process(401, 1, 1300, 401, true);
        program.process(402, 1, 1300, 402, false);
    }

    @ParameterizedTest
    @CsvSource({
        "100, false", "101, false", "102, false", "50, true", "1, true", "200, true", "201, true",
        "300, true", "400, true", "401, false", "402, true", "999, false"
    })
    void a_signal_to_one_process(int pid, boolean outside) throws Exception {
        List<Operation> expected = outside ? OUTSIDE : List.of();

        assertThat(program.operations(KILL, pid, 15)).isEqualTo(expected);
        assertThat(program.operations(KILL, pid, 0)).isEqualTo(expected);
        assertThat(program.operations(TKILL, pid, 9)).isEqualTo(expected);
        assertThat(program.operations(TGKILL, pid, pid, 9)).isEqualTo(expected);
        assertThat(program.operations(RT_SIGQUEUEINFO, pid, 9, 0)).isEqualTo(expected);
        assertThat(program.operations(RT_TGSIGQUEUEINFO, pid, pid, 9, 0)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65, Integer.MAX_VALUE})
    void what_is_no_signal_is_no_attempt(int signal) throws Exception {
        assertThat(program.operations(KILL, JVM, signal)).isEmpty();
        assertThat(program.operations(TKILL, JVM, signal)).isEmpty();
        assertThat(program.operations(TGKILL, JVM, JVM, signal)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, -50})
    void a_thread_has_a_positive_number(int tid) throws Exception {
        assertThat(program.operations(TKILL, tid, 9)).isEmpty();
        assertThat(program.operations(TGKILL, tid, tid, 9)).isEmpty();
        assertThat(program.operations(RT_SIGQUEUEINFO, tid, 9, 0)).isEmpty();
    }

    @Test
    void a_signal_to_a_group_goes_outside_if_a_member_is() throws Exception {
        assertThat(program.operations(KILL, -200, 15)).isEqualTo(OUTSIDE);
        assertThat(program.operations(KILL, -JVM, 15)).isEqualTo(OUTSIDE);
        assertThat(program.operations(KILL, -100, 15)).isEmpty();
        assertThat(program.operations(KILL, -102, 15)).isEmpty();
        assertThat(program.operations(KILL, -401, 15)).isEmpty();
        assertThat(program.operations(KILL, -999, 15)).isEmpty();
        assertThat(program.operations(KILL, Integer.MIN_VALUE, 15)).isEmpty();
    }

    @Test
    void a_signal_to_the_own_group_goes_outside_if_the_jvm_is_in_it() throws Exception {
        assertThat(program.operations(KILL, 0, 15)).isEmpty();

        program.process(SELF, JVM, 1000, JVM, true);

        assertThat(program.operations(KILL, 0, 15)).isEqualTo(OUTSIDE);
    }

    @Test
    void a_signal_to_everybody_goes_outside() throws Exception {
        assertThat(program.operations(KILL, -1, 15)).isEqualTo(OUTSIDE);
    }

    @ParameterizedTest
    @CsvSource({
        "8 8 8 7, 0000000000000000, false", "8 8 8 7, 0000000000000020, true",
        "7 8 8 8, 0000000000000000, true", "8 7 8 8, 0000000000000000, true",
        "8 8 7 8, 0000000000000000, false", "0 0 0 0, 0000000000000000, false"
    })
    void whom_ordinary_permissions_protect_landlock_is_not_asked_about(
            String users, String capabilities, boolean outside) throws Exception {
        program.status(SELF, users.replace(' ', '\t'), capabilities, true);

        assertThat(program.operations(KILL, JVM, 15)).hasSize(outside ? 1 : 0);
        assertThat(program.operations(KILL, -1, 15)).hasSize(outside ? 1 : 0);
    }

    /** As root, who may look anywhere in a directory, this shows no more than the others do. */
    @Test
    void a_target_that_this_jvm_may_not_look_into_is_outside_all_the_same() throws Exception {
        program.status(1, "7\t7\t7\t7", "000001ffffffffff", false);
        Path closed = Files.createDirectory(program.proc().resolve("1/ns"));
        Files.setPosixFilePermissions(closed, Set.of());
        try {
            assertThat(program.operations(KILL, 1, 0)).isEqualTo(OUTSIDE);
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void of_an_orphan_only_the_jvm_and_what_is_not_sandboxed_are_known_to_be_outside()
            throws Exception {
        program.process(SELF, 1, 1000, SELF, true);

        assertThat(program.operations(KILL, JVM, 15)).isEqualTo(OUTSIDE);
        assertThat(program.operations(KILL, 300, 15)).isEqualTo(OUTSIDE);
        assertThat(program.operations(KILL, 200, 15)).isEmpty();
        assertThat(program.operations(KILL, 400, 15)).isEmpty();
    }

    @Test
    void as_the_first_process_the_jvm_adopts_orphans_and_children_prove_nothing() throws Exception {
        NoticeReader reader = new NoticeReader(program, program, program.proc(), 1,
                Architecture.X86_64);
        program.process(SELF, 1, 1000, SELF, true);

        assertThat(reader.attempts(kill(401))).isEmpty();
        assertThat(reader.attempts(kill(400))).isEmpty();
        assertThat(reader.attempts(kill(1))).hasSize(1);
        assertThat(reader.attempts(kill(402))).hasSize(1);
    }

    private static Notice kill(int pid) {
        return new Notice(SELF, KILL.number(Architecture.X86_64), pid, 15, 0, 0, 0, 0);
    }

    @Test
    void in_another_pid_namespace_numbers_mean_others() throws Exception {
        String status = Files.readString(program.entry("status"));
        Files.writeString(program.entry("status"), status.replace("NSpid:\t100", "NSpid:\t100\t7"));

        assertThat(program.operations(KILL, JVM, 15)).isEmpty();
    }

    @Test
    void without_no_new_privs_nothing_can_be_told() throws Exception {
        program.status(SELF, "7\t7\t7\t7", "0", false);

        assertThat(program.operations(KILL, JVM, 15)).isEmpty();
    }

    private void pidfd(int fd, String pid) throws Exception {
        program.descriptor(fd, "anon_inode:[pidfd]");
        Files.writeString(program.entry("fdinfo").resolve(Integer.toString(fd)),
                "pos:\t0\nflags:\t02000002\nmnt_id:\t15\nino:\t9\nPid:\t" + pid
                        + "\nNSpid:\t" + pid + "\n");
    }

    @Test
    void a_pidfd_tells_whose_it_is() throws Exception {
        pidfd(3, "50");
        pidfd(4, "101");
        pidfd(5, "-1");
        pidfd(6, "200");

        assertThat(program.operations(PIDFD_SEND_SIGNAL, 3, 15, 0, 0)).isEqualTo(OUTSIDE);
        assertThat(program.operations(PIDFD_SEND_SIGNAL, 4, 15, 0, 0)).isEmpty();
        assertThat(program.operations(PIDFD_SEND_SIGNAL, 5, 15, 0, 0)).isEmpty();
        assertThat(program.operations(PIDFD_SEND_SIGNAL, 9, 15, 0, 0)).isEmpty();
        assertThat(program.operations(PIDFD_SEND_SIGNAL, 3, 65, 0, 0)).isEmpty();
        assertThat(program.operations(PIDFD_SEND_SIGNAL, 6, 15, 0, PIDFD_SIGNAL_PROCESS_GROUP))
                .isEqualTo(OUTSIDE);
        assertThat(program.operations(PIDFD_SEND_SIGNAL, 4, 15, 0, PIDFD_SIGNAL_PROCESS_GROUP))
                .isEmpty();
    }
}

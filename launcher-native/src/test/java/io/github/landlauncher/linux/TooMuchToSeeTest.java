package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.Syscall.CONNECT;
import static io.github.landlauncher.linux.Syscall.KILL;
import static io.github.landlauncher.linux.Syscall.OPEN;
import static io.github.landlauncher.linux.Syscall.PIDFD_SEND_SIGNAL;
import static io.github.landlauncher.linux.libc.FilterHeader.AF_UNIX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.linux.libc.Errno;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A program that has so much of something that to look at it would keep all others waiting. */
class TooMuchToSeeTest extends ProgramTest {

    private static void assertTooMuch(ThrowingCallable call, int errno) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(UnreadableException.class, e -> {
                    assertThat(e.errno()).isEqualTo(errno);
                    assertThat(Unseen.isLasting(e)).isTrue();
                });
    }

    @Test
    void so_many_processes_are_not_looked_at_for_one_signal() throws Exception {
        for (int pid = 1_001; pid <= 1_000 + SignalTargets.MOST_LOOKS; pid++) {
            Path entry = Files.createDirectories(program.proc().resolve(Integer.toString(pid)));
            Files.writeString(entry.resolve("stat"), pid + " (a) S " + (pid - 1) + " 100 100 0 -1\n");
        }

        assertTooMuch(() -> program.operations(KILL, -1_000_000, 15), Errno.E2BIG);
    }

    @Test
    void a_chain_of_processes_is_walked_once() throws Exception {
        int depth = 400;
        program.process(1_000, FakeProgram.PID, 1_000, 7, true);
        for (int pid = 1_001; pid < 1_000 + depth; pid++) {
            program.process(pid, pid - 1, pid, 7, true);
        }

        // Walked from each of them to the top that would be 80,000 looks.
        assertThat(program.operations(KILL, -7, 15)).isEmpty();
    }

    @Test
    void parents_that_seem_to_go_in_a_circle_are_left() throws Exception {
        program.process(200, 201, 2_000, 200, true);
        program.process(201, 200, 2_000, 200, true);

        assertTooMuch(() -> program.operations(KILL, 200, 15), Errno.E2BIG);
    }

    @Test
    void links_that_lead_a_long_way_to_nothing_are_left() throws Exception {
        directory("d");
        for (int i = 0; i < 30; i++) {
            String next = i == 0 ? "d" : "link" + (i - 1);
            link("link" + i, "d/../".repeat(800) + next);
        }

        assertThat(program.operations(OPEN, "link2", 0)).hasSize(1);
        assertTooMuch(() -> program.operations(OPEN, "link29", 0), Errno.E2BIG);
    }

    @Test
    void a_table_of_sockets_without_end_is_not_read_to_its_end() throws Exception {
        Files.writeString(program.entry("net").resolve("unix"),
                "0000000000000000: 00000002 00000000 00010000 0001 01 1 @other\n"
                        .repeat(WatchedThread.LONGEST_TEXT / 60));
        byte[] address = FakeProgram.buffer(8).putShort((short) AF_UNIX)
                .put(new byte[] {0, 'n', 'a', 'm', 'e', '1'}).array();

        assertTooMuch(() -> program.operations(CONNECT, 3, address, address.length), Errno.EFBIG);
    }

    @Test
    void what_a_descriptor_tells_of_itself_may_be_long() throws Exception {
        program.descriptor(3, "anon_inode:[eventpoll]");
        Files.writeString(program.entry("fdinfo").resolve("3"),
                "tfd: 5 events: 1\n".repeat(WatchedThread.LONGEST_TEXT / 17 + 1));

        assertTooMuch(() -> program.operations(PIDFD_SEND_SIGNAL, 3, 15, 0, 0), Errno.EFBIG);
    }
}

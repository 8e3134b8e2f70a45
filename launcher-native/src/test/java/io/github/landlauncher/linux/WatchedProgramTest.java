package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.NotifyHeader.SECCOMP_IOCTL_NOTIF_ID_VALID;
import static io.github.landlauncher.linux.libc.NotifyHeader.SECCOMP_IOCTL_NOTIF_RECV;
import static io.github.landlauncher.linux.libc.NotifyHeader.SECCOMP_IOCTL_NOTIF_SEND;
import static io.github.landlauncher.linux.libc.NotifyHeader.SECCOMP_IOCTL_NOTIF_SET_FLAGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Pointer;
import io.github.landlauncher.StartStep;
import io.github.landlauncher.explain.Attempt;
import io.github.landlauncher.explain.Operation;
import io.github.landlauncher.explain.OperationListener;
import io.github.landlauncher.explain.Subject;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.spi.StepFailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What is told and answered, whatever happens. A pipe stands for the listener: a byte in it is a call
 * that waits, and its end that of the last process.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class WatchedProgramTest {

    private static final Attempt ATTEMPT = new Attempt(7, Optional.empty(), "rmdir",
            new Operation.Execute(Path.of("/bin/true")), new Subject(0, 0, Set.of(), 0));

    private final List<String> order = new ArrayList<>();
    private final FakeLibc fake = FakeLibc.over(Libc.get()).answer("ioctl", this::ioctl);
    private final Libc libc = fake.libc();
    private final List<Long> answered = new ArrayList<>();
    private EventLoop loop;
    private Descriptor calls;
    private Descriptor program;
    private long lastId;
    private int receiveErrno;
    private int validErrno;
    private AttemptReader reader = notice -> List.of(ATTEMPT);

    /** What this stands in for: a kernel with calls that wait. */
    private Object ioctl(Object... arguments) {
        long request = (long) arguments[1];
        if (request == SECCOMP_IOCTL_NOTIF_SET_FLAGS) {
            assertThat(arguments[2]).as("SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP").isEqualTo(1L);
            return -Errno.EINVAL; // before Linux 6.6
        }
        Pointer memory = new Pointer((long) arguments[2]);
        if (request == SECCOMP_IOCTL_NOTIF_RECV) {
            assertThat(memory.getByteArray(0, 80)).containsOnly(0);
            takeByte((int) arguments[0]);
            memory.setLong(0, ++lastId);
            memory.setInt(8, 1234);
            memory.setInt(16, 84);
            for (int i = 0; i < Notice.ARGUMENTS; i++) {
                memory.setLong(32 + 8L * i, 100 + i);
            }
            return -receiveErrno;
        }
        assertThat(memory.getLong(0)).isEqualTo(lastId);
        if (request == SECCOMP_IOCTL_NOTIF_ID_VALID) {
            order.add("valid?");
            return -validErrno;
        }
        assertThat(request).isEqualTo(SECCOMP_IOCTL_NOTIF_SEND);
        assertThat(memory.getLong(8)).as("value").isZero();
        assertThat(memory.getInt(16)).as("error").isZero();
        assertThat(memory.getInt(20)).as("SECCOMP_USER_NOTIF_FLAG_CONTINUE").isEqualTo(1);
        order.add("go on");
        answered.add(lastId);
        return 0;
    }

    private void takeByte(int fd) {
        try (Scratch scratch = Scratch.of(libc, Scratch.pool(libc), 0)) {
            assertThat(libc.read(fd, scratch.address(scratch.reserve(1)), 1)).isEqualTo(1);
        }
    }

    @BeforeEach
    void a_loop_of_this_thread_and_a_pipe() throws IOException {
        loop = EventLoop.open(libc);
        try (Scratch scratch = Scratch.of(libc, Scratch.pool(libc), 0)) {
            Descriptor[] pipe = Descriptor.pipe(libc, scratch);
            calls = pipe[0];
            program = pipe[1];
        }
    }

    @AfterEach
    void nothing_is_open() {
        program.close();
        calls.close();
        loop.close();
    }

    private WatchedProgram watch(OperationListener listener) throws IOException {
        SyscallListener listening = new SyscallListener(libc, SyscallListener.Room.of(libc), calls);
        return WatchedProgram.start(
                listening, notice -> reader.attempts(notice), listener, Turns.unguarded(loop));
    }

    /** Has the program make a call, and waits until it has been answered or has gone away. */
    private void call() {
        try (Scratch scratch = Scratch.of(libc, Scratch.pool(libc), 0)) {
            assertThat(libc.write(program.fd(), scratch.address(scratch.reserve(1)), 1)).isEqualTo(1);
        }
        long before = lastId;
        loop.runUntil(() -> lastId > before);
    }

    private OperationListener listener() {
        return new OperationListener() {
            @Override
            public void attempted(Attempt attempt) {
                order.add(attempt.systemCall());
            }

            @Override
            public void unseen(String why) {
                order.add(why);
            }
        };
    }

    private boolean isClosed() {
        return fake.calls("close").stream().anyMatch(call -> call.intArgument(0) == fdOfCalls());
    }

    private int fdOfCalls() {
        return fake.calls("epoll_ctl").get(0).intArgument(2);
    }

    @Test
    void an_attempt_is_told_after_the_call_is_known_to_wait_and_before_it_goes_on() throws Exception {
        List<Notice> notices = new ArrayList<>();
        reader = notice -> {
            notices.add(notice);
            return List.of(ATTEMPT, ATTEMPT);
        };
        watch(listener());

        call();

        assertThat(order).containsExactly("valid?", "rmdir", "rmdir", "go on");
        Notice notice = notices.get(0);
        assertThat(notice.tid()).isEqualTo(1234);
        assertThat(notice.number()).isEqualTo(84);
        assertThat(notice.arguments()).containsExactly(100, 101, 102, 103, 104, 105);
    }

    @Test
    void a_call_that_tries_nothing_goes_on_untold() throws Exception {
        reader = notice -> List.of();
        watch(listener());

        call();

        assertThat(order).containsExactly("go on");
    }

    @Test
    void a_call_that_went_away_before_it_was_heard_of_is_not_read() throws Exception {
        receiveErrno = Errno.ENOENT;
        watch(listener());

        call();
        assertThat(order).isEmpty();

        receiveErrno = 0;
        call();
        assertThat(order).contains("rmdir", "go on");
    }

    @Test
    void what_was_read_of_a_call_that_waits_no_more_is_not_told() throws Exception {
        validErrno = Errno.ENOENT;
        watch(listener());

        call();

        assertThat(order).containsExactly("valid?", "go on");
    }

    @Test
    void a_listener_that_throws_is_told_the_rest_and_the_call_goes_on() throws Exception {
        reader = notice -> List.of(ATTEMPT, ATTEMPT);
        watch(new OperationListener() {
            @Override
            public void attempted(Attempt attempt) {
                order.add("throws");
                throw new StackOverflowError();
            }

            @Override
            public void unseen(String why) {}
        });

        call();

        assertThat(order).containsExactly("valid?", "throws", "throws", "go on");
    }

    @Test
    void a_reader_that_fails_lets_the_call_go_on() throws Exception {
        reader = notice -> {
            throw new IllegalStateException("a mistake");
        };
        watch(listener());

        call();
        call();

        assertThat(order).containsExactly("go on", "go on");
    }

    @Test
    void that_a_program_cannot_be_looked_at_is_told_once() throws Exception {
        reader = notice -> {
            throw new UnreadableException("the memory of process 1234", Errno.EPERM);
        };
        watch(listener());

        call();
        call();

        assertThat(order).hasSize(4);
        assertThat(order.get(1)).startsWith("Cannot read the memory of process 1234: error=1, EPERM");
        assertThat(order).element(2).isEqualTo("go on");
        assertThat(order).last().isEqualTo("go on");
    }

    @Test
    void a_wrong_address_is_told_nobody() throws Exception {
        reader = notice -> {
            throw new UnreadableException("the memory of process 1234", Errno.EFAULT);
        };
        watch(listener());

        call();

        assertThat(order).containsExactly("go on");
    }

    @Test
    void when_no_process_is_left_the_listener_is_closed() throws Exception {
        watch(listener());
        call();
        assertThat(isClosed()).isFalse();

        program.close();
        loop.runUntil(this::isClosed);

        assertThat(answered).containsExactly(1L);
    }

    @Test
    void a_watch_that_is_ended_answers_nobody_any_more() throws Exception {
        SyscallListener listening = new SyscallListener(libc, SyscallListener.Room.of(libc), calls);
        WatchedProgram watched = WatchedProgram.start(
                listening, notice -> List.of(ATTEMPT), listener(), Turns.unguarded(loop));

        int before = fake.calls("ioctl").size();
        watched.close();
        watched.close();

        assertThat(listening.next()).isNull();
        assertThat(listening.waits(1)).isFalse();
        listening.letGoOn(1);
        assertThat(fake.calls("ioctl")).hasSize(before);
        assertThat(isClosed()).isTrue();
    }

    @Test
    void a_listener_that_cannot_be_waited_for_is_closed() {
        fake.fail("epoll_ctl", Errno.ENOSPC);

        assertThatThrownBy(() -> watch(listener()))
                .isInstanceOfSatisfying(StepFailedException.class,
                        e -> assertThat(e.step()).isEqualTo(StartStep.WATCH))
                .hasMessageContaining("error=28");

        assertThat(isClosed()).isTrue();
    }
}

package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Presets;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.StartStep;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.LinuxHeader;
import io.github.landlauncher.spi.LaunchRequest;
import io.github.landlauncher.spi.StepFailedException;
import io.github.landlauncher.spi.TreeRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a tree is taken to be gone, and what happens if it cannot be ended or guarded. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class ProcessTreeIT {

    private static final SandboxPolicy POLICY = SandboxPolicy.handling(LandlockAbi.V1)
            .allow(Presets.baseSystem())
            .allowReadExecute("/bin", "/usr/bin");

    private final FakeLibc fake = FakeLibc.over(Libc.get());
    private final LinuxLauncher launcher = new LinuxLauncher(fake::libc);
    private final AtomicInteger gone = new AtomicInteger();

    private LaunchRequest request(boolean guarded, String script) {
        return RequestBuilder.command("/bin/sh", "-c", script)
                .policy(POLICY)
                .newSession()
                .tree(new TreeRequest(
                        Optional.empty(), guarded, false, Optional.of(gone::incrementAndGet)))
                .build();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_tree_of_one_is_gone_once_when_the_program_has_ended(boolean guarded) throws Exception {
        SandboxedProcess process = launcher.start(request(guarded, "read x"));
        assertThat(gone).hasValue(0);

        process.getOutputStream().close();
        process.waitFor();

        await().untilAtomic(gone, equalTo(1));
        process.destroyTree(Duration.ZERO);
        process.destroyTree(Duration.ofSeconds(1));
        assertThat(gone).hasValue(1);
    }

    @Test
    void a_tree_is_not_gone_before_its_last_member_has_ended() throws Exception {
        SandboxedProcess process = launcher.start(request(false,
                "sleep 60 >&- 2>&- & sleep 60 >&- 2>&- & exit 4"));
        assertThat(process.waitFor()).isEqualTo(4);
        List<ProcessHandle> survivors =
                ProcessHandle.allProcesses().filter(p -> inSession(p, process.pid())).toList();
        assertThat(survivors).hasSize(2);

        survivors.get(0).destroyForcibly();
        await().until(() -> !inSession(survivors.get(0), process.pid()));
        assertThat(gone).hasValue(0);
        survivors.get(1).destroyForcibly();

        await().untilAtomic(gone, equalTo(1));
    }

    private static boolean inSession(ProcessHandle process, long session) {
        ProcStat stat = ProcStat.of((int) process.pid());
        return stat != null && stat.session() == session && stat.living();
    }

    @Test
    void who_waits_for_the_end_of_a_tree_waits_for_what_runs_then() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger ran = new AtomicInteger();
        SandboxedProcess process = launcher.start(RequestBuilder.command("/bin/sleep", "60")
                .policy(POLICY)
                .tree(new TreeRequest(Optional.empty(), true, false, Optional.of(() -> {
                    uninterruptibly(go);
                    ran.incrementAndGet();
                })))
                .build());
        Thread thread = new Thread(go::countDown);
        process.destroyForcibly().waitFor();
        thread.start();

        process.destroyTree(Duration.ZERO);

        assertThat(ran).hasValue(1);
    }

    private static void uninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_start_that_fails_leaves_the_cleaning_to_its_caller(boolean guarded) throws IOException {
        LaunchRequest missing = RequestBuilder.command("/nonexistent")
                .policy(POLICY)
                .tree(request(guarded, "").tree())
                .build();

        assertThatThrownBy(() -> launcher.start(missing)).isInstanceOf(StepFailedException.class);

        assertThat(gone).hasValue(0);
    }

    @Test
    void a_member_that_cannot_be_held_is_no_reason_to_let_the_program_live() throws Exception {
        SandboxedProcess process = launcher.start(request(false, "sleep 60"));
        fake.fail("pidfd_open", Errno.EMFILE);

        assertThatThrownBy(() -> process.destroyTree(Duration.ofMinutes(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("error=24");

        assertThat(process.waitFor()).isEqualTo(137);
        fake.forget("pidfd_open");
        process.destroyTree(Duration.ZERO);
    }

    @Test
    void who_does_not_wait_for_a_tree_learns_later_that_it_cannot_be_ended() throws Exception {
        SandboxedProcess process = launcher.start(request(false, "sleep 60"));
        fake.fail("pidfd_open", Errno.EMFILE);

        CompletableFuture<Void> ended = process.destroyTreeAsync(Duration.ZERO);

        assertThatThrownBy(ended::join).cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot end the tree of processes").hasMessageContaining("error=24");
        assertThat(process.waitFor()).isEqualTo(137);
        fake.forget("pidfd_open");
        process.destroyTreeAsync(Duration.ZERO).join();
        assertThatThrownBy(() -> process.destroyTreeAsync(Duration.ofNanos(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_member_that_may_not_be_signalled_ends_the_wait() throws Exception {
        SandboxedProcess process = launcher.start(request(false, "sleep 60"));
        AtomicInteger calls = new AtomicInteger();
        fake.answer("pidfd_send_signal", arguments -> calls.getAndIncrement() == 0
                ? -Errno.EPERM
                : Libc.get().pidfd_send_signal((int) arguments[0], (int) arguments[1], 0, 0));

        assertThatThrownBy(() -> process.destroyTree(Duration.ofMinutes(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("error=1,");

        assertThat(process.waitFor()).isEqualTo(137);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void a_guard_whose_program_cannot_be_watched_ends_with_it(int failing) throws Exception {
        launcher.start(request(true, "exit")).waitFor();
        AtomicInteger calls = new AtomicInteger();
        fake.answer("pidfd_open", arguments -> calls.incrementAndGet() == failing
                ? -Errno.EMFILE
                : Libc.get().pidfd_open((int) arguments[0], (int) arguments[1]));

        assertThatThrownBy(() -> launcher.start(request(true, "sleep 60")))
                .isInstanceOfSatisfying(StepFailedException.class,
                        failed -> assertThat(failed.step()).isEqualTo(StartStep.WATCH));

        // The reaper waits by pidfd, for the guard of the first start at any time.
        List<FakeLibc.Call> waits = fake.calls("waitid").stream()
                .filter(call -> call.intArgument(0) == LinuxHeader.P_PID)
                .toList();
        assertThat(waits).hasSize(1);
        assertThat(ProcessHandle.of(waits.get(0).intArgument(1))).isEmpty();
    }

    @Test
    void a_report_that_is_no_guard_s_starts_nothing() throws Exception {
        launcher.start(request(true, "exit")).waitFor();
        AtomicInteger reads = new AtomicInteger();
        fake.answer("read", arguments -> reads.getAndIncrement() == 0
                ? 0L
                : Libc.get().read((int) arguments[0], (long) arguments[1], (long) arguments[2]));

        assertThatThrownBy(() -> launcher.start(request(true, "sleep 60")))
                .isInstanceOfSatisfying(StepFailedException.class, failed -> {
                    assertThat(failed.step()).isEqualTo(StartStep.GUARD);
                    assertThat(failed).hasMessageStartingWith("the guard did not report, it ");
                    assertThat(failed.advice()).contains("See docs/errors.md#guard");
                });
    }
}

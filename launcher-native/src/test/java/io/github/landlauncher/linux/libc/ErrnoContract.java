package io.github.landlauncher.linux.libc;

import static io.github.landlauncher.linux.libc.Errno.EBADF;
import static io.github.landlauncher.linux.libc.Errno.ECHILD;
import static io.github.landlauncher.linux.libc.Errno.EINVAL;
import static io.github.landlauncher.linux.libc.Errno.ENOENT;
import static io.github.landlauncher.linux.libc.LinuxHeader.P_PID;
import static io.github.landlauncher.linux.libc.LinuxHeader.WEXITED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** Errno comes with the result of the call that set it. */
abstract class ErrnoContract extends NativeTest {

    private static final int CALLS = 20_000;

    ErrnoContract(Libc libc) {
        super(libc);
    }

    /** A call that fails always, and how. */
    private record Failure(LongSupplier call, int errno) {

        /** How many of the calls did not fail as they should. */
        int wrong() {
            int wrong = 0;
            for (int i = 0; i < CALLS; i++) {
                if (call.getAsLong() != -errno) {
                    wrong++;
                }
                if (i % 64 == 0) {
                    Thread.yield(); // lets a virtual thread change its carrier
                }
            }
            return wrong;
        }
    }

    private List<Failure> failures() {
        long missing = string("/missing/file");
        int self = self();
        return List.of(
                new Failure(() -> libc.close(-1), EBADF),
                new Failure(() -> libc.readlink(missing, missing, 1), ENOENT),
                new Failure(() -> libc.epoll_create1(1), EINVAL),
                new Failure(() -> libc.waitid(P_PID, self, 0, WEXITED), ECHILD));
    }

    /** Runs all failures at the same time, each in a thread of its own. */
    private int wrongInParallel(ExecutorService threads) throws Exception {
        List<Failure> failures = failures();
        CountDownLatch started = new CountDownLatch(failures.size());
        List<Callable<Integer>> tasks =
                failures.stream()
                        .<Callable<Integer>>map(
                                failure -> () -> {
                                    started.countDown();
                                    started.await();
                                    return failure.wrong();
                                })
                        .toList();
        int wrong = 0;
        for (Future<Integer> result : threads.invokeAll(tasks)) {
            wrong += result.get();
        }
        return wrong;
    }

    @Test
    void each_failure_is_reported_as_what_it_is() {
        assertThat(failures()).allSatisfy(failure -> assertThat(failure.wrong()).isZero());
    }

    @Test
    void a_success_after_a_failure_is_a_success() {
        Pipe pipe = pipe(0);

        assertThat(libc.close(-1)).isEqualTo(-EBADF);

        assertThat(libc.write(pipe.writeEnd(), string("x"), 1)).isEqualTo(1);
        assertThat(libc.fcntl(pipe.readEnd(), LinuxHeader.F_SETFD, 0)).isZero();
    }

    @Test
    void threads_never_see_each_others_errno() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(failures().size());
        try {
            assertThat(wrongInParallel(threads)).isZero();
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void virtual_threads_never_see_each_others_errno() throws Exception {
        assumeThat(Runtime.version().feature()).as("Java with virtual threads")
                .isGreaterThanOrEqualTo(21);
        ExecutorService threads =
                (ExecutorService)
                        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        try {
            assertThat(wrongInParallel(threads)).isZero();
        } finally {
            threads.shutdown();
        }
    }
}

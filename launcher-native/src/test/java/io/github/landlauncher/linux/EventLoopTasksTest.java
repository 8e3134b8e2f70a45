package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLLIN;
import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLLONESHOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.StartStep;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.spi.StepFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A loop runs every task that it is given, in order and on its own thread. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventLoopTasksTest extends EventLoopContract {

    @Test
    void tasks_of_other_threads_run_on_the_loop_s_in_their_order() throws Exception {
        reaper.prepare(pool);
        List<Integer> order = new ArrayList<>();
        List<Boolean> current = new ArrayList<>();
        CountDownLatch last = new CountDownLatch(1);
        for (int i = 0; i < 1000; i++) {
            int number = i;
            reaper.execute(() -> {
                order.add(number);
                current.add(reaper.isCurrent());
            });
        }
        reaper.execute(last::countDown);
        last.await();

        assertThat(order).hasSize(1000).isSorted();
        assertThat(current).containsOnly(true);
        assertThat(reaper.isCurrent()).isFalse();
    }

    @Test
    void no_task_is_lost_while_the_loop_falls_asleep_between_two() throws Exception {
        reaper.prepare(pool);
        for (int i = 0; i < 5000; i++) {
            CountDownLatch done = new CountDownLatch(1);
            reaper.execute(done::countDown);
            done.await();
        }
    }

    @Test
    void a_task_of_the_loop_s_own_thread_runs_after_what_it_does_now_and_wakes_nobody() throws Exception {
        reaper.prepare(pool);
        List<String> order = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(1);
        int rings = fake.calls("write").size();
        RealPipe pipe = pipe();
        EventLoop.Watch watch = reaper.watch(pipe.readFd(), EPOLLIN | EPOLLONESHOT, () -> {
            reaper.execute(() -> {
                reaper.execute(() -> {
                    order.add("second task");
                    done.countDown();
                });
                order.add("first task");
            });
            order.add("action");
        });
        pipe.write((byte) 1);
        done.await();
        watch.end();

        assertThat(order).containsExactly("action", "first task", "second task");
        assertThat(fake.calls("write")).as("the byte of the test").hasSize(rings + 1);
    }

    @Test
    void a_task_that_throws_takes_nothing_from_the_others_even_if_the_handler_throws_too() throws Exception {
        reaper.prepare(pool);
        CountDownLatch handled = new CountDownLatch(1);
        CountDownLatch next = new CountDownLatch(1);
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {
            handled.countDown();
            throw new IllegalStateException("of the handler");
        });
        try {
            reaper.execute(() -> {
                throw new StackOverflowError("of the task");
            });
            handled.await();
            reaper.execute(next::countDown);
            next.await();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    @Test
    void until_a_condition_holds_the_current_thread_is_the_loop_s() throws Exception {
        try (EventLoop own = EventLoop.open(libc)) {
            own.prepare(pool);
            List<Thread> threads = new ArrayList<>();
            own.execute(() -> threads.add(Thread.currentThread()));
            own.runUntil(() -> !threads.isEmpty());
            RealPipe pipe = pipe();
            pipe.write((byte) 1);
            EventLoop.Watch watch = own.watch(pipe.readFd(), EPOLLIN | EPOLLONESHOT,
                    () -> threads.add(Thread.currentThread()));
            own.runUntil(() -> threads.size() == 2);
            watch.end();

            assertThat(threads).containsOnly(Thread.currentThread());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"eventfd", "epoll_ctl"})
    void a_loop_without_a_bell_fails_the_step_and_can_be_prepared_later(String function) throws Exception {
        try (EventLoop own = EventLoop.open(libc)) {
            fake.fail(function, Errno.EMFILE);

            assertThatThrownBy(() -> own.prepare(pool))
                    .isInstanceOfSatisfying(StepFailedException.class, failed -> {
                        assertThat(failed.step()).isEqualTo(StartStep.WATCH);
                        assertThat(failed.errno()).isEqualTo(Errno.EMFILE);
                    });
            fake.forget(function);
            own.prepare(pool);
            List<String> done = new ArrayList<>();
            FutureTask<Void> other = new FutureTask<>(() -> own.execute(() -> done.add("task")), null);
            new Thread(other).start();
            own.runUntil(() -> !done.isEmpty());
        }
    }
}

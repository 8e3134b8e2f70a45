package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Virtual threads that start programs and wait for them, many more than carriers. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class VirtualThreadsIT {

    /** Twice as many threads as the JDK's scheduler has carriers by default. */
    private static final int MANY = 2 * Runtime.getRuntime().availableProcessors();

    @BeforeEach
    void virtual_threads_are_there() {
        VirtualThreads.assumeThere();
    }

    private static <T> T get(FutureTask<T> task) throws Exception {
        return task.get(30, TimeUnit.SECONDS);
    }

    /** Programs that read, and a virtual thread each that waits for what they write. */
    private static final class Readers {
        private final List<Process> processes = new ArrayList<>();
        private final List<FutureTask<String>> tasks = new ArrayList<>();
        private final AtomicInteger entered = new AtomicInteger();

        static Readers start(int count) throws Exception {
            Readers readers = new Readers();
            for (int i = 0; i < count; i++) {
                Process process = Way.SANDBOXED.probe("copy").start();
                InputStream out = process.getInputStream();
                readers.processes.add(process);
                readers.tasks.add(VirtualThreads.run(() -> {
                    readers.entered.incrementAndGet();
                    return StreamsIT.result(() -> Outcome.bytes(out));
                }));
            }
            await().until(() -> readers.entered.get() == count);
            return readers;
        }

        List<String> results() throws Exception {
            List<String> results = new ArrayList<>();
            for (FutureTask<String> task : tasks) {
                results.add(get(task));
            }
            return results;
        }
    }

    @Test
    void more_readers_than_carriers_do_not_keep_a_writer_from_running() throws Exception {
        Readers readers = Readers.start(MANY);

        FutureTask<?> writer = VirtualThreads.run(() -> {
            for (Process process : readers.processes) {
                process.getOutputStream().write("text".getBytes());
                process.getOutputStream().close();
            }
            return null;
        });

        get(writer);
        assertThat(readers.results()).hasSize(MANY).containsOnly("text");
    }

    @Test
    void more_writers_than_carriers_do_not_keep_a_reader_from_running() throws Exception {
        byte[] more = new byte[1 << 20];
        List<Process> processes = new ArrayList<>();
        List<FutureTask<?>> writers = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            Process process = Way.SANDBOXED.probe("copy").start();
            processes.add(process);
            writers.add(VirtualThreads.run(() -> {
                process.getOutputStream().write(more);
                process.getOutputStream().close();
                return null;
            }));
        }

        List<FutureTask<Integer>> readers = new ArrayList<>();
        for (Process process : processes) {
            readers.add(VirtualThreads.run(() -> process.getInputStream().readAllBytes().length));
        }

        for (int i = 0; i < MANY; i++) {
            assertThat(get(readers.get(i))).isEqualTo(more.length);
            get(writers.get(i));
        }
    }

    @Test
    void waiting_for_more_programs_than_there_are_carriers_lets_others_run() throws Exception {
        List<Process> processes = new ArrayList<>();
        List<FutureTask<Integer>> waits = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            Process process = Way.SANDBOXED.shell("read x; exit " + i).start();
            processes.add(process);
            waits.add(VirtualThreads.run(process::waitFor));
        }

        FutureTask<?> closer = VirtualThreads.run(() -> {
            for (Process process : processes) {
                process.getOutputStream().close();
            }
            return null;
        });

        get(closer);
        for (int i = 0; i < MANY; i++) {
            assertThat(get(waits.get(i))).isEqualTo(i);
        }
    }

    @Test
    void programs_can_be_started_from_many_virtual_threads() throws Exception {
        List<FutureTask<Outcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String text = "output of " + i;
            outcomes.add(VirtualThreads.run(() -> Way.SANDBOXED.probe("print", text).finish()));
        }
        FutureTask<StartFailure> failure = VirtualThreads.run(
                () -> StartFailure.of(Way.SANDBOXED.launch("/no/such/program")::start));

        for (int i = 0; i < 50; i++) {
            assertThat(get(outcomes.get(i))).isEqualTo(new Outcome(0, "output of " + i, ""));
        }
        assertThat(get(failure)).isEqualTo(StartFailure.cannotRun(
                "\"/no/such/program\": error=2, No such file or directory"));
    }

    @Test
    void closing_wakes_a_virtual_thread_that_reads() throws Exception {
        Readers readers = Readers.start(MANY);

        for (Process process : readers.processes) {
            process.getInputStream().close();
        }

        assertThat(readers.results()).containsOnly("java.io.IOException: Stream closed");
        for (Process process : readers.processes) {
            process.getOutputStream().close();
            assertThat(process.waitFor()).isZero();
        }
    }

    @Test
    void destroying_wakes_a_virtual_thread_that_reads() throws Exception {
        Readers readers = Readers.start(MANY);

        readers.processes.forEach(Process::destroyForcibly);

        assertThat(readers.results()).isSubsetOf("", "java.io.IOException: Stream closed");
    }

    @Test
    void a_process_that_ends_wakes_a_virtual_thread_that_writes() throws Exception {
        Process process = Way.SANDBOXED.probe("sleep-forever").start();
        FutureTask<String> writer = VirtualThreads.run(
                () -> StreamsIT.done(() -> process.getOutputStream().write(new byte[1 << 20])));

        process.toHandle().destroyForcibly();

        assertThat(get(writer)).isIn("Broken pipe", "Stream closed");
        assertThat(process.waitFor()).isEqualTo(137);
    }
}

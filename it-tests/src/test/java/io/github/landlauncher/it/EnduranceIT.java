package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many thousands of starts leave nothing behind. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(300)
class EnduranceIT {

    private static final int STARTS = 20_000;
    private static final int WARM_UP = 500;
    private static final int THREADS = 2;
    private static final long HEAP_NOISE = 4 << 20;

    /** What is counted before and after. */
    private record Counts(long descriptors, long children, long reapers, long heap) {

        static Counts now() throws IOException {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            long reapers = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().contains("reaper"))
                    .filter(thread -> thread.getName().startsWith("landlauncher"))
                    .count();
            return new Counts(
                    Descriptors.count(), ProcessHandle.current().children().count(), reapers,
                    runtime.totalMemory() - runtime.freeMemory());
        }
    }

    /** One of several ways in which a start goes well or fails; the number of programs that ran. */
    private static int start(int number) throws Exception {
        Way way = Way.SANDBOXED;
        switch (number % 8) {
            case 0 -> way.launch("/no/such/program").start();
            case 1 -> way.probe("exit", "0").directory(new File("/no/such/directory")).start();
            case 2 -> way.probe("exit", "0").redirectInput(Redirect.from(new File("/no/file"))).start();
            case 3 -> {
                // Neither read nor closed: the end of the process frees the pipes.
                assertThat(way.probe("print", "out", "err").start().waitFor()).isZero();
                return 1;
            }
            case 4 -> {
                Process process = way.probe("sleep-forever").start();
                assertThat(process.destroyForcibly().waitFor()).isEqualTo(137);
                return 1;
            }
            case 5 -> {
                Process process = way.probe("exit", "7").redirectErrorStream(true)
                        .redirectOutput(Redirect.DISCARD).with("A", "b").start();
                assertThat(process.onExit().get().exitValue()).isEqualTo(7);
                return 1;
            }
            default -> {
                String text = "text " + number;
                assertThat(way.probe("print", text).finish()).isEqualTo(new Outcome(0, text, ""));
                return 1;
            }
        }
        throw new AssertionError("start " + number + " did not fail");
    }

    /** How many programs ran and how many starts failed. */
    private static int[] startMany(int from, int to) throws Exception {
        int ran = 0;
        int failed = 0;
        for (int number = from; number < to; number++) {
            try {
                ran += start(number);
            } catch (IOException e) {
                failed++;
            }
        }
        return new int[] {ran, failed};
    }

    @Test
    void twenty_thousand_starts_leave_no_descriptor_zombie_thread_or_object() throws Exception {
        startMany(0, WARM_UP);
        Counts before = Counts.now();

        int[] sum = new int[2];
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Callable<int[]>> parts = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int from = i * (STARTS / THREADS);
            parts.add(() -> startMany(from, from + STARTS / THREADS));
        }
        for (Future<int[]> part : threads.invokeAll(parts)) {
            sum[0] += part.get()[0];
            sum[1] += part.get()[1];
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();

        assertThat(sum).containsExactly(STARTS / 8 * 5, STARTS / 8 * 3);
        await().until(() -> Descriptors.count() <= before.descriptors());
        Counts after = Counts.now();
        assertThat(after.children()).as("children, zombies included")
                .isLessThanOrEqualTo(before.children());
        assertThat(after.reapers()).as("threads").isEqualTo(1).isEqualTo(before.reapers());
        assertThat(after.heap() - before.heap()).as("heap growth").isLessThan(HEAP_NOISE);
    }
}

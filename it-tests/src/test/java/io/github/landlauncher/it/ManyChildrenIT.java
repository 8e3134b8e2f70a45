package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.nuprocess.NuAbstractProcessHandler;
import com.zaxxer.nuprocess.NuProcessBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hundreds of programs at the same time, started from many threads. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class ManyChildrenIT {

    private static final int CHILDREN = Guest.orUsually(24, 400);
    private static final int STARTERS = 16;

    /** Waits for its input to end; then output, error output and exit value tell which one it is. */
    private static final String SCRIPT = "read x; echo out $1; echo err $1 >&2; exit $(($1 % 251))";

    private static Outcome outcomeOf(int number) {
        return new Outcome(number % 251, "out " + number + "\n", "err " + number + "\n");
    }

    /** Makes calls from many threads and returns the results in order. */
    private static <T> List<T> fromManyThreads(List<Callable<T>> calls)
            throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(STARTERS);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(calls)) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
            assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static <T> List<Callable<T>> calls(int count, IntFunction<Callable<T>> call) {
        return IntStream.range(0, count).mapToObj(call).toList();
    }

    private static List<String> threadNames() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
    }

    @Test
    void many_children_at_once_share_one_reaper_thread() throws Exception {
        assertThat(Way.SANDBOXED.probe("exit", "0").finish().exitValue()).isZero();
        int threadsBefore = threadNames().size();

        List<Process> children = fromManyThreads(
                calls(CHILDREN, i -> () -> Way.SANDBOXED.shell(SCRIPT, "" + i).start()));
        assertThat(children).hasSize(CHILDREN).allMatch(Process::isAlive);
        List<String> names = threadNames();
        List<Outcome> outcomes = fromManyThreads(
                calls(CHILDREN, i -> () -> Outcome.of(children.get(i))));

        assertThat(names).containsOnlyOnce("landlauncher reaper");
        // JUnit's and the JDK's own threads come and go; a thread for each child would be hundreds.
        assertThat(names).hasSizeLessThan(threadsBefore + 8);
        assertThat(outcomes).isEqualTo(
                IntStream.range(0, CHILDREN).mapToObj(ManyChildrenIT::outcomeOf).toList());
    }

    @Test
    void children_that_end_at_the_same_time_are_all_reaped() throws Exception {
        long before = ProcessHandle.current().children().count();
        List<Process> children = fromManyThreads(
                calls(CHILDREN, i -> () -> Way.SANDBOXED.probe("sleep-forever").start()));

        children.forEach(Process::destroyForcibly);

        for (Process child : children) {
            assertThat(child.waitFor()).isEqualTo(137);
        }
        assertThat(ProcessHandle.current().children().count()).isLessThanOrEqualTo(before);
    }

    /** Children of ProcessBuilder, of SandboxedProcessBuilder and of NuProcess side by side. */
    static final class Mixed implements Scenario<String> {

        private static final int EACH = Guest.orUsually(8, 200);

        @Override
        public String run(Way way) throws Exception {
            List<Integer> seen = fromManyThreads(calls(3 * EACH, number -> () -> switch (number % 3) {
                case 0 -> exitValue(Way.JDK, number);
                case 1 -> exitValue(Way.SANDBOXED, number);
                default -> nuProcess(number);
            }));
            List<String> wrong = new ArrayList<>();
            for (int number = 0; number < seen.size(); number++) {
                if (seen.get(number) != expected(number)) {
                    wrong.add(number + " exited with " + seen.get(number));
                }
            }
            return seen.size() + " exited, wrong: " + wrong
                    + ", left: " + ProcessHandle.current().children().count();
        }

        /** From 1 to 100: NuProcess takes some of the others for failed starts. */
        private static int expected(int number) {
            return 1 + number % 100;
        }

        private static int exitValue(Way way, int number) throws Exception {
            Outcome outcome = way.shell("echo $1; exit $1", "" + expected(number)).finish();
            assertThat(outcome.output()).isEqualTo(expected(number) + "\n");
            return outcome.exitValue();
        }

        private static int nuProcess(int number) throws Exception {
            CompletableFuture<Integer> exit = new CompletableFuture<>();
            NuProcessBuilder builder =
                    new NuProcessBuilder(Probe.command("exit", "" + expected(number)));
            builder.setProcessListener(new NuAbstractProcessHandler() {
                @Override
                public void onExit(int exitValue) {
                    exit.complete(exitValue);
                }
            });
            assertThat(builder.start()).isNotNull();
            return exit.get(30, TimeUnit.SECONDS);
        }
    }

    /** In a JVM of its own: NuProcess changes how its JVM treats signals. */
    @Test
    void nobody_takes_the_exit_value_of_another_one_s_child() throws Exception {
        assertThat(ChildJvm.by().runSandboxed(Mixed.class))
                .isEqualTo(3 * Mixed.EACH + " exited, wrong: [], left: 0");
    }
}

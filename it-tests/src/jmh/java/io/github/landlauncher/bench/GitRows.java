package io.github.landlauncher.bench;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Presets;
import io.github.landlauncher.SandboxPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.JMException;

/**
 * Runs {@code git rev-parse HEAD} very often, on one repository after the other, each time with a
 * policy made for this run; what the JVM has afterwards is compared with what it had after the first
 * twentieth.
 */
final class GitRows {

    private static final int REPOSITORIES = 100;
    private static final int AT_ONCE = 4;
    private static final int WARM_UP_SHARE = 20;
    private static final long MIB = 1 << 20;
    private static final long HEAP_NOISE = 2 * MIB;
    private static final long NATIVE_NOISE = 8 * MIB;
    private static final long RESIDENT_NOISE = 16 * MIB;

    private final FrontEnd frontEnd;
    private final int runs;
    private final List<Repository> repositories;
    private final AtomicInteger right = new AtomicInteger();
    private final AtomicInteger wrong = new AtomicInteger();

    private GitRows(FrontEnd frontEnd, int runs, List<Repository> repositories) {
        this.frontEnd = frontEnd;
        this.runs = runs;
        this.repositories = repositories;
    }

    /** Takes the name of a front end and the number of runs; prints the rows. */
    public static void main(String[] args) throws Exception {
        Path directory = Files.createTempDirectory("endurance").toRealPath();
        try {
            new GitRows(FrontEnd.valueOf(args[0]), Integer.parseInt(args[1]),
                    Repository.make(directory, REPOSITORIES)).measure().forEach(System.out::println);
        } finally {
            Repository.delete(directory);
        }
    }

    private List<Row> measure() throws IOException, InterruptedException, JMException {
        ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            int warmUp = runs / WARM_UP_SHARE;
            long begin = System.nanoTime();
            run(0, warmUp, callers);
            Memory memoryBefore = Memory.now();
            Counts before = Counts.now();
            run(warmUp, runs / 2, callers);
            Memory half = Memory.now();
            run(runs / 2, runs, callers);
            double seconds = (System.nanoTime() - begin) / 1e9;
            Memory end = Memory.now();
            return rows(seconds, Counts.now().since(before), end.since(memoryBefore), end.since(half));
        } finally {
            callers.shutdown();
        }
    }

    private void run(int from, int to, ExecutorService callers) throws InterruptedException {
        Semaphore room = new Semaphore(AT_ONCE);
        for (int number = from; number < to; number++) {
            Repository repository = repositories.get(number % REPOSITORIES);
            room.acquire();
            frontEnd.form().output(job(repository), callers).whenComplete((output, failure) -> {
                check(repository, output, failure);
                room.release();
            });
        }
        room.acquire(AT_ONCE);
    }

    private static Job job(Repository repository) {
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V7)
                .bestEffort(LandlockAbi.V1)
                .allow(Presets.baseSystem())
                .allowReadExecute("/usr/bin")
                .allowReadExecuteIfExists("/usr/lib/git-core")
                .allowRead(repository.directory());
        return new Job(policy, repository.directory(), Repository.environment(repository.directory()),
                List.of("git", "rev-parse", "HEAD"));
    }

    private void check(Repository repository, String output, Throwable failure) {
        if ((repository.head() + "\n").equals(output)) {
            right.incrementAndGet();
        } else if (wrong.getAndIncrement() == 0) {
            System.err.println("in " + repository + ": " + output + " " + failure);
        }
    }

    private List<Row> rows(double seconds, Counts grown, Memory memory, Memory secondHalf) {
        String what = runs + " runs of git, " + frontEnd.title();
        List<Row> rows = new ArrayList<>();
        rows.add(new Row(what + ": right answers", Row.text("%d, in %.0f s: %.0f per second",
                right.get(), seconds, runs / seconds),
                Integer.toString(runs), right.get() == runs && wrong.get() == 0));
        rows.add(new Row(what + ": growth of descriptors, children and zombies, threads",
                Row.text("%+d, %+d, %+d", grown.descriptors(), grown.children(), grown.threads()),
                "0, 0, 0",
                grown.descriptors() == 0 && grown.children() == 0 && grown.threads() <= 0));
        rows.add(new Row(what + ": growth of heap, native memory, resident set",
                memory.perOne("%+.0f, %+.0f, %+.0f KiB", 1)
                        + secondHalf.perOne(" (of it in the second half %+.0f, %+.0f, %+.0f)", 1),
                Row.text("<= %d, %d, %d MiB",
                        HEAP_NOISE / MIB, NATIVE_NOISE / MIB, RESIDENT_NOISE / MIB),
                memory.heap() <= HEAP_NOISE && memory.nativeMemory() <= NATIVE_NOISE
                        && memory.resident() <= RESIDENT_NOISE));
        return rows;
    }
}

package io.github.landlauncher.it;

import static io.github.landlauncher.it.StreamsIT.PIPE_CAPACITY;
import static io.github.landlauncher.it.StreamsIT.done;
import static io.github.landlauncher.it.StreamsIT.newLine;
import static io.github.landlauncher.it.StreamsIT.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of streams when the program ends, is destroyed, or does not do its part. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class StreamEndsIT {

    private static final int PAGE = 4096;
    private static final int SIGTERM = 15;

    @TempDir private Path directory;

    @Test
    void a_write_to_a_program_that_no_longer_reads_is_a_broken_pipe() throws Exception {
        BothWays.show("Broken pipe", way -> {
            Process process = way.shell("exec <&-; echo ready; exec sleep 1000").start();
            assertThat(process.getInputStream().read()).isEqualTo('r');
            String seen = done(() -> newLine(process));
            process.destroyForcibly().waitFor();
            return seen;
        });
    }

    @Test
    void a_write_to_a_program_that_is_gone_fails() throws Exception {
        BothWays<String> seen = BothWays.of(way -> {
            Process process = way.probe("exit", "0").start();
            process.waitFor();
            return done(() -> newLine(process));
        });

        assertThat(seen.jdk()).isIn("Broken pipe", "Stream closed"); // as fast as its reaper is
        assertThat(seen.sandboxed()).isEqualTo("Stream closed");
    }

    @Test
    void output_before_the_exit_can_be_read_while_a_grandchild_holds_the_pipe() throws Exception {
        Path fifo = directory.resolve("fifo");
        Probe.runFree("mkfifo", fifo.toString()).assertThat().succeeds();

        Process process = Way.SANDBOXED.probe("grandchild-hold", fifo.toString()).start();
        assertThat(process.waitFor()).isZero();
        long grandchild = Long.parseLong(Outcome.bytes(process.getInputStream()).strip());

        assertThat(ProcessHandle.of(grandchild)).as("it has not ended").isPresent();
        Files.writeString(fifo, "x");
    }

    @Test
    void a_read_that_waits_at_the_exit_waits_for_the_grandchild_and_holds_up_nobody()
            throws Exception {
        BothWays.show("5, true, late", way -> {
            Path fifo = directory.resolve("fifo-" + way);
            Probe.runFree("mkfifo", fifo.toString()).assertThat().succeeds();
            Process process = way.shell("read x; cat \"$1\" & exit 5", fifo.toString()).start();
            BlockedReader reader = BlockedReader.ofAll(process.getInputStream());

            newLine(process);
            String seen = process.waitFor() + ", " + reader.isBlocked() + ", ";
            assertThat(way.probe("exit", "6").finish().exitValue()).isEqualTo(6);
            Files.writeString(fifo, "late");
            return seen + reader.result();
        });
    }

    @ParameterizedTest
    @EnumSource
    void a_read_that_waits_when_the_process_is_destroyed_ends(Way way) throws Exception {
        Process process = way.probe("sleep-forever").start();
        BlockedReader out = BlockedReader.of(process.getInputStream());
        BlockedReader err = BlockedReader.ofAll(process.getErrorStream());

        process.destroy();

        assertThat(out.result()).isIn("-1", "Stream closed");
        assertThat(err.result()).isIn("", "java.io.IOException: Stream closed");
    }

    @Test
    void a_destroyed_process_has_closed_streams() throws Exception {
        BothWays.show(List.of("Stream closed", "Stream closed", "Stream closed", "false"), way -> {
            Process process = way.shell("echo out; exec sleep 1000").start();
            await().until(() -> process.getInputStream().available() == 4);
            process.destroy();
            String alive = Boolean.toString(process.waitFor() == 0);
            InputStream out = process.getInputStream();
            return List.of(result(out::read), result(out::available),
                    result(process.getErrorStream()::read), alive);
        });
    }

    @Test
    void closing_does_not_wait_for_a_read() throws Exception {
        for (Way way : Way.values()) {
            Process process = way.probe("wait").start();
            BlockedReader reader = BlockedReader.of(process.getInputStream());

            process.getInputStream().close();

            process.getOutputStream().close();
            assertThat(process.waitFor()).isZero();
            assertThat(reader.result()).isIn("-1", "Stream closed");
            assertThat(result(process.getInputStream()::read)).isEqualTo("Stream closed");
        }
    }

    @Test
    void unread_output_stays_in_the_pipe_and_not_on_the_heap() throws Exception {
        List<Process> processes = new ArrayList<>();
        long before = usedHeap();
        for (int i = 0; i < 4; i++) {
            processes.add(Way.SANDBOXED.probe("stdout-bytes", "100000000").start());
        }

        for (Process process : processes) {
            await().until(() -> process.getInputStream().available() > PIPE_CAPACITY - PAGE);
            assertThat(process.getInputStream().read()).isZero();
            assertThat(process.getInputStream().available()).isLessThan(2 * PIPE_CAPACITY);
        }

        assertThat(usedHeap() - before).as("heap growth").isLessThan(16 << 20);
        assertThat(processes).allMatch(Process::isAlive);
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /**
     * Descriptors that are closed by the user and by the end of the process at the same time. One
     * that was closed twice would hit the file that another thread had just opened.
     */
    @Test
    void closing_while_the_program_ends_closes_no_descriptor_twice() throws Exception {
        int starts = 400;
        AtomicInteger ended = new AtomicInteger();
        AtomicReference<IOException> victim = new AtomicReference<>();
        AtomicInteger files = new AtomicInteger();
        Thread opener = new Thread(() -> {
            try {
                while (ended.get() < starts) {
                    try (InputStream file = Files.newInputStream(Path.of("/proc/self/comm"))) {
                        assertThat(file.readAllBytes()).isNotEmpty();
                        files.incrementAndGet();
                    }
                }
            } catch (IOException e) {
                victim.set(e);
            }
        });
        opener.start();

        for (int i = 0; i < starts; i++) {
            Process process = Way.SANDBOXED.launch("/bin/true").start();
            CountDownLatch both = new CountDownLatch(1);
            Thread closer = new Thread(() -> closeAll(process, both));
            closer.start();
            both.countDown();
            process.getInputStream().close();
            assertThat(process.waitFor()).isIn(0, 128 + SIGTERM);
            closer.join();
            ended.incrementAndGet();
        }

        opener.join();
        assertThat(victim.get()).isNull();
        assertThat(ended).hasValue(starts);
        assertThat(files).hasPositiveValue();
    }

    private static void closeAll(Process process, CountDownLatch start) {
        try {
            start.await();
            process.getInputStream().close();
            process.getErrorStream().close();
            process.destroy();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

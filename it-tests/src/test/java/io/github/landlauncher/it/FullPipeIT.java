package io.github.landlauncher.it;

import static io.github.landlauncher.it.StreamsIT.PIPE_CAPACITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Programs that write more than anybody reads, and such as read less than is written to them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class FullPipeIT {

    private static final int PAGE = 4096;
    private static final int MORE_THAN_A_PIPE = 1_000_000;

    /** A program that is in the middle of write(2). */
    private static Process blocked(Way way) throws Exception {
        Process process = way.probe("stdout-bytes", "" + MORE_THAN_A_PIPE).start();
        await().until(() -> process.getInputStream().available() > PIPE_CAPACITY - PAGE);
        return process;
    }

    @Test
    void a_program_whose_output_is_read_at_once_ends() throws Exception {
        BothWays.show(MORE_THAN_A_PIPE + " 0", way -> {
            Outcome outcome = way.probe("stdout-bytes", "" + MORE_THAN_A_PIPE).finish();
            return outcome.output().length() + " " + outcome.exitValue();
        });
    }

    @Test
    void one_that_nobody_reads_waits_and_others_do_not() throws Exception {
        BothWays.show(List.of("false", "true", "0"), way -> {
            Process process = blocked(way);
            String ended = "" + process.waitFor(20, TimeUnit.MILLISECONDS);
            for (int i = 0; i < 10; i++) {
                Outcome other = way.probe("stdout-bytes", "" + MORE_THAN_A_PIPE).finish();
                assertThat(other.output()).hasSize(MORE_THAN_A_PIPE);
                assertThat(other.exitValue()).isZero();
            }
            String alive = "" + process.isAlive();
            process.getErrorStream().close();
            byte[] all = process.getInputStream().readAllBytes();
            assertThat(all).hasSize(MORE_THAN_A_PIPE);
            return List.of(ended, alive, "" + process.waitFor());
        });
    }

    @Test
    void what_is_read_late_is_what_was_written() throws Exception {
        String expected = BothWays.same(
                way -> way.probe("stdout-bytes", "" + MORE_THAN_A_PIPE).finish().output());

        Process process = blocked(Way.SANDBOXED);

        assertThat(Outcome.of(process)).isEqualTo(new Outcome(0, expected, ""));
    }

    @Test
    void one_that_waits_in_write_can_be_destroyed() throws Exception {
        BothWays.show("143 137", way -> {
            Process first = blocked(way);
            Process second = blocked(way);
            first.destroy();
            second.destroyForcibly();
            return first.waitFor() + " " + second.waitFor();
        });
    }

    @Test
    void a_reader_that_stops_and_closes_ends_the_writer_by_sigpipe() throws Exception {
        BothWays.show("141", way -> {
            Process process = blocked(way);
            InputStream output = process.getInputStream();
            assertThat(output.readNBytes(PAGE)).hasSize(PAGE);
            output.close();
            return "" + process.waitFor();
        });
    }

    @Test
    void a_writer_to_a_program_that_does_not_read_is_freed_by_its_end() throws Exception {
        for (Way way : Way.values()) {
            Process process = way.probe("sleep-forever").start();
            OutputStream input = process.getOutputStream();
            FutureTask<String> writer = new FutureTask<>(() -> StreamsIT.done(() -> {
                byte[] many = new byte[MORE_THAN_A_PIPE];
                Arrays.fill(many, (byte) 'x');
                input.write(many);
                input.flush();
            }));
            Thread thread = new Thread(writer);
            thread.start();
            assertThat(way.probe("exit", "4").finish().exitValue()).isEqualTo(4);
            assertThat(writer.isDone()).isFalse();

            process.destroyForcibly();

            assertThat(process.waitFor()).isEqualTo(137);
            // ProcessBuilder's streams have two spellings, by how far closing them has come.
            String spelling = way == Way.JDK ? "Stream Closed" : "Stream closed";
            assertThat(writer.get()).isIn("Broken pipe", "Stream closed", spelling);
        }
    }
}

package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.zip.Adler32;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The streams of a process, while it runs and after it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class StreamsIT {

    static final int PIPE_CAPACITY = 64 * 1024; // pipe(7), unless changed

    /** What a call returns, or the message of what it throws. */
    static String result(Callable<?> call) {
        try {
            return String.valueOf(call.call());
        } catch (Exception e) {
            return e.getMessage();
        }
    }

    /** A call that returns nothing. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    static String done(Step step) {
        return result(() -> {
            step.run();
            return "done";
        });
    }

    /** Byte number i of the probe's pattern is i modulo 251. */
    private static byte[] pattern(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (i % 251);
        }
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4095, 4096, PIPE_CAPACITY})
    void output_that_fits_a_pipe_can_be_read_after_the_exit(int size) throws Exception {
        for (Way way : Way.values()) {
            Process process = way.probe("stdout-bytes", Integer.toString(size)).start();
            assertThat(process.waitFor()).isZero();

            assertThat(process.getInputStream().readAllBytes()).as("%s", way).isEqualTo(pattern(size));
            assertThat(process.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void a_mebibyte_of_output_and_of_input_arrives_whole() throws Exception {
        byte[] bytes = pattern(1024 * 1024);
        Adler32 checksum = new Adler32();
        checksum.update(bytes);
        String expected = "%d %08x\n".formatted(bytes.length, checksum.getValue());

        for (Way way : Way.values()) {
            Process output = way.probe("stdout-bytes", "" + bytes.length).start();
            assertThat(output.getInputStream().readAllBytes()).as("%s", way).isEqualTo(bytes);

            Process input = way.probe("stdin-count").start();
            input.getOutputStream().write(bytes);
            assertThat(Outcome.of(input).output()).as("%s", way).isEqualTo(expected);
        }
    }

    @Test
    void a_pipe_gives_the_same_buffered_stream_on_each_call() throws Exception {
        BothWays.show("true true true", way -> {
            Process process = way.probe("wait").start();
            boolean in = process.getOutputStream() instanceof BufferedOutputStream
                    && process.getOutputStream() == process.getOutputStream();
            boolean out = isSubclassOfBuffered(process.getInputStream())
                    && process.getInputStream() == process.getInputStream();
            boolean err = isSubclassOfBuffered(process.getErrorStream())
                    && process.getErrorStream() == process.getErrorStream();
            Outcome.of(process);
            return in + " " + out + " " + err;
        });
    }

    private static boolean isSubclassOfBuffered(InputStream stream) {
        return stream instanceof BufferedInputStream && stream.getClass() != BufferedInputStream.class;
    }

    @Test
    void a_redirected_output_has_a_stream_at_its_end_even_when_closed() throws Exception {
        BothWays.show(List.of("-1", "0", "0", "0", "done", "-1", "0", "", "true"), way -> {
            Process process = way.probe("exit", "0")
                    .redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD).start();
            InputStream out = process.getInputStream();
            List<String> seen = List.of(
                    result(out::read), result(out::available), result(() -> out.skip(5)),
                    result(() -> out.read(new byte[5], 0, 0)), done(out::close), result(out::read),
                    result(out::available), result(() -> new String(out.readAllBytes())),
                    "" + (out == process.getErrorStream()));
            process.waitFor();
            return seen;
        });
    }

    @Test
    void a_redirected_input_has_a_stream_that_is_closed() throws Exception {
        String closed = "Stream closed";
        BothWays.show(List.of(closed, closed, "done", "done", "done", closed, "done"), way -> {
            Process process = way.probe("wait")
                    .redirectInput(Redirect.from(new File("/dev/null"))).start();
            OutputStream in = process.getOutputStream();
            List<String> seen = List.of(
                    done(() -> in.write(1)), done(() -> in.write(new byte[2])),
                    done(() -> in.write(new byte[2], 1, 0)), done(in::flush), done(in::close),
                    done(() -> in.write(1)), done(in::flush));
            process.waitFor();
            return seen;
        });
    }

    @Test
    void a_stream_that_was_closed_says_so() throws Exception {
        List<String> messages = BothWays.same(way -> {
            Process process = way.probe("sleep-forever").start();
            InputStream out = process.getInputStream();
            OutputStream in = process.getOutputStream();
            out.close();
            in.close();
            List<String> seen = new ArrayList<>(List.of(
                    done(out::close), done(in::close), result(out::read), result(out::available),
                    result(() -> out.skip(1)), result(() -> out.read(new byte[9]))));
            seen.add(done(() -> {
                in.write(1);
                in.flush();
            }).toLowerCase());
            process.destroyForcibly().waitFor();
            return seen;
        });

        assertThat(messages.subList(0, 2)).containsOnly("done");
        assertThat(messages.subList(2, 7)).allMatch(text -> text.matches("[Ss]tream [Cc]losed"));
    }

    @Test
    void skipping_reads_and_ends_at_the_end() throws Exception {
        BothWays.show("1000, 200, 0", way -> {
            InputStream out = way.probe("stdout-bytes", "1450").start().getInputStream();
            long first = 0;
            while (first < 1000) {
                first += out.skip(1000 - first);
            }
            assertThat(out.readNBytes(250)).isEqualTo(slice(1000, 1250));
            return first + ", " + out.skip(9999) + ", " + out.skip(1);
        });
    }

    private static byte[] slice(int from, int to) {
        byte[] bytes = pattern(to);
        return Arrays.copyOfRange(bytes, from, to);
    }

    @Test
    void what_is_available_is_what_the_program_wrote_so_far() throws Exception {
        BothWays.show("0, 9, 8, 8, 0", way -> {
            Process process = way.shell("read x; printf 123456789; read x").start();
            InputStream out = process.getInputStream();
            String seen = out.available() + ", ";
            newLine(process);
            await().until(() -> out.available() == 9);
            seen += out.available() + ", ";
            out.read();
            seen += out.available() + ", ";
            newLine(process);
            process.waitFor();
            return seen + out.available() + ", " + (out.readAllBytes().length - 8);
        });
    }

    static void newLine(Process process) throws Exception {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    @Test
    void a_read_that_waits_holds_the_monitor_of_the_stream() throws Exception {
        BothWays.show("out err", way -> {
            Process process = way.shell("read x; printf out; printf err >&2").start();
            BlockedReader out = BlockedReader.ofAll(process.getInputStream());
            BlockedReader err = BlockedReader.ofAll(process.getErrorStream());
            newLine(process);
            return out.result() + " " + err.result();
        });
    }

    @Test
    void what_was_not_flushed_is_written_by_close() throws Exception {
        BothWays.show("kept", way -> {
            Process process = way.probe("copy").start();
            process.getOutputStream().write("kept".getBytes());
            process.getOutputStream().close();
            return Outcome.bytes(process.getInputStream());
        });
    }
}

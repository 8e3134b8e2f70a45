package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.nuprocess.NuProcess;
import com.zaxxer.nuprocess.codec.NuAbstractCharsetHandler;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** NuProcess's own codecs on top of the builder. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class NuCodecIT {

    /** Characters of one, two, three and four bytes. */
    private static final String TEXT = "a\u00e4\u20ac\ud83d\ude00";

    private final NuWay way = NuWay.tested();

    /** Sends characters and collects those that come back. */
    private static class Echo extends NuAbstractCharsetHandler {
        private final CharBuffer rest;
        final StringBuilder output = new StringBuilder();
        final List<CoderResult> errors = new CopyOnWriteArrayList<>();
        final CompletableFuture<Integer> exit = new CompletableFuture<>();
        volatile NuProcess process;

        Echo(String text) {
            super(StandardCharsets.UTF_8);
            rest = CharBuffer.wrap(text);
        }

        @Override
        public void onStart(NuProcess nuProcess) {
            process = nuProcess;
            nuProcess.wantWrite();
        }

        @Override
        protected boolean onStdinCharsReady(CharBuffer buffer) {
            int size = Math.min(rest.remaining(), buffer.remaining());
            buffer.put(rest.subSequence(0, size)).flip();
            rest.position(rest.position() + size);
            return rest.hasRemaining();
        }

        @Override
        protected void onStdoutChars(CharBuffer buffer, boolean closed, CoderResult result) {
            output.append(buffer);
            buffer.position(buffer.limit());
            if (result.isError()) {
                errors.add(result);
            }
        }

        @Override
        public void onExit(int exitCode) {
            exit.complete(exitCode);
        }

        int exitCode() throws Exception {
            return exit.get(1, TimeUnit.MINUTES);
        }
    }

    @Test
    void characters_go_to_a_program_and_come_back() throws Exception {
        String text = TEXT.repeat(20_000) + "end\n";
        Echo echo = new Echo(text) {
            @Override
            protected void onStdoutChars(CharBuffer buffer, boolean closed, CoderResult result) {
                super.onStdoutChars(buffer, closed, result);
                if (output.length() == text.length()) {
                    process.closeStdin(true);
                }
            }
        };

        way.launch(echo, Probe.command("copy")).start();

        assertThat(echo.exitCode()).isZero();
        assertThat(echo.output).hasToString(text);
        assertThat(echo.errors).isEmpty();
    }

    @Test
    void a_character_whose_bytes_come_one_by_one_is_whole() throws Exception {
        // The bytes of the euro sign; the program waits until each but the last has been seen.
        String script = "printf '\\342'; read x; printf '\\202'; read x; printf '\\254!'";
        Echo echo = new Echo("") {
            private int parts;

            @Override
            protected boolean onStdinCharsReady(CharBuffer buffer) {
                buffer.flip();
                return false;
            }

            @Override
            protected void onStdoutChars(CharBuffer buffer, boolean closed, CoderResult result) {
                if (!closed && ++parts <= 2) {
                    assertThat(buffer.hasRemaining()).isFalse();
                    process.writeStdin(ByteBuffer.wrap("\n".getBytes()));
                }
                super.onStdoutChars(buffer, closed, result);
            }
        };

        way.launch(echo, "/bin/sh", "-c", script).start();

        assertThat(echo.exitCode()).isZero();
        assertThat(echo.output).hasToString("\u20ac!");
        assertThat(echo.errors).isEmpty();
    }

    @Test
    void bytes_that_mean_nothing_are_reported() throws Exception {
        Echo echo = new Echo("");

        way.launch(echo, "/bin/sh", "-c", "printf 'ok\\377'").start();

        assertThat(echo.exitCode()).isZero();
        assertThat(echo.output).hasToString("ok");
        assertThat(echo.errors).isNotEmpty().allMatch(CoderResult::isMalformed);
    }
}

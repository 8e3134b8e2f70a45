package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.it.Told.Form;
import io.github.landlauncher.spi.ProcessInput;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the listener of a real program is told. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class StreamListenerIT {

    @TempDir private Path directory;

    @ParameterizedTest
    @EnumSource
    void everything_is_told_in_order_and_what_came_before_the_exit_before_it(Form form) throws Exception {
        Told told = new Told();

        form.untilEnd(Told.shell("echo out; echo err >&2; exit 5"), told);

        assertThat(told.calls).startsWith("started").endsWith("exited 5")
                .containsOnlyOnce("end of output", "end of errors");
        assertThat(told.output()).isEqualTo("out\n");
        assertThat(told.errors()).isEqualTo("err\n");
    }

    /** Writes a megabyte to a program and closes; the callback may be asked for more at any time. */
    private static final class Source extends Told {
        private final byte[] content = new byte[1_000_003];
        private int done;

        private Source() {
            new Random(1).nextBytes(content);
        }

        @Override
        public void started(SandboxedProcess started, ProcessInput itsInput) {
            super.started(started, itsInput);
            itsInput.want();
        }

        @Override
        public boolean inputReady(ByteBuffer room) {
            int size = Math.min(room.remaining(), content.length - done);
            room.put(content, done, size).flip();
            done += size;
            if (done == content.length) {
                input.closeWhenWritten();
            }
            return done < content.length;
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_a_program_reads_and_writes_back_is_complete(Form form) throws Exception {
        Source source = new Source();

        form.untilEnd(new SandboxedProcessBuilder("/bin/cat").policy(Way.POLICY), source);

        assertThat(source.exitValue).isZero();
        assertThat(Arrays.equals(source.out.toByteArray(), source.content)).isTrue();
    }

    @Test
    void input_may_come_from_any_thread_while_the_program_runs() throws Exception {
        Told told = new Told();
        new SandboxedProcessBuilder("/bin/cat").policy(Way.POLICY).start(told);

        for (int i = 0; i < 10; i++) {
            told.input.write(ByteBuffer.wrap(("line " + i + "\n").getBytes()));
            String last = "line " + i + "\n";
            await().pollInterval(Duration.ofMillis(1)).until(() -> told.output().endsWith(last));
        }
        told.input.closeWhenWritten();
        told.awaitEnd();

        assertThat(told.exitValue).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void bytes_that_are_left_come_again_with_the_next_ones(Form form) throws Exception {
        List<String> lines = new ArrayList<>();
        Told told = new Told() {
            @Override
            public void output(ByteBuffer bytes, boolean closed) {
                int end = lastNewLine(bytes);
                byte[] whole = new byte[end - bytes.position()];
                bytes.get(whole);
                lines.addAll(new String(whole).lines().toList());
            }
        };

        form.untilEnd(Told.shell("i=0; while [ $i -lt 2000 ]; do printf %s \"lin\"; echo e$i; i=$((i+1)); done"),
                told);

        assertThat(lines).hasSize(2000).first().isEqualTo("line0");
        assertThat(lines).last().isEqualTo("line1999");
    }

    private static int lastNewLine(ByteBuffer bytes) {
        int end = bytes.limit();
        while (end > bytes.position() && bytes.get(end - 1) != '\n') {
            end--;
        }
        return end;
    }

    @ParameterizedTest
    @EnumSource
    void the_exit_is_told_while_a_grandchild_keeps_the_pipes(Form form) throws Exception {
        Told told = new Told();

        form.untilEnd(Told.shell("sleep 1000 & echo $!; exit 4"), told);

        assertThat(told.exitValue).isEqualTo(4);
        long grandchild = Long.parseLong(told.output().strip());
        assertThat(ProcessHandle.of(grandchild)).isPresent();
        ProcessHandle.of(grandchild).ifPresent(ProcessHandle::destroyForcibly);
    }

    @ParameterizedTest
    @EnumSource
    void redirected_streams_are_not_the_listener_s(Form form) throws Exception {
        Path file = directory.resolve("file");
        Told told = new Told();

        form.untilEnd(Told.shell("cat; echo out; echo err >&2")
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(file.toFile()).redirectErrorStream(true), told);

        assertThat(told.calls).containsExactly("started", "exited 0");
        assertThat(Files.readString(file)).isEqualTo("out\nerr\n");
        assertThatThrownBy(told.input::want).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_virtual_thread_may_run_a_program() throws Exception {
        VirtualThreads.assumeThere();
        Told told = new Told();

        FutureTask<String> run = VirtualThreads.run(() -> {
            Told.shell("echo out; exit 3").run(told);
            return told.calls.get(told.calls.size() - 1);
        });

        assertThat(run.get()).isEqualTo("exited 3");
        assertThat(told.output()).isEqualTo("out\n");
    }
}

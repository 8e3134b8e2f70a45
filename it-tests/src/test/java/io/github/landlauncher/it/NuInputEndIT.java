package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.nuprocess.NuProcess;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The end of a program's input, by this JVM or by the program. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class NuInputEndIT {

    private static final int MORE_THAN_A_PIPE_HOLDS = 1_000_000;

    @TempDir private Path directory;

    private final NuWay way = NuWay.tested();
    private final NuRecorder handler = new NuRecorder();
    private Path gate;

    private static ByteBuffer zeros(int count) {
        return ByteBuffer.allocate(count);
    }

    private static void assertClosed(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("closeStdin() method has already been called.");
    }

    /** A program that counts its input, but only once the gate is open. */
    private NuProcess behindGate() throws Exception {
        gate = directory.resolve("gate");
        assertThat(new ProcessBuilder("mkfifo", gate.toString()).start().waitFor()).isZero();
        return way.shell(handler, "read x <\"$1\"; wc -c", gate.toString()).start();
    }

    private void openGate() throws Exception {
        try (OutputStream out = new FileOutputStream(gate.toFile())) {
            out.write('\n');
        }
    }

    private int counted() throws Exception {
        assertThat(handler.exitCode()).isZero();
        return Integer.parseInt(handler.output().strip());
    }

    @Test
    void closing_waits_until_all_is_written() throws Exception {
        NuProcess process = behindGate();
        process.writeStdin(zeros(MORE_THAN_A_PIPE_HOLDS));

        process.closeStdin(false);

        assertThat(process.hasPendingWrites()).isTrue();
        openGate();
        assertThat(counted()).isEqualTo(MORE_THAN_A_PIPE_HOLDS);
        assertThat(process.hasPendingWrites()).isFalse();
    }

    @Test
    void closing_by_force_drops_what_is_not_in_the_pipe_yet() throws Exception {
        NuProcess process = behindGate();
        process.writeStdin(zeros(MORE_THAN_A_PIPE_HOLDS));

        process.closeStdin(true);

        openGate();
        assertThat(counted()).isLessThan(MORE_THAN_A_PIPE_HOLDS);
    }

    @Test
    void closing_by_force_also_helps_after_closing_without() throws Exception {
        NuProcess process = behindGate();
        process.writeStdin(zeros(MORE_THAN_A_PIPE_HOLDS));
        process.closeStdin(false);

        process.closeStdin(true);
        process.closeStdin(true);

        openGate();
        assertThat(counted()).isLessThan(MORE_THAN_A_PIPE_HOLDS);
    }

    @Test
    void writes_are_pending_as_long_as_the_program_does_not_read() throws Exception {
        NuProcess process = behindGate();
        assertThat(process.hasPendingWrites()).isFalse();

        process.writeStdin(zeros(MORE_THAN_A_PIPE_HOLDS));

        assertThat(process.hasPendingWrites()).isTrue();
        openGate();
        await().until(() -> !process.hasPendingWrites());
        process.closeStdin(false);
        assertThat(counted()).isEqualTo(MORE_THAN_A_PIPE_HOLDS);
    }

    @Test
    void an_input_is_told_to_close_only_once() throws Exception {
        NuProcess process = behindGate();
        process.writeStdin(zeros(MORE_THAN_A_PIPE_HOLDS));

        process.closeStdin(false);

        assertClosed(() -> process.closeStdin(false));
        assertClosed(() -> process.writeStdin(zeros(1)));
        openGate();
        assertThat(counted()).isEqualTo(MORE_THAN_A_PIPE_HOLDS);
    }

    @Test
    void nothing_can_be_written_after_closing_by_force() throws Exception {
        NuProcess process = behindGate();

        process.closeStdin(true);

        assertClosed(process::wantWrite);
        assertClosed(() -> process.writeStdin(zeros(1)));
        openGate();
        assertThat(counted()).isZero();
    }

    @Test
    void nothing_can_be_written_after_the_exit() throws Exception {
        NuProcess process = way.probe(handler, "exit", "3").start();
        assertThat(process.waitFor(0, TimeUnit.SECONDS)).isEqualTo(3);
        if (way == NuWay.ORIGINAL) { // whose thread may hold the descriptor a moment longer
            await().until(() -> isRefused(process));
        }

        assertClosed(process::wantWrite);
        assertClosed(() -> process.writeStdin(zeros(1)));
        process.closeStdin(true);
        process.closeStdin(false);
        assertClosed(() -> process.closeStdin(false));
    }

    @Test
    void a_program_that_does_not_read_ends_with_writes_pending() throws Exception {
        NuProcess process = way.shell(handler, "read x; exit 3").start();

        process.writeStdin(ByteBuffer.wrap("\n".getBytes()));
        process.writeStdin(zeros(MORE_THAN_A_PIPE_HOLDS));

        assertThat(process.waitFor(0, TimeUnit.SECONDS)).isEqualTo(3);
    }

    @Test
    void a_program_that_closes_its_input_makes_writing_impossible_and_goes_on() throws Exception {
        NuRecorder writing = new NuRecorder() {
            @Override
            public void onStdout(ByteBuffer buffer, boolean closed) {
                super.onStdout(buffer, closed);
                if (!closed) {
                    process().writeStdin(zeros(1));
                }
            }
        };
        gate = directory.resolve("gate");
        assertThat(new ProcessBuilder("mkfifo", gate.toString()).start().waitFor()).isZero();

        NuProcess process =
                way.shell(writing, "exec <&-; echo; read x <\"$1\"; exit 3", gate.toString()).start();

        await().until(() -> isRefused(process));
        assertThat(process.isRunning()).isTrue();
        openGate();
        assertThat(process.waitFor(0, TimeUnit.SECONDS)).isEqualTo(3);
    }

    private static boolean isRefused(NuProcess process) {
        try {
            process.wantWrite();
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    @Test
    void an_input_that_is_never_used_stays_open() throws Exception {
        NuProcess process = way.shell(handler, "echo ready; read x; echo $?; exit 3").start();

        await().until(() -> handler.output().equals("ready\n"));

        process.writeStdin(ByteBuffer.wrap("\n".getBytes()));
        assertThat(handler.outcome()).isEqualTo(new Outcome(3, "ready\n0\n", ""));
    }
}

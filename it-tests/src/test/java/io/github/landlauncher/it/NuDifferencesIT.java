package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.nuprocess.NuProcess;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where the README says that the two differ: {@code expect(original, ours)}. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class NuDifferencesIT {

    @TempDir private Path directory;

    private final NuWay way = NuWay.tested();
    private final NuRecorder handler = new NuRecorder();

    @Test
    void exit_code_127_means_no_failed_start() throws Exception {
        way.probe(handler, "exit", "127").start();

        assertThat(handler.exitCode()).isEqualTo(way.expect(Integer.MIN_VALUE, 127));
    }

    @Test
    void the_end_by_a_signal_is_not_an_exit_with_its_number() throws Exception {
        way.shell(handler, "kill -9 $$").start();

        assertThat(handler.exitCode()).isEqualTo(way.expect(9, 137));
    }

    /** A child of the program keeps its output and error until the handler has heard of the exit. */
    @Test
    void an_exit_is_told_although_somebody_else_keeps_the_pipes() throws Exception {
        Path gate = directory.resolve("gate");
        assertThat(new ProcessBuilder("mkfifo", gate.toString()).start().waitFor()).isZero();
        NuProcess process = way.shell(handler,
                "{ read x <\"$1\"; echo late; } & echo all; exit 3", gate.toString()).start();

        int told = process.waitFor(way.expect(500, 0), TimeUnit.MILLISECONDS);

        assertThat(told).isEqualTo(way.expect(Integer.MIN_VALUE, 3));
        assertThat(handler.names().contains("stdout closed")).isEqualTo(way.expect(false, true));
        assertThat(handler.output()).isEqualTo("all\n");
        try (OutputStream out = new FileOutputStream(gate.toFile())) {
            out.write('\n');
        }
        assertThat(handler.outcome()).isEqualTo(
                new Outcome(3, way.expect("all\nlate\n", "all\n"), ""));
    }

    @Test
    void a_start_that_fails_is_told_the_handler_and_by_ours_the_caller_too() throws Exception {
        Path missing = directory.resolve("missing");
        NuLaunch launch = way.launch(handler, missing.toString());

        Throwable failure = catchThrowable(launch::start);

        assertThat(failure instanceof UncheckedIOException).isEqualTo(way.expect(false, true));
        assertThat(handler.names()).containsExactly("preStart", "exit " + Integer.MIN_VALUE);
        assertThat(handler.calls()).extracting(NuRecorder.Call::thread)
                .containsOnly(Thread.currentThread());
        NuProcess process = handler.process();
        assertThat(process.isRunning()).isFalse();
        assertThat(process.waitFor(0, TimeUnit.SECONDS)).isEqualTo(Integer.MIN_VALUE);
        assertThat(process.getPID()).isZero();
        process.destroy(true);
        process.closeStdin(true);
    }

    @Test
    void a_run_that_fails_does_the_same() {
        NuLaunch launch = way.launch(handler, directory.resolve("missing").toString());

        Throwable failure = catchThrowable(launch::run);

        assertThat(failure != null).isEqualTo(way.expect(false, true));
        assertThat(handler.names()).containsExactly("preStart", "exit " + Integer.MIN_VALUE);
    }

    @Test
    void a_missing_working_directory_is_a_failed_start() {
        NuLaunch launch = way.launch(handler, "/bin/true").setCwd(directory.resolve("missing"));

        Throwable failure = catchThrowable(launch::start);

        assertThat(failure != null).isEqualTo(way.expect(false, true));
        assertThat(handler.names()).containsExactly("preStart", "exit " + Integer.MIN_VALUE);
    }

    @Test
    void a_command_that_became_empty_is_refused_by_ours() {
        NuLaunch launch = way.launch(handler, "/bin/true");
        launch.command().clear();

        Throwable failure = catchThrowable(launch::start);

        assertThat(failure instanceof IllegalArgumentException).isEqualTo(way.expect(false, true));
        assertThat(handler.calls().isEmpty()).isEqualTo(way.expect(false, true));
    }

    @Test
    void a_name_of_a_variable_has_no_equals_sign_in_ours() throws Exception {
        NuLaunch launch = way.launch(handler, Probe.command("env"));
        launch.environment().clear();
        launch.environment().put("A=B", "C");

        Throwable failure = catchThrowable(launch::start);

        assertThat(failure instanceof IllegalArgumentException).isEqualTo(way.expect(false, true));
        assertThat(handler.calls().isEmpty()).isEqualTo(way.expect(false, true));
        if (way == NuWay.ORIGINAL) {
            assertThat(handler.exitCode()).isZero();
            assertThat(handler.output()).contains("A=B=C");
        }
    }
}

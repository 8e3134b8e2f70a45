package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.nuprocess.SandboxedNuProcess;
import io.github.landlauncher.nuprocess.SandboxedNuProcessBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However a program is started, it can be watched. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(180)
class WatchWaysIT {

    private static final int CHILDREN = Guest.orUsually(8, 32);
    private static final int OPENS = Guest.orUsually(10, 100);

    private final Watched watched = new Watched();
    private Path file;

    @BeforeEach
    void a_file(@TempDir Path directory) throws Exception {
        file = Files.writeString(directory.toRealPath().resolve("file"), "content");
    }

    private SandboxedProcessBuilder reader() {
        return watched.probe(file, "read", file.toString());
    }

    @Test
    void with_a_guard() throws Exception {
        assertThat(Sandbox.run(reader().killSurvivors())).succeeds();

        assertThat(watched.opensOf(file)).isEqualTo(1);
    }

    @Test
    void bound_to_the_jvm() throws Exception {
        assertThat(Sandbox.run(reader().dieWithParent())).succeeds();

        assertThat(watched.opensOf(file)).isEqualTo(1);
    }

    @Test
    void as_each_stage_of_a_pipeline() throws Exception {
        for (Process process : SandboxedProcessBuilder.startPipeline(
                List.of(reader(), reader(), reader()))) {
            assertThat(process.waitFor()).isZero();
        }

        assertThat(watched.opensOf(file)).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void with_a_listener_of_its_streams(Told.Form form) throws Exception {
        Told told = new Told();

        form.untilEnd(reader(), told);

        assertThat(told.exitValue).isZero();
        assertThat(watched.opensOf(file)).isEqualTo(1);
    }

    @Test
    void as_a_future() {
        assertThat(reader().runAsync().join().exitValue()).isZero();

        assertThat(watched.opensOf(file)).isEqualTo(1);
    }

    @Test
    void by_a_handler_of_nuprocess() throws Exception {
        SandboxedNuProcessBuilder builder =
                new SandboxedNuProcessBuilder(Probe.command("read", file.toString()))
                        .policy(Sandbox.policy().allowRead(file))
                        .watchOperations(watched);
        builder.setProcessListener(new NuRecorder());
        SandboxedNuProcess process = builder.start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isZero();

        assertThat(watched.opensOf(file)).isEqualTo(1);
    }

    @Test
    void by_virtual_threads() throws Exception {
        VirtualThreads.assumeThere();
        List<FutureTask<Integer>> runs = new ArrayList<>();
        for (int i = 0; i < CHILDREN; i++) {
            runs.add(VirtualThreads.run(() -> Sandbox.run(reader()).exitValue()));
        }
        for (FutureTask<Integer> run : runs) {
            assertThat(run.get(120, TimeUnit.SECONDS)).isZero();
        }

        assertThat(watched.opensOf(file)).isEqualTo(CHILDREN);
    }

    /** One thread serves them all. */
    @Test
    void many_at_once() throws Exception {
        Leftovers before = Leftovers.now();
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < CHILDREN; i++) {
            processes.add(watched.probe(file, "open-many", file.toString(), "" + OPENS).start());
        }
        assertThat(Leftovers.now().without(before).threads())
                .filteredOn(name -> name.contains("watcher"))
                .hasSizeLessThanOrEqualTo(1);
        for (Process process : processes) {
            assertThat(process.waitFor()).isZero();
            process.getInputStream().close();
            process.getErrorStream().close();
            process.getOutputStream().close();
        }

        assertThat(watched.opensOf(file)).isEqualTo((long) CHILDREN * OPENS);
        assertThat(watched.unseen).isEmpty();
    }
}

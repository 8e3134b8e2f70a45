package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.landlauncher.explain.Attempt;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How watching ends: with the last process of the program, or with the JVM; nobody hangs. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class WatchEndIT {

    private static final String LISTENER = "anon_inode:seccomp notify";

    private final Watched watched = new Watched();
    private Path file;

    @BeforeEach
    void a_file(@TempDir Path directory) throws Exception {
        file = Files.writeString(directory.toRealPath().resolve("file"), "content");
    }

    private static long listeners() throws IOException {
        return Leftovers.openDescriptors().values().stream().filter(LISTENER::equals).count();
    }

    private static void awaitNoListener() {
        await().until(() -> listeners() == 0);
    }

    @Test
    void a_program_has_one_listener_which_is_closed_when_it_has_ended() throws Exception {
        awaitNoListener();
        Process process = watched.probe(file, "wait").start();
        assertThat(listeners()).isEqualTo(1);

        process.getOutputStream().close();
        assertThat(process.waitFor()).isZero();

        awaitNoListener();
    }

    @Test
    void many_watched_starts_leave_no_descriptor_and_no_thread() throws Exception {
        assertThat(Sandbox.run(watched.probe(file, "exit", "0"))).succeeds();
        awaitNoListener();
        Leftovers before = Leftovers.now();

        for (int start = 0; start < Guest.orUsually(30, 1000); start++) {
            assertThat(Sandbox.run(watched.probe(file, "exit", "0"))).succeeds();
        }

        await().untilAsserted(() ->
                assertThat(Leftovers.now().without(before)).isEqualTo(Leftovers.NONE));
    }

    @Test
    void a_process_that_outlives_the_program_is_watched_until_it_ends() throws Exception {
        assumeTrue(YamaIT.showsOrphans(), "Yama hides who has outlived its parent");
        awaitNoListener();
        Path sign = file.resolveSibling("sign");
        Path output = file.resolveSibling("output");
        Process process = watched.probe(file, "leave-opener", file.toString(), sign.toString())
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor()).isZero();
        assertThat(watched.opensOf(file)).isZero();
        assertThat(listeners()).isEqualTo(1);

        Files.createFile(sign);

        await().until(() -> Files.readString(output).equals("0\n"));
        assertThat(watched.opensOf(file)).isEqualTo(1);
        awaitNoListener();
    }

    @Test
    void a_program_that_is_killed_while_a_listener_is_told_ends_at_once() throws Exception {
        awaitNoListener();
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Watched slow = new Watched() {
            @Override
            public void attempted(Attempt attempt) {
                super.attempted(attempt);
                if (opensOf(file) > 0) {
                    told.countDown();
                    awaitQuietly(ended);
                }
            }
        };
        Process process = slow.probe(file, "read", file.toString()).start();
        told.await();

        process.destroyForcibly();

        assertThat(process.waitFor()).isEqualTo(137);
        ended.countDown();
        awaitNoListener();
        assertThat(Sandbox.run(watched.probe(file, "read", file.toString()))).succeeds();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Who nobody answers any more gets ENOSYS from the kernel. */
    @Test
    void a_program_whose_jvm_is_killed_does_not_hang() throws Exception {
        Path output = file.resolveSibling("output");
        Process jvm = new ProcessBuilder(new JavaCommand().command(
                        WatchedJvmMain.class, file.toString(), output.toString()))
                .redirectError(Redirect.INHERIT)
                .start();
        long pid;
        try (BufferedReader lines = jvm.inputReader()) {
            pid = Long.parseLong(lines.readLine());
            await().until(() -> Files.readString(output).startsWith("opened\n"));
            assertThat(Tree.isLiving(pid)).isTrue();
        } finally {
            jvm.destroyForcibly().waitFor();
        }

        await().until(() -> !Tree.isLiving(pid));

        assertThat(Files.readString(output)).isEqualTo("opened\n" + Errno.ENOSYS.number() + "\n");
    }
}

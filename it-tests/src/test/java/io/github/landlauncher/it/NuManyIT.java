package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.nuprocess.NuProcess;
import io.github.landlauncher.nuprocess.SandboxedNuProcessBuilder;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hundreds of programs that talk at the same time. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(300)
class NuManyIT {

    private static final int CHILDREN = 500;

    /** Sends a line, and the next when that has come back. */
    private static final class Talker extends NuRecorder {
        private static final int LINES = 20;

        private final int number;
        private int sent;

        Talker(int number) {
            this.number = number;
        }

        String all() {
            StringBuilder all = new StringBuilder();
            for (int line = 1; line <= LINES; line++) {
                all.append(line(line));
            }
            return all.toString();
        }

        private String line(int line) {
            return number + " says " + line + "\n";
        }

        @Override
        public void onStdout(ByteBuffer buffer, boolean closed) {
            super.onStdout(buffer, closed);
            if (!closed && output().endsWith(line(sent))) {
                sayMore();
            }
        }

        void sayMore() {
            if (sent == LINES) {
                process().closeStdin(false);
            } else {
                process().writeStdin(ByteBuffer.wrap(line(++sent).getBytes()));
            }
        }
    }

    @Test
    void five_hundred_programs_talk_and_few_threads_listen() throws Exception {
        List<Talker> talkers = new ArrayList<>();
        for (int i = 0; i < CHILDREN; i++) {
            talkers.add(new Talker(i));
            NuWay.SANDBOXED.launch(talkers.get(i), "/bin/cat").start();
        }
        assertThat(talkers).allMatch(talker -> talker.process().isRunning());
        long listening = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("landlauncher events-")).count();

        talkers.forEach(Talker::sayMore);

        for (Talker talker : talkers) {
            assertThat(talker.outcome()).isEqualTo(new Outcome(0, talker.all(), ""));
        }
        assertThat(listening)
                .isEqualTo(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    @Test
    void many_threads_start_programs_from_one_builder() {
        NuRecorder handler = new NuRecorder();
        SandboxedNuProcessBuilder builder =
                new SandboxedNuProcessBuilder(handler, "/bin/sh", "-c", "echo $NAME")
                        .policy(Way.POLICY);
        builder.environment().put("NAME", "value");
        List<CompletableFuture<Void>> starters = new ArrayList<>();

        for (int i = 0; i < 8; i++) {
            starters.add(CompletableFuture.runAsync(() -> {
                for (int start = 0; start < 10; start++) {
                    builder.start();
                }
            }));
        }
        starters.forEach(CompletableFuture::join);

        await().until(() -> handler.names().stream().filter("exit 0"::equals).count() == 80);
        assertThat(handler.output()).isEqualTo("value\n".repeat(80));
    }

    @Test
    void processes_that_have_ended_are_not_kept() throws Exception {
        List<NuProcess> processes = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            NuRecorder handler = new NuRecorder();
            processes.add(NuWay.SANDBOXED.probe(handler, "exit", "0").start());
            handler.exitCode();
        }
        List<WeakReference<NuProcess>> weak =
                processes.stream().map(WeakReference::new).toList();
        processes.clear();

        await().until(() -> {
            System.gc();
            // The last one may still be on the stack of the thread that served it.
            return weak.stream().filter(one -> one.get() != null).count() <= 2;
        });
    }
}

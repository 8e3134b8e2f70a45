package io.github.landlauncher.bench;

import com.zaxxer.nuprocess.NuAbstractProcessHandler;
import com.zaxxer.nuprocess.NuProcess;
import com.zaxxer.nuprocess.NuProcessHandler;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.nuprocess.SandboxedNuProcessBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** NuProcess's handlers, with a fresh ruleset for each start. */
final class SandboxedNuProcessForm extends HandlerForm {

    private static NuProcess start(SandboxPolicy policy, NuProcessHandler handler, String... command) {
        return new SandboxedNuProcessBuilder(handler, command).policy(policy).start();
    }

    @Override
    NuProcess startTrue(NuProcessHandler handler) {
        return start(Launcher.policy(), handler, "/bin/true");
    }

    @Override
    NuProcess startPeer(NuProcessHandler handler, String... arguments) {
        return start(Launcher.peerPolicy(), handler, Peer.command(arguments));
    }

    @Override
    public CompletableFuture<String> output(Job job, Executor callers) {
        Collector collector = new Collector();
        SandboxedNuProcessBuilder builder =
                new SandboxedNuProcessBuilder(job.command(), job.environment()).policy(job.policy());
        builder.setProcessListener(collector);
        builder.setCwd(job.directory());
        builder.start();
        return collector.output;
    }

    /** All that a program writes, when it has ended. */
    private static final class Collector extends NuAbstractProcessHandler {

        private final CompletableFuture<String> output = new CompletableFuture<>();
        private final ByteArrayOutputStream collected = new ByteArrayOutputStream();

        @Override
        public void onStart(NuProcess process) {
            process.closeStdin(true);
        }

        @Override
        public void onStdout(ByteBuffer buffer, boolean closed) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            collected.writeBytes(bytes);
        }

        @Override
        public void onStderr(ByteBuffer buffer, boolean closed) {
            onStdout(buffer, closed);
        }

        @Override
        public void onExit(int exitValue) {
            String text = collected.toString(StandardCharsets.UTF_8);
            if (exitValue == 0) {
                output.complete(text);
            } else {
                output.completeExceptionally(new IOException("exit value " + exitValue + ": " + text));
            }
        }
    }
}

package io.github.landlauncher.bench;

import io.github.landlauncher.SandboxedProcessBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** {@link Process} and its streams: the calling thread reads, writes and waits. */
record BlockingForm(Launcher launcher) implements StreamForm {

    @Override
    public int runTrue() throws IOException, InterruptedException {
        return launcher.runTrue();
    }

    @Override
    public CompletableFuture<String> output(Job job, Executor callers) {
        if (launcher != Launcher.SANDBOXED) {
            throw new UnsupportedOperationException(launcher + " has no sandbox");
        }
        CompletableFuture<String> output = new CompletableFuture<>();
        callers.execute(() -> {
            try {
                output.complete(run(job));
            } catch (IOException | InterruptedException | RuntimeException e) {
                output.completeExceptionally(e);
            }
        });
        return output;
    }

    private static String run(Job job) throws IOException, InterruptedException {
        SandboxedProcessBuilder builder = new SandboxedProcessBuilder(job.command())
                .policy(job.policy())
                .directory(job.directory().toFile())
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(job.environment());
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("exit value " + process.exitValue() + ": " + output);
        }
        return output;
    }

    /** Waits for the end of a program that has nothing more to say. */
    private static void finish(Process process) throws IOException, InterruptedException {
        int size = Launcher.finish(process);
        if (size != 0) {
            throw new IOException(size + " bytes too many");
        }
    }

    @Override
    public Conversation converse() throws IOException {
        return new Streams(launcher.startPeer(Redirect.PIPE, "echo"));
    }

    /** By the streams of a process. */
    private record Streams(Process process) implements Conversation {

        @Override
        public void say(byte[] message) throws IOException {
            process.getOutputStream().write(message);
            process.getOutputStream().flush();
        }

        @Override
        public boolean hear(byte[] message) throws IOException {
            return Arrays.equals(process.getInputStream().readNBytes(message.length), message);
        }

        @Override
        public void hangUp() throws IOException {
            process.getOutputStream().close();
        }

        @Override
        public void end() throws IOException, InterruptedException {
            BlockingForm.finish(process);
            process.getInputStream().close();
            process.getErrorStream().close();
        }
    }

    @Override
    public void receive(long bytes) throws IOException, InterruptedException {
        Process process = launcher.startPeer(Redirect.PIPE, "write", Long.toString(bytes));
        InputStream in = process.getInputStream();
        byte[] block = new byte[Peer.BLOCK];
        for (long done = 0; done < bytes; done += Peer.BLOCK) {
            if (in.readNBytes(block, 0, Peer.BLOCK) != Peer.BLOCK || !Peer.isFilled(block, done)) {
                throw new IOException("wrong or missing in the block at byte " + done);
            }
        }
        finish(process);
    }

    @Override
    public void send(long bytes) throws IOException, InterruptedException {
        Process process = launcher.startPeer(Redirect.PIPE, "check", Long.toString(bytes));
        OutputStream out = process.getOutputStream();
        byte[] block = new byte[Peer.BLOCK];
        for (long done = 0; done < bytes; done += Peer.BLOCK) {
            Peer.fill(block, done);
            out.write(block);
        }
        finish(process);
    }
}

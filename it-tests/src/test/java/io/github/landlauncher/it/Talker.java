package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.nuprocess.NuAbstractProcessHandler;
import com.zaxxer.nuprocess.NuProcess;
import io.github.landlauncher.nuprocess.SandboxedNuProcessBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A child that copies its input to its output, by one of the front ends. */
interface Talker {

    /** How a child is started. */
    enum Kind {
        /** {@link ProcessBuilder}. */
        JDK,
        /** {@link io.github.landlauncher.SandboxedProcessBuilder}. */
        STREAMS,
        /** {@link SandboxedNuProcessBuilder}. */
        HANDLER;

        Talker start() throws IOException {
            return switch (this) {
                case JDK -> new Streams(Way.JDK.probe("copy").start());
                case STREAMS -> new Streams(Way.SANDBOXED.probe("copy").start());
                case HANDLER -> Handler.start();
            };
        }
    }

    /** Sends a message without waiting for an answer. */
    void say(String message) throws IOException;

    /** Waits for an answer of this many characters; it is shorter if the child has ended. */
    String hear(int size) throws IOException, InterruptedException;

    /** Closes the child's input, which ends it, and expects no more of it. */
    void end() throws IOException, InterruptedException;

    /** By the streams of a process. */
    record Streams(Process process) implements Talker {

        @Override
        public void say(String message) throws IOException {
            OutputStream out = process.getOutputStream();
            out.write(message.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }

        @Override
        public String hear(int size) throws IOException {
            byte[] answer = process.getInputStream().readNBytes(size);
            return new String(answer, StandardCharsets.ISO_8859_1);
        }

        @Override
        public void end() throws IOException, InterruptedException {
            assertThat(Outcome.of(process)).isEqualTo(new Outcome(0, "", ""));
            process.getInputStream().close();
            process.getErrorStream().close();
        }
    }

    /** By what its handler is told. */
    final class Handler extends NuAbstractProcessHandler implements Talker {

        private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
        private NuProcess process;
        private boolean ended;

        private static Handler start() {
            Handler handler = new Handler();
            handler.process = new SandboxedNuProcessBuilder(handler, Probe.command("copy"))
                    .policy(Way.POLICY)
                    .start();
            return handler;
        }

        @Override
        public synchronized void onStdout(ByteBuffer buffer, boolean closed) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            heard.writeBytes(bytes);
            notifyAll();
        }

        @Override
        public synchronized void onExit(int exitValue) {
            ended = true;
            notifyAll();
        }

        @Override
        public void say(String message) {
            process.writeStdin(ByteBuffer.wrap(message.getBytes(StandardCharsets.ISO_8859_1)));
        }

        @Override
        public synchronized String hear(int size) throws InterruptedException {
            while (heard.size() < size && !ended) {
                wait();
            }
            String answer = heard.toString(StandardCharsets.ISO_8859_1);
            heard.reset();
            return answer;
        }

        @Override
        public void end() throws InterruptedException {
            process.closeStdin(false);
            assertThat(process.waitFor(0, TimeUnit.SECONDS)).isZero();
            synchronized (this) {
                assertThat(heard.size()).as("more than was asked for").isZero();
            }
        }
    }
}

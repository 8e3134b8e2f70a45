package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.nuprocess.NuProcess;
import com.zaxxer.nuprocess.NuProcessHandler;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A handler that consumes all and writes down what it is told, and by whom. */
class NuRecorder implements NuProcessHandler {

    /** A call: its name, with what is of interest, and the thread that made it. */
    record Call(String name, Thread thread) {}

    private final List<Call> calls = new ArrayList<>();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private volatile NuProcess process;

    private synchronized void note(String name) {
        calls.add(new Call(name, Thread.currentThread()));
    }

    @Override
    public void onPreStart(NuProcess nuProcess) {
        process = nuProcess;
        note("preStart");
    }

    @Override
    public void onStart(NuProcess nuProcess) {
        assertThat(nuProcess).isSameAs(process);
        note("start");
    }

    @Override
    public void onStdout(ByteBuffer buffer, boolean closed) {
        note(closed ? "stdout closed" : "stdout");
        consume(buffer, output);
    }

    @Override
    public void onStderr(ByteBuffer buffer, boolean closed) {
        note(closed ? "stderr closed" : "stderr");
        consume(buffer, error);
    }

    private synchronized void consume(ByteBuffer buffer, ByteArrayOutputStream to) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        to.writeBytes(bytes);
    }

    @Override
    public boolean onStdinReady(ByteBuffer buffer) {
        note("stdinReady");
        buffer.flip();
        return false;
    }

    @Override
    public void onExit(int exitCode) {
        note("exit " + exitCode);
        exit.complete(exitCode);
    }

    /** What the handler was given first of all. */
    final NuProcess process() {
        return process;
    }

    final synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    final List<String> names() {
        return calls().stream().map(Call::name).toList();
    }

    /** Who made a call. */
    final Thread threadOf(String name) {
        return calls().stream()
                .filter(call -> call.name().equals(name))
                .findFirst().orElseThrow().thread();
    }

    final synchronized byte[] bytes() {
        return output.toByteArray();
    }

    /** One character a byte. */
    final synchronized String output() {
        return output.toString(StandardCharsets.ISO_8859_1);
    }

    final synchronized String error() {
        return error.toString(StandardCharsets.ISO_8859_1);
    }

    /** What {@code onExit} is told, once it is. */
    final int exitCode() throws Exception {
        return exit.get(1, TimeUnit.MINUTES);
    }

    /** What is left of a program whose end the handler was told. */
    final Outcome outcome() throws Exception {
        return new Outcome(exitCode(), output(), error());
    }
}

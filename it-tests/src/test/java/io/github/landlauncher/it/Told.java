package io.github.landlauncher.it;

import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.spi.ProcessInput;
import io.github.landlauncher.spi.StreamListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A listener that keeps what it is told; a test overrides what it wants otherwise. */
class Told implements StreamListener {

    /** The two ways of telling: by a thread for many, or by the one that starts. */
    enum Form {
        START, RUN;

        /** Starts a program that this way tells of, and returns when its end has been told. */
        void untilEnd(SandboxedProcessBuilder builder, Told told) throws Exception {
            if (this == RUN) {
                builder.run(told);
            } else {
                builder.start(told);
                told.awaitEnd();
            }
        }
    }

    final List<String> calls = new CopyOnWriteArrayList<>();
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CountDownLatch end = new CountDownLatch(1);
    volatile SandboxedProcess process;
    volatile ProcessInput input;
    volatile int exitValue;

    /** A shell script that may do everything. */
    static SandboxedProcessBuilder shell(String script) {
        return new SandboxedProcessBuilder("/bin/sh", "-c", script).policy(Way.POLICY);
    }

    void awaitEnd() throws InterruptedException {
        if (!end.await(60, TimeUnit.SECONDS)) {
            throw new AssertionError("no end after " + calls);
        }
    }

    private void call(String name) {
        if (calls.isEmpty() || !calls.get(calls.size() - 1).equals(name)) {
            calls.add(name);
        }
    }

    @Override
    public void started(SandboxedProcess started, ProcessInput itsInput) {
        process = started;
        input = itsInput;
        call("started");
    }

    @Override
    public void output(ByteBuffer bytes, boolean closed) {
        keep(bytes, out);
        call(closed ? "end of output" : "output");
    }

    @Override
    public void error(ByteBuffer bytes, boolean closed) {
        keep(bytes, err);
        call(closed ? "end of errors" : "errors");
    }

    private static void keep(ByteBuffer bytes, ByteArrayOutputStream to) {
        byte[] some = new byte[bytes.remaining()];
        bytes.get(some);
        to.writeBytes(some);
    }

    @Override
    public boolean inputReady(ByteBuffer room) {
        call("ready");
        room.flip();
        return false;
    }

    @Override
    public void exited(int value) {
        exitValue = value;
        call("exited " + process.exitValue());
        end.countDown();
    }

    String output() throws IOException {
        return out.toString(StandardCharsets.UTF_8);
    }

    String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }
}

package io.github.landlauncher.nuprocess;

import com.zaxxer.nuprocess.NuProcess;
import com.zaxxer.nuprocess.NuProcessHandler;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.spi.ProcessInput;
import io.github.landlauncher.spi.StreamListener;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A process that tells a {@link NuProcessHandler} what it is told itself. */
final class HandledProcess implements SandboxedNuProcess, StreamListener {

    private static final System.Logger LOGGER =
            System.getLogger(SandboxedNuProcessBuilder.class.getName());

    /** What NuProcess says of a program that could not be started. */
    private static final int NOT_STARTED = Integer.MIN_VALUE;

    private final CountDownLatch exited = new CountDownLatch(1);
    private volatile NuProcessHandler handler;
    private volatile SandboxedProcess process;
    private volatile ProcessInput input;
    private volatile int exitCode;
    private volatile boolean running;

    HandledProcess(NuProcessHandler handler) {
        this.handler = handler;
    }

    void preStart() {
        safely(() -> handler.onPreStart(this));
    }

    /** The program could not be started. */
    void notStarted() {
        end(NOT_STARTED);
    }

    @Override
    public void started(SandboxedProcess started, ProcessInput startedInput) {
        input = startedInput;
        running = true;
        process = started;
        safely(() -> handler.onStart(this));
    }

    @Override
    public void output(ByteBuffer bytes, boolean closed) {
        handler.onStdout(bytes, closed);
    }

    @Override
    public void error(ByteBuffer bytes, boolean closed) {
        handler.onStderr(bytes, closed);
    }

    @Override
    public boolean inputReady(ByteBuffer room) {
        return handler.onStdinReady(room);
    }

    @Override
    public void exited(int exitValue) {
        end(exitValue);
    }

    private void end(int value) {
        running = false;
        exitCode = value;
        safely(() -> handler.onExit(value));
        exited.countDown();
    }

    /** What handlers throw is ignored, as NuProcess documents, but not unheard. */
    private static void safely(Runnable call) {
        try {
            call.run();
        } catch (Throwable e) {
            LOGGER.log(Level.WARNING, "a process handler failed", e);
        }
    }

    @Override
    public SandboxedProcess process() {
        SandboxedProcess started = process;
        if (started == null) {
            throw new IllegalStateException("the program has not been started");
        }
        return started;
    }

    @Override
    public int waitFor(long timeout, TimeUnit unit) throws InterruptedException {
        if (timeout == 0) {
            exited.await();
        } else if (!exited.await(timeout, unit)) {
            return NOT_STARTED;
        }
        return exitCode;
    }

    @Override
    public void wantWrite() {
        startedInput().want();
    }

    @Override
    public void writeStdin(ByteBuffer buffer) {
        startedInput().write(buffer);
    }

    @Override
    public void closeStdin(boolean force) {
        if (force) {
            startedInput().closeNow();
        } else {
            startedInput().closeWhenWritten();
        }
    }

    @Override
    public boolean hasPendingWrites() {
        return startedInput().hasPending();
    }

    private ProcessInput startedInput() {
        process();
        return input;
    }

    @Override
    public void destroy(boolean force) {
        if (!running) {
            return;
        }
        if (force) {
            process.destroyForcibly();
        } else {
            process.destroy();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public void setProcessHandler(NuProcessHandler processHandler) {
        handler = processHandler;
    }

    @Override
    public int getPID() {
        return (int) process().pid();
    }

    /** As that of {@link NuProcess}' own classes: the pid and what became of it. */
    @Override
    public String toString() {
        return process == null ? "NuProcess[not started]" : "NuProcess" + process.toString().substring(7);
    }
}

package io.github.landlauncher.nuprocess;

import com.zaxxer.nuprocess.NuProcessHandler;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.spi.ProcessInput;
import io.github.landlauncher.spi.StreamListener;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A process that tells a {@link NuProcessHandler} what it is told itself. */
final class HandledProcess implements SandboxedNuProcess, StreamListener {

    private static final System.Logger LOGGER =
            System.getLogger(SandboxedNuProcessBuilder.class.getName());

    /** What NuProcess says of a program that could not be started, or has not ended in time. */
    private static final int NO_EXIT_CODE = Integer.MIN_VALUE;

    private final CountDownLatch exited = new CountDownLatch(1);

    /** Null once it has been told everything: who keeps this object need not keep the handler too. */
    private volatile NuProcessHandler handler;

    /** Null until the program has been started. */
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

    /** The start has failed. */
    void notStarted() {
        if (process == null) {
            end(NO_EXIT_CODE);
        }
    }

    @Override
    public void started(SandboxedProcess started, ProcessInput startedInput) {
        RunningProcesses.add(started);
        input = startedInput;
        process = started;
        running = true;
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
        RunningProcesses.remove(process);
        end(exitValue);
    }

    private void end(int value) {
        running = false;
        exitCode = value;
        safely(() -> handler.onExit(value));
        handler = null;
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
            return NO_EXIT_CODE;
        }
        return exitCode;
    }

    @Override
    public void wantWrite() {
        onOpenInput(ProcessInput::want);
    }

    @Override
    public void writeStdin(ByteBuffer buffer) {
        onOpenInput(opened -> opened.write(buffer));
    }

    @Override
    public void closeStdin(boolean force) {
        if (!force) {
            onOpenInput(ProcessInput::closeWhenWritten);
        } else if (input != null) {
            input.closeNow();
        }
    }

    @Override
    public boolean hasPendingWrites() {
        return input != null && input.hasPending();
    }

    private void onOpenInput(Consumer<ProcessInput> call) {
        process();
        try {
            call.accept(input);
        } catch (IllegalStateException e) {
            throw new IllegalStateException("closeStdin() method has already been called.", e);
        }
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

    /** 0 unless the program was started, as with NuProcess. */
    @Override
    public int getPID() {
        SandboxedProcess started = process;
        return started == null ? 0 : (int) started.pid();
    }

    /** The pid and what became of it. */
    @Override
    public String toString() {
        SandboxedProcess started = process;
        return "NuProcess[" + (started == null ? "not started" : started) + "]";
    }
}

package io.github.landlauncher;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A process that only notes what is done to it. */
final class FakeProcess extends SandboxedProcess {

    private final long pid;
    private final Enforcement enforcement;
    int killed;
    int waitedFor;
    /** How many calls of waitFor are still to be interrupted. */
    int interruptions;
    /** Of the calls of destroyTreeAsync. */
    final List<Duration> treeGraces = new CopyOnWriteArrayList<>();
    boolean timedOut;

    FakeProcess(long pid, Enforcement enforcement) {
        this.pid = pid;
        this.enforcement = enforcement;
    }

    @Override
    public Enforcement enforcement() {
        return enforcement;
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public OutputStream getOutputStream() {
        return OutputStream.nullOutputStream();
    }

    @Override
    public InputStream getInputStream() {
        return InputStream.nullInputStream();
    }

    @Override
    public InputStream getErrorStream() {
        return InputStream.nullInputStream();
    }

    @Override
    public int waitFor() throws InterruptedException {
        if (interruptions > 0) {
            interruptions--;
            throw new InterruptedException();
        }
        if (killed == 0) {
            throw new AssertionError("waiting for a process that nobody has killed");
        }
        waitedFor++;
        return exitValue();
    }

    @Override
    public int exitValue() {
        return 137;
    }

    @Override
    public void destroy() {
        throw new AssertionError("only destroyForcibly() is certain to end a process");
    }

    @Override
    public Process destroyForcibly() {
        killed++;
        return this;
    }

    @Override
    public void destroyTree(Duration grace) {
        throw new AssertionError("nobody but the user waits for the end of a tree");
    }

    @Override
    public CompletableFuture<Void> destroyTreeAsync(Duration grace) {
        treeGraces.add(grace);
        return new CompletableFuture<>();
    }

    @Override
    public boolean timedOut() {
        return timedOut;
    }
}

package io.github.landlauncher.linux;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The three streams of a process, as java.io streams that block. */
final class ChildStreams implements ProcessStreams {

    private final PipeOutput rawIn;
    private final PipeInput rawOut;
    private final PipeInput rawErr;
    private final OutputStream in;
    private final InputStream out;
    private final InputStream err;

    private ChildStreams(PipeOutput rawIn, PipeInput rawOut, PipeInput rawErr) {
        this.rawIn = rawIn;
        this.rawOut = rawOut;
        this.rawErr = rawErr;
        this.in = rawIn == null ? NullStreams.NOWHERE_TO_WRITE : new BufferedOutputStream(rawIn);
        this.out = rawOut == null ? NullStreams.NOTHING_TO_READ : new BufferedPipeInput(rawOut);
        this.err = rawErr == null ? NullStreams.NOTHING_TO_READ : new BufferedPipeInput(rawErr);
    }

    /** Takes over this JVM's ends of the pipes. */
    static ChildStreams of(Pipe.Shared shared, Stdio stdio) {
        return new ChildStreams(
                stdio.isPipe(0) ? new PipeOutput(shared, stdio.takeParentEnd(0)) : null,
                stdio.isPipe(1) ? new PipeInput(shared, stdio.takeParentEnd(1)) : null,
                stdio.isPipe(2) ? new PipeInput(shared, stdio.takeParentEnd(2)) : null);
    }

    @Override
    public OutputStream in() {
        return in;
    }

    @Override
    public InputStream out() {
        return out;
    }

    @Override
    public InputStream err() {
        return err;
    }

    @Override
    public void processExited() {
        if (rawIn != null) {
            rawIn.processExited();
        }
        if (rawOut != null) {
            rawOut.processExited();
        }
        if (rawErr != null) {
            rawErr.processExited();
        }
    }

    @Override
    public void exitIsKnown(int exitValue) {}

    /** As the JDK, closes all three; but without flushing, which could block. */
    @Override
    public void destroyed() {
        abandon();
    }

    @Override
    public void abandon() {
        if (rawIn != null) {
            rawIn.close();
        }
        close(out);
        close(err);
    }

    private static void close(InputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            throw new IllegalStateException("closing a pipe throws nothing", e);
        }
    }

    /**
     * A subclass, since programs wait for a reader to hold its monitor, and of some JDKs' stream
     * only a subclass has one.
     */
    private static final class BufferedPipeInput extends BufferedInputStream {
        BufferedPipeInput(InputStream in) {
            super(in);
        }
    }
}

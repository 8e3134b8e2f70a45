package io.github.landlauncher.linux;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;

/** The three streams of a process, as its user sees them and as the reaper does. */
final class ChildStreams {

    private static final InputStream NOTHING_TO_READ = new NullInput();
    private static final OutputStream NOWHERE_TO_WRITE = new NullOutput();

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
        this.in = rawIn == null ? NOWHERE_TO_WRITE : new BufferedOutputStream(rawIn);
        this.out = rawOut == null ? NOTHING_TO_READ : new BufferedPipeInput(rawOut);
        this.err = rawErr == null ? NOTHING_TO_READ : new BufferedPipeInput(rawErr);
    }

    /** Takes over this JVM's ends of the pipes. */
    static ChildStreams of(Pipe.Shared shared, Stdio stdio) {
        return new ChildStreams(
                stdio.isPipe(0) ? new PipeOutput(shared, stdio.takeParentEnd(0)) : null,
                stdio.isPipe(1) ? new PipeInput(shared, stdio.takeParentEnd(1)) : null,
                stdio.isPipe(2) ? new PipeInput(shared, stdio.takeParentEnd(2)) : null);
    }

    OutputStream in() {
        return in;
    }

    InputStream out() {
        return out;
    }

    InputStream err() {
        return err;
    }

    /** Saves what can still be read and frees the descriptors; never blocks. */
    void processExited() {
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

    /** Closes all three without flushing, which could block on a program that does not read. */
    void closeAll() {
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

    /** For a stream that is no pipe: at its end, also after close. */
    private static final class NullInput extends InputStream {
        @Override
        public int read() {
            return -1;
        }

        @Override
        public int available() {
            return 0;
        }
    }

    /** For a stream that is no pipe: refuses every byte, and nothing else. */
    private static final class NullOutput extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("Stream closed");
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            if (length > 0) {
                write(bytes[offset]);
            }
        }
    }
}

package io.github.landlauncher;

import io.github.landlauncher.spi.ProcessInput;
import io.github.landlauncher.spi.StreamListener;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** A listener before which somebody else is told of the process. */
record StartListener(Consumer<SandboxedProcess> first, StreamListener listener)
        implements StreamListener {

    @Override
    public void started(SandboxedProcess process, ProcessInput input) {
        first.accept(process);
        listener.started(process, input);
    }

    @Override
    public void output(ByteBuffer bytes, boolean closed) {
        listener.output(bytes, closed);
    }

    @Override
    public void error(ByteBuffer bytes, boolean closed) {
        listener.error(bytes, closed);
    }

    @Override
    public boolean inputReady(ByteBuffer room) {
        return listener.inputReady(room);
    }

    @Override
    public void exited(int exitValue) {
        listener.exited(exitValue);
    }
}

package io.github.landlauncher.bench;

import com.zaxxer.nuprocess.NuAbstractProcessHandler;
import com.zaxxer.nuprocess.NuProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** By the handler of a {@link NuProcess}; whoever hears waits for what the handler is given. */
final class HandlerConversation extends NuAbstractProcessHandler implements Conversation {

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private boolean ended;
    private NuProcess process;

    /** Names the process, before the first message. */
    void with(NuProcess started) {
        process = started;
    }

    @Override
    public synchronized void onStdout(ByteBuffer buffer, boolean closed) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        heard.writeBytes(bytes);
        ended |= closed;
        notifyAll();
    }

    @Override
    public synchronized void onExit(int exitValue) {
        ended = true;
        notifyAll();
    }

    @Override
    public void say(byte[] message) {
        process.writeStdin(ByteBuffer.wrap(message));
    }

    @Override
    public synchronized boolean hear(byte[] message) throws InterruptedException {
        while (heard.size() < message.length && !ended) {
            wait();
        }
        byte[] answer = heard.toByteArray();
        heard.reset();
        return Arrays.equals(answer, message);
    }

    @Override
    public void hangUp() {
        process.closeStdin(false);
    }

    @Override
    public void end() throws IOException, InterruptedException {
        HandlerForm.finish(process);
    }
}

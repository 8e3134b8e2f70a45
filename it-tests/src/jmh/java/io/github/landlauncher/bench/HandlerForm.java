package io.github.landlauncher.bench;

import com.zaxxer.nuprocess.NuAbstractProcessHandler;
import com.zaxxer.nuprocess.NuProcess;
import com.zaxxer.nuprocess.NuProcessHandler;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** {@link NuProcess} and its handlers: whoever waits, waits for what a handler was told. */
abstract class HandlerForm implements StreamForm {

    /** Starts {@code /bin/true}. */
    abstract NuProcess startTrue(NuProcessHandler handler);

    /** Starts the program {@code peer}. */
    abstract NuProcess startPeer(NuProcessHandler handler, String... arguments);

    /** Waits until the exit has been delivered; fails if its value is not 0. */
    static int finish(NuProcess process) throws IOException, InterruptedException {
        int exit = process.waitFor(0, TimeUnit.SECONDS);
        if (exit != 0) {
            throw new IOException("exit value " + exit);
        }
        return exit;
    }

    @Override
    public int runTrue() throws IOException, InterruptedException {
        return finish(startTrue(new NuAbstractProcessHandler() { }));
    }

    @Override
    public long timeTrue() throws IOException, InterruptedException {
        CompletableFuture<Long> delivered = new CompletableFuture<>();
        long before = System.nanoTime();
        NuProcess process = startTrue(new NuAbstractProcessHandler() {
            @Override
            public void onExit(int exitValue) {
                delivered.complete(System.nanoTime() - before);
            }
        });
        finish(process);
        return delivered.join();
    }

    @Override
    public Conversation converse() {
        HandlerConversation conversation = new HandlerConversation();
        conversation.with(startPeer(conversation, "echo"));
        return conversation;
    }

    @Override
    public void receive(long bytes) throws IOException, InterruptedException {
        PatternReader reader = new PatternReader();
        finish(startPeer(reader, "write", Long.toString(bytes)));
        reader.requireAll(bytes);
    }

    @Override
    public void send(long bytes) throws IOException, InterruptedException {
        finish(startPeer(new PatternWriter(bytes), "check", Long.toString(bytes)));
    }
}

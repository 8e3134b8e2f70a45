package io.github.landlauncher.bench;

import com.zaxxer.nuprocess.NuAbstractProcessHandler;
import com.zaxxer.nuprocess.NuProcess;
import com.zaxxer.nuprocess.NuProcessBuilder;
import com.zaxxer.nuprocess.NuProcessHandler;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * NuProcess and its handlers, without a sandbox. It is here for comparison, at what it was made for:
 * many children that talk.
 */
final class NuProcessForm implements Form {

    private static NuProcess start(NuProcessHandler handler, String... command) {
        NuProcessBuilder builder = new NuProcessBuilder(command);
        builder.setProcessListener(handler);
        return builder.start();
    }

    /** Waits for the exit. */
    static int requireZero(NuProcess process) throws IOException, InterruptedException {
        int exit = process.waitFor(0, TimeUnit.SECONDS);
        if (exit != 0) {
            throw new IOException("exit value " + exit);
        }
        return exit;
    }

    @Override
    public int runTrue() throws IOException, InterruptedException {
        return requireZero(start(new NuAbstractProcessHandler() { }, "/bin/true"));
    }

    @Override
    public CompletableFuture<String> output(Job job, Executor callers) {
        throw new UnsupportedOperationException("NuProcess has no sandbox");
    }

    @Override
    public Conversation converse() {
        HandlerConversation conversation = new HandlerConversation();
        conversation.with(start(conversation, Peer.command("echo")));
        return conversation;
    }

    @Override
    public void receive(long bytes) throws IOException, InterruptedException {
        PatternReader reader = new PatternReader();
        requireZero(start(reader, Peer.command("write", Long.toString(bytes))));
        reader.requireAll(bytes);
    }

    @Override
    public void send(long bytes) throws IOException, InterruptedException {
        requireZero(start(new PatternWriter(bytes), Peer.command("check", Long.toString(bytes))));
    }
}

package io.github.landlauncher.bench;

import com.zaxxer.nuprocess.NuProcess;
import com.zaxxer.nuprocess.NuProcessBuilder;
import com.zaxxer.nuprocess.NuProcessHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** NuProcess itself, without a sandbox. */
final class NuProcessForm extends HandlerForm {

    private static NuProcess start(NuProcessHandler handler, String... command) {
        NuProcessBuilder builder = new NuProcessBuilder(command);
        builder.setProcessListener(handler);
        return builder.start();
    }

    @Override
    NuProcess startTrue(NuProcessHandler handler) {
        return start(handler, "/bin/true");
    }

    @Override
    NuProcess startPeer(NuProcessHandler handler, String... arguments) {
        return start(handler, Peer.command(arguments));
    }

    @Override
    public CompletableFuture<String> output(Job job, Executor callers) {
        throw new UnsupportedOperationException("NuProcess has no sandbox");
    }
}

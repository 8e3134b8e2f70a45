package io.github.landlauncher.bench;

import io.github.landlauncher.Completed;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcessBuilder;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * {@link SandboxedProcessBuilder#runAsync()}, with a fresh ruleset for each start. A program is given
 * its whole input at once, so that it is no form for conversations.
 */
final class FutureForm implements Form {

    private static SandboxedProcessBuilder builder(SandboxPolicy policy, List<String> command) {
        return new SandboxedProcessBuilder(command).policy(policy);
    }

    @Override
    public int runTrue() throws IOException {
        int exit = builder(Launcher.policy(), List.of("/bin/true")).runAsync().join().exitValue();
        if (exit != 0) {
            throw new IOException("exit value " + exit);
        }
        return exit;
    }

    @Override
    public CompletableFuture<String> output(Job job, Executor callers) {
        SandboxedProcessBuilder builder = builder(job.policy(), job.command())
                .directory(job.directory().toFile())
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(job.environment());
        return builder.runAsync().thenApply(FutureForm::text);
    }

    private static String text(Completed completed) {
        if (completed.exitValue() != 0) {
            throw new CompletionException(new IOException(
                    "exit value " + completed.exitValue() + ": " + completed.outputText()));
        }
        return completed.outputText();
    }
}

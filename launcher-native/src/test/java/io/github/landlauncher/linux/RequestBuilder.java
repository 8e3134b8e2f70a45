package io.github.landlauncher.linux;

import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.explain.OperationListener;
import io.github.landlauncher.spi.LaunchRequest;
import io.github.landlauncher.spi.StartObserver;
import io.github.landlauncher.spi.TreeRequest;
import java.io.File;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Requests for tests: pipes, the JVM's directory and environment, and no session of its own. */
final class RequestBuilder {

    private final List<String> command;
    private Optional<File> directory = Optional.empty();
    private Optional<Map<String, String>> environment = Optional.empty();
    private Optional<SandboxPolicy> policy = Optional.empty();
    private Redirect input = Redirect.PIPE;
    private boolean newSession;
    private TreeRequest tree = TreeRequest.NONE;
    private Optional<OperationListener> watch = Optional.empty();

    private RequestBuilder(List<String> command) {
        this.command = command;
    }

    static RequestBuilder command(String... command) {
        return new RequestBuilder(List.of(command));
    }

    RequestBuilder directory(String directory) {
        this.directory = Optional.of(new File(directory));
        return this;
    }

    RequestBuilder environment(Map<String, String> environment) {
        this.environment = Optional.of(environment);
        return this;
    }

    RequestBuilder policy(SandboxPolicy policy) {
        this.policy = Optional.of(policy);
        return this;
    }

    RequestBuilder input(Redirect input) {
        this.input = input;
        return this;
    }

    RequestBuilder newSession() {
        this.newSession = true;
        return this;
    }

    RequestBuilder tree(TreeRequest tree) {
        this.tree = tree;
        return this;
    }

    RequestBuilder watch(OperationListener listener) {
        this.watch = Optional.of(listener);
        return this;
    }

    LaunchRequest build() {
        return new LaunchRequest(
                command, directory, environment, input, Redirect.PIPE, Redirect.PIPE, false, policy,
                Optional.empty(), newSession, false, tree, Optional.empty(), Optional.empty(),
                watch, StartObserver.NONE);
    }
}

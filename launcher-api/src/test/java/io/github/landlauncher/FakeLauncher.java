package io.github.landlauncher;

import io.github.landlauncher.spi.AuditFeed;
import io.github.landlauncher.spi.LaunchRequest;
import io.github.landlauncher.spi.PipelineLink;
import io.github.landlauncher.spi.ProcessInput;
import io.github.landlauncher.spi.SandboxLauncher;
import io.github.landlauncher.spi.StartPhase;
import io.github.landlauncher.spi.StreamListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts nothing: keeps the requests and fails where a test tells it to. */
public final class FakeLauncher implements SandboxLauncher {

    LandlockSupport support;
    List<LaunchRequest> requests;
    List<FakeProcess> processes;
    List<FakeLink> links;
    List<StreamListener> listeners;
    List<FakeInput> inputs;
    /** How many calls of waitFor on each process are interrupted. */
    int interruptions;
    private Deque<Optional<Exception>> starts;
    private Deque<Optional<Exception>> linkFailures;

    /** For the service loader. */
    public FakeLauncher() {
        clear();
    }

    /** The installed launcher as if newly made. */
    static FakeLauncher reset() {
        FakeLauncher launcher = (FakeLauncher) SandboxLauncher.installed();
        launcher.clear();
        return launcher;
    }

    private void clear() {
        support = LandlockSupport.ofAbi(7);
        requests = new ArrayList<>();
        processes = new ArrayList<>();
        links = new ArrayList<>();
        listeners = new ArrayList<>();
        inputs = new ArrayList<>();
        interruptions = 0;
        starts = new ArrayDeque<>();
        linkFailures = new ArrayDeque<>();
    }

    /** Lets {@code successes} starts succeed and the next one fail. */
    void failAfter(int successes, Exception failure) {
        queue(starts, successes, failure);
    }

    /** Lets {@code successes} links be made and the next one fail. */
    void failLinkAfter(int successes, Exception failure) {
        queue(linkFailures, successes, failure);
    }

    private static void queue(Deque<Optional<Exception>> queue, int successes, Exception failure) {
        queue.addAll(Collections.nCopies(successes, Optional.empty()));
        queue.add(Optional.of(failure));
    }

    /** The only request there was. */
    LaunchRequest request() {
        if (requests.size() != 1) {
            throw new AssertionError("requests: " + requests);
        }
        return requests.get(0);
    }

    @Override
    public FileChannel openRegular(Path path) throws IOException {
        return FileChannel.open(path, StandardOpenOption.READ);
    }

    @Override
    public AuditFeed openAudit() throws IOException {
        throw new IOException("there is no audit here");
    }

    @Override
    public LandlockSupport support() {
        return support;
    }

    @Override
    public Ruleset createRuleset(SandboxPolicy policy) throws IOException {
        failIfToldTo(starts);
        return new FakeRuleset(policy, policy.enforcementOn(support));
    }

    @Override
    public SandboxedProcess start(LaunchRequest request) throws IOException {
        requests.add(withEnvironmentOfNow(request));
        request.from().ifPresent(FakeLauncher::checkOpen);
        request.to().ifPresent(FakeLauncher::checkOpen);
        Enforcement enforcement = request.policy()
                .map(policy -> policy.enforcementOn(support))
                .orElseGet(() -> request.ruleset().orElseThrow().enforcement());
        SandboxUnavailableException.check(enforcement, support);
        request.observer().entered(StartPhase.RULESET);
        request.observer().entered(StartPhase.DESCRIPTORS);
        request.observer().entered(StartPhase.SPAWN);
        request.observer().entered(StartPhase.REPORT);
        failIfToldTo(starts);
        request.observer().entered(StartPhase.REST);
        FakeProcess process = new FakeProcess(1000 + processes.size(), enforcement);
        process.interruptions = interruptions;
        processes.add(process);
        return process;
    }

    @Override
    public SandboxedProcess start(LaunchRequest request, StreamListener listener) throws IOException {
        SandboxedProcess process = start(request);
        FakeInput input = new FakeInput();
        listeners.add(listener);
        inputs.add(input);
        listener.started(process, input);
        return process;
    }

    @Override
    public void run(LaunchRequest request, StreamListener listener) throws IOException {
        start(request, listener);
        listener.exited(0);
    }

    @Override
    public PipelineLink link() throws IOException {
        failIfToldTo(linkFailures);
        FakeLink link = new FakeLink();
        links.add(link);
        return link;
    }

    private static void checkOpen(PipelineLink link) {
        if (((FakeLink) link).closed > 0) {
            throw new AssertionError("a program is given a pipe that is closed");
        }
    }

    private static void failIfToldTo(Deque<Optional<Exception>> queue) throws IOException {
        Exception failure = queue.isEmpty() ? null : queue.remove().orElse(null);
        if (failure instanceof IOException e) {
            throw e;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
    }

    private static LaunchRequest withEnvironmentOfNow(LaunchRequest request) {
        Optional<Map<String, String>> environment = request.environment().map(Map::copyOf);
        return new LaunchRequest(
                request.command(),
                request.directory(),
                environment,
                request.input(),
                request.output(),
                request.error(),
                request.redirectErrorStream(),
                request.policy(),
                request.ruleset(),
                request.newSession(),
                request.cleanEnvironment(),
                request.tree(),
                request.from(),
                request.to(),
                request.watch(),
                request.observer());
    }

    /** Counts how often it is closed. */
    static final class FakeLink implements PipelineLink {
        int closed;

        @Override
        public void close() {
            closed++;
        }
    }

    /** Remembers what was asked of it. */
    static final class FakeInput implements ProcessInput {
        int wants;
        final List<ByteBuffer> written = new ArrayList<>();
        boolean closesWhenWritten;
        boolean closed;

        @Override
        public void want() {
            wants++;
        }

        @Override
        public void write(ByteBuffer bytes) {
            written.add(bytes);
        }

        @Override
        public void closeWhenWritten() {
            closesWhenWritten = true;
        }

        @Override
        public void closeNow() {
            closed = true;
        }

        @Override
        public boolean hasPending() {
            return !closed && (closesWhenWritten || !written.isEmpty());
        }
    }

    /** A ruleset of nothing. */
    static final class FakeRuleset extends Ruleset {
        private final SandboxPolicy policy;
        private final Enforcement enforcement;

        FakeRuleset(SandboxPolicy policy, Enforcement enforcement) {
            this.policy = policy;
            this.enforcement = enforcement;
        }

        @Override
        public int fd() {
            return -1;
        }

        @Override
        public Enforcement enforcement() {
            return enforcement;
        }

        @Override
        public SandboxPolicy policy() {
            return policy;
        }

        @Override
        public void close() {}
    }
}

package io.github.landlauncher.linux;

import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.Ruleset;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.MemoryPool;
import io.github.landlauncher.spi.AuditFeed;
import io.github.landlauncher.spi.LaunchRequest;
import io.github.landlauncher.spi.PipelineLink;
import io.github.landlauncher.spi.ProcessInput;
import io.github.landlauncher.spi.SandboxLauncher;
import io.github.landlauncher.spi.StartPhase;
import io.github.landlauncher.spi.StreamListener;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Starts children on Linux. Everything it needs is made at first use and lasts as long as the JVM:
 * the helper's image, the reaper, and the filters.
 */
public final class LinuxLauncher implements SandboxLauncher {

    private final ReentrantLock lock = new ReentrantLock();
    private final Supplier<Libc> libc;
    private volatile Kernel kernel;
    private volatile ChildStarter starter;

    /** For {@link java.util.ServiceLoader}; does nothing yet. */
    public LinuxLauncher() {
        this(Libc::get);
    }

    /** A launcher that calls this C library, which is linked at first use. */
    LinuxLauncher(Supplier<Libc> libc) {
        this.libc = libc;
    }

    /** What is known once the C library is linked. */
    private record Kernel(
            Libc libc,
            MemoryPool pool,
            LandlockSupport support,
            RulesetMaker rulesets,
            EventLoops loops,
            MemoryPool unread) {

        static Kernel ask(Libc libc) {
            MemoryPool pool = Scratch.pool(libc);
            LandlockSupport support = LandlockProbe.ask(libc, FacilityProbe.ask(libc, pool));
            return new Kernel(libc, pool, support, new RulesetMaker(libc, pool, support),
                    new EventLoops(libc), new MemoryPool(libc, ProcessInput.CAPACITY, 16));
        }

        EventStreams streams(EventLoop loop, StreamListener listener) {
            return new EventStreams(libc, unread, loop, listener);
        }
    }

    private Kernel kernel() {
        Kernel known = kernel;
        if (known != null) {
            return known;
        }
        lock.lock();
        try {
            if (kernel == null) {
                kernel = Kernel.ask(libc.get());
            }
            return kernel;
        } finally {
            lock.unlock();
        }
    }

    private ChildStarter starter() throws IOException {
        ChildStarter known = starter;
        if (known != null) {
            return known;
        }
        Kernel asked = kernel();
        lock.lock();
        try {
            if (starter == null) {
                starter = makeStarter(asked.libc(), asked.pool(), asked.support());
            }
            return starter;
        } finally {
            lock.unlock();
        }
    }

    private static ChildStarter makeStarter(Libc libc, MemoryPool pool, LandlockSupport support)
            throws IOException {
        setChildSignalToDefault();
        HelperImage helper = HelperImage.make(libc, pool);
        try {
            Architecture architecture = Architecture.of(System.getProperty("os.arch"));
            Filters filters = new Filters(libc, pool, architecture);
            EventLoop reaper = EventLoop.startReaper(libc);
            return new ChildStarter(libc, pool, support, reaper, helper, filters,
                    new ControlGroups(libc, pool, reaper, support),
                    new Watcher(libc, pool, architecture));
        } catch (IOException | RuntimeException | Error e) {
            // The next start tries again and must not find fewer descriptors each time.
            helper.close();
            throw e;
        }
    }

    /**
     * A JVM may have been started with SIGCHLD ignored; the kernel would then reap its children. The
     * JDK sets it to the default in this class's initialiser, and only there.
     */
    private static void setChildSignalToDefault() {
        try {
            Class.forName("java.lang.ProcessImpl");
        } catch (ClassNotFoundException e) {
            throw new LinkageError("java.lang.ProcessImpl", e);
        }
    }

    @Override
    public LandlockSupport support() {
        return kernel().support();
    }

    @Override
    public Ruleset createRuleset(SandboxPolicy policy) throws IOException {
        return kernel().rulesets().make(policy);
    }

    @Override
    public SandboxedProcess start(LaunchRequest request) throws IOException {
        return start(request, (EventStreams) null);
    }

    @Override
    public SandboxedProcess start(LaunchRequest request, StreamListener listener) throws IOException {
        EventStreams streams = kernel().streams(kernel().loops().next(), listener);
        LinuxProcess process = start(request, streams);
        streams.open(process);
        return process;
    }

    @Override
    public void run(LaunchRequest request, StreamListener listener) throws IOException {
        if (VirtualThreads.isCurrent()) { // which must not wait in the kernel
            EventStreams streams = kernel().streams(kernel().loops().next(), listener);
            run(request, streams, () -> streams.finished().join());
            return;
        }
        try (EventLoop own = EventLoop.open(kernel().libc())) {
            EventStreams streams = kernel().streams(own, listener);
            run(request, streams, () -> own.runUntil(streams.finished()::isDone));
        }
    }

    private void run(LaunchRequest request, EventStreams streams, Runnable untilFinished)
            throws IOException {
        LinuxProcess process = start(request, streams);
        try {
            streams.open(process);
        } finally {
            untilFinished.run();
        }
    }

    private LinuxProcess start(LaunchRequest request, EventStreams events) throws IOException {
        if (request.ruleset().isPresent()) {
            return start(request, own(request.ruleset().get()), events);
        }
        RulesetMaker rulesets = kernel().rulesets();
        request.observer().entered(StartPhase.RULESET);
        try (LandlockRuleset fresh = rulesets.make(request.policy().orElseThrow())) {
            request.observer().entered(StartPhase.REST);
            return start(request, fresh, events);
        }
    }

    private static LandlockRuleset own(Ruleset ruleset) {
        if (ruleset instanceof LandlockRuleset own) {
            return own;
        }
        throw new IllegalArgumentException("not a ruleset of SandboxPolicy.createRuleset(): " + ruleset);
    }

    private LinuxProcess start(LaunchRequest request, LandlockRuleset ruleset, EventStreams events)
            throws IOException {
        int fd = ruleset.acquire();
        try {
            return starter().start(request, ruleset, fd, events);
        } finally {
            ruleset.release();
        }
    }

    @Override
    public PipelineLink link() throws IOException {
        Kernel asked = kernel();
        try (Scratch scratch = Scratch.of(asked.libc(), asked.pool(), 0)) {
            return new Link(Descriptor.pipe(asked.libc(), scratch));
        }
    }

    @Override
    public FileChannel openRegular(Path path) throws IOException {
        Kernel asked = kernel();
        try (Scratch scratch = Scratch.of(asked.libc(), asked.pool(), 0)) {
            return RegularFile.open(asked.libc(), path, scratch);
        }
    }

    @Override
    public AuditFeed openAudit() throws IOException {
        return AuditSocket.open(kernel().libc());
    }
}

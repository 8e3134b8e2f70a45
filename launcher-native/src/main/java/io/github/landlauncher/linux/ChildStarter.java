package io.github.landlauncher.linux;

import io.github.landlauncher.Enforcement;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.Scope;
import io.github.landlauncher.StartStep;
import io.github.landlauncher.SyscallGroup;
import io.github.landlauncher.explain.Explainer;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.MemoryPool;
import io.github.landlauncher.spi.LaunchRequest;
import io.github.landlauncher.spi.StartObserver;
import io.github.landlauncher.spi.StartPhase;
import io.github.landlauncher.spi.TreeRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Starts children: pipes, spawn, the helper's report, and then the reaper's care. */
final class ChildStarter {

    private final Libc libc;
    private final MemoryPool pool;
    private final EventLoop reaper;
    private final Pipe.Shared pipes;
    private final Spawner spawner;
    private final NativeEnvironment environment;
    private final HelperImage helper;
    private final Filters filters;
    private final ControlGroups controlGroups;
    private final Watcher watcher;
    private final LandlockSupport support;
    private final TreeKeeper keeper = new TreeKeeper();
    private final SpawnerThread spawnerThread = new SpawnerThread();
    private HelperImage guardImage;

    ChildStarter(
            Libc libc,
            MemoryPool pool,
            LandlockSupport support,
            EventLoop reaper,
            HelperImage helper,
            Filters filters,
            ControlGroups controlGroups,
            Watcher watcher) {
        this.libc = libc;
        this.pool = pool;
        this.reaper = reaper;
        this.pipes = new Pipe.Shared(libc, reaper);
        this.spawner = new Spawner(libc, pool);
        this.environment = new NativeEnvironment(libc);
        this.helper = helper;
        this.filters = filters;
        this.controlGroups = controlGroups;
        this.watcher = watcher;
        this.support = support;
    }

    /**
     * Starts a child with a ruleset whose descriptor stays open until this returns.
     *
     * @param events its streams, to be opened when this has returned, or null for java.io streams
     */
    LinuxProcess start(
            LaunchRequest request, LandlockRuleset ruleset, int rulesetFd, EventStreams events)
            throws IOException {
        StartObserver observer = request.observer();
        observer.entered(StartPhase.DESCRIPTORS);
        helper.checkNotWritable(ruleset.policy().rules().pathRules());
        if (request.tree().timeout().isPresent()) {
            keeper.prepare();
        }
        try (Scratch scratch = Scratch.of(libc, pool, 0);
                Stdio stdio = Stdio.open(libc, scratch, request);
                Placement place = place(ruleset);
                WatchStart watch = watch(request, scratch);
                Guard guard = request.tree().killSurvivors() ? guard(scratch) : null) {
            Descriptor[] status = Descriptor.pipe(libc, scratch);
            observer.entered(StartPhase.SPAWN);
            try (Descriptor records = status[0];
                    NewChild child =
                            spawn(request, ruleset, rulesetFd, stdio, place, watch, status[1], guard)) {
                observer.entered(StartPhase.REPORT);
                stdio.closeChildEnds();
                child.open();
                Program program = program(child, guard);
                // All that takes time is done before the wait for the report, while the helper works.
                ProcessStreams streams = streams(stdio, events);
                try {
                    LinuxProcess process = new LinuxProcess(program, tree(program, request), streams,
                            enforcement(ruleset, request, stdio).with(place.lines()), place.group(),
                            observer);
                    if (watch != null) {
                        watch.serve(scratch);
                    }
                    check(read(records, scratch), child, request, ruleset);
                    if (watch != null) {
                        watch.check();
                    }
                    observer.entered(StartPhase.REST);
                    // A guard outlives the program, and perhaps the loop that serves its streams.
                    process.watch(events == null || guard != null ? reaper : events.loop());
                    child.keep();
                    place.keep();
                    if (watch != null) {
                        watch.keep();
                    }
                    if (guard != null) {
                        guard.keep();
                    }
                    if (request.tree().timeout().isPresent()) {
                        process.startTimer(request.tree().timeout().get());
                    }
                    return process;
                } catch (IOException | RuntimeException | Error e) {
                    streams.abandon();
                    throw e;
                }
            }
        }
    }

    private ProcessStreams streams(Stdio stdio, EventStreams events) throws IOException {
        if (events == null) {
            return ChildStreams.of(pipes, stdio);
        }
        events.connect(stdio);
        return events;
    }

    private Placement place(LandlockRuleset ruleset) throws IOException {
        return controlGroups.place(ruleset.policy(), ruleset.effective().filter());
    }

    /** The socket for a listener, or null if nobody watches. */
    private WatchStart watch(LaunchRequest request, Scratch scratch) throws IOException {
        return request.watch().isPresent() ? watcher.begin(scratch, request.watch().get()) : null;
    }

    private NewChild spawn(
            LaunchRequest request,
            LandlockRuleset ruleset,
            int rulesetFd,
            Stdio stdio,
            Placement place,
            WatchStart watch,
            Descriptor status,
            Guard guard)
            throws IOException {
        try (status) {
            List<Stdio.Dup> dups = new ArrayList<>(stdio.dups());
            dups.add(new Stdio.Dup(status.fd(), HelperCommand.STATUS_FD));
            dups.add(new Stdio.Dup(rulesetFd, HelperCommand.RULESET_FD));
            Set<SyscallGroup> refused = refused(ruleset, stdio.terminal());
            if (!refused.isEmpty()) {
                dups.add(new Stdio.Dup(filters.fd(refused), HelperCommand.FILTER_FD));
            }
            if (place.isPresent()) {
                dups.add(new Stdio.Dup(place.procs(), HelperCommand.CGROUP_FD));
            }
            if (watch != null) {
                watch.addDups(dups);
            }
            Confinement confinement = Confinement.of(
                    ruleset.restrictFlags(),
                    ruleset.policy().beyondLandlock(),
                    support,
                    !refused.isEmpty(),
                    place.isPresent());
            List<byte[]> command = HelperCommand.of(request, confinement, searchPath(request));
            Optional<List<byte[]>> block = request.environment().map(environment::block);
            if (guard == null) {
                int pid = spawn(helper.path(), command, block, dups, request);
                return new NewChild(libc, pool, pid, null);
            }
            guard.addDups(dups, helper);
            int parent = request.tree().dieWithParent() ? (int) ProcessHandle.current().pid() : 0;
            List<byte[]> words = guard.command(command, helper, parent);
            int pid = spawn(guard.path(), words, block, dups, request);
            guard.closeChildEnds();
            return new NewChild(libc, pool, pid, guard);
        }
    }

    /** Which system calls a start's filter refuses; without any there is no filter. */
    private static Set<SyscallGroup> refused(LandlockRuleset ruleset, boolean terminal) {
        Set<SyscallGroup> groups = ruleset.effective().filter();
        if (!terminal || groups.contains(SyscallGroup.TERMINAL_INPUT)) {
            return groups;
        }
        EnumSet<SyscallGroup> more = EnumSet.of(SyscallGroup.TERMINAL_INPUT);
        more.addAll(groups);
        return more;
    }

    private int spawn(
            byte[] path,
            List<byte[]> command,
            Optional<List<byte[]>> block,
            List<Stdio.Dup> dups,
            LaunchRequest request)
            throws IOException {
        return request.tree().dieWithParent()
                ? spawnerThread.call(() -> spawner.spawn(path, command, block, dups))
                : spawner.spawn(path, command, block, dups);
    }

    private Guard guard(Scratch scratch) throws IOException {
        return Guard.open(libc, pool, scratch, guardImage());
    }

    private synchronized HelperImage guardImage() throws IOException {
        if (guardImage == null) {
            guardImage = HelperImage.makeGuard(libc, pool);
        }
        return guardImage;
    }

    private Program program(NewChild child, Guard guard) throws IOException {
        return guard == null ? new DirectChild(libc, pool, child) : guard.program(child);
    }

    private ProcessTree tree(Program program, LaunchRequest request) {
        Member.Holder holder = new Member.Holder(libc, reaper);
        boolean newSession = request.newSession();
        return program instanceof GuardedChild guarded
                ? new GuardedTree(keeper, request.tree(), guarded,
                        new FoundTree(keeper, TreeRequest.NONE, holder, program, newSession))
                : new FoundTree(keeper, request.tree(), holder, program, newSession);
    }

    /** Where the helper looks for the program, or null if it need not look. */
    private byte[] searchPath(LaunchRequest request) {
        String program = request.command().get(0);
        return program.isEmpty() || program.indexOf('/') >= 0
                ? null
                : environment.searchPath(request.environment().isPresent());
    }

    /** Reads the status pipe to its end, which comes when the helper has become the program. */
    private StatusRecords read(Descriptor records, Scratch scratch) throws IOException {
        int capacity = StatusRecords.MAX_SIZE + 1;
        int buffer = scratch.reserve(capacity);
        int size = 0;
        long count;
        do {
            count = libc.read(records.fd(), scratch.address(buffer + size), capacity - size);
            size += (int) Math.max(count, 0);
        } while (count == -Errno.EINTR || (count > 0 && size < capacity));
        if (count < 0) {
            throw Failure.of(libc, StartStep.PROTOCOL, (int) -count);
        }
        byte[] bytes = new byte[size];
        scratch.bytes().get(buffer, bytes);
        return StatusRecords.decode(bytes);
    }

    /** Returns if the program runs. */
    private void check(
            StatusRecords report, NewChild child, LaunchRequest request, LandlockRuleset ruleset)
            throws IOException {
        switch (report.outcome()) {
            case STARTED -> { }
            case LOST -> throw Failure.of(StartStep.PROTOCOL,
                    "the helper did not report, " + child.end(),
                    "It was killed, or what ran is not the helper of this version.");
            case STEP_FAILED -> {
                boolean denied = report.step() == StartStep.EXECVE && report.errno() == Errno.EACCES;
                List<String> explanation = denied ? denial(request, ruleset).explain() : List.of();
                throw Failure.of(libc, report.step(), report.errno(), explanation);
            }
        }
    }

    private ExecDenial denial(LaunchRequest request, LandlockRuleset ruleset) {
        return new ExecDenial(Explainer.of(ruleset.policy(), support), request, searchPath(request));
    }

    private static Enforcement enforcement(
            LandlockRuleset ruleset, LaunchRequest request, Stdio stdio) {
        return ruleset.enforcement()
                .with(StartEnforcement.lines(
                        request, stdio.terminal(), ruleset.enforcement().enforces(Scope.SIGNAL)));
    }
}

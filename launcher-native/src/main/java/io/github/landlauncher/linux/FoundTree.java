package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.SIGKILL;
import static io.github.landlauncher.linux.libc.LinuxHeader.SIGSTOP;
import static io.github.landlauncher.linux.libc.LinuxHeader.SIGTERM;

import io.github.landlauncher.spi.TreeRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * A tree whose members are looked for in /proc. Everything private runs on the keeper's thread, and so
 * does what the keeper tells.
 *
 * <p>Each living member that a search finds is held by a pidfd, which the reaper watches; when all
 * that were held have ended, the next search follows, until one finds nothing. So nothing waits here
 * and nothing polls. To kill, everything is stopped first, until a search finds nothing new: what is
 * stopped can neither fork nor leave its children to init.
 */
final class FoundTree extends ProcessTree implements TreeKeeper.Searcher {

    private static final int JVM = (int) ProcessHandle.current().pid();

    /** Between two searches for a process that ends before it can be held, having forked another. */
    private static final Duration PAUSE = Duration.ofMillis(10);

    private enum Stage { WATCH, TERMINATE, KILL }

    private enum Found { NOTHING, NEW, SLIPPED_AWAY }

    private final Member.Holder holder;
    private final Program program;
    private final boolean ownGroup;
    private final Map<Integer, Member> held = new HashMap<>();
    private final Map<Integer, Long> sessions = new HashMap<>();
    private final List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private Long rootStart;
    private Stage stage = Stage.WATCH;

    FoundTree(
            TreeKeeper keeper,
            TreeRequest request,
            Member.Holder holder,
            Program program,
            boolean newSession) {
        super(keeper, request);
        this.holder = holder;
        this.program = program;
        this.ownGroup = newSession;
        if (newSession) {
            sessions.put(program.pid(), null);
        }
    }

    @Override
    CompletableFuture<Void> end(Duration grace) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        keeper.execute(() -> {
            waiting.add(ended);
            if (grace.isZero()) {
                reach(Stage.KILL);
            } else {
                Future<?> kill = keeper.schedule(() -> reach(Stage.KILL), grace);
                ended.whenComplete((done, failure) -> kill.cancel(false));
                reach(Stage.TERMINATE);
            }
        });
        return ended;
    }

    /** Sends SIGTERM to all members, and to new ones from now on. */
    void terminate() {
        keeper.execute(() -> reach(Stage.TERMINATE));
    }

    @Override
    void programEnded() {
        super.programEnded();
        if (isAwaited()) {
            keeper.execute(this::search);
        }
    }

    private void reach(Stage next) {
        if (stage.compareTo(next) < 0) {
            stage = next;
        }
        if (stage == Stage.KILL) {
            // Whatever forks and ends faster than /proc can be read holds still from now on.
            signalGroup(SIGSTOP);
        }
        search();
    }

    private void signalGroup(int signal) {
        if (ownGroup) {
            program.signalGroup(signal);
        }
    }

    private void search() {
        keeper.look(this);
    }

    @Override
    public void see(List<ProcStat> processes) {
        try {
            Found found = hold(members(processes));
            if (held.isEmpty() && found == Found.NOTHING) {
                finish();
            } else if (stage == Stage.KILL && (stop() || found != Found.NOTHING)) {
                search(); // with a look that is taken after that
            } else if (held.isEmpty()) {
                keeper.schedule(this::search, PAUSE);
            } else if (stage == Stage.KILL) {
                signalGroup(SIGKILL);
                signal(SIGKILL);
            } else if (stage == Stage.TERMINATE) {
                signal(SIGTERM);
            }
        } catch (IOException e) {
            fail(e);
        }
    }

    /** All living members but a guard. */
    private List<ProcStat> members(List<ProcStat> processes) throws IOException {
        List<ProcStat> all = new ArrayList<>();
        ProcStat root = null;
        for (ProcStat process : processes) {
            if (process.pid() != JVM) {
                all.add(process);
            }
            if (process.pid() == program.root()) {
                root = process;
            }
        }
        // If the root is not reaped by now, its pid has meant it all the while.
        if (program.holdsRoot()) {
            if (root == null) {
                throw new IOException("/proc hides process " + program.root());
            }
            rootStart = root.start();
            sessions.replace(root.pid(), rootStart);
        }
        Map<Integer, Long> certain = new HashMap<>();
        if (rootStart != null) {
            certain.put(program.root(), rootStart);
        }
        for (Member member : held.values()) {
            certain.put(member.stat().pid(), member.stat().start());
        }
        List<ProcStat> living = new ArrayList<>();
        for (ProcStat member : Members.of(all, certain, sessions)) {
            if (member.living() && (member.pid() != program.root() || program.root() == program.pid())) {
                living.add(member);
            }
        }
        return living;
    }

    /** Holds those that are not held yet. */
    private Found hold(List<ProcStat> living) throws IOException {
        Found found = Found.NOTHING;
        IOException failure = null;
        for (ProcStat process : living) {
            if (held.containsKey(process.pid())) {
                continue;
            }
            try {
                Member member = holder.hold(process, this::ended);
                if (member == null) {
                    found = Found.SLIPPED_AWAY;
                } else if (member != Member.STRANGER) {
                    held.put(process.pid(), member);
                    found = Found.NEW;
                }
            } catch (IOException e) {
                failure = e; // the next search tries again, when others have ended
            }
        }
        if (failure != null && held.isEmpty()) {
            throw failure;
        }
        return found;
    }

    /** Stops those held; whether any was not stopped yet. */
    private boolean stop() throws IOException {
        boolean any = false;
        for (Member member : held.values()) {
            any |= member.stop();
        }
        return any;
    }

    /** Sends a signal to those held, which do not get the same one twice. */
    private void signal(int signal) throws IOException {
        for (Member member : held.values()) {
            member.signal(signal);
        }
    }

    private void ended(Member member) {
        keeper.execute(() -> {
            member.release();
            held.remove(member.stat().pid(), member);
            if (held.isEmpty()) {
                search();
            }
        });
    }

    private void finish() {
        stage = Stage.WATCH;
        CompletableFuture<Void> allKnow = gone();
        for (CompletableFuture<Void> ended : waiting) {
            allKnow.thenRun(() -> ended.complete(null));
        }
        waiting.clear();
    }

    /** What cannot be found or signalled cannot be waited for either, but the program can be killed. */
    @Override
    public void fail(IOException failure) {
        if (stage != Stage.WATCH) {
            program.signal(SIGKILL);
        } else {
            gone();
        }
        stage = Stage.WATCH;
        for (CompletableFuture<Void> ended : waiting) {
            ended.completeExceptionally(failure);
        }
        waiting.clear();
    }
}

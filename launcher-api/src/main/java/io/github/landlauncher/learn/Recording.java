package io.github.landlauncher.learn;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.PortRule;
import io.github.landlauncher.Scope;
import io.github.landlauncher.explain.Attempt;
import io.github.landlauncher.explain.Explainer;
import io.github.landlauncher.explain.Explanation;
import io.github.landlauncher.explain.Operation;
import io.github.landlauncher.explain.OperationListener;
import io.github.landlauncher.explain.Requirement;
import io.github.landlauncher.learn.PathUse.Origin;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a watched program used, for a {@link Learner} to make a policy of: rights on files and
 * directories, ports, and processes outside.
 *
 * <p>Only what can succeed counts: opening a file that is missing, or that its owner and mode do not let
 * the program open, is no reason to allow anything. A recording has at most
 * {@value #MAX_PATHS} files and directories; one directory with more than {@value #MAX_ENTRIES} entries
 * used is recorded as a whole.
 *
 * <p>Thread-safe.
 */
public final class Recording implements OperationListener {

    /** Of a directory, so many entries are told apart. */
    public static final int MAX_ENTRIES = 4096;

    /** So many files and directories are recorded. */
    public static final int MAX_PATHS = 1 << 17;

    /** What executes the program itself; nobody else has that name. */
    private static final String HELPER = "/memfd:landlock-exec";

    private static final int MAX_MOVES = 1 << 12;

    private static final int MAX_SENTENCES = 64;

    private final Explainer explainer;
    private final boolean denialsOnly;
    private final UseTree tree = new UseTree(MAX_ENTRIES, MAX_PATHS);
    private final SortedSet<Move> moves = new TreeSet<>();
    private final SortedSet<PortUse> ports = new TreeSet<>();
    private final EnumSet<Scope> scopes = EnumSet.noneOf(Scope.class);
    private final SortedSet<String> unseen = new TreeSet<>();

    private Recording(Explainer explainer, boolean denialsOnly) {
        this.explainer = Objects.requireNonNull(explainer, "explainer");
        this.denialsOnly = denialsOnly;
    }

    /** Records all that a program uses which runs under this evaluator's policy. */
    public static Recording of(Explainer explainer) {
        return new Recording(explainer, false);
    }

    /** Records what a program tries to use and this evaluator's policy denies. */
    public static Recording ofDenials(Explainer explainer) {
        return new Recording(explainer, true);
    }

    /**
     * What is in any of them. The order makes no difference, nor how often one is there.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Recording merge(Recording... recordings) {
        if (recordings.length == 0) {
            throw new IllegalArgumentException("no recording to merge");
        }
        Recording merged = new Recording(recordings[0].explainer, recordings[0].denialsOnly);
        for (Recording recording : recordings) {
            merged.add(recording);
        }
        return merged;
    }

    private void add(Recording other) {
        List<PathUse> uses = other.uses();
        Set<Move> otherMoves = other.moves();
        Set<PortUse> otherPorts = other.ports();
        Set<Scope> otherScopes = other.scopes();
        Set<String> otherUnseen = other.unseen();
        uses.forEach(this::add);
        otherMoves.forEach(this::add);
        otherPorts.forEach(this::add);
        otherScopes.forEach(this::add);
        otherUnseen.forEach(this::unseen);
    }

    synchronized void add(PathUse use) {
        tree.add(use);
        if (tree.isFull()) {
            unseen("more than " + MAX_PATHS + " files and directories were used; what came later is left out");
        }
    }

    synchronized void add(Move move) {
        if (moves.size() < MAX_MOVES) {
            moves.add(move);
        } else if (!moves.contains(move)) {
            unseen("files moved between more than " + MAX_MOVES + " pairs of directories");
        }
    }

    synchronized void add(PortUse use) {
        ports.add(use);
    }

    synchronized void add(Scope scope) {
        scopes.add(scope);
    }

    /** Takes down what an operation needs, if it can succeed. */
    @Override
    public void attempted(Attempt attempt) {
        try {
            take(attempt);
        } catch (RuntimeException e) {
            unseen("what " + attempt.systemCall() + " needs could not be found out: " + e);
        }
    }

    private void take(Attempt attempt) {
        Operation operation = attempt.operation();
        Explanation explanation = explainer.explain(operation);
        if (denialsOnly && explanation.allowed() || !explanation.permittedTo(attempt)) {
            return;
        }
        made(operation, attempt.executable());
        for (Requirement requirement : explanation.requirements()) {
            if (requirement instanceof Requirement.OnPath on && !on.required().isEmpty()) {
                add(use(on.path(), on.directory(), on.required(), Origin.FOUND, attempt.executable()));
            }
        }
        if (operation instanceof Operation.UsePort port) {
            add(new PortUse(port.port(), port.right()));
        } else if (operation instanceof Operation.Reach reach) {
            add(reach.scope());
        }
    }

    private void made(Operation operation, Optional<Path> program) {
        Creation.of(operation).ifPresent(creation -> {
            Origin origin = creation.replaces() ? Origin.REPLACED : Origin.MADE;
            add(use(creation.path(), false, Set.of(), origin, program));
        });
        Creation.moves(operation).forEach(this::add);
    }

    private static PathUse use(
            Path path, boolean directory, Set<AccessFs> rights, Origin origin, Optional<Path> program) {
        SortedSet<Path> programs = new TreeSet<>();
        program.filter(executable -> !executable.toString().startsWith(HELPER)).ifPresent(programs::add);
        return new PathUse(path, directory, rights, origin, programs, false);
    }

    @Override
    public synchronized void unseen(String why) {
        if (unseen.size() < MAX_SENTENCES) {
            unseen.add(Objects.requireNonNull(why, "why"));
        }
    }

    /** What was used of files and directories, sorted by path. */
    public synchronized List<PathUse> uses() {
        return tree.uses();
    }

    /** The ports that were used, each as the rule that allows it. */
    public List<PortRule> portRules() {
        return ports().stream().map(use -> new PortRule(use.port(), Set.of(use.right()))).toList();
    }

    /** The scopes that were left: signals to processes outside, or their abstract unix sockets. */
    public synchronized Set<Scope> scopes() {
        return Set.copyOf(scopes);
    }

    /** What could not be seen, a sentence each; empty if the recording is complete. */
    public synchronized Set<String> unseen() {
        return Set.copyOf(unseen);
    }

    synchronized SortedSet<PortUse> ports() {
        return new TreeSet<>(ports);
    }

    synchronized SortedSet<Move> moves() {
        return new TreeSet<>(moves);
    }
}

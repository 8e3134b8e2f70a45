package io.github.landlauncher;

import io.github.landlauncher.spi.TreeRequest;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What {@link SandboxedProcessBuilder} can be told that {@link ProcessBuilder} cannot: the policy,
 * and how a program stands to this JVM.
 */
public abstract sealed class ProcessSettings extends WatchSettings permits SandboxedProcessBuilder {

    private static final Duration GRACE = Duration.ofSeconds(1);

    private SandboxPolicy policy;
    private Ruleset ruleset;
    private Optional<Boolean> newSession = Optional.empty();
    private EnvironmentFilter environmentFilter;
    private boolean privateHome;
    private Optional<TreeRequest.Timeout> timeout = Optional.empty();
    private boolean killSurvivors;
    private boolean dieWithParent;

    ProcessSettings() {}

    /** Sets the policy that each start makes a fresh ruleset of. */
    public SandboxedProcessBuilder policy(SandboxPolicy policy) {
        this.policy = Objects.requireNonNull(policy, "policy");
        return self();
    }

    /** The policy, or null if none was set. */
    public SandboxPolicy policy() {
        return policy;
    }

    /** Sets a prepared ruleset to start with instead of a policy; the caller keeps and closes it. */
    public SandboxedProcessBuilder ruleset(Ruleset ruleset) {
        this.ruleset = Objects.requireNonNull(ruleset, "ruleset");
        return self();
    }

    /** The ruleset, or null if none was set. */
    public Ruleset ruleset() {
        return ruleset;
    }

    /** The policy, the one of the ruleset, or null. */
    SandboxPolicy policyInForce() {
        return policy == null && ruleset != null ? ruleset.policy() : policy;
    }

    /** Takes over all of another one's settings; none but a ruleset can change any more. */
    final void setAs(ProcessSettings other) {
        policy = other.policy;
        ruleset = other.ruleset;
        newSession = other.newSession;
        environmentFilter = other.environmentFilter;
        privateHome = other.privateHome;
        timeout = other.timeout;
        killSurvivors = other.killSurvivors;
        dieWithParent = other.dieWithParent;
        watchAs(other);
    }

    /**
     * Sets whether the program becomes the leader of a new session, setsid(2), without a
     * controlling terminal and out of reach of the terminal's Ctrl-C.
     *
     * <p>Unless set, it does exactly if it inherits none of the three standard streams. {@link
     * ProcessBuilder} never makes a session. In the JVM's session a program can reach the JVM by
     * signals on kernels below ABI 6, and by SIGIO on some later ones; {@link Enforcement} says so.
     */
    public SandboxedProcessBuilder newSession(boolean newSession) {
        this.newSession = Optional.of(newSession);
        return self();
    }

    /** Whether the program becomes the leader of a new session, as things are now. */
    public boolean newSession() {
        if (newSession.isPresent()) {
            return newSession.get();
        }
        return !inherits(self().redirectInput())
                && !inherits(self().redirectOutput())
                && (self().redirectErrorStream() || !inherits(self().redirectError()));
    }

    /**
     * Lets the program see only a few harmless variables of this JVM's environment, and those named
     * here; each call replaces what an earlier one said.
     *
     * <p>The harmless ones are PATH, HOME, USER, LOGNAME, LANG, LANGUAGE, LC_*, TZ, TERM, COLORTERM,
     * NO_COLOR, COLUMNS and LINES. A name is exact, or the beginning of names with an asterisk at its
     * end. Such a pattern covers no variable that looks like a secret ({@code *TOKEN*}, {@code
     * *SECRET*}, {@code *PASS*}, {@code *KEY*} and the like, or an address that may contain one), nor
     * one of the families AWS_, SSH_, GIT_, LD_, JAVA_TOOL_OPTIONS and others that lead to accounts or
     * make programs load or run something. Those pass by their exact names only; where a whole
     * family begins with the same characters, also by a pattern with these: {@code "GIT_*"}, but not
     * {@code "G*"}.
     *
     * <p>What is in {@link SandboxedProcessBuilder#environment()} and not, with this value, in {@link
     * System#getenv()}, passes: somebody has put it there for the program. A variable put there with
     * the value that the JVM has itself must be named here too.
     *
     * <p>The program gets a map in any case, as if {@code environment()} had been called.
     *
     * @throws IllegalArgumentException if a name is empty, or contains {@code =} or NUL, or an
     *     asterisk elsewhere than at its end, or is an asterisk alone
     */
    public SandboxedProcessBuilder cleanEnvironment(String... names) {
        environmentFilter = EnvironmentFilter.allowing(names);
        return self();
    }

    /**
     * Gives each program started a home of its own, that it may read and write and that is removed
     * when it has ended and nothing is left of its tree, as far as that is known: what {@link
     * SandboxedProcess#destroyTree} would end, with {@link #killSurvivors()} every descendant.
     *
     * <p>It is a new directory with mode 0700 in the directory java.io.tmpdir. HOME leads there,
     * and TMPDIR, XDG_CONFIG_HOME, XDG_CACHE_HOME, XDG_DATA_HOME, XDG_STATE_HOME and XDG_RUNTIME_DIR
     * to directories in it, which exist, whatever {@link SandboxedProcessBuilder#environment()} says
     * about them. The policy of the start gets {@link Allowances#allowReadWrite(String...)} for it.
     * Nothing in it can be executed unless the policy allows that for java.io.tmpdir; a policy that
     * allows writing there lets programs into each other's homes.
     *
     * <p>A start that fails leaves no home. Removal goes on while this JVM does other things, follows
     * no symbolic link and enters no mount. When the JVM exits, homes of programs that have ended are
     * removed before. Those of a JVM that was killed, and of programs that it left running, are
     * removed by the next JVM that makes a private home in the same directory.
     *
     * <p>A prepared ruleset cannot be extended by that rule: {@link
     * SandboxedProcessBuilder#start()} throws IllegalStateException if there is one. If the
     * directory cannot be made or its file system is full, it throws SandboxStartException for
     * {@link StartStep#PRIVATE_HOME}. With {@link SandboxPolicy#runAs} the home belongs to that user,
     * for which the JVM needs CAP_CHOWN, and to remove it CAP_DAC_OVERRIDE.
     */
    public SandboxedProcessBuilder privateHome() {
        privateHome = true;
        return self();
    }

    boolean hasPrivateHome() {
        return privateHome;
    }

    /** What the program gets of this environment, which is the JVM's own with changes. */
    Map<String, String> surroundings(Map<String, String> environment, PrivateHome home) {
        Map<String, String> surroundings = environmentFilter != null
                ? environmentFilter.clean(environment, System.getenv())
                : environment;
        if (home != null) {
            surroundings = new HashMap<>(surroundings);
            home.describeIn(surroundings);
        }
        return surroundings;
    }

    /** Whether the program gets of the JVM's environment only what is harmless or named. */
    boolean cleansEnvironment() {
        return environmentFilter != null;
    }

    /** Whether the program gets another environment than the builder has. */
    boolean changesEnvironment() {
        return environmentFilter != null || privateHome;
    }

    private static boolean inherits(Redirect stream) {
        return Redirect.INHERIT.equals(stream);
    }

    /**
     * Ends the program and its tree once a time has passed, with a second between SIGTERM and
     * SIGKILL; as {@link #timeout(Duration, Duration)}.
     *
     * @param timeout the time from the start on
     * @throws IllegalArgumentException if it is zero or negative
     */
    public SandboxedProcessBuilder timeout(Duration timeout) {
        return timeout(timeout, GRACE);
    }

    /**
     * Ends the program and its tree once a time has passed, as {@link
     * SandboxedProcess#destroyTree(Duration)} does; {@link SandboxedProcess#timedOut()} tells that
     * from an exit. The time of a program that has ended is over: what it left behind is not hit.
     *
     * <p>One thread keeps the time of all programs.
     *
     * @param timeout the time from the start on
     * @param grace the time from SIGTERM to SIGKILL; zero for SIGKILL at once
     * @throws IllegalArgumentException if the time-out is zero, or either is negative
     */
    public SandboxedProcessBuilder timeout(Duration timeout, Duration grace) {
        if (timeout.isZero() || timeout.isNegative() || grace.isNegative()) {
            throw new IllegalArgumentException(
                    "a time-out must be positive and its grace not negative: " + timeout + ", " + grace);
        }
        this.timeout = Optional.of(new TreeRequest.Timeout(timeout, grace));
        return self();
    }

    /**
     * Kills what is left of the program's tree when the program ends: descendants that called
     * setsid(2), double-forked or were orphaned are no exception.
     *
     * <p>The program is then started by a tiny guard of ours, which stays its parent and is a
     * subreaper, PR_SET_CHILD_SUBREAPER: each orphan of the tree becomes the guard's child, and the
     * guard ends when it has none left. That is one process and three descriptors more for each such
     * program; {@link Process#pid()} is the program's, {@code getppid} in it the guard's, and the
     * handle of this JVM has the guard for a child. Nothing changes for other children of this JVM.
     *
     * <p>The guard survives SIGKILL to the program and the end of this JVM. It cannot help against
     * processes that are not descendants: one that a daemon outside the sandbox was asked to start.
     * Below ABI 6, or if the policy allows signals, a program can stop or kill the guard; {@link
     * Enforcement} says so.
     *
     * <p>{@link Process#waitFor()} returns when the program has ended, perhaps before the last of its
     * tree; {@link SandboxedProcess#destroyTree(Duration)} returns when all have.
     *
     * <p>Needs a kernel with CONFIG_PROC_CHILDREN, and /proc; otherwise the start fails with step
     * {@link StartStep#GUARD}.
     */
    public SandboxedProcessBuilder killSurvivors() {
        this.killSurvivors = true;
        return self();
    }

    /**
     * Kills the program when this JVM ends, however that happens, by PR_SET_PDEATHSIG with SIGKILL.
     *
     * <p>The program itself is killed, not its children, and it may revoke that by prctl(2). Together
     * with {@link #killSurvivors()} it is the guard that is told of the JVM's end: it kills the whole
     * tree, and the program can do nothing about it.
     *
     * <p>The kernel ties the signal to the thread that started the child, not to its process. So
     * these programs are started by one thread of ours that lasts as long as the JVM. Source:
     * PR_SET_PDEATHSIG(2const).
     */
    public SandboxedProcessBuilder dieWithParent() {
        this.dieWithParent = true;
        return self();
    }

    /** What is to become of the tree of processes. */
    TreeRequest tree(Optional<Runnable> whenGone) {
        return new TreeRequest(timeout, killSurvivors, dieWithParent, whenGone);
    }
}

package io.github.landlauncher;

import java.lang.ProcessBuilder.Redirect;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What {@link SandboxedProcessBuilder} can be told that {@link ProcessBuilder} cannot: how a program
 * stands to this JVM, apart from its policy.
 */
public abstract sealed class ProcessSettings permits SandboxedProcessBuilder {

    private Optional<Boolean> newSession = Optional.empty();
    private EnvironmentFilter environmentFilter;
    private boolean privateHome;

    ProcessSettings() {}

    abstract SandboxedProcessBuilder self();

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
     * when it has ended.
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

    /** Whether the program gets another environment than the builder has. */
    boolean changesEnvironment() {
        return environmentFilter != null || privateHome;
    }

    private static boolean inherits(Redirect stream) {
        return Redirect.INHERIT.equals(stream);
    }
}

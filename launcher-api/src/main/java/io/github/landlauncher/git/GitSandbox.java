package io.github.landlauncher.git;

import io.github.landlauncher.Rules;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.git.Choices.Mode;
import io.github.landlauncher.git.GitFinding.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * git on a repository whose every file somebody else may have written, {@code .git} included: an
 * immutable value that finds the repository without running git, and makes a sandbox for it.
 *
 * {@snippet class="Snippets" region="git"}
 *
 * <p>What a repository says is reported, never granted. A file {@code .git}, {@code commondir}, {@code
 * core.worktree}, {@code objects/info/alternates} or a symbolic link that leads out of the top level is
 * a {@link GitFinding}, unless {@link #allowBase} allows the place it leads to. Variables of the
 * configuration that name commands are overridden; where that is not possible no command is given.
 *
 * <p>The sandbox is a {@link SandboxPolicy#containment()} on Landlock ABI 1 or later. It executes git,
 * git's own programs and the ELF interpreter, and no shell. git gets none of the {@code GIT_} variables
 * of this JVM, no configuration but the repository's own, and a private home.
 *
 * <p>Each method that looks at the repository looks anew. Nobody else may write to it meanwhile, in
 * particular no program that was started before: what such a one changes after the look is still held
 * by the policy, but neither found nor overridden. Requires git 2.31, which reads GIT_CONFIG_COUNT.
 *
 * <p>What this cannot stop:
 *
 * <ol>
 *   <li>errors in git's own parsers: who can use one runs code in the sandbox, and has what the mode
 *       allows, which is all of the repository;
 *   <li>output: names, messages and contents may have terminal escapes or look like other output;
 *   <li>what is in the repository: symbolic links that lead out of it, names that other systems take
 *       for others; and {@code .git} itself. git without a sandbox will run its hooks and commands;
 *   <li>time and memory: {@link SandboxedProcessBuilder#timeout} and {@link SandboxPolicy#memoryMax}.
 * </ol>
 */
public final class GitSandbox {

    private final Choices choices;

    private GitSandbox(Choices choices) {
        this.choices = choices;
    }

    private GitSandbox(Mode mode, Path directory) {
        this(new Choices(mode, Objects.requireNonNull(directory, "directory")));
    }

    private GitSandbox with(Consumer<Choices> change) {
        Choices copy = choices.copy();
        change.accept(copy);
        return new GitSandbox(copy);
    }

    /**
     * For git to read: log, show, diff, status, cat-file and others. Nothing can be written but a
     * private home, and there is no network.
     *
     * @param directory the top level, a directory in the work tree, or a bare repository. The
     *     repository is looked for in it and above, see {@link #ceiling}
     */
    public static GitSandbox readOnly(Path directory) {
        return new GitSandbox(Mode.READ_ONLY, directory);
    }

    /**
     * For git to change the repository and its work tree: checkout, commit, gc, worktree and others.
     * There is no network. Directories elsewhere, as of a new worktree, need a rule of the caller's.
     *
     * @param directory as for {@link #readOnly}
     */
    public static GitSandbox checkout(Path directory) {
        return new GitSandbox(Mode.CHECKOUT, directory);
    }

    /**
     * For git to do what {@link #checkout} allows, and to fetch and push: from the ports of {@link
     * #allowConnectTcp}, the directories of {@link #allowFetchFrom}, and from nowhere without them.
     *
     * @param directory as for {@link #readOnly}
     */
    public static GitSandbox fetch(Path directory) {
        return new GitSandbox(Mode.FETCH, directory);
    }

    /**
     * As {@link #fetch}, for {@code git clone} into a directory that is empty: {@code
     * builder("clone", url, ".")}.
     *
     * @param target an empty directory
     */
    public static GitSandbox cloning(Path target) {
        return new GitSandbox(Mode.CLONE, target);
    }

    /**
     * Lets the repository lead into these directories too, such as that of the main repository for a
     * linked worktree, or of the superproject for a submodule. What it does not name there stays closed.
     * Directories of alternates are for reading, all else as the mode has it.
     */
    public GitSandbox allowBase(Path... bases) {
        return with(copy -> copy.bases = Choices.joined(copy.bases, bases));
    }

    /**
     * Lets git fetch from repositories on this machine: allows reading these directories, and a shell,
     * by which git starts git-upload-pack there, see {@link #allowShell}.
     *
     * <p>What these repositories lead to is not followed. They must belong to the user of this JVM, and
     * name no command that git might run there, as overrides do not get through to git-upload-pack.
     * For the same reason this sandbox is refused if the repository itself has a filter, for example.
     *
     * @param upstreams top levels of repositories, or bare ones
     * @throws IllegalStateException if this is {@link #readOnly}
     */
    public GitSandbox allowFetchFrom(Path... upstreams) {
        require(choices.writes(), "allowFetchFrom");
        return with(copy -> copy.upstreams = Choices.joined(copy.upstreams, upstreams));
    }

    /**
     * Lets git use the network: connect to these ports, 443 for example, on any address, and to port 53
     * to find it. git, http and https are the protocols; ssh would need keys, and is not allowed.
     * Requires ABI 4 (Linux 6.7), without which every port can be connected to.
     *
     * @throws IllegalArgumentException if a port is out of range
     * @throws IllegalStateException if this is {@link #readOnly} or {@link #checkout}
     */
    public GitSandbox allowConnectTcp(int... ports) {
        require(choices.mode == Mode.FETCH || choices.mode == Mode.CLONE, "allowConnectTcp");
        Rules.none().allowConnectTcp(ports);
        return with(copy -> copy.addPorts(ports));
    }

    /**
     * Lets git's own scripts run, such as {@code git submodule}: allows executing a shell and some thirty
     * programs like sed. Then the whole work tree is searched for repositories, as a command that
     * was overlooked would find a shell.
     */
    public GitSandbox allowShell() {
        return with(copy -> copy.shell = true);
    }

    /**
     * Looks for the repository below this directory only. Without it, a directory whose {@code .git} was
     * removed counts to whatever repository is above it, as it does for git.
     */
    public GitSandbox ceiling(Path ceiling) {
        return with(copy -> copy.ceiling = Optional.of(ceiling));
    }

    /** Uses this git instead of the first one in PATH. */
    public GitSandbox git(Path git) {
        return with(copy -> copy.git = Optional.of(git));
    }

    /**
     * Gives commands in spite of findings that are {@link Outcome#REFUSED}. What they name may then
     * run, as far as the policy allows.
     */
    public GitSandbox allowRefused() {
        return with(copy -> copy.refused = true);
    }

    /**
     * Looks at the repository.
     *
     * @throws IOException if there is none, or the directory is none or a symbolic link
     */
    public GitInspection inspect() throws IOException {
        return Examination.of(choices, choices.usesShell()).inspection();
    }

    /**
     * What git may use of the machine and of the repository.
     *
     * @throws GitRefusedException if the repository is refused, see {@link #allowRefused()}
     * @throws IOException as {@link #inspect()}, or if there is no git in PATH
     */
    public Rules rules() throws IOException {
        return Plan.of(choices).rules();
    }

    /**
     * A policy with these rules, contained, for any kernel that has Landlock; without network unless
     * {@link #allowConnectTcp} was called.
     *
     * @throws IOException as {@link #rules()}
     */
    public SandboxPolicy policy() throws IOException {
        return Plan.of(choices).policy();
    }

    /**
     * The variables that git gets besides the harmless ones of {@link
     * SandboxedProcessBuilder#cleanEnvironment}.
     *
     * @throws IOException as {@link #rules()}
     */
    public Map<String, String> environment() throws IOException {
        return Plan.of(choices).environment();
    }

    /**
     * git with these arguments, ready to start in the directory.
     *
     * <p>{@code diff} and other commands that show differences get {@code --no-ext-diff
     * --no-textconv} before the other arguments.
     *
     * @throws IOException as {@link #rules()}
     */
    public SandboxedProcessBuilder builder(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Plan.program(choices).toString()));
        command.addAll(List.of(arguments));
        SandboxedProcessBuilder builder = new SandboxedProcessBuilder(command);
        builder.directory(choices.directory.toFile());
        return applyTo(builder);
    }

    /**
     * Makes a builder start its command in this sandbox: sets policy, environment and private home, and
     * puts options into the command if it is git's, as {@link #builder} does. The directory stays.
     *
     * @param names variables of this JVM that the command gets too, as for {@link
     *     SandboxedProcessBuilder#cleanEnvironment}, which must not be called afterwards
     * @return the same builder
     * @throws IOException as {@link #rules()}
     */
    public SandboxedProcessBuilder applyTo(SandboxedProcessBuilder builder, String... names)
            throws IOException {
        Plan plan = Plan.of(choices, builder.command());
        Map<String, String> environment = plan.environment();
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        builder.environment().putAll(environment);
        // By name: a variable that this JVM has with the same value would not pass otherwise.
        Stream<String> passing = Stream.concat(environment.keySet().stream(), Stream.of(names));
        builder.cleanEnvironment(passing.toArray(String[]::new));
        return builder.command(CommandLine.hardened(builder.command()))
                .policy(plan.policy())
                .privateHome();
    }

    private static void require(boolean allowed, String method) {
        if (!allowed) {
            throw new IllegalStateException(method + "(...) contradicts what the sandbox is for");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GitSandbox that && choices.all().equals(that.choices.all());
    }

    @Override
    public int hashCode() {
        return choices.all().hashCode();
    }

    /** What was said, the mode and the directory first. */
    @Override
    public String toString() {
        return "git " + choices.all();
    }
}

package io.github.landlauncher.git;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Rules;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.git.GitFinding.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

    private enum Mode { READ_ONLY, CHECKOUT }

    private final Mode mode;
    private final Path directory;
    private final List<Path> allowedBases;
    private final Optional<Path> ceiling;
    private final Optional<Path> git;
    private final boolean refusedAllowed;

    private GitSandbox(
            Mode mode,
            Path directory,
            List<Path> allowedBases,
            Optional<Path> ceiling,
            Optional<Path> git,
            boolean refusedAllowed) {
        this.mode = mode;
        this.directory = Objects.requireNonNull(directory, "directory");
        this.allowedBases = List.copyOf(allowedBases);
        this.ceiling = ceiling;
        this.git = git;
        this.refusedAllowed = refusedAllowed;
    }

    /**
     * For git to read: log, show, diff, status, cat-file and others. Nothing can be written but a
     * private home, and there is no network.
     *
     * @param directory the top level, a directory in the work tree, or a bare repository. The
     *     repository is looked for in it and above, see {@link #ceiling}
     */
    public static GitSandbox readOnly(Path directory) {
        return new GitSandbox(Mode.READ_ONLY, directory, List.of(), Optional.empty(), Optional.empty(), false);
    }

    /**
     * Lets the repository lead into these directories too, such as that of the main repository for a
     * linked worktree, or of the superproject for a submodule. What it does not name there stays closed.
     * Directories of alternates are for reading, all else as the mode has it.
     */
    public GitSandbox allowBase(Path... bases) {
        List<Path> more = Stream.concat(allowedBases.stream(), Stream.of(bases)).toList();
        return new GitSandbox(mode, directory, more, ceiling, git, refusedAllowed);
    }

    /**
     * Looks for the repository below this directory only. Without it, a directory whose {@code .git} was
     * removed counts to whatever repository is above it, as it does for git.
     */
    public GitSandbox ceiling(Path ceiling) {
        return new GitSandbox(mode, directory, allowedBases, Optional.of(ceiling), git, refusedAllowed);
    }

    /** Uses this git instead of the first one in PATH. */
    public GitSandbox git(Path git) {
        return new GitSandbox(mode, directory, allowedBases, ceiling, Optional.of(git), refusedAllowed);
    }

    /**
     * Gives commands in spite of findings that are {@link Outcome#REFUSED}. What they name may then
     * run, as far as the policy allows.
     */
    public GitSandbox allowRefused() {
        return new GitSandbox(mode, directory, allowedBases, ceiling, git, true);
    }

    /**
     * Looks at the repository.
     *
     * @throws IOException if there is none, or the directory is none or a symbolic link
     */
    public GitInspection inspect() throws IOException {
        return examine().inspection();
    }

    /**
     * What git may use of the machine and of the repository.
     *
     * @throws GitRefusedException if the repository is refused, see {@link #allowRefused()}
     * @throws IOException as {@link #inspect()}, or if there is no git in PATH
     */
    public Rules rules() throws IOException {
        return rules(accepted());
    }

    /**
     * A policy with these rules, contained and without network, for any kernel that has Landlock.
     *
     * @throws IOException as {@link #rules()}
     */
    public SandboxPolicy policy() throws IOException {
        return policy(accepted());
    }

    /**
     * The variables that git gets besides the harmless ones of {@link
     * SandboxedProcessBuilder#cleanEnvironment}.
     *
     * @throws IOException as {@link #rules()}
     */
    public Map<String, String> environment() throws IOException {
        return environment(accepted());
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
        List<String> command = new ArrayList<>(List.of(program().toString()));
        command.addAll(List.of(arguments));
        SandboxedProcessBuilder builder = new SandboxedProcessBuilder(command);
        builder.directory(directory.toFile());
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
    public SandboxedProcessBuilder applyTo(SandboxedProcessBuilder builder, String... names) throws IOException {
        Examination examination = accepted();
        Map<String, String> environment = environment(examination);
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        builder.environment().putAll(environment);
        // By name: a variable that this JVM has with the same value would not pass otherwise.
        builder.cleanEnvironment(Stream.concat(environment.keySet().stream(), Stream.of(names)).toArray(String[]::new));
        return builder.command(CommandLine.hardened(builder.command()))
                .policy(policy(examination))
                .privateHome();
    }

    private Examination examine() throws IOException {
        List<Path> bases = new ArrayList<>();
        for (Path base : allowedBases) {
            bases.add(Discovery.realDirectory(base));
        }
        Optional<Path> top = ceiling.isEmpty() ? ceiling : Optional.of(Discovery.realDirectory(ceiling.get()));
        return Examination.of(directory, top, bases);
    }

    private Examination accepted() throws IOException {
        Examination examination = examine();
        GitInspection inspection = examination.inspection();
        if (!refusedAllowed && !inspection.findings(Outcome.REFUSED).isEmpty()) {
            throw new GitRefusedException(inspection);
        }
        return examination;
    }

    private Path program() throws IOException {
        return git.isPresent() ? git.get() : Programs.find(Optional.ofNullable(System.getenv("PATH")));
    }

    private Rules rules(Examination examination) throws IOException {
        return RepositoryRules.of(examination, mode != Mode.READ_ONLY).allow(Programs.rules(program()));
    }

    private SandboxPolicy policy(Examination examination) throws IOException {
        return SandboxPolicy.handling(LandlockAbi.V7)
                .bestEffort(LandlockAbi.V1)
                .containment()
                .denyNetwork()
                .allow(rules(examination))
                .named("git");
    }

    private Map<String, String> environment(Examination examination) {
        return Surroundings.of(
                examination.layout(), mode != Mode.READ_ONLY, List.of(), examination.overrides());
    }
}

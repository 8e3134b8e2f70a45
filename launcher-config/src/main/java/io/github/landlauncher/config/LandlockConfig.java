package io.github.landlauncher.config;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * What Landlock Config files say: an immutable value, made of one or more files in TOML or JSON.
 *
 * {@snippet class="PolicyFileSnippets" region="load"}
 *
 * <p>A configuration handles, which is to say denies, what its {@code ruleset} items name and what
 * any of its rules allows; what it does not handle is not denied. Variables stay as they are until
 * {@link #toPolicy()}, so that a file can use those of another one.
 *
 * <p>Files <b>compose</b> to what all of them handle, with the rules of all of them: a right that
 * one file does not handle is not denied by the composition. {@link #lostByComposition()} tells
 * which those are. The order of files makes no difference.
 *
 * <p>With {@link ParseOption#ALLOW_EXTENSION} files can say, in a table of its own, what else a policy
 * can ask for. What one file's table refuses, no other file brings back: what it handles stays
 * handled, the stricter of two limits counts, and what contradicts itself is an error.
 *
 * <p>Source: the published Landlock Config format; {@code docs/policy-files.md} has what differs.
 */
public final class LandlockConfig {

    private final OptionalInt abi;
    private final Handling handling;
    private final Variables variables;
    private final SortedMap<Template, Set<AccessFs>> paths;
    private final SortedMap<Integer, Set<AccessNet>> ports;
    private final Extension extension;

    /** What each source handles; not a part of the value. */
    private final List<HandledBy> sources;

    LandlockConfig(
            OptionalInt abi,
            Handling handling,
            Variables variables,
            Map<Template, Set<AccessFs>> paths,
            Map<Integer, Set<AccessNet>> ports,
            Extension extension,
            List<HandledBy> sources) {
        this.abi = abi;
        this.handling = handling;
        this.variables = variables;
        this.paths = new TreeMap<>();
        paths.forEach((path, access) -> this.paths.put(path, Handling.copy(AccessFs.class, access)));
        this.ports = new TreeMap<>();
        ports.forEach((port, access) -> this.ports.put(port, Handling.copy(AccessNet.class, access)));
        this.extension = extension;
        this.sources = List.copyOf(sources);
    }

    /**
     * Reads and composes files, with no option.
     *
     * @throws ConfigException as {@link #parse(Set, Path...)}
     * @throws IllegalArgumentException if there is no path
     */
    public static LandlockConfig parse(Path... paths) throws ConfigException {
        return parse(Set.of(), paths);
    }

    /**
     * Reads and composes files. They are read at once, relative to the working directory of the JVM;
     * the paths that are in them are not looked at.
     *
     * @param paths files whose names end with {@code .toml} or {@code .json}, and directories, of
     *     which all regular files with such names are read, but none that begins with a dot
     * @throws ConfigException with all that is wrong in any of the files; also if files that handle
     *     something compose to a configuration that handles nothing, unless {@link
     *     ParseOption#ALLOW_NOTHING_ENFORCED} is set
     * @throws IllegalArgumentException if there is no path
     */
    public static LandlockConfig parse(Set<ParseOption> options, Path... paths) throws ConfigException {
        if (paths.length == 0) {
            throw new IllegalArgumentException("no path of a policy file");
        }
        List<ConfigProblem> problems = new ArrayList<>();
        return Composition.parsed(Set.copyOf(options), ConfigFiles.read(paths, problems), problems);
    }

    /**
     * Reads a text, such as what came from standard input.
     *
     * @param name what messages call the text
     * @param content in UTF-8 without a byte order mark, at most 256 KiB
     * @throws ConfigException with all that is wrong in it
     */
    public static LandlockConfig parse(
            Set<ParseOption> options, ConfigFormat format, String name, byte[] content) throws ConfigException {
        List<ConfigText> texts = List.of(ConfigBytes.text(name, format, content));
        return Composition.parsed(Set.copyOf(options), texts, new ArrayList<>());
    }

    /**
     * What both handle, with the rules of both as far as they are about that, the variables of both,
     * and the lower ABI. In whatever order and however often configurations are composed, the result
     * is the same.
     *
     * @throws ConfigException if one of them handles something and the composition handles nothing, or
     *     if their extensions contradict each other
     */
    public LandlockConfig compose(LandlockConfig other) throws ConfigException {
        return compose(Set.of(), other);
    }

    /**
     * What both handle, with the rules of both, with options.
     *
     * @throws ConfigException as without them, but for {@link ParseOption#ALLOW_NOTHING_ENFORCED}
     */
    public LandlockConfig compose(Set<ParseOption> options, LandlockConfig other) throws ConfigException {
        return Composition.of(List.of(this, other), options);
    }

    /**
     * The policy: best effort from ABI 1 on, as the format has it unless the extension says otherwise,
     * with a rule for each path and each port, then those of presets and of the extension. Paths are
     * opened at each start, relative to the working directory of the JVM; the published rule of one
     * that is missing then (ENOENT) is void unless the extension says otherwise.
     *
     * @throws ConfigException if this handles nothing; if a rule refers to a variable that no file
     *     has; if a path is empty, cannot be one in the locale of the JVM or has more than 4095
     *     bytes; if there are more than 65,536 paths or 16 MiB of them; or if there is a rule on a
     *     port although the network is denied
     */
    public SandboxPolicy toPolicy() throws ConfigException {
        if (handling.isEmpty()) {
            throw HandledBy.nothing(sources);
        }
        return ConfigPolicy.of(this);
    }

    /**
     * The configuration that means exactly this policy: {@code parse(of(policy).toToml()).toPolicy()} is
     * equal to it. It is a published one if the policy is what a published one means, and says all of it
     * in the extension otherwise.
     *
     * @throws IllegalArgumentException if the name or a path is no Unicode text in the locale of the JVM,
     *     or the policy has more rules or longer paths than {@link #toPolicy()} makes
     */
    public static LandlockConfig of(SandboxPolicy policy) {
        return PolicyConfig.of(policy);
    }

    /**
     * What the published format can say of a policy, for other programs, and what it cannot.
     *
     * @throws IllegalArgumentException if a path is no Unicode text in the locale of the JVM, or the format
     *     has no name for any right that the policy handles
     */
    public static Portable portable(SandboxPolicy policy) {
        return Portable.of(policy);
    }

    /**
     * The same with variables for the beginnings of paths: {@code ${home}/x} for {@code /home/me/x} if
     * {@code home} is {@code /home/me}. The longest one counts, and only those that are used are added.
     *
     * @param directories by names of variables
     * @throws IllegalArgumentException if a name is not one, or is taken by a variable with other texts, or
     *     a directory is the root, empty or no Unicode text
     */
    public LandlockConfig withVariables(Map<String, Path> directories) {
        return new Naming(variables, directories).in(this);
    }

    /**
     * The configuration in TOML, for people to read; rights have their names and no groups.
     *
     * @throws IllegalStateException if the text has more than 256 KiB, so that it could not be read
     */
    public String toToml() {
        return ConfigWriter.toml(this);
    }

    /** The configuration in JSON, which has the limit and the exception of {@link #toToml()}. */
    public String toJson() {
        return ConfigWriter.json(this);
    }

    /** A JSON Schema (draft 2020-12) of these files, the extension included. */
    public static String jsonSchema() {
        return ConfigSchema.text();
    }

    /** The ABI that groups of rights were taken from, 1 to 8, or empty if no file names one. */
    public OptionalInt abi() {
        return abi;
    }

    /** The rights on files that are handled. */
    public Set<AccessFs> handledFs() {
        return handling.fs();
    }

    /** The rights on ports that are handled. */
    public Set<AccessNet> handledNet() {
        return handling.net();
    }

    /** The scopes that are turned on. */
    public Set<Scope> scopes() {
        return handling.scopes();
    }

    /** The texts of each variable, which may be none. */
    public SortedMap<String, SortedSet<String>> variables() {
        return variables.asMap();
    }

    /**
     * What published rules allow on each parent, in the words of the files: with references to variables.
     * Rules of the extension, and of a file whose extension requires all paths, are in the policy only.
     */
    public SortedMap<String, Set<AccessFs>> pathRules() {
        SortedMap<String, Set<AccessFs>> texts = new TreeMap<>();
        paths.forEach((path, access) -> texts.put(path.toString(), access));
        return Collections.unmodifiableSortedMap(texts);
    }

    /** What published rules allow on each port, 0 to 65535. Rules of the extension are in the policy only. */
    public SortedMap<Integer, Set<AccessNet>> portRules() {
        return Collections.unmodifiableSortedMap(ports);
    }

    /** What each file handles, in the order of files; no part of the value. */
    public List<HandledBy> sources() {
        return sources;
    }

    /**
     * What files handle and this does not, since another file does not handle it: rights that are
     * not denied. Only files that lose something are listed; no part of the value.
     */
    public List<HandledBy> lostByComposition() {
        return sources.stream()
                .map(source -> HandledBy.of(source.source(), source.handling().minus(handling)))
                .filter(lost -> !lost.handling().isEmpty())
                .toList();
    }

    Handling handling() {
        return handling;
    }

    Variables variableTexts() {
        return variables;
    }

    SortedMap<Template, Set<AccessFs>> paths() {
        return paths;
    }

    Extension extension() {
        return extension;
    }

    /** Whether the other one says the same; where it says so makes no difference. */
    @Override
    public boolean equals(Object other) {
        return other instanceof LandlockConfig that
                && abi.equals(that.abi)
                && handling.equals(that.handling)
                && variables.equals(that.variables)
                && paths.equals(that.paths)
                && ports.equals(that.ports)
                && extension.equals(that.extension);
    }

    @Override
    public int hashCode() {
        return Objects.hash(abi, handling, variables, paths, ports, extension);
    }

    /** What it says, in the words of files. */
    @Override
    public String toString() {
        return ConfigLines.of(this);
    }
}

package io.github.landlauncher.cli.convert;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LogFlag;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.SandboxPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The options of landrun, to a policy.
 *
 * <p>landrun denies all of ABI 9 but what its options allow, and starts nothing on an older kernel
 * unless {@code --best-effort} is given. Rights of directories are left out on files by both.
 *
 * <p>Source: cmd/landrun/main.go and internal/sandbox/sandbox.go of landrun 0.1.17 and 0.1.18.
 */
public final class LandrunDialect {

    static final LandlockAbi ABI = LandlockAbi.V9;

    static final Set<AccessFs> READ = EnumSet.of(AccessFs.READ_FILE, AccessFs.READ_DIR);

    static final Set<AccessFs> READ_EXECUTE =
            EnumSet.of(AccessFs.READ_FILE, AccessFs.READ_DIR, AccessFs.EXECUTE);

    /** All of ABI 5, device nodes and IOCTL_DEV included. */
    static final Set<AccessFs> READ_WRITE_EXECUTE = LandlockAbi.V5.accessFs();

    static final Set<AccessFs> READ_WRITE = without(READ_WRITE_EXECUTE, AccessFs.EXECUTE);

    /** In the order in which landrun describes them. */
    static final Map<String, Set<AccessFs>> PATHS = new LinkedHashMap<>();

    static {
        PATHS.put("--ro", READ);
        PATHS.put("--rox", READ_EXECUTE);
        PATHS.put("--rw", READ_WRITE);
        PATHS.put("--rwx", READ_WRITE_EXECUTE);
        PATHS.put("--unix", EnumSet.of(AccessFs.RESOLVE_UNIX));
    }

    static final Map<String, LogFlag> LOG_FLAGS = new LinkedHashMap<>();

    static {
        LOG_FLAGS.put("--log-disable-originating", LogFlag.LOG_SAME_EXEC_OFF);
        LOG_FLAGS.put("--log-enable-subprocesses", LogFlag.LOG_NEW_EXEC_ON);
        LOG_FLAGS.put("--log-disable-subdomains", LogFlag.LOG_SUBDOMAINS_OFF);
    }

    static final String BEST_EFFORT = "--best-effort";
    static final String IGNORE_MISSING = "--ignore-missing";
    static final String ANY_FILES = "--unrestricted-filesystem";
    static final String ANY_NETWORK = "--unrestricted-network";
    static final String ANY_SCOPE = "--unrestricted-scoped";
    static final String BIND = "--bind-tcp";
    static final String CONNECT = "--connect-tcp";

    private static final String ENV = "--env";
    private static final String ADD_EXEC = "--add-exec";
    private static final String LDD = "--ldd";

    private static final List<String> QUERIES = List.of("--help", "-h", "--version", "-v");

    private static final List<String> FLAGS = Stream.of(
            QUERIES, LOG_FLAGS.keySet(),
            List.of(BEST_EFFORT, IGNORE_MISSING, ANY_FILES, ANY_NETWORK, ANY_SCOPE, ADD_EXEC, LDD))
            .flatMap(options -> options.stream())
            .toList();

    private static final List<String> VALUED = Stream.concat(
            PATHS.keySet().stream(), Stream.of(BIND, CONNECT, ENV, "--log-level")).toList();

    private final ForeignWords words;
    private final Function<String, Optional<Path>> programs;
    private final List<String> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private LandrunDialect(ForeignWords words, Function<String, Optional<Path>> programs) {
        this.words = words;
        this.programs = programs;
    }

    /**
     * What a command line means. Values are lists separated by commas, those of {@code --env} too.
     *
     * @param words {@code landrun}, which may be left out, its options, and the program with its
     *     arguments, which may be left out too; without {@code --}, options after the program's name
     *     are landrun's
     * @param programs finds the program of {@code --add-exec}, such as {@link ProgramSearch}
     * @throws ConversionException if landrun would refuse the command line, a port is out of range, of
     *     which landrun takes the lower half, or nothing is to be restricted
     */
    public static Translation translate(
            List<String> words, Function<String, Optional<Path>> programs) {
        ForeignWords parsed = ForeignWords.parse(
                "landrun", ForeignWords.Options.EVERYWHERE, FLAGS, VALUED, words);
        QUERIES.stream().filter(parsed::has).findFirst().ifPresent(query -> {
            throw new ConversionException("landrun " + query + " starts no program");
        });
        LandrunDialect dialect = new LandrunDialect(parsed, programs);
        List<String> environment = dialect.environment();
        SandboxPolicy policy = dialect.policy();
        List<String> untranslated = parsed.has(LDD)
                ? List.of(LDD + ": libraries are not looked up here; allow the ELF interpreter by --rox"
                        + " and the directories of libraries by --ro")
                : List.of();
        return new Translation(policy, environment, parsed.command(), dialect.notes, untranslated);
    }

    private SandboxPolicy policy() {
        boolean files = !words.has(ANY_FILES);
        boolean network = !words.has(ANY_NETWORK);
        boolean scoped = !words.has(ANY_SCOPE);
        if (!files && !network && !scoped) {
            throw new ConversionException("landrun restricts nothing here: everything is unrestricted");
        }
        List<PathRule> paths = paths();
        int[] bind = ports(BIND);
        int[] connect = ports(CONNECT);
        if (!problems.isEmpty()) {
            throw new ConversionException(problems);
        }
        SandboxPolicy policy = SandboxPolicy.handling(
                files ? ABI.accessFs() : Set.of(), network ? ABI.accessNet() : Set.of(),
                scoped ? ABI.scopes() : Set.of());
        if (words.has(BEST_EFFORT)) {
            policy = policy.bestEffort(LandlockAbi.V1);
            notes.add(BEST_EFFORT + " starts a program without any sandbox, and says nothing, on a kernel"
                    + " without Landlock, and on one of ABI 1 if there is a directory in --rw or --rwx. Here"
                    + " nothing starts on the former; on the latter, renaming across directories is denied");
        }
        if (files) {
            for (PathRule rule : paths) {
                policy = policy.allow(rule);
            }
        }
        if (network) {
            policy = policy.allowBindTcp(bind).allowConnectTcp(connect);
        }
        unneeded(ANY_FILES, files || paths.isEmpty());
        unneeded(ANY_NETWORK, network || bind.length + connect.length == 0);
        return policy.logging(LOG_FLAGS.entrySet().stream()
                .filter(flag -> words.has(flag.getKey()))
                .map(Map.Entry::getValue)
                .toArray(LogFlag[]::new));
    }

    private void unneeded(String option, boolean consistent) {
        if (!consistent) {
            notes.add(option + " leaves nothing for the rules of that kind to allow: they are left out");
        }
    }

    private List<PathRule> paths() {
        List<PathRule> rules = new ArrayList<>();
        PATHS.forEach((option, access) -> words.listed(option).forEach(
                path -> rule(option, path, access).ifPresent(rules::add)));
        if (words.has(ADD_EXEC)) {
            executable().ifPresent(program -> rules.add(rule(program, READ_EXECUTE)));
        }
        return rules;
    }

    private Optional<PathRule> rule(String option, String path, Set<AccessFs> access) {
        if (path.isEmpty()) {
            problems.add(words.asGiven(option) + ": a path is empty");
            return Optional.empty();
        }
        return Optional.of(rule(Path.of(path), access));
    }

    private PathRule rule(Path path, Set<AccessFs> access) {
        return new PathRule(Optional.empty(), path, access, false, words.has(IGNORE_MISSING));
    }

    private Optional<Path> executable() {
        if (words.command().isEmpty()) {
            problems.add(ADD_EXEC + " needs the program: give the whole command line");
            return Optional.empty();
        }
        String name = words.command().get(0);
        Optional<Path> program = programs.apply(name);
        if (program.isEmpty()) {
            problems.add(ADD_EXEC + ": there is no program " + name + " in PATH");
        } else {
            notes.add(ADD_EXEC + " is " + program.get() + ", found now and not again at the start");
        }
        return program;
    }

    private int[] ports(String option) {
        return words.listed(option).stream()
                .flatMap(port -> Words.port(words.asGiven(option), port, problems).stream())
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The program has only the variables that are named, and what --clean-env adds. */
    private List<String> environment() {
        List<String> options = new ArrayList<>();
        options.add("--clean-env");
        for (String variable : words.listed(ENV)) {
            if (!variable.matches("[A-Za-z_][A-Za-z0-9_]*(=.*)?")) {
                problems.add(words.asGiven(ENV) + ": \"" + variable + "\" is not NAME or NAME=VALUE; commas"
                        + " separate variables, and cannot be in a value");
            }
            options.add(ENV);
            options.add(variable);
        }
        notes.add("landrun passes no variable but those of --env; --clean-env passes PATH, HOME, the locale,"
                + " the time zone and the terminal's too");
        return options;
    }

    private static Set<AccessFs> without(Set<AccessFs> rights, AccessFs right) {
        EnumSet<AccessFs> rest = EnumSet.copyOf(rights);
        rest.remove(right);
        return rest;
    }
}

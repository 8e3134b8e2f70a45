package io.github.landlauncher.cli.convert;

import static io.github.landlauncher.AccessFs.EXECUTE;
import static io.github.landlauncher.AccessFs.READ_DIR;
import static io.github.landlauncher.AccessFs.READ_FILE;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LogFlag;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.Rules;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The environment variables of the kernel's sample {@code sandboxer}, to a policy.
 *
 * <p>Lists are separated by colons. LL_FS_RO and LL_FS_RW must be set, if only to nothing; a right
 * on ports is handled if its variable is set, and a scope if LL_SCOPED names it.
 *
 * <p>Source: samples/landlock/sandboxer.c of Linux 6.15, whose newest ABI is 7.
 */
public final class SandboxerDialect {

    static final String FS_RO = "LL_FS_RO";
    static final String FS_RW = "LL_FS_RW";
    static final String TCP_BIND = "LL_TCP_BIND";
    static final String TCP_CONNECT = "LL_TCP_CONNECT";
    static final String SCOPED = "LL_SCOPED";
    static final String FORCE_LOG = "LL_FORCE_LOG";

    /**
     * The variables that are read. The sample takes them out of the environment of the program it
     * starts.
     */
    public static final List<String> VARIABLES =
            List.of(FS_RO, FS_RW, TCP_BIND, TCP_CONNECT, SCOPED, FORCE_LOG);

    /** The ABI of this sample: the rights it handles never grow with a kernel. */
    static final LandlockAbi ABI = LandlockAbi.V7;

    static final Set<AccessFs> READ_ONLY = Set.of(EXECUTE, READ_FILE, READ_DIR);

    static final Set<AccessFs> READ_WRITE = ABI.accessFs();

    static final Map<String, Scope> SCOPES =
            Map.of("a", Scope.ABSTRACT_UNIX_SOCKET, "s", Scope.SIGNAL);

    /** How variables begin that later samples, or none, give a meaning. */
    private static final List<String> FAMILIES =
            List.of("LL_FS", "LL_TCP", "LL_UDP", "LL_NET", "LL_SCOPE", "LL_FORCE");

    private SandboxerDialect() {}

    /**
     * The policy that these variables ask for: best effort, as the sample, which goes without what
     * the kernel does not know; but it cannot do so with a port in a list below ABI 4, or with
     * LL_FORCE_LOG below ABI 7, and so these are the policy's floors.
     *
     * <p>Both lists of paths allow executing. LL_FS_RW allows everything that ABI 7 knows, IOCTL_DEV
     * and device nodes included. A missing path is left out as by the sample. Any other path that
     * cannot be opened, and a symbolic link in LL_FS_RW, which the sample follows, fail the start.
     *
     * @param environment such as {@link System#getenv()}; other variables do not matter
     * @throws ConversionException if LL_FS_RO or LL_FS_RW is missing, a port is not a number of 0 to
     *     65535, a scope is unknown or named twice, LL_FORCE_LOG is not {@code 1}, or a variable is
     *     there that only later samples know
     */
    public static SandboxPolicy policy(Map<String, String> environment) {
        List<String> problems = new ArrayList<>();
        unknown(environment).forEach(name -> problems.add(name + " is no variable of the sample of"
                + " ABI " + ABI.number() + ": it would go unheeded; unset it"));
        Rules rules = paths(FS_RO, environment, READ_ONLY, problems)
                .allow(paths(FS_RW, environment, READ_WRITE, problems))
                .allowBindTcp(ports(TCP_BIND, environment, problems))
                .allowConnectTcp(ports(TCP_CONNECT, environment, problems));
        Set<Scope> scopes = scopes(environment.getOrDefault(SCOPED, ""), problems);
        boolean log = forcesLog(environment.get(FORCE_LOG), problems);
        if (!problems.isEmpty()) {
            throw new ConversionException(problems);
        }
        SandboxPolicy policy = SandboxPolicy.handling(READ_WRITE, handledNet(environment), scopes)
                .bestEffort(floor(!rules.portRules().isEmpty(), log))
                .allow(rules);
        return log ? policy.logging(LogFlag.LOG_NEW_EXEC_ON) : policy;
    }

    /** The lowest ABI on which the sample starts anything. */
    static LandlockAbi floor(boolean hasPorts, boolean log) {
        if (log) {
            return LandlockAbi.V7;
        }
        return hasPorts ? LandlockAbi.V4 : LandlockAbi.V1;
    }

    private static Set<String> unknown(Map<String, String> environment) {
        Set<String> unknown = new TreeSet<>(environment.keySet());
        unknown.removeAll(VARIABLES);
        unknown.removeIf(name -> FAMILIES.stream().noneMatch(name::startsWith));
        return unknown;
    }

    private static Rules paths(
            String variable, Map<String, String> environment, Set<AccessFs> access,
            List<String> problems) {
        String list = environment.get(variable);
        Rules rules = Rules.none();
        if (list == null) {
            problems.add(variable + " is not set: it is a list of paths separated by colons, or empty");
            return rules;
        }
        for (String path : list.split(":")) {
            // The sample opens an empty path, says that it is missing, and goes on.
            if (!path.isEmpty()) {
                rules = rules.allow(
                        new PathRule(Optional.empty(), Path.of(path), access, false, true));
            }
        }
        return rules;
    }

    private static int[] ports(
            String variable, Map<String, String> environment, List<String> problems) {
        List<Integer> ports = new ArrayList<>();
        for (String text : environment.getOrDefault(variable, "").split(":")) {
            if (!text.isEmpty()) {
                Words.port(variable + "=" + environment.get(variable), text, problems)
                        .ifPresent(ports::add);
            }
        }
        return ports.stream().mapToInt(Integer::intValue).toArray();
    }

    private static Set<AccessNet> handledNet(Map<String, String> environment) {
        EnumSet<AccessNet> handled = EnumSet.noneOf(AccessNet.class);
        if (environment.containsKey(TCP_BIND)) {
            handled.add(AccessNet.BIND_TCP);
        }
        if (environment.containsKey(TCP_CONNECT)) {
            handled.add(AccessNet.CONNECT_TCP);
        }
        return handled;
    }

    private static Set<Scope> scopes(String list, List<String> problems) {
        EnumSet<Scope> scopes = EnumSet.noneOf(Scope.class);
        if (list.isEmpty()) {
            return scopes;
        }
        for (String name : list.split(":", -1)) {
            Scope scope = SCOPES.get(name);
            if (scope == null || !scopes.add(scope)) {
                problems.add(SCOPED + "=" + list + ": unknown or repeated scope \"" + name
                        + "\"; they are a (abstract unix sockets) and s (signals)");
            }
        }
        return scopes;
    }

    private static boolean forcesLog(String value, List<String> problems) {
        if (value != null && !value.equals("1")) {
            problems.add(FORCE_LOG + "=" + value + ": the only value there is is 1");
        }
        return value != null;
    }
}

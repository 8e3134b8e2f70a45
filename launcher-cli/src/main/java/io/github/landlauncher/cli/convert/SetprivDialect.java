package io.github.landlauncher.cli.convert;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LandlockFeature;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.PortRule;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The options of setpriv(1) of util-linux, to a policy.
 *
 * <p>A type without rights, such as {@code --landlock-access fs}, is all that the running kernel
 * knows of it to setpriv, and all of a given ABI here. As setpriv, the policy is strict: it starts
 * nothing if a path is missing, a right unknown to the kernel, or a right of directories on a file.
 *
 * <p>Source: sys-utils/setpriv-landlock.c and setpriv.1 of util-linux 2.42 and later.
 */
public final class SetprivDialect {

    static final String ACCESS = "--landlock-access";
    static final String RULE = "--landlock-rule";

    private static final String PATH_BENEATH = "path-beneath";
    private static final String NET_PORT = "net-port";

    private final ForeignWords words;
    private final LandlockAbi abi;
    private final List<String> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final EnumSet<AccessFs> fs = EnumSet.noneOf(AccessFs.class);
    private final EnumSet<AccessNet> net = EnumSet.noneOf(AccessNet.class);
    private final EnumSet<Scope> scopes = EnumSet.noneOf(Scope.class);

    private SetprivDialect(ForeignWords words, LandlockAbi abi) {
        this.words = words;
        this.abi = abi;
    }

    /**
     * What a command line means.
     *
     * @param words {@code setpriv}, which may be left out, its options, and the program with its
     *     arguments, which may be left out too
     * @param abi what types without rights stand for
     * @throws ConversionException if setpriv would refuse the command line on a kernel with this ABI,
     *     if a right is abbreviated, or if nothing is to be restricted
     */
    public static Translation translate(List<String> words, LandlockAbi abi) {
        return translate(words, abi, Accounts.ofThisMachine());
    }

    static Translation translate(List<String> words, LandlockAbi abi, Accounts accounts) {
        ForeignWords parsed = ForeignWords.parse(
                "setpriv", ForeignWords.Options.BEFORE_THE_COMMAND, SetprivPrivileges.FLAGS,
                SetprivPrivileges.valuedWith(ACCESS, RULE), words);
        SetprivPrivileges privileges = new SetprivPrivileges(parsed, accounts);
        privileges.checkThatAProgramStarts();
        SetprivDialect dialect = new SetprivDialect(parsed, abi);
        SandboxPolicy policy = privileges.addedTo(dialect.policy());
        dialect.notes.addAll(privileges.notes());
        return new Translation(
                policy, List.of(), parsed.command(), dialect.notes, privileges.untranslated());
    }

    private SandboxPolicy policy() {
        words.values(ACCESS).forEach(this::access);
        if (problems.isEmpty() && fs.isEmpty() && net.isEmpty() && scopes.isEmpty()) {
            problems.add("setpriv restricts nothing here by Landlock: there is no " + ACCESS);
        }
        List<PathRule> paths = new ArrayList<>();
        List<PortRule> ports = new ArrayList<>();
        words.values(RULE).forEach(rule -> rule(rule, paths, ports));
        if (!problems.isEmpty()) {
            throw new ConversionException(problems);
        }
        SandboxPolicy policy = SandboxPolicy.handling(fs, net, scopes);
        for (PathRule rule : paths) {
            policy = policy.allow(rule);
        }
        for (PortRule rule : ports) {
            policy = policy.allow(rule);
        }
        return policy;
    }

    private void access(String access) {
        String[] parts = access.split(":", 2);
        String rights = parts.length == 1 ? "" : parts[1];
        switch (parts[0]) {
            case "fs" -> fs.addAll(handled(SetprivRights.FS, access, rights));
            case "net" -> net.addAll(handled(SetprivRights.NET, access, rights));
            case "scope" -> scopes.addAll(handled(SetprivRights.SCOPE, access, rights));
            default -> problems.add(ACCESS + " " + access + ": the types are fs, net and scope");
        }
    }

    private <E extends Enum<E> & LandlockFeature> Set<E> handled(
            SetprivRights<E> kind, String access, String rights) {
        String where = ACCESS + " " + access;
        if (!rights.isEmpty()) {
            return kind.parse(where, rights, abi, problems);
        }
        Set<E> all = kind.of().apply(abi);
        if (all.isEmpty()) {
            problems.add(where + ": Landlock ABI " + abi.number() + " has none of these, and setpriv"
                    + " refuses it there");
        } else {
            notes.add(where + " is all that Landlock ABI " + abi.number() + " has of it, now and on newer"
                    + " kernels; to setpriv it is all that the running kernel has");
        }
        return all;
    }

    private void rule(String rule, List<PathRule> paths, List<PortRule> ports) {
        String where = RULE + " " + rule;
        String[] parts = rule.split(":", 3);
        boolean path = parts[0].equals(PATH_BENEATH);
        if (parts.length < 3 || !(path || parts[0].equals(NET_PORT))) {
            problems.add(where + ": it is " + PATH_BENEATH + ":RIGHTS:PATH or " + NET_PORT + ":RIGHTS:PORT");
        } else if (path) {
            pathRule(where, parts[1], parts[2]).ifPresent(paths::add);
        } else {
            portRule(where, parts[1], parts[2]).ifPresent(ports::add);
        }
    }

    private Optional<PathRule> pathRule(String where, String rights, String path) {
        Set<AccessFs> access = allowed(SetprivRights.FS, where, rights, fs);
        if (path.isEmpty()) {
            problems.add(where + ": the path is empty");
            return Optional.empty();
        }
        return Optional.of(new PathRule(Optional.empty(), Path.of(path), access, true, false));
    }

    private Optional<PortRule> portRule(String where, String rights, String port) {
        Set<AccessNet> access = allowed(SetprivRights.NET, where, rights, net);
        return Words.port(where, port, problems).map(number -> new PortRule(number, access));
    }

    /** The rights that a rule allows; if it names none, all that are handled. */
    private <E extends Enum<E> & LandlockFeature> Set<E> allowed(
            SetprivRights<E> kind, String where, String rights, Set<E> handled) {
        if (handled.isEmpty()) {
            problems.add(where + " needs " + ACCESS + " " + kind.kind());
            return Set.of();
        }
        if (rights.isEmpty()) {
            return handled;
        }
        Set<E> access = kind.parse(where, rights, abi, problems);
        EnumSet<E> unhandled = EnumSet.noneOf(kind.type());
        unhandled.addAll(access);
        unhandled.removeAll(handled);
        if (!unhandled.isEmpty()) {
            problems.add(where + ": " + SetprivRights.words(unhandled) + " is not denied by any " + ACCESS
                    + ", and a rule can allow only what is");
        }
        return access;
    }
}

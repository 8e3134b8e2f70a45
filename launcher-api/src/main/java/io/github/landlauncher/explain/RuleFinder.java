package io.github.landlauncher.explain;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.explain.PolicyFinding.Kind;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** Looks for the files of rules as a start does, and finds what would fail it. */
final class RuleFinder {

    private static final Path PROC = Path.of("/proc");
    private static final Path OWN_THREADS = Path.of("/proc/self/task");
    private static final List<Path> OWN = List.of(Path.of("/proc/self"), Path.of("/proc/thread-self"));

    private final List<FoundRule> found = new ArrayList<>();
    private final List<PolicyFinding> findings = new ArrayList<>();

    RuleFinder(List<PathRule> rules) {
        rules.forEach(this::look);
    }

    /** The rules that a start would give to the kernel, in their order. */
    List<FoundRule> found() {
        return found;
    }

    /** What would fail a start, and the rules that would be void. */
    List<PolicyFinding> findings() {
        return findings;
    }

    private void look(PathRule rule) {
        if (isOwnByName(rule)) {
            refuseOwn(rule);
            return;
        }
        try {
            Optional<Path> link = refusedLink(rule);
            if (link.isPresent()) {
                refuseLink(rule, link.get());
                return;
            }
            FoundFile file = FoundFile.at(location(rule));
            if (isOwn(file.path())) {
                refuseOwn(rule);
            } else if (isRefusedOnFile(rule, file)) {
                refuseOnFile(rule);
            } else {
                found.add(new FoundRule(rule, file));
            }
        } catch (NoSuchFileException e) {
            missing(rule);
        } catch (IOException e) {
            notOpened(rule, e);
        }
    }

    private static Path location(PathRule rule) {
        return rule.base().map(base -> base.resolve(rule.path())).orElse(rule.path()).toAbsolutePath();
    }

    private void missing(PathRule rule) {
        if (rule.ifExists()) {
            add(Kind.RULE_VOID, rule, "does not exist: the rule is void until a start finds it.");
        } else {
            add(Kind.PATH_MISSING, rule, "does not exist: a start fails with ENOENT. Make it first, correct the"
                    + " path, or allow it only if it exists.");
        }
    }

    private void notOpened(PathRule rule, IOException e) {
        String why = e instanceof FileSystemLoopException ? "too many symbolic links" : e.getMessage();
        add(Kind.PATH_NOT_OPENED, rule, "cannot be opened by this user (" + why
                + "): a start fails. Correct the path, or what is in its way.");
    }

    /** The first symbolic link that a start would refuse to follow. */
    private static Optional<Path> refusedLink(PathRule rule) throws IOException {
        if (rule.base().isEmpty()) {
            Path path = location(rule);
            return rule.writes() && Files.isSymbolicLink(path) ? Optional.of(path) : Optional.empty();
        }
        Path base = rule.base().get().toRealPath();
        Path reached = base;
        for (Path name : rule.path()) {
            reached = reached.resolve(name).normalize();
            if (!reached.startsWith(base)) {
                throw new IOException("it leaves " + base);
            }
            if (Files.isSymbolicLink(reached)) {
                return Optional.of(reached);
            }
        }
        return Optional.empty();
    }

    private void refuseLink(PathRule rule, Path link) {
        add(Kind.SYMBOLIC_LINK, rule, rule.base().isPresent()
                ? "leads through the symbolic link " + link + ", and beneath a base none is followed: a start"
                        + " fails with ELOOP. Allow what it leads to, by its own path."
                : "is a symbolic link, and a rule that allows writing follows none as last component: a start"
                        + " fails with ELOOP. Allow what it leads to, by its own path.");
    }

    private static boolean isOwnByName(PathRule rule) {
        Path path = location(rule).normalize();
        return OWN.stream().anyMatch(path::startsWith);
    }

    /** Whether it is below an entry of /proc that is this process, or one of its threads. */
    private static boolean isOwn(Path real) {
        if (!real.startsWith(PROC)) {
            return false;
        }
        for (Path component : real) {
            String id = component.toString();
            if (id.chars().allMatch(digit -> digit >= '0' && digit <= '9')
                    && Files.exists(OWN_THREADS.resolve(id))) {
                return true;
            }
        }
        return false;
    }

    private void refuseOwn(PathRule rule) {
        add(Kind.OWN_PROC, rule, "is the entry of the JVM in /proc, never the program's own: a start refuses"
                + " it. Allow reading /proc as a whole, or nothing of it.");
    }

    private static boolean isRefusedOnFile(PathRule rule, FoundFile file) {
        return rule.exact() && !file.directory() && !rule.accessOnFile().equals(rule.access());
    }

    private void refuseOnFile(PathRule rule) {
        EnumSet<AccessFs> refused = EnumSet.copyOf(rule.access());
        refused.removeAll(rule.accessOnFile());
        add(Kind.DIRECTORY_RIGHTS_ON_FILE, rule, "is a file, and only directories have " + refused
                + ": a start fails with EINVAL. Leave these rights out, or allow them on its directory.");
    }

    private void add(Kind kind, PathRule rule, String text) {
        findings.add(new PolicyFinding(kind, List.of(rule), FoundRule.name(rule) + " " + text));
    }
}

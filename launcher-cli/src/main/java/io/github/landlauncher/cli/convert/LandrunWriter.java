package io.github.landlauncher.cli.convert;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.PortRule;
import io.github.landlauncher.SandboxPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Says a policy in the options of landrun. */
public final class LandrunWriter {

    private static final String UNIX = "--unix";

    private final SandboxPolicy policy;
    private final Function<Path, PathKind> kinds;
    private final Shortfall shortfall = new Shortfall("landrun");
    private final List<String> words = new ArrayList<>();

    private LandrunWriter(SandboxPolicy policy, Function<Path, PathKind> kinds) {
        this.policy = policy;
        this.kinds = kinds;
    }

    /**
     * The options that make landrun deny at least what the policy denies. There is never {@code
     * --best-effort} among them, since with it landrun runs programs without any sandbox on a kernel
     * that has no Landlock.
     *
     * @param kinds what paths lead to, since landrun allows less on files than on directories
     * @throws ConversionException with each thing that landrun would allow and the policy does not
     */
    public static Written write(SandboxPolicy policy, Function<Path, PathKind> kinds) {
        return new LandrunWriter(policy, kinds).written();
    }

    private Written written() {
        handled();
        LandrunDialect.LOG_FLAGS.forEach((option, flag) -> {
            if (policy.logFlags().contains(flag)) {
                words.add(option);
            }
        });
        List<PathRule> paths = policy.rules().pathRules();
        missing(paths);
        paths.forEach(this::rule);
        policy.rules().portRules().forEach(this::rule);
        shortfall.strict(policy, " at ABI " + LandrunDialect.ABI.number());
        shortfall.note("landrun starts a program with an empty environment; --env passes variables");
        shortfall.links(policy);
        shortfall.name(policy);
        shortfall.containment(policy.beyondLandlock(), false);
        return shortfall.with(words);
    }

    private void handled() {
        Set<Object> known = new HashSet<>(LandrunDialect.ABI.accessFs());
        known.addAll(LandrunDialect.ABI.accessNet());
        Set<Object> unknown = new LinkedHashSet<>(policy.handledFs());
        unknown.addAll(policy.handledNet());
        unknown.removeAll(known);
        shortfall.handled(unknown);
        category(LandrunDialect.ANY_FILES, policy.handledFs(), LandrunDialect.ABI.accessFs());
        category(LandrunDialect.ANY_NETWORK, policy.handledNet(), LandrunDialect.ABI.accessNet());
        category(LandrunDialect.ANY_SCOPE, policy.scopes(), LandrunDialect.ABI.scopes());
    }

    /** landrun denies all of a category or nothing. */
    private void category(String option, Set<?> handled, Set<?> all) {
        if (handled.isEmpty()) {
            words.add(option);
        } else {
            Set<Object> more = new LinkedHashSet<>(all);
            more.removeAll(handled);
            shortfall.deniesMore(more);
        }
    }

    private void missing(List<PathRule> rules) {
        if (!rules.isEmpty() && rules.stream().allMatch(PathRule::ifExists)) {
            words.add(LandrunDialect.IGNORE_MISSING);
        } else {
            rules.stream().filter(PathRule::ifExists).forEach(rule -> shortfall.note(
                    rule.path() + " may be missing to the policy; landrun starts nothing then"));
        }
    }

    private void rule(PathRule rule) {
        String path = rule.path().toString();
        boolean file = kinds.apply(rule.path()) == PathKind.OTHER;
        EnumSet<AccessFs> access = EnumSet.noneOf(AccessFs.class);
        access.addAll(file ? rule.accessOnFile() : rule.access());
        if (rule.base().isPresent()) {
            shortfall.base(rule);
        } else if (path.contains(",") || !Words.trimmed(path).equals(path)) {
            shortfall.problem(rule + ": a path with a comma, or a space at an end");
        } else {
            if (access.remove(AccessFs.RESOLVE_UNIX)) {
                words(UNIX, path);
            }
            if (!access.isEmpty()) {
                option(access, file).ifPresentOrElse(option -> words(option, path), () ->
                        shortfall.problem(rule + ": no option allows just this on " + (file ? "a file"
                                : "a directory") + "; --rw has MAKE_CHAR, MAKE_BLOCK and IOCTL_DEV too"));
            }
        }
    }

    /** The last option, which allows most, of those that allow these rights as far as any are denied. */
    private Optional<String> option(Set<AccessFs> access, boolean file) {
        return LandrunDialect.PATHS.entrySet().stream()
                .filter(option -> denied(option.getValue(), file).equals(access))
                .map(Map.Entry::getKey)
                .reduce((less, more) -> more);
    }

    private Set<AccessFs> denied(Set<AccessFs> rights, boolean file) {
        Set<AccessFs> denied = new HashSet<>(rights);
        denied.retainAll(policy.handledFs());
        denied.removeIf(right -> file && !right.appliesToFiles());
        return denied;
    }

    private void words(String option, String path) {
        words.add(option);
        words.add(path.startsWith("-") ? "./" + path : path);
    }

    private void rule(PortRule rule) {
        port(rule, AccessNet.BIND_TCP, LandrunDialect.BIND);
        port(rule, AccessNet.CONNECT_TCP, LandrunDialect.CONNECT);
    }

    private void port(PortRule rule, AccessNet right, String option) {
        if (rule.access().contains(right)) {
            words.add(option);
            words.add(Integer.toString(rule.port()));
        }
    }
}

package io.github.landlauncher.cli.convert;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.Capability;
import io.github.landlauncher.Containment;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.PortRule;
import io.github.landlauncher.RunAs;
import io.github.landlauncher.SandboxPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Says a policy in the options of setpriv(1). */
public final class SetprivWriter {

    private final SandboxPolicy policy;
    private final Function<Path, PathKind> kinds;
    private final Shortfall shortfall = new Shortfall("setpriv");
    private final List<String> words = new ArrayList<>();

    private SetprivWriter(SandboxPolicy policy, Function<Path, PathKind> kinds) {
        this.policy = policy;
        this.kinds = kinds;
    }

    /**
     * The options that make setpriv deny at least what the policy denies. They name each right, and so
     * mean the same on every kernel that knows them.
     *
     * @param kinds what paths lead to, since setpriv refuses rights of directories on files
     * @throws ConversionException with each thing that setpriv would allow and the policy does not
     */
    public static Written write(SandboxPolicy policy, Function<Path, PathKind> kinds) {
        return new SetprivWriter(policy, kinds).written();
    }

    private Written written() {
        privileges(policy.beyondLandlock());
        access("fs", policy.handledFs());
        access("net", policy.handledNet());
        access("scope", policy.scopes());
        policy.rules().pathRules().forEach(this::rule);
        policy.rules().portRules().forEach(this::rule);
        shortfall.strict(policy, "");
        shortfall.logFlags(policy.logFlags());
        shortfall.links(policy);
        shortfall.name(policy);
        shortfall.containment(policy.beyondLandlock(), true);
        return shortfall.with(words);
    }

    private void privileges(Containment containment) {
        Optional<RunAs> user = containment.runAs();
        user.ifPresent(other -> words.addAll(List.of(
                "--reuid=" + other.uid(), "--regid=" + other.gid(), "--clear-groups")));
        Optional<Set<Capability>> kept = containment.capabilities();
        if (kept.isPresent() && !kept.get().isEmpty()) {
            shortfall.problem("keepCapabilities() " + kept.get());
        } else if (kept.isPresent()) {
            words.add("--inh-caps=-all");
            if (user.isEmpty() || user.get().uid() == 0) {
                words.add("--bounding-set=-all");
            }
        }
    }

    private void access(String type, Set<? extends Enum<?>> rights) {
        if (!rights.isEmpty()) {
            words.add(SetprivDialect.ACCESS);
            words.add(type + ":" + SetprivRights.words(rights));
        }
    }

    private void rule(PathRule rule) {
        PathKind kind = kinds.apply(rule.path());
        Set<AccessFs> access =
                kind == PathKind.OTHER && !rule.exact() ? rule.accessOnFile() : rule.access();
        if (rule.base().isPresent()) {
            shortfall.base(rule);
        } else if (kind == PathKind.MISSING && rule.ifExists()) {
            shortfall.note(rule.path() + " is missing now, and left out for good");
        } else if (!access.isEmpty()) { // To setpriv, no rights would be all that are handled.
            words.add(SetprivDialect.RULE);
            words.add("path-beneath:" + SetprivRights.words(access) + ":" + rule.path());
            if (rule.ifExists()) {
                shortfall.note(rule.path() + " may be missing to the policy; setpriv starts nothing then");
            }
        }
    }

    private void rule(PortRule rule) {
        if (!rule.access().isEmpty()) {
            words.add(SetprivDialect.RULE);
            words.add("net-port:" + SetprivRights.words(rule.access()) + ":" + rule.port());
        }
    }
}

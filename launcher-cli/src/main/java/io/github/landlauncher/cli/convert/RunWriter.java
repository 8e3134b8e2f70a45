package io.github.landlauncher.cli.convert;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.Containment;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Limit;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.PortRule;
import io.github.landlauncher.Presets;
import io.github.landlauncher.Rules;
import io.github.landlauncher.SandboxPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Says a policy in the options of {@code landlauncher run}. */
public final class RunWriter {

    private static final Map<String, Set<AccessFs>> GROUPS = new LinkedHashMap<>();

    static {
        group("--ro", Rules.none().allowRead("."));
        group("--rx", Rules.none().allowReadExecute("."));
        group("--rw", Rules.none().allowReadWrite("."));
        group("--rwx", Rules.none().allowReadWriteExecute("."));
    }

    private static final Map<AccessNet, String> PORTS =
            Map.of(AccessNet.BIND_TCP, "--bind", AccessNet.CONNECT_TCP, "--connect");

    private final SandboxPolicy policy;
    private final Function<Path, PathKind> kinds;
    private final Shortfall shortfall = new Shortfall("landlauncher run");
    private final List<String> words = new ArrayList<>();

    private RunWriter(SandboxPolicy policy, Function<Path, PathKind> kinds) {
        this.policy = policy;
        this.kinds = kinds;
    }

    private static void group(String option, Rules example) {
        GROUPS.put(option, example.pathRules().get(0).access());
    }

    /**
     * The options that deny what the policy denies.
     *
     * @param kinds what paths lead to, since there is no option for a path that may be missing
     * @throws ConversionException with each thing that the options would allow and the policy does
     *     not, and each rule that there is no option for
     */
    public static Written write(SandboxPolicy policy, Function<Path, PathKind> kinds) {
        return new RunWriter(policy, kinds).written();
    }

    private Written written() {
        handled();
        words.addAll(policy.floor()
                .map(floor -> List.of("--best-effort", Integer.toString(floor.number())))
                .orElse(List.of("--strict")));
        withoutBase(policy.rules().pathRules()).forEach(this::rule);
        policy.rules().portRules().forEach(this::rule);
        containment(policy.beyondLandlock());
        shortfall.logFlags(policy.logFlags());
        shortfall.name(policy);
        return shortfall.with(words);
    }

    private void handled() {
        Stream.of(LandlockAbi.values())
                .filter(abi -> abi.accessFs().equals(policy.handledFs())
                        && abi.accessNet().equals(policy.handledNet())
                        && abi.scopes().equals(policy.scopes()))
                .findFirst()
                .ifPresentOrElse(
                        abi -> words.addAll(List.of("--handling", Integer.toString(abi.number()))),
                        () -> shortfall.problem("that just " + policy.handledFs() + policy.handledNet()
                                + policy.scopes() + " are denied: --handling is all of an ABI"));
    }

    private List<PathRule> withoutBase(List<PathRule> rules) {
        List<PathRule> base = Presets.baseSystem().pathRules().stream()
                .map(rule -> rule.within(policy.handledFs()))
                .toList();
        int at = Collections.indexOfSubList(rules, base);
        if (at < 0) {
            words.add("--no-base");
            return rules;
        }
        List<PathRule> rest = new ArrayList<>(rules);
        rest.subList(at, at + base.size()).clear();
        return rest;
    }

    private void rule(PathRule rule) {
        boolean missing = rule.ifExists() && kinds.apply(rule.path()) == PathKind.MISSING;
        if (rule.base().isPresent()) {
            shortfall.base(rule);
        } else if (missing) {
            shortfall.note(rule.path() + " is missing now, and left out for good");
        } else if (!rule.access().isEmpty()) {
            GROUPS.entrySet().stream()
                    .filter(group -> allows(group.getValue(), rule))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .ifPresentOrElse(option -> words.addAll(List.of(option, rule.path().toString())), () ->
                            shortfall.problem(rule + ": no option allows just this"));
            if (rule.ifExists()) {
                shortfall.note(rule.path() + " may be missing to the policy; nothing starts then");
            }
        }
    }

    /** Whether a group is what a rule allows, on a file or on everything. */
    private boolean allows(Set<AccessFs> group, PathRule rule) {
        Set<AccessFs> denied = new HashSet<>(group);
        denied.retainAll(policy.handledFs());
        if (kinds.apply(rule.path()) == PathKind.OTHER) {
            denied.removeIf(right -> !right.appliesToFiles());
            return denied.equals(rule.accessOnFile());
        }
        return denied.equals(rule.access());
    }

    private void rule(PortRule rule) {
        for (AccessNet right : rule.access()) {
            if (PORTS.containsKey(right)) {
                words.addAll(List.of(PORTS.get(right), Integer.toString(rule.port())));
            } else {
                shortfall.problem(rule + ": no option allows " + right);
            }
        }
    }

    private void containment(Containment containment) {
        if (containment.hardened()) {
            words.add("--containment");
        }
        if (containment.networkDenied()) {
            words.add("--no-network");
        }
        if (!containment.allowed().isEmpty()) {
            shortfall.problem("that a containment leaves " + containment.allowed());
        }
        if (!containment.refused().isEmpty()) {
            shortfall.problem("that system calls are refused: " + containment.refused());
        }
        capabilities(containment);
        containment.runAs().ifPresent(user -> words.addAll(List.of("--run-as", user.toString())));
        containment.limits().forEach((resource, limit) -> words.addAll(List.of(
                "--limit", resource + "=" + amount(limit.soft()) + ":" + amount(limit.hard()))));
        containment.controlGroup().memoryMax().ifPresent(
                bytes -> words.addAll(List.of("--memory-max", Long.toString(bytes))));
        containment.controlGroup().pidsMax().ifPresent(
                count -> words.addAll(List.of("--pids-max", Long.toString(count))));
        containment.controlGroup().cpuMax().ifPresent(cpu -> shortfall.problem("cpu.max " + cpu));
    }

    private void capabilities(Containment containment) {
        containment.keptCapabilities().ifPresent(kept -> {
            kept.forEach(capability -> words.addAll(List.of("--keep-capability", capability.name())));
            boolean implied = containment.hardened() || containment.runAs().isPresent();
            if (kept.isEmpty() && !implied) {
                shortfall.problem("keepCapabilities() with none");
            }
        });
    }

    private static String amount(long limit) {
        return limit == Limit.UNLIMITED ? "unlimited" : Long.toString(limit);
    }
}

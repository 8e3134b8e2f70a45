package io.github.landlauncher;

import io.github.landlauncher.Enforcement.Line;
import io.github.landlauncher.Enforcement.Mechanism;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The part of a policy that one kernel enforces, and the report about the whole.
 *
 * <p>A pure function of policy and kernel, {@link #of}. What it keeps is always what the policy
 * handles and the kernel knows: nothing is dropped that the kernel could deny.
 *
 * @param handledFs the rights on files to hand to the kernel
 * @param handledNet the rights on ports to hand to the kernel
 * @param scopes the scopes to hand to the kernel
 * @param logFlags the log flags to hand to the kernel
 * @param rules the policy's rules with only those rights
 * @param filter the groups of system calls for a seccomp filter to refuse
 * @param enforcement the report; if its level is NOT, all sets are empty and nothing may start
 */
public record EffectivePolicy(
        Set<AccessFs> handledFs,
        Set<AccessNet> handledNet,
        Set<Scope> scopes,
        Set<LogFlag> logFlags,
        Rules rules,
        Set<SyscallGroup> filter,
        Enforcement enforcement) {

    private static final String REFER_UNHANDLED =
            "not handled, but the kernel denies it everywhere to whatever handles a right on files";

    /** What becomes of a policy on a kernel; a policy remembers the last answer. */
    public static EffectivePolicy of(SandboxPolicy policy, LandlockSupport support) {
        return policy.effectiveOn(support);
    }

    /** Decides what becomes of a policy on a kernel. */
    static EffectivePolicy decide(SandboxPolicy policy, LandlockSupport support) {
        Set<AccessFs> fs = known(AccessFs.class, policy.handledFs(), support);
        Set<AccessNet> net = known(AccessNet.class, policy.handledNet(), support);
        Set<Scope> scopes = known(Scope.class, policy.scopes(), support);
        FilterPlan plan = FilterPlan.of(policy, support);
        String refusal =
                refusal(policy, plan, support, fs.isEmpty() && net.isEmpty() && scopes.isEmpty());
        if (refusal != null) {
            return refused(refusal);
        }
        Set<LogFlag> logFlags = known(LogFlag.class, policy.logFlags(), support);
        Rules rules = kept(policy.rules(), fs, net);
        List<Line> lines = new ArrayList<>();
        for (LandlockFeature feature : requested(policy)) {
            lines.add(line(feature, policy, plan, support));
        }
        if (!fs.isEmpty() && !policy.handledFs().contains(AccessFs.REFER)) {
            lines.add(Line.enforced(AccessFs.REFER.name(), Mechanism.LANDLOCK, REFER_UNHANDLED));
        }
        lines.addAll(ContainmentReport.of(policy, plan, support));
        lines.addAll(Gaps.of(policy, fs, plan, support));
        return new EffectivePolicy(
                fs, net, scopes, logFlags, rules, plan.groups(), Enforcement.of(lines));
    }

    private static EffectivePolicy refused(String why) {
        return new EffectivePolicy(
                Set.of(), Set.of(), Set.of(), Set.of(), Rules.none(), Set.of(),
                Enforcement.refused(why));
    }

    /** Why nothing may start, or null. */
    private static String refusal(
            SandboxPolicy policy, FilterPlan plan, LandlockSupport support, boolean nothingLeft) {
        if (support.state() != LandlockSupport.State.AVAILABLE) {
            return Advice.unavailable(support);
        }
        if (policy.floor().isEmpty()) {
            List<LandlockFeature> missing = new ArrayList<>();
            for (LandlockFeature feature : requested(policy)) {
                if (!support.knows(feature)
                        && plan.cover(feature, policy) != FilterPlan.Cover.EXACT) {
                    missing.add(feature);
                }
            }
            return missing.isEmpty() && !nothingLeft
                    ? ContainmentReport.refusal(policy, plan, support)
                    : Advice.strict(missing.isEmpty() ? requested(policy) : missing, support, nothingLeft);
        }
        LandlockAbi floor = policy.floor().get();
        if (nothingLeft) {
            return Advice.nothingLeft(restrictions(policy), floor, support);
        }
        return floor.isWithin(support.abi()) ? null : Advice.belowFloor(floor, support);
    }

    private static Line line(
            LandlockFeature feature, SandboxPolicy policy, FilterPlan plan, LandlockSupport support) {
        String name = feature.name();
        if (support.knows(feature)) {
            String limits = feature instanceof AccessNet net ? Gaps.limits(net, policy, plan, support) : "";
            return Line.enforced(name, Mechanism.LANDLOCK, limits);
        }
        String reason = "needs " + feature.since().described() + ", " + support.described();
        if (feature == AccessFs.REFER) {
            return refer(policy, reason);
        }
        return switch (plan.cover(feature, policy)) {
            case EXACT -> Line.enforced(name, Mechanism.SECCOMP, "nothing that it is about can be done at all");
            case STRICTER -> Line.stricter(name, Mechanism.SECCOMP, reason + ": refused everywhere");
            case NONE -> Line.dropped(name, reason + ": " + feature.withoutIt());
        };
    }

    /**
     * ABI 1 denies renaming across directories to whatever ruleset handles any right on files, and
     * there is one: ABI 1 knows nothing else, and a policy of which nothing is left is refused.
     */
    private static Line refer(SandboxPolicy policy, String reason) {
        String name = AccessFs.REFER.name();
        boolean granted = policy.rules().pathRules().stream()
                .anyMatch(rule -> rule.access().contains(AccessFs.REFER));
        return granted
                ? Line.stricter(name, Mechanism.LANDLOCK, reason + ": cross-directory rename denied everywhere")
                : Line.enforced(name, Mechanism.LANDLOCK, "ABI 1 denies it everywhere");
    }

    private static Rules kept(Rules rules, Set<AccessFs> fs, Set<AccessNet> net) {
        List<PathRule> paths = new ArrayList<>(rules.pathRules().size());
        for (PathRule rule : rules.pathRules()) {
            paths.add(rule.within(fs));
        }
        List<PortRule> ports = new ArrayList<>(rules.portRules().size());
        for (PortRule rule : rules.portRules()) {
            ports.add(rule.within(net));
        }
        return Rules.none().with(paths, ports);
    }

    private static List<LandlockFeature> requested(SandboxPolicy policy) {
        List<LandlockFeature> requested = new ArrayList<>(policy.handledFs());
        requested.addAll(policy.handledNet());
        requested.addAll(policy.scopes());
        requested.addAll(policy.logFlags());
        return requested;
    }

    /** What is requested and denies something, which log flags do not. */
    private static List<LandlockFeature> restrictions(SandboxPolicy policy) {
        List<LandlockFeature> restrictions = requested(policy);
        restrictions.removeIf(feature -> feature instanceof LogFlag);
        return restrictions;
    }

    private static <E extends Enum<E> & LandlockFeature> Set<E> known(
            Class<E> type, Set<E> features, LandlockSupport support) {
        EnumSet<E> known = EnumSet.noneOf(type);
        for (E feature : features) {
            if (support.knows(feature)) {
                known.add(feature);
            }
        }
        return Collections.unmodifiableSet(known);
    }

    /** The sentences for kernels that cannot do what a policy asks. */
    private static final class Advice {

        private static final String OR_HANDLE_MORE =
                ", or handle a right that this kernel knows as well.";

        static String unavailable(LandlockSupport support) {
            return switch (support.state()) {
                case NOT_IMPLEMENTED -> "this kernel does not implement Landlock (ENOSYS).\n"
                        + "  Use Linux 5.13 or later, built with CONFIG_SECURITY_LANDLOCK=y."
                        + " Some container runtimes hide it.\n"
                        + "  See docs/errors.md#landlock-not-implemented";
                case NOT_ENABLED -> "Landlock is not enabled on this kernel (EOPNOTSUPP).\n"
                        + "  Add landlock to the kernel's boot parameter lsm=; what is enabled now is in"
                        + " /sys/kernel/security/lsm.\n"
                        + "  See docs/errors.md#landlock-not-enabled";
                case BLOCKED -> "a seccomp filter around this JVM forbids Landlock (EPERM).\n"
                        + "  Allow landlock_create_ruleset, landlock_add_rule and landlock_restrict_self"
                        + " in the container's profile.\n"
                        + "  See docs/errors.md#landlock-blocked";
                case AVAILABLE -> throw new IllegalArgumentException(support.toString());
            };
        }

        static String strict(
                List<LandlockFeature> missing, LandlockSupport support, boolean nothingLeft) {
            LandlockAbi needed = Collections.max(abis(missing));
            String orElse = nothingLeft
                    ? OR_HANDLE_MORE
                    : ", or bestEffort(LandlockAbi." + LandlockAbi.of(support.abi()) + ") to run without.";
            return needs(missing) + ", " + support.described() + ".\n  Use Linux " + needed.linux()
                    + " or later" + orElse + "\n  See docs/errors.md#abi-too-low";
        }

        static String belowFloor(LandlockAbi floor, LandlockSupport support) {
            return "its floor is " + floor.described() + ", " + support.described()
                    + ".\n  Use Linux " + floor.linux() + " or later, or a lower floor in bestEffort."
                    + "\n  See docs/errors.md#abi-below-floor";
        }

        static String nothingLeft(
                List<LandlockFeature> requested, LandlockAbi floor, LandlockSupport support) {
            LandlockAbi first = Collections.min(abis(requested));
            LandlockAbi needed = first.isWithin(floor.number()) ? floor : first;
            return "nothing of it would be enforced: " + needs(requested) + ", " + support.described()
                    + ".\n  Use Linux " + needed.linux() + " or later"
                    + OR_HANDLE_MORE + "\n  See docs/errors.md#abi-too-low";
        }

        private static List<LandlockAbi> abis(List<LandlockFeature> features) {
            return features.stream().map(LandlockFeature::since).toList();
        }

        private static String needs(List<LandlockFeature> features) {
            Map<LandlockAbi, List<LandlockFeature>> byAbi = features.stream()
                    .collect(Collectors.groupingBy(
                            LandlockFeature::since, TreeMap::new, Collectors.toList()));
            return byAbi.entrySet().stream()
                    .map(entry -> names(entry.getValue())
                            + (entry.getValue().size() == 1 ? " needs " : " need ")
                            + entry.getKey().described())
                    .collect(Collectors.joining("; "));
        }

        private static String names(List<LandlockFeature> features) {
            return features.stream().map(LandlockFeature::name).collect(Collectors.joining(", "));
        }
    }
}

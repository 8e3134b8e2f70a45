package io.github.landlauncher.cli.convert;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LogFlag;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.Scope;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Says a policy in the variables of the kernel's sample sandboxer. */
public final class SandboxerWriter {

    private final SandboxPolicy policy;
    private final Shortfall shortfall = new Shortfall("sandboxer");
    private final Set<String> readOnly = new LinkedHashSet<>();
    private final Set<String> readWrite = new LinkedHashSet<>();

    private SandboxerWriter(SandboxPolicy policy) {
        this.policy = policy;
    }

    /**
     * The assignments of variables, such as {@code LL_FS_RO=/usr:/lib}, that make the sample deny at
     * least what the policy denies.
     *
     * @throws ConversionException with each thing that the sample would allow and the policy does not
     */
    public static Written write(SandboxPolicy policy) {
        return new SandboxerWriter(policy).written();
    }

    private Written written() {
        policy.rules().pathRules().forEach(this::rule);
        Map<String, String> variables = new TreeMap<>();
        variables.put(SandboxerDialect.FS_RO, String.join(":", readOnly));
        variables.put(SandboxerDialect.FS_RW, String.join(":", readWrite));
        ports(variables, SandboxerDialect.TCP_BIND, AccessNet.BIND_TCP);
        ports(variables, SandboxerDialect.TCP_CONNECT, AccessNet.CONNECT_TCP);
        if (!policy.scopes().isEmpty()) {
            variables.put(SandboxerDialect.SCOPED, policy.scopes().stream()
                    .map(scope -> scope == Scope.SIGNAL ? "s" : "a")
                    .collect(Collectors.joining(":")));
        }
        boolean log = policy.logFlags().equals(Set.of(LogFlag.LOG_NEW_EXEC_ON));
        if (log) {
            variables.put(SandboxerDialect.FORCE_LOG, "1");
        } else {
            shortfall.logFlags(policy.logFlags());
        }
        floor(log);
        handled();
        shortfall.containment(policy.beyondLandlock(), false);
        shortfall.links(policy);
        shortfall.name(policy);
        return shortfall.with(variables.entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toList());
    }

    private void floor(boolean log) {
        boolean lists = policy.rules().portRules().stream().anyMatch(rule -> !rule.access().isEmpty());
        LandlockAbi has = SandboxerDialect.floor(lists, log);
        policy.floor().ifPresentOrElse(
                floor -> shortfall.floor(floor, has),
                () -> shortfall.problem("strict(): it goes without what a kernel lacks"));
    }

    private void handled() {
        Set<Object> unknown = new LinkedHashSet<>(policy.handledFs());
        unknown.addAll(policy.handledNet());
        unknown.removeAll(SandboxerDialect.READ_WRITE);
        unknown.removeAll(LandlockAbi.V4.accessNet());
        shortfall.handled(unknown);
        EnumSet<AccessFs> more = EnumSet.copyOf(SandboxerDialect.READ_WRITE);
        more.removeAll(policy.handledFs());
        shortfall.deniesMore(more);
    }

    private void rule(PathRule rule) {
        if (rule.base().isPresent()) {
            shortfall.base(rule);
        } else if (rule.path().toString().contains(":")) {
            shortfall.problem(rule + ": a path with a colon");
        } else if (isAll(rule, SandboxerDialect.READ_WRITE)) {
            readWrite.add(rule.path().toString());
        } else if (isAll(rule, SandboxerDialect.READ_ONLY)) {
            readOnly.add(rule.path().toString());
        } else if (!rule.access().isEmpty()) {
            shortfall.problem(rule + ": it allows all, or else reading and executing");
        }
        if (!rule.ifExists()) {
            shortfall.note(rule.path() + " is left out if it is missing");
        }
    }

    /** Whether the rule allows these rights, as far as the policy denies them. */
    private boolean isAll(PathRule rule, Set<AccessFs> rights) {
        Set<AccessFs> denied = new HashSet<>(rights);
        denied.retainAll(policy.handledFs());
        return rule.access().equals(denied);
    }

    private void ports(Map<String, String> variables, String variable, AccessNet right) {
        if (policy.handledNet().contains(right)) {
            List<String> ports = new ArrayList<>();
            policy.rules().portRules().stream()
                    .filter(rule -> rule.access().contains(right))
                    .forEach(rule -> ports.add(Integer.toString(rule.port())));
            variables.put(variable, String.join(":", ports));
        }
    }
}

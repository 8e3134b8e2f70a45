package io.github.landlauncher.explain;

import io.github.landlauncher.AccessNet;
import io.github.landlauncher.PortRule;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.Scope;
import io.github.landlauncher.text.TomlText;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What operations take that are not about files: ports, scopes, system calls. */
final class OtherChecks {

    private static final Set<AccessNet> UDP = EnumSet.of(AccessNet.BIND_UDP, AccessNet.CONNECT_SEND_UDP);

    private final Findings findings;
    private final SandboxPolicy policy;

    OtherChecks(Findings findings) {
        this.findings = findings;
        this.policy = findings.picture().policy();
    }

    void usePort(Operation.UsePort use) {
        AccessNet right = use.right();
        FilterChecks filter = new FilterChecks(findings);
        boolean refused = filter.refusesSocket(!UDP.contains(right));
        findings.noteUnhandled(Set.of(right));
        List<PortRule> rules = rules(right, use.port());
        boolean met = !rules.isEmpty() || !findings.picture().enforces(right);
        findings.add(new Requirement.OnPort(use.port(), right, met, rules), "EACCES");
        if (right == AccessNet.CONNECT_SEND_UDP
                && findings.picture().enforces(AccessNet.BIND_UDP)
                && rules(AccessNet.BIND_UDP, 0).isEmpty()) {
            findings.note("a socket that is not bound yet is bound to a port that the kernel picks, which"
                    + " takes BIND_UDP on port 0");
        }
        if (policy.beyondLandlock().networkDenied() && refused) {
            filter.onlyWithout("denyNetwork()"); // no rule can be about a port
        } else if (refused && !policy.handledNet().contains(right)) {
            findings.suggestions().block("without a rule on such a port no such socket can be made, and the"
                    + " policy handles no right on them: handle " + right + ", or leave out containment()");
        } else if (!met || refused) {
            suggest(right, use.port());
        }
    }

    private List<PortRule> rules(AccessNet right, int port) {
        return findings.picture().effective().rules().portRules().stream()
                .filter(rule -> rule.port() == port && rule.access().contains(right))
                .toList();
    }

    private void suggest(AccessNet right, int port) {
        String toml = TomlText.netPort(Set.of(right), port);
        boolean alsoBinds = policy.handledNet().contains(AccessNet.BIND_UDP);
        switch (right) {
            case BIND_TCP ->
                suggest(".allowBindTcp(" + port + ")", toml, before -> before.allowBindTcp(port));
            case CONNECT_TCP ->
                suggest(".allowConnectTcp(" + port + ")", toml, before -> before.allowConnectTcp(port));
            case BIND_UDP ->
                suggest(".allowBindUdp(" + port + ")", toml, before -> before.allowBindUdp(port));
            case CONNECT_SEND_UDP -> {
                if (alsoBinds) {
                    suggest(".allowConnectUdp(" + port + ")", toml, before -> before.allowConnectUdp(port));
                } else {
                    suggest(".allow(new PortRule(" + port + ", Set.of(AccessNet.CONNECT_SEND_UDP)))", toml,
                            before -> before.allow(new PortRule(port, Set.of(right))));
                }
            }
        }
    }

    void reach(Operation.Reach reach) {
        Scope scope = reach.scope();
        if (scope == Scope.ABSTRACT_UNIX_SOCKET) {
            new FilterChecks(findings).takeUnixSocket();
        }
        findings.noteUnhandled(Set.of(scope));
        boolean met = !findings.picture().enforces(scope);
        findings.add(new Requirement.Unscoped(scope, met), "EPERM");
        if (met) {
            return;
        }
        switch (scope) {
            case SIGNAL -> turnOff(".allowSignals()", SandboxPolicy::allowSignals);
            case ABSTRACT_UNIX_SOCKET ->
                turnOff(".allowAbstractUnixSockets()", SandboxPolicy::allowAbstractUnixSockets);
        }
    }

    /** Turns a scope off, if the policy is about anything else. */
    private void turnOff(String java, UnaryOperator<SandboxPolicy> change) {
        if (policy.handledFs().isEmpty() && policy.handledNet().isEmpty() && policy.scopes().size() == 1) {
            findings.suggestions().block("the policy is about nothing else: a policy that allows it would"
                    + " enforce nothing");
        } else {
            suggest(java, "", change);
        }
    }

    private void suggest(String java, String toml, UnaryOperator<SandboxPolicy> change) {
        findings.suggestions().add(java, toml, change);
    }
}

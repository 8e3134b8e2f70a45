package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LandlockHeader.LANDLOCK_RULE_NET_PORT;
import static io.github.landlauncher.linux.libc.LandlockHeader.LANDLOCK_RULE_PATH_BENEATH;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.EffectivePolicy;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.PortRule;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxUnavailableException;
import io.github.landlauncher.StartStep;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.LandlockNetPortAttr;
import io.github.landlauncher.linux.libc.LandlockPathBeneathAttr;
import io.github.landlauncher.linux.libc.LandlockRulesetAttr;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.MemoryPool;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Hands a policy to the kernel: one ruleset, then one rule after the other. */
final class RulesetMaker {

    private final Libc libc;
    private final MemoryPool pool;
    private final LandlockSupport support;
    private final RulePaths paths;

    RulesetMaker(Libc libc, MemoryPool pool, LandlockSupport support) {
        this.libc = libc;
        this.pool = pool;
        this.support = support;
        this.paths = new RulePaths(libc);
    }

    LandlockRuleset make(SandboxPolicy policy) throws IOException {
        EffectivePolicy effective = EffectivePolicy.of(policy, support);
        SandboxUnavailableException.check(effective.enforcement(), support);
        try (Scratch scratch = Scratch.of(libc, pool, 0)) {
            Descriptor ruleset = create(effective, scratch);
            try {
                List<PathRule> asked = policy.rules().pathRules();
                for (int i = 0; i < asked.size(); i++) {
                    add(asked.get(i), effective.handledFs(), ruleset, scratch);
                }
                for (PortRule rule : effective.rules().portRules()) {
                    add(rule, ruleset, scratch);
                }
            } catch (IOException | RuntimeException | Error e) {
                ruleset.close();
                throw e;
            }
            return new LandlockRuleset(policy, effective, ruleset);
        }
    }

    private Descriptor create(EffectivePolicy effective, Scratch scratch) throws IOException {
        int attr = scratch.reserve(LandlockRulesetAttr.SIZE);
        LandlockRulesetAttr.put(
                scratch.bytes(),
                attr,
                AccessBits.fs(effective.handledFs()),
                AccessBits.net(effective.handledNet()),
                AccessBits.scopes(effective.scopes()));
        int result = libc.landlock_create_ruleset(scratch.address(attr), LandlockRulesetAttr.SIZE, 0);
        return Descriptor.of(libc, result, StartStep.CREATE_RULESET);
    }

    /** Whether a rule is valid is decided by what was asked, so that it is the same on every kernel. */
    private void add(PathRule rule, Set<AccessFs> handled, Descriptor ruleset, Scratch scratch)
            throws IOException {
        int start = scratch.position();
        try (RulePaths.Opened opened = paths.open(rule, scratch)) {
            if (opened == null) {
                return;
            }
            PathRule effective = rule.within(handled);
            Set<AccessFs> access = effective.access();
            if (!opened.isDirectory()) {
                if (rule.exact() && !rule.accessOnFile().equals(rule.access())) {
                    throw Failure.ofRule(libc, rule, StartStep.ADD_RULE, Errno.EINVAL);
                }
                access = effective.accessOnFile();
            }
            if (access.isEmpty()) {
                return;
            }
            int attr = scratch.reserve(LandlockPathBeneathAttr.SIZE);
            LandlockPathBeneathAttr.put(scratch.bytes(), attr, AccessBits.fs(access), opened.fd());
            int result = libc.landlock_add_rule(
                    ruleset.fd(), LANDLOCK_RULE_PATH_BENEATH, scratch.address(attr), 0);
            if (result < 0) {
                throw Failure.ofRule(libc, rule, StartStep.ADD_RULE, -result);
            }
        } finally {
            scratch.backTo(start); // also after a rule that became none, of which there may be many
        }
    }

    private void add(PortRule rule, Descriptor ruleset, Scratch scratch) throws IOException {
        if (rule.access().isEmpty()) {
            return;
        }
        int start = scratch.position();
        int attr = scratch.reserve(LandlockNetPortAttr.SIZE);
        LandlockNetPortAttr.put(scratch.bytes(), attr, AccessBits.net(rule.access()), rule.port());
        int result = libc.landlock_add_rule(
                ruleset.fd(), LANDLOCK_RULE_NET_PORT, scratch.address(attr), 0);
        if (result < 0) {
            throw Failure.ofRule(libc, rule, StartStep.ADD_RULE, -result);
        }
        scratch.backTo(start);
    }
}

package io.github.landlauncher.explain;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.EffectivePolicy;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.SandboxPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules on files of a policy, each bound to the file that was found when this was made. */
final class BoundRules {

    private final Map<Object, List<BoundRule>> byFile = new HashMap<>();
    private final Map<Path, List<BoundRule>> byPath = new HashMap<>();
    private final List<UnboundRule> unbound = new ArrayList<>();
    private final Set<AccessFs> denied;

    /** Finds the files of the rules, now. */
    BoundRules(SandboxPolicy policy, EffectivePolicy effective) {
        List<BoundRule> bound = new ArrayList<>();
        RuleBinder binder = new RuleBinder(effective.handledFs(), bound, unbound);
        for (PathRule rule : policy.rules().pathRules()) {
            binder.bind(rule);
        }
        for (BoundRule rule : bound) {
            byFile.computeIfAbsent(rule.file().key(), key -> new ArrayList<>(1)).add(rule);
            byPath.computeIfAbsent(rule.path(), path -> new ArrayList<>(1)).add(rule);
        }
        EnumSet<AccessFs> initially = EnumSet.noneOf(AccessFs.class);
        initially.addAll(effective.handledFs());
        if (!initially.isEmpty()) {
            initially.add(AccessFs.REFER); // LANDLOCK_ACCESS_FS_INITIALLY_DENIED of the kernel
        }
        denied = Collections.unmodifiableSet(initially);
    }

    /** What is denied unless a rule allows it: what is handled, and then REFER in any case. */
    Set<AccessFs> denied() {
        return denied;
    }

    /** The rules on a file itself. */
    List<BoundRule> on(Step file) {
        return byFile.getOrDefault(file.key(), List.of());
    }

    /** The rules on what had this path when they were bound. */
    List<BoundRule> once(Path path) {
        return byPath.getOrDefault(path, List.of());
    }

    /** The rules that are bound to nothing. */
    List<UnboundRule> unbound() {
        return unbound;
    }
}

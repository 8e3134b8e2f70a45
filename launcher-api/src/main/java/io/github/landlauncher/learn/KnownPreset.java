package io.github.landlauncher.learn;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.Presets;
import io.github.landlauncher.Rules;
import io.github.landlauncher.SandboxPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A preset that a program may turn out to be using.
 *
 * @param name with its parameters
 * @param rules its rules
 * @param grants what they allow on this machine, by paths without symbolic links
 */
record KnownPreset(String name, Rules rules, Map<Path, Set<AccessFs>> grants) {

    private static final Path JAVA_MODULES = Path.of("lib/modules");

    KnownPreset {
        grants = Map.copyOf(grants);
    }

    /**
     * The presets that depend on nothing but the machine, and that of each Java of which the module file
     * was read. Their paths are resolved now.
     */
    static List<KnownPreset> here(SandboxPolicy base, Collection<PathUse> uses) {
        List<KnownPreset> presets = new ArrayList<>();
        presets.add(resolved("base_system", Presets.baseSystem(), base));
        presets.add(resolved("tls", Presets.tls(), base));
        presets.add(resolved("terminal", Presets.terminal(), base));
        presets.add(resolved("gcc", Presets.gcc(), base));
        uses.stream()
                .map(PathUse::path)
                .filter(path -> path.endsWith(JAVA_MODULES) && path.getNameCount() > 2)
                .map(path -> path.getParent().getParent())
                .forEach(home -> presets.add(resolved("java of " + home, Presets.java(home), base)));
        return presets;
    }

    private static KnownPreset resolved(String name, Rules rules, SandboxPolicy base) {
        Map<Path, Set<AccessFs>> grants = new HashMap<>();
        for (PathRule rule : rules.pathRules()) {
            real(rule.path()).ifPresent(path ->
                    grants.merge(path, rule.within(base.handledFs()).access(), AccessFsSets::union));
        }
        return new KnownPreset(name, rules, grants);
    }

    private static Optional<Path> real(Path path) {
        try {
            return Optional.of(path.toRealPath());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether enough of it was used. */
    boolean isRecognisedIn(Collection<Need> needs) {
        Grants allowed = new Grants();
        allowed.addAll(grants);
        Set<Path> used = new HashSet<>();
        for (Need need : needs) {
            if (allowed.cover(need.path(), need.rights())) {
                nearest(need.path()).ifPresent(used::add);
            }
        }
        return used.size() >= Learner.PRESET_RULES && used.size() * Learner.PRESET_SHARE >= grants.size();
    }

    private Optional<Path> nearest(Path path) {
        for (Path at = path; at != null; at = at.getParent()) {
            if (grants.containsKey(at)) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }
}

package io.github.landlauncher.learn;

import io.github.landlauncher.AccessNet;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.PortRule;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Puts together what was learned. */
final class Conclusion {

    /** From here on Linux hands out ports unless it is told otherwise (ip_local_port_range, ip(7)). */
    private static final int FIRST_EPHEMERAL = 32768;

    private static final String ALWAYS =
            "what other inputs, options, machines or moments need was not seen; the rules allow what these"
                    + " runs used";

    private final SandboxPolicy base;
    private final Recording recording;
    private final List<String> notes = new ArrayList<>();

    private Conclusion(SandboxPolicy base, Recording recording) {
        this.base = base;
        this.recording = recording;
    }

    static LearnedPolicy of(
            SandboxPolicy base, Recording recording, List<KnownPreset> presets, Collection<Need> needs,
            Decisions decisions) {
        Conclusion conclusion = new Conclusion(base, recording);
        List<LearnedRule> rules = needs.stream()
                .map(need -> new LearnedRule(Decisions.rule(need), need.evidence().on(need.path())))
                .toList();
        List<PortRule> ports = conclusion.ports();
        List<Decision> open = new ArrayList<>(decisions.list());
        open.addAll(conclusion.scopes());
        return new LearnedPolicy(
                conclusion.policy(presets, rules, ports),
                presets.stream().map(Conclusion::named).toList(),
                rules, ports, open, conclusion.notes());
    }

    private SandboxPolicy policy(List<KnownPreset> presets, List<LearnedRule> rules, List<PortRule> ports) {
        SandboxPolicy policy = base;
        for (KnownPreset preset : presets) {
            policy = policy.allow(preset.rules());
        }
        List<PathRule> paths = rules.stream().map(LearnedRule::rule).toList();
        return policy.allow(paths, ports);
    }

    private static String named(KnownPreset preset) {
        return "preset " + preset.name() + ": at least " + Learner.PRESET_RULES + " of its rules were used, and"
                + " one in " + Learner.PRESET_SHARE + " of those that lead to something here";
    }

    /** Those that the base denies. */
    private List<PortRule> ports() {
        Map<Integer, EnumSet<AccessNet>> byPort = new LinkedHashMap<>();
        Set<AccessNet> open = EnumSet.noneOf(AccessNet.class);
        for (PortUse use : recording.ports()) {
            if (!base.handledNet().contains(use.right())) {
                open.add(use.right());
            } else if (base.rules().portRules().stream()
                    .noneMatch(rule -> rule.port() == use.port() && rule.access().contains(use.right()))) {
                byPort.computeIfAbsent(use.port(), port -> EnumSet.noneOf(AccessNet.class)).add(use.right());
            }
        }
        open.forEach(right -> notes.add("used and not denied, since the policy does not handle it: " + right));
        byPort.forEach((port, rights) -> {
            if (port >= FIRST_EPHEMERAL) {
                notes.add("port " + port + " is one of those that the kernel hands out: it may be another one"
                        + " next time");
            }
        });
        return byPort.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(entry -> entry.getValue().stream()
                        .map(right -> new PortRule(entry.getKey(), Set.of(right))))
                .toList();
    }

    private List<Decision> scopes() {
        EnumSet<Scope> used = EnumSet.noneOf(Scope.class);
        used.addAll(recording.scopes());
        used.retainAll(base.scopes());
        return used.stream()
                .map(scope -> new Decision(Optional.empty(), Optional.of(scope), scope == Scope.SIGNAL
                        ? "a process outside was sent a signal; without the scope all of them can be"
                        : "an abstract unix socket of another program was used; without the scope all can be"))
                .toList();
    }

    private List<String> notes() {
        List<String> all = new ArrayList<>(notes);
        new TreeSet<>(recording.unseen()).forEach(why -> all.add("not seen: " + why));
        all.add(ALWAYS);
        return all;
    }
}

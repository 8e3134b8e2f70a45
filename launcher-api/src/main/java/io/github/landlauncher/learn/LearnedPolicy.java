package io.github.landlauncher.learn;

import io.github.landlauncher.PortRule;
import io.github.landlauncher.SandboxPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A policy made of recordings, and what there is to say about it.
 *
 * <p>It allows what was seen, with the widening that {@link Learner} describes. It cannot know what other
 * inputs, options, machines or moments need.
 *
 * @param policy the policy
 * @param presets the presets that it has, each with the reason, on one line
 * @param rules the rules on paths that it has besides, sorted by path
 * @param ports the rules on ports
 * @param decisions what was used and is not allowed
 * @param notes what else there is to know, a sentence each
 */
public record LearnedPolicy(
        SandboxPolicy policy,
        List<String> presets,
        List<LearnedRule> rules,
        List<PortRule> ports,
        List<Decision> decisions,
        List<String> notes) {

    /** Copies the lists. */
    public LearnedPolicy {
        Objects.requireNonNull(policy, "policy");
        presets = List.copyOf(presets);
        rules = List.copyOf(rules);
        ports = List.copyOf(ports);
        decisions = List.copyOf(decisions);
        notes = List.copyOf(notes);
    }

    /** What was learned, for people, in lines. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        presets.forEach(preset -> lines.add("allowed: " + preset));
        rules.forEach(rule -> lines.add("allowed: " + rule));
        ports.forEach(rule -> lines.add("allowed: " + rule));
        decisions.forEach(decision -> lines.add("not allowed, to be decided: " + decision));
        notes.forEach(note -> lines.add("note: " + note));
        return String.join("\n", lines);
    }
}

package io.github.landlauncher.config;

import io.github.landlauncher.PathRule;
import io.github.landlauncher.SandboxPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What the published format, which other programs read, can say of a policy, and what it cannot.
 *
 * @param config a configuration without extension; it allows whatever the policy allows, and more if
 *     there are losses
 * @param losses what the policy asks for and the configuration does not, a sentence each; empty if both
 *     mean the same, but for the order of rules and rules that are there twice
 */
public record Portable(LandlockConfig config, List<String> losses) {

    /** Checks and copies the components. */
    public Portable {
        Objects.requireNonNull(config, "config");
        losses = List.copyOf(losses);
    }

    static Portable of(SandboxPolicy policy) {
        LandlockConfig config = PolicyConfig.published(policy);
        Handling handled = new Handling(policy.handledFs(), policy.handledNet(), policy.scopes());
        if (config.handling().isEmpty()) {
            throw new IllegalArgumentException("the published format has no name for anything the policy handles: "
                    + handled);
        }
        List<String> losses = new ArrayList<>();
        if (!policy.name().isEmpty()) {
            losses.add("name " + ConfigProblem.visible(Quoted.of(policy.name())) + ": the format has no names");
        }
        losses.addAll(ofStrictness(policy));
        if (!policy.logFlags().isEmpty()) {
            losses.add("log flags " + RightNames.names(policy.logFlags()) + ": the format has none");
        }
        Handling unnamed = handled.minus(Handling.PUBLISHED);
        unnamed.fs().forEach(right -> losses.add(ofRight(right)));
        unnamed.net().forEach(right -> losses.add(ofRight(right)));
        losses.addAll(ContainmentLosses.of(policy.beyondLandlock()));
        policy.rules().pathRules().forEach(rule -> losses.addAll(ofRule(rule)));
        return new Portable(config, losses.stream().distinct().toList());
    }

    private static List<String> ofStrictness(SandboxPolicy policy) {
        if (policy.floor().isEmpty()) {
            return List.of("strict: the format is best effort by definition");
        }
        int floor = policy.floor().get().number();
        return floor == 1 ? List.of() : List.of("best effort from ABI " + floor + ": the format takes any ABI");
    }

    private static String ofRight(Enum<?> right) {
        return "right " + right + ": the format has no name for it, so it is not denied";
    }

    private static List<String> ofRule(PathRule rule) {
        List<String> losses = new ArrayList<>();
        String path = ConfigProblem.visible(rule.base().map(base -> base.resolve(rule.path())).orElse(rule.path())
                .toString());
        if (!rule.ifExists()) {
            losses.add("a missing path is skipped: " + path);
        }
        if (rule.base().isPresent()) {
            losses.add("symbolic links are followed, also out of "
                    + ConfigProblem.visible(rule.base().get().toString()) + ": " + path);
        }
        if (rule.exact()) {
            losses.add("rights that only directories have are left out on a file: " + path);
        }
        return losses;
    }
}

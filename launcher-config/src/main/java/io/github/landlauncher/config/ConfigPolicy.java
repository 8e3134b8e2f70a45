package io.github.landlauncher.config;

import io.github.landlauncher.Containment;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LogFlag;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.PortRule;
import io.github.landlauncher.Presets;
import io.github.landlauncher.Rules;
import io.github.landlauncher.SandboxPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the policy that a configuration means: the rules first, then what the extension asks for. */
final class ConfigPolicy {

    private final LandlockConfig config;
    private final Extension extension;
    private final PathExpansion expansion;
    private final List<ConfigProblem> problems = new ArrayList<>();
    private final List<PathRule> paths = new ArrayList<>();
    private final List<PortRule> ports = new ArrayList<>();

    private ConfigPolicy(LandlockConfig config) {
        this.config = config;
        this.extension = config.extension();
        this.expansion = new PathExpansion(config.variableTexts());
    }

    /**
     * The policy of a configuration that handles something.
     *
     * @throws ConfigException as {@link LandlockConfig#toPolicy()}
     */
    static SandboxPolicy of(LandlockConfig config) throws ConfigException {
        return new ConfigPolicy(config).policy();
    }

    private SandboxPolicy policy() throws ConfigException {
        measure();
        expansion.check();
        paths.addAll(expansion.rules(config.paths(), true));
        paths.addAll(expansion.rules(extension.required(), false));
        config.portRules().forEach((port, access) -> ports.add(new PortRule(port, access)));
        extension.rules().presets().forEach(this::preset);
        extension.rules().paths().forEach(this::path);
        ports.addAll(extension.rules().ports());
        expansion.check();
        Problems.check(problems);
        Handling handling = config.handling();
        SandboxPolicy policy = SandboxPolicy.handling(handling.fs(), handling.net(), handling.scopes())
                .named(extension.name().orElse(""))
                .logging(extension.logFlags().toArray(LogFlag[]::new))
                .allow(paths, ports);
        Optional<LandlockAbi> floor = extension.floor();
        policy = floor.isPresent() ? policy.bestEffort(floor.get()) : policy.strict();
        return contained(policy, extension.containment());
    }

    private void measure() {
        config.paths().keySet().forEach(expansion::measure);
        extension.required().keySet().forEach(expansion::measure);
        extension.rules().presets().stream()
                .map(preset -> List.copyOf(preset.parameters().values()))
                .filter(parameters -> !parameters.isEmpty())
                .forEach(expansion::measure);
        extension.rules().paths().forEach(rule -> expansion.measure(
                rule.base().map(base -> List.of(base, rule.path())).orElse(List.of(rule.path()))));
    }

    private void path(ExtensionPath rule) {
        List<Optional<Path>> bases = rule.base().isEmpty()
                ? List.of(Optional.empty())
                : expansion.paths(rule.base().get()).stream().map(Optional::of).toList();
        List<Path> beneath = expansion.paths(rule.path());
        for (Optional<Path> base : bases) {
            for (Path path : beneath) {
                try {
                    paths.add(new PathRule(base, path, rule.access(), rule.exact(), rule.ifExists()));
                } catch (IllegalArgumentException e) {
                    problems.add(rule.path().place().problem(e.getMessage()));
                }
            }
        }
    }

    /** What a preset allows of what is handled, for all combinations of its parameters. */
    private void preset(PresetUse preset) {
        List<Map<String, Path>> combinations = List.of(Map.of());
        for (Map.Entry<String, Template> parameter : preset.parameters().entrySet()) {
            List<Map<String, Path>> longer = new ArrayList<>();
            for (Path path : expansion.paths(parameter.getValue())) {
                for (Map<String, Path> combination : combinations) {
                    Map<String, Path> one = new HashMap<>(combination);
                    one.put(parameter.getKey(), path);
                    longer.add(one);
                }
            }
            combinations = longer;
        }
        try {
            combinations.forEach(values -> add(Presets.named(preset.name(), values)));
        } catch (IllegalArgumentException e) {
            problems.add(preset.place().problem(e.getMessage()));
        }
    }

    private void add(Rules rules) {
        paths.addAll(rules.pathRules());
        for (PortRule rule : rules.portRules()) {
            PortRule handled = rule.within(config.handling().net());
            if (!handled.access().isEmpty()) {
                ports.add(handled);
            }
        }
    }

    /** Rules on ports are refused where there is no network; only now is it known whether they meet. */
    private SandboxPolicy contained(SandboxPolicy policy, Containment asked) throws ConfigException {
        try {
            SandboxPolicy contained = ContainmentPolicy.of(policy, asked);
            return asked.networkDenied() ? contained.denyNetwork() : contained;
        } catch (IllegalArgumentException e) {
            throw new ConfigException(extension.places().problem("deny_network", e.getMessage()));
        }
    }
}

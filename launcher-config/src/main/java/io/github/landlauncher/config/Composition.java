package io.github.landlauncher.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Puts two configurations together. */
final class Composition {

    private Composition() {}

    /** @throws ConfigException with all that is wrong in any of the texts, and what was found before */
    static LandlockConfig parsed(
            Set<ParseOption> options, List<ConfigText> texts, List<ConfigProblem> problems)
            throws ConfigException {
        List<LandlockConfig> configs = new ArrayList<>();
        for (ConfigText text : texts) {
            try {
                ConfigInterpreter.read(text, ConfigReader.read(text), options, problems).ifPresent(configs::add);
            } catch (ConfigException e) {
                problems.addAll(e.problems());
            }
        }
        Problems.check(problems);
        return of(configs, options);
    }

    /**
     * All of these, at least one.
     *
     * @throws ConfigException if extensions contradict each other; or if sources that handle something
     *     have become one that handles nothing, unless that is allowed
     */
    static LandlockConfig of(List<LandlockConfig> configs, Set<ParseOption> options) throws ConfigException {
        LandlockConfig all = configs.get(0);
        for (LandlockConfig config : configs.subList(1, configs.size())) {
            all = of(all, config);
        }
        check(all, options);
        return all;
    }

    private static LandlockConfig of(LandlockConfig a, LandlockConfig b) throws ConfigException {
        Handling shared = shareable(a).and(shareable(b));
        Set<HandledBy> sources = new LinkedHashSet<>(a.sources());
        sources.addAll(b.sources());
        return new LandlockConfig(
                lower(a.abi(), b.abi()),
                shared.or(a.extension().handling()).or(b.extension().handling()),
                a.variableTexts().and(b.variableTexts()),
                Grants.union(a.paths(), b.paths(), shared.fs()),
                Grants.union(a.portRules(), b.portRules(), shared.net()),
                a.extension().and(b.extension(), shared),
                List.copyOf(sources));
    }

    /** What all files of a configuration handle. */
    private static Handling shareable(LandlockConfig config) {
        return config.handling().minus(config.extension().unshared());
    }

    private static OptionalInt lower(OptionalInt a, OptionalInt b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isEmpty() ? b : a;
        }
        return OptionalInt.of(Math.min(a.getAsInt(), b.getAsInt()));
    }

    private static void check(LandlockConfig config, Set<ParseOption> options) throws ConfigException {
        if (config.handling().isEmpty()
                && config.sources().stream().anyMatch(source -> !source.handling().isEmpty())
                && !options.contains(ParseOption.ALLOW_NOTHING_ENFORCED)) {
            throw HandledBy.nothing(config.sources());
        }
    }
}

package io.github.landlauncher.config;

import io.github.landlauncher.AccessFs;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A configuration with comments, for people who review it. Comments are not read again.
 *
 * @param config what is read
 * @param header lines before everything else
 * @param comments lines before the rule on a path, by the path that it has when variables are replaced; of
 *     a path on which there is no published rule they are part of the header
 */
public record CommentedConfig(LandlockConfig config, List<String> header, Map<Path, List<String>> comments) {

    /** Copies the comments. */
    public CommentedConfig {
        Objects.requireNonNull(config, "config");
        header = List.copyOf(header);
        Map<Path, List<String>> copy = new TreeMap<>();
        comments.forEach((path, lines) -> copy.put(path, List.copyOf(lines)));
        comments = Collections.unmodifiableMap(copy);
    }

    /**
     * The configuration in TOML, where each rule with a comment is by itself. What is not seen of a comment
     * is escaped, line ends included, so that none can be anything else.
     *
     * @throws IllegalStateException if the text has more than 256 KiB, so that it could not be read
     */
    public String toToml() {
        Map<Template, Path> commented = commented();
        StringBuilder text = new StringBuilder();
        comment(text, header);
        comments.forEach((path, lines) -> {
            if (!commented.containsValue(path)) {
                comment(text, List.of(path + ":"));
                comment(text, lines.stream().map(line -> "  " + line).toList());
            }
        });
        text.append(text.isEmpty() ? "" : "\n").append(ConfigWriter.toml(ConfigDocument.of(without(commented))));
        commented.forEach((template, path) -> {
            text.append('\n');
            comment(text, comments.get(path));
            text.append(ConfigWriter.toml(ConfigDocument.ofPath(template, config.paths().get(template))));
        });
        return ConfigWriter.checked(text.toString());
    }

    private static void comment(StringBuilder text, List<String> lines) {
        for (String line : lines) {
            String shown = ConfigWriter.visible(line.replace("\n", "\\n"), ConfigFormat.TOML);
            text.append(("# " + shown).stripTrailing()).append('\n');
        }
    }

    /** The published rules that have comments, and the path that each is on. */
    private Map<Template, Path> commented() {
        Map<Template, Path> commented = new LinkedHashMap<>();
        for (Template template : config.paths().keySet()) {
            PathExpansion expansion = new PathExpansion(config.variableTexts());
            expansion.measure(template);
            expansion.paths(template).stream()
                    .filter(comments::containsKey)
                    .findFirst()
                    .ifPresent(path -> commented.put(template, path));
        }
        return commented;
    }

    private LandlockConfig without(Map<Template, Path> rules) {
        SortedMap<Template, Set<AccessFs>> rest = new TreeMap<>(config.paths());
        rest.keySet().removeAll(rules.keySet());
        return new LandlockConfig(config.abi(), config.handling(), config.variableTexts(), rest,
                config.portRules(), config.extension(), config.sources());
    }
}

package io.github.landlauncher.cli;

import io.github.landlauncher.PathRule;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.cli.convert.JavaSource;
import io.github.landlauncher.config.CommentedConfig;
import io.github.landlauncher.config.LandlockConfig;
import io.github.landlauncher.config.ParseOption;
import io.github.landlauncher.config.Portable;
import io.github.landlauncher.learn.Decision;
import io.github.landlauncher.learn.LearnedPolicy;
import io.github.landlauncher.learn.LearnedRule;
import io.github.landlauncher.learn.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where a learned policy is written.
 *
 * @param file of the policy, TOML or JSON by its name
 * @param source of Java source, or null
 */
record LearnedFile(Path file, Path source) {

    private static final String TABLE = "[[path_beneath]]";

    static LearnedFile of(Path file, Path source) {
        return new LearnedFile(file, source);
    }

    /** The first of these files that is there. */
    Optional<Path> existing() {
        return Stream.of(file, source).filter(Objects::nonNull).filter(Files::exists).findFirst();
    }

    /**
     * The policy in the file, if it is there.
     *
     * @throws IOException if it cannot be read or is wrong
     */
    Optional<SandboxPolicy> policy() throws IOException {
        return Files.exists(file)
                ? Optional.of(LandlockConfig.parse(Set.of(ParseOption.ALLOW_EXTENSION), file).toPolicy())
                : Optional.empty();
    }

    /** A path without symbolic links, as far as it exists. */
    static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.normalize();
        }
    }

    /**
     * What the file says before its policy: where that comes from, and what was left to be decided. Empty
     * if it is not there, or cannot have comments.
     */
    List<String> header() throws IOException {
        return Files.exists(file)
                ? Files.readAllLines(file).stream()
                        .takeWhile(line -> line.startsWith("#"))
                        .map(line -> line.startsWith("# ") ? line.substring(2) : line.substring(1))
                        .toList()
                : List.of();
    }

    /**
     * Writes the policy; with comments in TOML.
     *
     * @param before the {@link #header()} of what this adds to, or empty
     * @throws IOException if that fails, or a file cannot say it
     */
    void write(LearnedPolicy learned, Surroundings surroundings, int runs, List<String> command,
            List<String> before) throws IOException {
        try {
            Map<String, Path> variables = surroundings.variables();
            LandlockConfig config = config(learned.policy()).withVariables(variables);
            boolean json = file.getFileName().toString().endsWith(".json");
            List<String> header = header(learned, variables, runs, command);
            if (!before.isEmpty()) {
                header.addAll(List.of("", "Before that:"));
                header.addAll(before);
            }
            Files.writeString(file, json ? config.toJson()
                    : new CommentedConfig(config, header, comments(learned)).toToml());
            if (source != null) {
                Files.writeString(source, JavaSource.of(learned.policy()));
            }
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new IOException(file + " cannot say the policy: " + e.getMessage(), e);
        }
    }

    /** The published form, which needs no option to be read, if that says all of it. */
    private static LandlockConfig config(SandboxPolicy policy) {
        try {
            Portable portable = LandlockConfig.portable(policy);
            return portable.losses().isEmpty() ? portable.config() : LandlockConfig.of(policy);
        } catch (IllegalArgumentException e) {
            return LandlockConfig.of(policy);
        }
    }

    private static Map<Path, List<String>> comments(LearnedPolicy learned) {
        Map<Path, List<String>> comments = new HashMap<>();
        for (LearnedRule rule : learned.rules()) {
            comments.put(rule.rule().path(), List.of(rule.reason()));
        }
        return comments;
    }

    private static List<String> header(
            LearnedPolicy learned, Map<String, Path> variables, int runs, List<String> command) {
        List<String> header = new ArrayList<>();
        header.add("Learned from " + (runs == 1 ? "a run" : runs + " runs") + " of: " + String.join(" ", command));
        learned.presets().forEach(header::add);
        learned.notes().forEach(note -> header.add("Note: " + note));
        if (!learned.decisions().isEmpty()) {
            header.add("");
            header.add("Not allowed, to be decided:");
        }
        for (Decision decision : learned.decisions()) {
            header.add("");
            header.add(decision.reason());
            decision.rule().ifPresent(rule -> header.addAll(lines(rule, variables)));
            decision.scope().ifPresent(scope -> header.add("  take \"" + name(scope.name())
                    + "\" out of scoped"));
        }
        return header;
    }

    private static String name(String constant) {
        return constant.toLowerCase(Locale.ROOT);
    }

    /** What the file would say to allow it; only the rule itself if the published format cannot. */
    private static List<String> lines(PathRule rule, Map<String, Path> variables) {
        try {
            SandboxPolicy policy = SandboxPolicy.handling(rule.access(), Set.of(), Set.of()).allow(rule);
            String toml = LandlockConfig.portable(policy).config().withVariables(variables).toToml();
            return toml.substring(toml.indexOf(TABLE)).lines().map(line -> "  " + line).toList();
        } catch (IllegalArgumentException e) {
            return List.of("  " + rule);
        }
    }
}

package io.github.landlauncher.config;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.PathRule;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Replaces references by the texts of variables, in all combinations, and makes one rule for each
 * path. Combinations are counted before any is built, since a few lines can ask for billions.
 */
final class PathExpansion {

    /** Of one policy, before those that are the same are joined. */
    static final int MAX_PATHS = 1 << 16;

    /** Of all paths of one policy, in bytes. */
    static final int MAX_TOTAL = 1 << 24;

    /** In bytes; the kernel opens none that is longer (PATH_MAX without its NUL). */
    static final int MAX_PATH = 4095;

    private final Map<String, Texts> variables = new HashMap<>();
    private final List<ConfigProblem> problems = new ArrayList<>();
    private final NavigableMap<Template, List<Texts>> products = new TreeMap<>();
    private final NavigableMap<String, EnumSet<AccessFs>> access = new TreeMap<>();
    private long paths;
    private long total;

    private PathExpansion(Variables variables) {
        variables.asMap().forEach((name, texts) -> this.variables.put(name, Texts.of(texts)));
    }

    /**
     * One rule for each path, sorted by path; a path that is missing at start has no effect.
     *
     * @throws ConfigException if a variable is undefined, a path cannot be one, or there are too many
     */
    static List<PathRule> rules(Variables variables, Map<Template, Set<AccessFs>> templates)
            throws ConfigException {
        PathExpansion expansion = new PathExpansion(variables);
        templates.keySet().forEach(expansion::measure);
        Problems.check(expansion.problems);
        expansion.products.forEach((template, product) ->
                expansion.expand(template, product, templates.get(template)));
        Problems.check(expansion.problems);
        List<PathRule> rules = new ArrayList<>();
        expansion.access.forEach((path, rights) ->
                rules.add(new PathRule(Optional.empty(), Path.of(path), rights, false, true)));
        return rules;
    }

    private void measure(Template template) {
        Optional<List<Texts>> product = product(template);
        if (product.isEmpty() || product.get().stream().anyMatch(texts -> texts.values().isEmpty())) {
            return;
        }
        products.put(template, product.get());
        long count = count(product.get());
        long longest = product.get().stream().mapToLong(Texts::longest).sum();
        if (longest > MAX_PATH) {
            problems.add(template.place().problem(
                    "stands for a path of " + longest + " bytes; the longest can have " + MAX_PATH));
        } else if (count <= MAX_PATHS) {
            long bytes = product.get().stream().mapToLong(texts -> texts.sum() * (count / texts.count())).sum();
            add(template, count, bytes);
        } else {
            add(template, count, 0);
        }
    }

    /** Reports where a limit is passed, once. */
    private void add(Template template, long count, long bytes) {
        boolean within = paths <= MAX_PATHS && total <= MAX_TOTAL;
        paths += count;
        total += bytes;
        if (within && (paths > MAX_PATHS || total > MAX_TOTAL)) {
            String passed = paths > MAX_PATHS ? MAX_PATHS + " paths" : MAX_TOTAL + " bytes of paths";
            problems.add(template.place().problem("here the policy passes its limit of " + passed
                    + "; a rule on a directory covers all below it"));
        }
    }

    /** How many paths a product of sets that are not empty has, as far as it matters. */
    private static long count(List<Texts> product) {
        long count = 1;
        for (Texts texts : product) {
            count = Math.min(count * texts.count(), MAX_PATHS + 1);
        }
        return count;
    }

    /** What the parts of a template stand for; empty if a variable is undefined. */
    private Optional<List<Texts>> product(Template template) {
        List<Texts> product = new ArrayList<>();
        boolean defined = true;
        for (Template.Part part : template.parts()) {
            if (part instanceof Template.Literal literal) {
                product.add(Texts.of(List.of(literal.text())));
            } else if (part instanceof Template.Reference reference) {
                Texts texts = variables.get(reference.name());
                if (texts == null) {
                    problems.add(reference.place().problem("no file has a variable "
                            + Quoted.of(reference.name())));
                    defined = false;
                } else {
                    product.add(texts);
                }
            }
        }
        return defined ? Optional.of(product) : Optional.empty();
    }

    private void expand(Template template, List<Texts> product, Set<AccessFs> rights) {
        List<String> built = List.of("");
        StringBuilder between = new StringBuilder();
        for (Texts texts : product) {
            if (texts.count() == 1) {
                between.append(texts.values().get(0));
            } else {
                built = combined(built, between.toString(), texts.values());
                between.setLength(0);
            }
        }
        for (String path : built) {
            add(template, path + between, rights);
        }
    }

    private static List<String> combined(List<String> beginnings, String between, List<String> ends) {
        List<String> combined = new ArrayList<>(beginnings.size() * ends.size());
        for (String beginning : beginnings) {
            for (String end : ends) {
                combined.add(beginning + between + end);
            }
        }
        return combined;
    }

    private void add(Template template, String path, Set<AccessFs> rights) {
        try {
            if (path.isEmpty()) {
                problems.add(template.place().problem(PathText.EMPTY));
            } else {
                String normalised = Path.of(PathText.normalised(path)).toString();
                access.computeIfAbsent(normalised, p -> EnumSet.noneOf(AccessFs.class)).addAll(rights);
            }
        } catch (InvalidPathException e) {
            problems.add(template.place().problem("stands for " + Quoted.of(path)
                    + ", which cannot be a path in this locale: " + e.getReason()));
        }
    }
}

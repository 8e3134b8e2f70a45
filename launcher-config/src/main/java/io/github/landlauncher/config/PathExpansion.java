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
import java.util.function.UnaryOperator;

/**
 * Replaces references by the texts of variables, in all combinations, which are counted before any is
 * built: a few lines can ask for billions.
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
    private final Map<Template, List<Texts>> products = new HashMap<>();
    private long paths;
    private long total;

    PathExpansion(Variables variables) {
        variables.asMap().forEach((name, texts) -> this.variables.put(name, Texts.of(texts)));
    }

    /** @throws ConfigException if anything was wrong until now */
    void check() throws ConfigException {
        Problems.check(problems);
    }

    /** Counts the paths of a template. */
    void measure(Template template) {
        measure(List.of(template));
    }

    /** Counts the combinations of templates; where there are too many, is said of the last. */
    void measure(List<Template> templates) {
        List<Texts> product = new ArrayList<>();
        boolean defined = true;
        for (Template template : templates) {
            Optional<List<Texts>> parts = product(template);
            defined &= parts.isPresent();
            parts.ifPresent(texts -> {
                products.put(template, texts);
                product.addAll(texts);
                checkLength(template, texts);
            });
        }
        if (defined && product.stream().noneMatch(texts -> texts.values().isEmpty())) {
            add(templates.get(templates.size() - 1), product);
        }
    }

    private void checkLength(Template template, List<Texts> product) {
        long longest = product.stream().mapToLong(Texts::longest).sum();
        if (longest > MAX_PATH && product.stream().noneMatch(texts -> texts.values().isEmpty())) {
            problems.add(template.place().problem(
                    "stands for a path of " + longest + " bytes; the longest can have " + MAX_PATH));
        }
    }

    private void add(Template template, List<Texts> product) {
        long count = count(product);
        if (count <= MAX_PATHS) {
            long bytes = product.stream().mapToLong(texts -> texts.sum() * (count / texts.count())).sum();
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

    /** The texts that a measured template stands for; none if a variable has none. */
    private List<String> texts(Template template) {
        if (products.get(template).stream().anyMatch(texts -> texts.values().isEmpty())) {
            return List.of();
        }
        List<String> built = List.of("");
        StringBuilder between = new StringBuilder();
        for (Texts texts : products.get(template)) {
            if (texts.count() == 1) {
                between.append(texts.values().get(0));
            } else {
                built = combined(built, between.toString(), texts.values());
                between.setLength(0);
            }
        }
        return built.stream().map(text -> text + between).toList();
    }

    /** The paths that a measured template stands for, as they are. */
    List<Path> paths(Template template) {
        return paths(template, text -> text);
    }

    /**
     * One rule for each path of measured templates, in the one form that its components have, sorted.
     *
     * @param ifExists whether a path that is missing at start has no effect
     */
    List<PathRule> rules(Map<Template, Set<AccessFs>> templates, boolean ifExists) {
        NavigableMap<String, EnumSet<AccessFs>> access = new TreeMap<>();
        templates.forEach((template, rights) -> paths(template, PathText::normalised).forEach(path ->
                access.computeIfAbsent(path.toString(), p -> RightNames.FS.none()).addAll(rights)));
        List<PathRule> rules = new ArrayList<>();
        access.forEach((path, rights) ->
                rules.add(new PathRule(Optional.empty(), Path.of(path), rights, false, ifExists)));
        return rules;
    }

    private List<Path> paths(Template template, UnaryOperator<String> form) {
        List<Path> found = new ArrayList<>();
        for (String text : texts(template)) {
            path(template, text, form).ifPresent(found::add);
        }
        return found;
    }

    private Optional<Path> path(Template template, String text, UnaryOperator<String> form) {
        try {
            if (!text.isEmpty()) {
                return Optional.of(Path.of(form.apply(text)));
            }
            problems.add(template.place().problem(PathText.EMPTY));
        } catch (InvalidPathException e) {
            problems.add(template.place().problem("stands for " + Quoted.of(text)
                    + ", which cannot be a path in this locale: " + e.getReason()));
        }
        return Optional.empty();
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
}

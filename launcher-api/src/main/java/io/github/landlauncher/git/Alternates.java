package io.github.landlauncher.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Follows {@code objects/info/alternates}, by which a repository borrows objects of others. */
final class Alternates {

    /** git follows no more levels. */
    private static final int DEEPEST = 5;

    /** More directories than this are not followed. */
    static final int MAX = 100;

    /** More lines than this are not looked at, those that lead nowhere included. */
    static final int MAX_LINES = 10_000;

    private final Bases bases;
    private final Findings findings;
    private final Set<Path> followed = new LinkedHashSet<>();
    private int lines;

    Alternates(Bases bases, Findings findings) {
        this.bases = bases;
        this.findings = findings;
    }

    /** The directories of objects in a base that this one leads to, each once. */
    List<Path> of(Path objects) {
        follow(objects, 0);
        return List.copyOf(followed);
    }

    private void follow(Path objects, int depth) {
        Path file = objects.resolve("info/alternates");
        for (String line : lines(file)) {
            if (depth > DEEPEST || followed.size() >= MAX || ++lines > MAX_LINES) {
                findings.notGranted(file, line, "too many, or too deep");
                return;
            }
            Optional<Path> target = bases.resolve(file, line, line, objects);
            if (target.isPresent() && followed.add(target.get())) {
                follow(target.get(), depth + 1);
            }
        }
    }

    private List<String> lines(Path file) {
        if (SmallFile.kindOf(file) == SmallFile.Kind.MISSING) {
            return List.of();
        }
        try {
            Optional<String> text = SmallFile.text(bases.read(file));
            if (text.isPresent()) {
                return text.get().lines().filter(line -> !line.isEmpty() && !line.startsWith("#")).toList();
            }
            findings.notGranted(file, "its contents", "not UTF-8");
        } catch (IOException e) {
            findings.notGranted(file, "its contents", "cannot be read: " + e.getMessage());
        }
        return List.of();
    }
}

package io.github.landlauncher.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong, so that one run shows all of it. */
final class Problems {

    /** Of one text; whoever sees a thousand does not need the rest. */
    static final int MAX = 1_000;

    private static final Comparator<ConfigProblem> BY_PLACE = Comparator.comparing(ConfigProblem::source)
            .thenComparing(ConfigProblem::line)
            .thenComparing(ConfigProblem::column)
            .thenComparing(ConfigProblem::message);

    private final String source;
    private final List<ConfigProblem> found = new ArrayList<>();

    Problems(String source) {
        this.source = source;
    }

    void at(Position position, String message) {
        if (found.size() < MAX) {
            found.add(ConfigProblem.at(source, position, message));
        } else if (found.size() == MAX) {
            found.add(ConfigProblem.of(source, "has more problems than these " + MAX));
        }
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<ConfigProblem> found() {
        return found;
    }

    /** Throws all of them in the order of files and places, or returns if there are none. */
    static void check(List<ConfigProblem> problems) throws ConfigException {
        if (!problems.isEmpty()) {
            throw new ConfigException(problems.stream().sorted(BY_PLACE).distinct().toList());
        }
    }
}

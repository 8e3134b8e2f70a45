package io.github.landlauncher.config;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Files that make no policy; the message has a line for each problem that was found. */
public final class ConfigException extends IOException {

    private static final long serialVersionUID = 1;

    private final transient List<ConfigProblem> problems;

    ConfigException(List<ConfigProblem> problems) {
        super(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    ConfigException(ConfigProblem problem) {
        this(List.of(problem));
    }

    /** The problems, sorted by file and then by place, one or more; empty if this was serialized. */
    public List<ConfigProblem> problems() {
        return problems == null ? List.of() : problems;
    }
}

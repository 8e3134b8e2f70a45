package io.github.landlauncher.cli.convert;

import java.util.List;

/** Thrown if words are not what a launcher accepts, or a policy says what another one cannot. */
public final class ConversionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /** A single problem. */
    public ConversionException(String problem) {
        this(List.of(problem));
    }

    /** All that is in the way, one a line of the message. */
    ConversionException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** What is in the way: at least one sentence. */
    public List<String> problems() {
        return problems == null ? List.of(getMessage()) : problems;
    }
}

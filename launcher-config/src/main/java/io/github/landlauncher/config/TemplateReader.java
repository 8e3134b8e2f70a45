package io.github.landlauncher.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the <code>${}</code> language: <code>${name}</code> refers to a variable, {@code $$} is a
 * dollar sign, and so is one before anything else.
 */
final class TemplateReader {

    private final Place place;
    private final Problems problems;
    private final String value;
    private final StringPosition positions;
    private final List<Template.Part> parts = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();

    private TemplateReader(TextLines lines, Problems problems, Node.Text node) {
        this.place = new Place(lines.name(), node.position());
        this.problems = problems;
        this.value = node.value();
        this.positions = new StringPosition(lines, node);
    }

    /** What a string says; what is wrong with it goes to {@code problems}. */
    static Template read(TextLines lines, Problems problems, Node.Text node) {
        return new TemplateReader(lines, problems, node).read();
    }

    /** What a string says that is a path, so that it must not be empty. */
    static Template path(TextLines lines, Problems problems, Node.Text node) {
        PathText.checkNul(problems, node);
        if (node.value().isEmpty()) {
            problems.at(node.position(), PathText.EMPTY);
        }
        return read(lines, problems, node);
    }

    private Template read() {
        int i = 0;
        while (i < value.length()) {
            if (value.startsWith("${", i)) {
                i = reference(i);
            } else {
                literal.append(value.charAt(i));
                i += value.startsWith("$$", i) ? 2 : 1;
            }
        }
        endLiteral();
        return new Template(place, parts);
    }

    /** Returns where the text goes on. */
    private int reference(int begin) {
        int end = value.indexOf('}', begin);
        if (end < 0) {
            problems.at(positions.of(begin), "unclosed variable reference " + Quoted.of(value.substring(begin))
                    + "; \"}\" ends one, and \"$${\" is no reference");
            return value.length();
        }
        String name = value.substring(begin + 2, end);
        Variables.problemOf(name).ifPresent(problem -> problems.at(positions.of(begin), problem));
        endLiteral();
        parts.add(new Template.Reference(name, new Place(place.source(), positions.of(begin))));
        return end + 1;
    }

    private void endLiteral() {
        if (literal.length() > 0) {
            parts.add(new Template.Literal(literal.toString()));
            literal.setLength(0);
        }
    }
}

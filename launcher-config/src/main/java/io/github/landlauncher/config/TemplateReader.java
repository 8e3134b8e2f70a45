package io.github.landlauncher.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the <code>${}</code> language: <code>${name}</code> refers to a variable, {@code $$} is a
 * dollar sign, and so is one before anything else.
 */
final class TemplateReader {

    private final ConfigText text;
    private final Problems problems;
    private final Node.Text node;
    private final String value;
    private final List<Template.Part> parts = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();

    private TemplateReader(ConfigText text, Problems problems, Node.Text node) {
        this.text = text;
        this.problems = problems;
        this.node = node;
        this.value = node.value();
    }

    /** What a string says; what is wrong with it goes to {@code problems}. */
    static Template read(ConfigText text, Problems problems, Node.Text node) {
        return new TemplateReader(text, problems, node).read();
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
        return new Template(new Place(text.name(), node.position()), parts);
    }

    /** Returns where the text goes on. */
    private int reference(int begin) {
        int end = value.indexOf('}', begin);
        if (end < 0) {
            problems.at(position(begin), "unclosed variable reference " + Quoted.of(value.substring(begin))
                    + "; \"}\" ends one, and \"$${\" is no reference");
            return value.length();
        }
        String name = value.substring(begin + 2, end);
        Variables.problemOf(name).ifPresent(problem -> problems.at(position(begin), problem));
        endLiteral();
        parts.add(new Template.Reference(name, place(begin)));
        return end + 1;
    }

    private void endLiteral() {
        if (literal.length() > 0) {
            parts.add(new Template.Literal(literal.toString()));
            literal.setLength(0);
        }
    }

    private Place place(int index) {
        return new Place(text.name(), position(index));
    }

    private Position position(int index) {
        return StringPosition.of(text.content(), node, index);
    }
}

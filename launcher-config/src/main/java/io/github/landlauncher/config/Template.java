package io.github.landlauncher.config;

import java.util.List;

/**
 * A path in which variables may be referred to, as {@code "${name}/x"}. Templates that say the same
 * are equal, wherever they are.
 */
final class Template implements Comparable<Template> {

    /** A part of a template. */
    sealed interface Part {}

    /** Text that stands for itself; never empty, and never beside another one. */
    record Literal(String text) implements Part {}

    /** A reference to a variable; where it is, is not part of the value. */
    record Reference(String name, Place place) implements Part {}

    private final Place place;
    private final List<Part> parts;
    private final String text;

    Template(Place place, List<Part> parts) {
        this.place = place;
        this.parts = List.copyOf(parts);
        StringBuilder written = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Literal literal) {
                written.append(literal.text().replace("$", "$$"));
            } else if (part instanceof Reference reference) {
                written.append("${").append(reference.name()).append('}');
            }
        }
        this.text = written.toString();
    }

    /** Where the string begins. */
    Place place() {
        return place;
    }

    List<Part> parts() {
        return parts;
    }

    @Override
    public int compareTo(Template other) {
        return text.compareTo(other.text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Template that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As a file may write it, with every other {@code $} doubled: no two templates look alike. */
    @Override
    public String toString() {
        return text;
    }
}

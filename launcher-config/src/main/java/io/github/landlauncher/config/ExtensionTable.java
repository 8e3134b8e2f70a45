package io.github.landlauncher.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads one table of the extension by its keys, which are given in snake case. What is not as expected
 * is a problem and then is as if it were not there; {@link #refuseOthers} finds the keys that nobody
 * asked for.
 */
final class ExtensionTable {

    private final ConfigText text;
    private final TextLines lines;
    private final Problems problems;
    private final Node.Table table;
    private final Fields fields;
    private final Set<String> known = new LinkedHashSet<>();

    ExtensionTable(ConfigText text, TextLines lines, Problems problems, Node.Table table) {
        this.text = text;
        this.lines = lines;
        this.problems = problems;
        this.table = table;
        this.fields = new Fields(text, problems, table);
    }

    Optional<Node> value(String key) {
        known.add(key);
        return fields.value(key);
    }

    /** A key that must be there. */
    void require(String key) {
        known.add(key);
        fields.required(key);
    }

    boolean has(String key) {
        return fields.has(key);
    }

    /** Where a key is, or the table if it has none. */
    Place placeOf(String key) {
        return new Place(text.name(), positionOf(key));
    }

    private Position positionOf(String key) {
        Node.Member member = table.members().get(text.format().spelled(key));
        return member == null ? table.position() : member.keyPosition();
    }

    /** False if there is no such key. */
    boolean flag(String key) {
        return value(key).flatMap(fields::flag).map(Node.Flag::value).orElse(false);
    }

    Optional<Node.Text> text(String key) {
        return value(key).flatMap(fields::text);
    }

    /** A whole number in a range, both ends included. */
    OptionalLong whole(String key, long least, long most) {
        Optional<Node.Whole> whole = value(key).flatMap(fields::whole);
        if (whole.isEmpty()) {
            return OptionalLong.empty();
        }
        long value = whole.get().value();
        if (value < least || value > most) {
            problem(whole.get(), text.format().spelled(key) + " " + value + " is not "
                    + (most == Long.MAX_VALUE ? least + " or more" : "in " + least + " to " + most));
            return OptionalLong.empty();
        }
        return OptionalLong.of(value);
    }

    /** The strings of an array, which must not be empty; none if there is no such key. */
    List<Node.Text> texts(String key) {
        List<Node.Text> texts = new ArrayList<>();
        value(key).ifPresent(array -> fields.eachText(array, texts::add));
        return texts;
    }

    /** The strings of an array, which may be empty. */
    List<Node.Text> textsOrNone(String key) {
        return value(key).filter(ExtensionTable::isEmptyArray).isPresent() ? List.of() : texts(key);
    }

    static boolean isEmptyArray(Node node) {
        return node instanceof Node.Items items && items.values().isEmpty();
    }

    /** The whole numbers of an array, which must not be empty; none if there is no such key. */
    List<Node.Whole> wholes(String key) {
        List<Node.Whole> wholes = new ArrayList<>();
        value(key).ifPresent(array -> fields.eachWhole(array, wholes::add));
        return wholes;
    }

    /** A table in this one. */
    Optional<ExtensionTable> table(String key) {
        return value(key).flatMap(fields::table).map(this::inner);
    }

    /** The tables of an array in this one. */
    List<ExtensionTable> tables(String key) {
        known.add(key);
        List<ExtensionTable> tables = new ArrayList<>();
        fields.eachTable(key, item -> tables.add(inner(item)));
        return tables;
    }

    private ExtensionTable inner(Node.Table inner) {
        return new ExtensionTable(text, lines, problems, inner);
    }

    /** What a name stands for, of those there are; an unknown one is a problem. */
    <T> Optional<T> named(Node.Text node, String what, Map<String, T> named) {
        Optional<T> value = Optional.ofNullable(named.get(node.value()));
        if (value.isEmpty()) {
            problem(node, "unknown " + what + " " + Quoted.of(node.value()) + "; there are: "
                    + String.join(", ", named.keySet()));
        }
        return value;
    }

    void problem(Node node, String message) {
        problems.at(node.position(), message);
    }

    void problem(String key, String message) {
        problems.at(positionOf(key), message);
    }

    /** A path in which variables may be referred to. */
    Template template(Node.Text node) {
        return TemplateReader.path(lines, problems, node);
    }

    /** Ends the reading: a key that nobody asked for is a problem. */
    void refuseOthers() {
        fields.refuseOthers(known);
    }
}

package io.github.landlauncher.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Takes a table apart and reports what is not as expected; what it returns is as expected. A key whose value
 * is null is as good as absent, if it may be there at all.
 */
final class Fields {

    private final ConfigText text;
    private final Problems problems;
    private final Node.Table table;

    /** The fields of a table whose keys are yet to be checked, by {@link #refuseOthers}. */
    Fields(ConfigText text, Problems problems, Node.Table table) {
        this.text = text;
        this.problems = problems;
        this.table = table;
    }

    /**
     * The fields of a table that may have these keys and no others.
     *
     * @param keys in snake case
     */
    static Fields of(ConfigText text, Problems problems, Node.Table table, String... keys) {
        Fields fields = new Fields(text, problems, table);
        fields.refuseOthers(Arrays.asList(keys));
        return fields;
    }

    /** Reports all keys but these, which are in snake case. */
    void refuseOthers(Collection<String> keys) {
        List<String> known = keys.stream().map(text.format()::spelled).toList();
        table.members().forEach((key, member) -> {
            if (!known.contains(key)) {
                problems.at(member.keyPosition(),
                        "unknown key " + Quoted.of(key) + "; the keys here are: " + String.join(", ", known));
            }
        });
    }

    boolean has(String key) {
        return value(key).isPresent();
    }

    Optional<Node> value(String key) {
        return Optional.ofNullable(table.members().get(text.format().spelled(key)))
                .map(Node.Member::value)
                .filter(value -> !(value instanceof Node.Null));
    }

    /** The value of a key that must be there. */
    Optional<Node> required(String key) {
        if (!has(key)) {
            problems.at(table.position(), "missing key " + text.format().spelled(key));
        }
        return value(key);
    }

    /** A value that is to be a string. */
    Optional<Node.Text> text(Node node) {
        return as(Node.Text.class, "a string", node);
    }

    /** A value that is to be an integer. */
    Optional<Node.Whole> whole(Node node) {
        return as(Node.Whole.class, "an integer", node);
    }

    /** A value that is to be a boolean. */
    Optional<Node.Flag> flag(Node node) {
        return as(Node.Flag.class, "a boolean", node);
    }

    /** A value that is to be a table. */
    Optional<Node.Table> table(Node node) {
        return as(Node.Table.class, aTable(), node);
    }

    /** Each of the strings of an array that is not empty. */
    void eachText(Node array, Consumer<Node.Text> action) {
        items(array, "strings").forEach(item -> text(item).ifPresent(action));
    }

    /** Each of the integers of an array that is not empty. */
    void eachWhole(Node array, Consumer<Node.Whole> action) {
        items(array, "integers").forEach(item -> whole(item).ifPresent(action));
    }

    /** Each of the tables of an array that is not empty, if the key is there. */
    void eachTable(String key, Consumer<Node.Table> action) {
        value(key).ifPresent(array -> items(array, isJson() ? "objects" : "tables").forEach(
                item -> table(item).ifPresent(action)));
    }

    private List<Node> items(Node node, String what) {
        Optional<Node.Items> items = as(Node.Items.class, "an array of " + what, node);
        if (items.isPresent() && items.get().values().isEmpty()) {
            problems.at(node.position(), "empty array; it must have an element, or the key be left out");
        }
        return items.map(Node.Items::values).orElse(List.of());
    }

    private <N extends Node> Optional<N> as(Class<N> type, String expected, Node node) {
        if (type.isInstance(node)) {
            return Optional.of(type.cast(node));
        }
        String found = node instanceof Node.Table ? aTable() : node.kind();
        problems.at(node.position(), "expected " + expected + ", found " + found);
        return Optional.empty();
    }

    private boolean isJson() {
        return text.format() == ConfigFormat.JSON;
    }

    private String aTable() {
        return isJson() ? "an object" : "a table";
    }

    /** For messages: keys as this format spells them. */
    String spelled(String... keys) {
        return Arrays.stream(keys).map(text.format()::spelled).collect(Collectors.joining(", "));
    }
}

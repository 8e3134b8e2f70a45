package io.github.landlauncher.config;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.stream.Collectors;

/** A TOML file in JSON: the same nodes, with keys as JSON spells them where they are as TOML spells them. */
final class JsonOfToml {

    private JsonOfToml() {}

    static String of(Node node) {
        if (node instanceof Node.Table table) {
            return table.members().entrySet().stream()
                    .map(member -> quoted(spelled(member.getKey())) + ": " + of(member.getValue().value()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (node instanceof Node.Items items) {
            return items.values().stream().map(JsonOfToml::of).collect(Collectors.joining(", ", "[", "]"));
        }
        if (node instanceof Node.Text text) {
            return quoted(text.value());
        }
        if (node instanceof Node.Whole whole) {
            return Long.toString(whole.value());
        }
        // What no key takes is a float to the schema, which no key takes either.
        return node instanceof Node.Flag flag ? Boolean.toString(flag.value()) : "1.5";
    }

    /** A key in capitals is wrong in TOML, and is to stay wrong. */
    private static String spelled(String key) {
        boolean snakeCase = key.matches("[a-z]+(_[a-z]+)*");
        return snakeCase ? ConfigFormat.JSON.spelled(key) : "wrong " + key;
    }

    private static String quoted(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}

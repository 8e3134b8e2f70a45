package io.github.landlauncher.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseOptions;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;
import org.tomlj.TomlVersion;

/** Reads TOML by way of tomlj, which knows the place of everything and limits nesting. */
final class TomlReader {

    private static final TomlParseOptions OPTIONS = TomlParseOptions.sourceless()
            .withVersion(TomlVersion.V1_0_0)
            .withMaxNestingDepth(ConfigText.MAX_NESTING);

    private TomlReader() {}

    /**
     * What a text says.
     *
     * @throws ConfigException if it is not TOML
     */
    static Node.Table read(ConfigText text) throws ConfigException {
        TomlParseResult result = Toml.parse(text.content(), OPTIONS);
        if (result.hasErrors()) {
            List<ConfigProblem> problems = new ArrayList<>();
            result.errors().forEach(error -> problems.add(
                    ConfigProblem.at(text.name(), position(error.position()), error.getMessage())));
            throw new ConfigException(problems);
        }
        return table(new Position(1, 1), result);
    }

    private static Node.Table table(Position position, TomlTable table) {
        Map<String, Node.Member> members = new LinkedHashMap<>();
        for (String key : table.keySet()) {
            List<String> path = List.of(key);
            Position keyPosition = position(table.inputPositionOf(path));
            TomlPosition value = table.entry(path).value().position();
            // A table that is there only because a header names another one within it has no place.
            Position valuePosition = value == null ? keyPosition : position(value);
            members.put(key, new Node.Member(keyPosition, node(valuePosition, table.get(path))));
        }
        return new Node.Table(position, members);
    }

    private static Node.Items items(Position position, TomlArray array) {
        List<Node> values = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            values.add(node(position(array.entry(i).value().position()), array.get(i)));
        }
        return new Node.Items(position, values);
    }

    private static Node node(Position position, Object value) {
        if (value instanceof TomlTable table) {
            return table(position, table);
        }
        if (value instanceof TomlArray array) {
            return items(position, array);
        }
        if (value instanceof String text) {
            return new Node.Text(position, text);
        }
        if (value instanceof Long number) {
            return new Node.Whole(position, number);
        }
        if (value instanceof Boolean flag) {
            return new Node.Flag(position, flag);
        }
        return new Node.Other(position, value instanceof Double ? "a float" : "a date or time");
    }

    private static Position position(TomlPosition position) {
        return new Position(position.line(), position.column());
    }
}

package io.github.landlauncher.config;

import io.github.landlauncher.config.Wording.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseOptions;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;
import org.tomlj.TomlVersion;

/**
 * Reads TOML by way of tomlj, which knows the place of everything and limits nesting. A key of several parts,
 * also in brackets, is where its first part is.
 */
final class TomlReader {

    /** Somebody who mends a text wants to see some problems, and no text makes us tell all of a million. */
    static final int MAX_PROBLEMS = 20;

    private static final TomlParseOptions OPTIONS = TomlParseOptions.sourceless()
            .withVersion(TomlVersion.V1_0_0)
            .withMaxNestingDepth(ConfigText.MAX_NESTING);

    private static final String KEY = "\"?(.+?)\"?";
    private static final String PLACE = "(\\d+:\\d+)";
    private static final String THERE = "the key \"$1\" is already there, at $2";

    private static final Wording WORDING = new Wording(
            new Rule("Nesting is too deep .*", Wording.TOO_DEEP),
            new Rule("Unexpected the end of the (line|text), expected (\"+|'+)(?: or a character)?",
                    "expected $2 to end the string, found the end of the $1"),
            new Rule("Unexpected (.+), expected (?:; .*)?", "expected something else, found $1"),
            new Rule("Unexpected (.+), expected (.+); the (.+) opened at " + PLACE + " is unclosed",
                    "expected $2, found $1; nothing closes the $3 that begins at $4"),
            new Rule("Unexpected (.+), expected (.+)", "expected $2, found $1"),
            new Rule(KEY + " (?:previously|already) defined at " + PLACE, THERE),
            new Rule(KEY + " is not an? (.+) \\(previously defined at " + PLACE + "\\)",
                    "the key \"$1\" is already there, at $3, and is no $2"),
            new Rule(KEY + " previously defined as a literal array at " + PLACE,
                    THERE + ", as an array, which no table can be added to"),
            new Rule(KEY + " is an inline table \\(defined at " + PLACE + "\\) and cannot be extended",
                    THERE + ", as an inline table, which no key can be added to"),
            new Rule("Integer is too large", "expected an integer of 64 bits, found a larger one"),
            new Rule("Float is too (.+)", "expected a float of 64 bits, found one too $1"),
            new Rule("Leading zeros are not allowed", "a number does not begin with 0"),
            new Rule("Invalid escape sequence '(.*)'.*",
                    "expected one of btnfr\"\\\\uU after a backslash, found $1"),
            new Rule("Invalid unicode escape sequence", "expected a character, found an escape of none"),
            new Rule("Empty table key", "expected a key within the brackets"),
            new Rule("A trailing comma is not allowed in an inline table.*",
                    "expected a key after the comma, found the end of the inline table"),
            new Rule("Newlines are not allowed in an inline table.*",
                    "expected an inline table on one line, found its end"));

    private final ConfigText text;
    private final TomlLines lines;

    private TomlReader(ConfigText text, TomlLines lines) {
        this.text = text;
        this.lines = lines;
    }

    /**
     * What a text says.
     *
     * @throws ConfigException if it is not TOML 1.0, nests deeper than {@link ConfigText#MAX_NESTING} within
     *     the outermost table, or has more than {@value TomlLines#MAX_LINES} lines that mean something
     */
    static Node.Table read(ConfigText text) throws ConfigException {
        TomlLines lines = TomlLines.of(text);
        return new TomlReader(text, lines).document(Toml.parse(lines.content(), OPTIONS));
    }

    private Node.Table document(TomlParseResult result) throws ConfigException {
        if (result.hasErrors()) {
            throw new ConfigException(problems(result.errors()));
        }
        return table(new Position(1, 1), result, 0);
    }

    private List<ConfigProblem> problems(List<TomlParseError> errors) {
        List<ConfigProblem> problems = new ArrayList<>();
        for (TomlParseError error : errors) {
            Position position = position(error.position());
            if (problems.size() == MAX_PROBLEMS) {
                problems.add(ConfigProblem.at(text.name(), position,
                        "this and " + (errors.size() - MAX_PROBLEMS - 1)
                                + " further problems are not told"));
                break;
            }
            String message = error.getMessage()
                    .replace("end of line,", "the end of the line,")
                    .replace("end of input,", "the end of the text,")
                    .replace("end-of-input", "the end of the text");
            problems.add(ConfigProblem.at(text.name(), position, WORDING.of(message, lines::position)));
        }
        return problems;
    }

    private Node.Table table(Position position, TomlTable table, int depth) throws ConfigException {
        Map<String, Node.Member> members = new LinkedHashMap<>();
        for (String key : table.keySet()) {
            List<String> path = List.of(key);
            Position keyPosition = position(table.inputPositionOf(path));
            TomlPosition valuePosition = table.entry(path).value().position();
            // A table that is there only because of one within it has no place but its key's.
            members.put(key, new Node.Member(keyPosition, node(
                    valuePosition == null ? keyPosition : position(valuePosition), table.get(path), depth + 1)));
        }
        return new Node.Table(position, members);
    }

    private Node.Items items(Position position, TomlArray array, int depth) throws ConfigException {
        List<Node> values = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            values.add(node(position(array.entry(i).value().position()), array.get(i), depth + 1));
        }
        return new Node.Items(position, values);
    }

    private Node node(Position position, Object value, int depth) throws ConfigException {
        if ((value instanceof TomlTable || value instanceof TomlArray) && depth > ConfigText.MAX_NESTING) {
            // tomlj counts some kinds of nesting one deeper.
            throw new ConfigException(ConfigProblem.at(text.name(), position, Wording.TOO_DEEP));
        }
        if (value instanceof TomlTable table) {
            return table(position, table, depth);
        }
        if (value instanceof TomlArray array) {
            return items(position, array, depth);
        }
        if (value instanceof String string) {
            return new Node.Text(position, string);
        }
        if (value instanceof Long number) {
            return new Node.Whole(position, number);
        }
        if (value instanceof Boolean flag) {
            return new Node.Flag(position, flag);
        }
        return new Node.Other(position, value instanceof Double ? "a float" : "a date or time");
    }

    private Position position(TomlPosition position) {
        return lines.position(position.line(), position.column());
    }
}

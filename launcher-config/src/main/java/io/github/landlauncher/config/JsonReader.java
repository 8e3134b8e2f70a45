package io.github.landlauncher.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.github.landlauncher.config.Wording.Rule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads JSON as RFC 8259 has it, token by token: one object, no key twice, nothing behind it. A key whose
 * value is null is there, for a wrong key is wrong whatever its value is.
 */
final class JsonReader {

    /**
     * A text has a bound, so nothing in it needs one of its own but nesting, which {@link #value} counts.
     * Without tables of known names there is no hash for an attacker to make collide.
     */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** Without a quoted character in front of the code, unlike others. */
    private static final Pattern CONTROL = Pattern.compile("\\(CTRL-CHAR, code (\\d+)\\)");

    private static final String FOUND = "Unexpected character \\((.+) \\(code \\d+.*?\\)\\)";
    private static final String START = " \\[Source: .*; (\\d+:\\d+)\\]\\)";

    private static final String HALF =
            "expected characters, found half of a surrogate pair among the \\u escapes";

    private static final Wording WORDING = new Wording(
            new Rule(FOUND + ": was expecting double-quote to start field name",
                    "expected a key in double quotes, found $1"),
            new Rule(FOUND + ": expected a(?: valid)? value.*", "expected a value, found $1"),
            new Rule(FOUND + ": maybe a \\(non-standard\\) comment.*",
                    "JSON has no comments; expected a value or a key, found $1"),
            new Rule(FOUND + ": was expecting a colon .*", "expected ':' after the key, found $1"),
            new Rule(FOUND + ": was expecting comma to separate Object entries",
                    "expected ',' or '}', found $1"),
            new Rule(FOUND + ": was expecting comma to separate Array entries",
                    "expected ',' or ']', found $1"),
            new Rule(FOUND + ": expected a hex-digit .*",
                    "expected four hexadecimal digits after \\\\u, found $1"),
            new Rule(FOUND + " in numeric value: .*", "expected a digit, found $1"),
            new Rule("Invalid numeric value: Leading zeroes .*", "a number does not begin with 0"),
            new Rule("Unrecognized token '(.*)': was expecting .*", "expected a value, found '$1'"),
            new Rule("Non-standard token '(.*)': .*", "expected a value, found '$1'"),
            new Rule("Unrecognized character escape (.+) \\(code .*\\)",
                    "expected one of \"\\\\/bfnrtu after a backslash, found $1"),
            new Rule("(?:Unexpected|Broken) .*surrogate.*", Matcher.quoteReplacement(HALF)),
            new Rule(FOUND + ": Expected space separating root-level values", "expected an object"),
            new Rule("Illegal unquoted character \\((.+) \\(code .*",
                    "expected the end of the string, found an unescaped $1"),
            new Rule("Illegal character \\((.+) \\(code .*",
                    "expected white space between tokens, found a $1"),
            new Rule("Unexpected end-of-input: expected close marker for Object \\(start marker at" + START,
                    "expected '}' for the object that begins at $1, found the end of the text"),
            new Rule("Unexpected end-of-input: expected close marker for Array \\(start marker at" + START,
                    "expected ']' for the array that begins at $1, found the end of the text"),
            new Rule("Unexpected end-of-input.* Object entries",
                    "expected a key or its value, found the end of the text"),
            new Rule("Unexpected end-of-input.* Array entries",
                    "expected a value, found the end of the text"),
            new Rule("Unexpected end-of-input.*closing quote for a string.*",
                    "expected '\"' to end the string, found the end of the text"),
            new Rule("Unexpected end-of-input in field name",
                    "expected '\"' to end the key, found the end of the text"),
            new Rule("Unexpected end-of-input.*", "expected more, found the end of the text"),
            new Rule("Unexpected close marker (.+): expected (.+) \\(for \\w+ starting at" + START,
                    "expected $2 for what begins at $3, found $1"),
            new Rule("Unexpected close marker (.+): no open .*", "expected an object, found $1"));

    private final String name;
    private final JsonParser parser;

    private JsonReader(String name, JsonParser parser) {
        this.name = name;
        this.parser = parser;
    }

    /**
     * What a text says.
     *
     * @throws ConfigException if it is not one JSON object, has a key twice in an object, or nests deeper
     *     than {@link ConfigText#MAX_NESTING} within the outermost object
     */
    static Node.Table read(ConfigText text) throws ConfigException {
        try (JsonParser parser = FACTORY.createParser(text.content().toCharArray())) {
            return new JsonReader(text.name(), parser).document();
        } catch (ConfigException e) {
            throw e;
        } catch (JsonProcessingException e) {
            String message = CONTROL.matcher(e.getOriginalMessage())
                    .replaceAll("control character $1 (code $1)");
            throw new ConfigException(ConfigProblem.at(
                    text.name(), position(e.getLocation()), WORDING.of(message, Position::new)));
        } catch (IOException e) {
            throw new AssertionError("an array of characters is read without I/O", e);
        }
    }

    private Node.Table document() throws IOException {
        if (parser.nextToken() == null) {
            throw problem(
                    position(parser.currentLocation()), "expected an object, found the end of the text");
        }
        Node value = parser.isExpectedStartArrayToken() ? new Node.Items(here(), List.of()) : value(0);
        if (!(value instanceof Node.Table table)) {
            throw problem(value.position(), "expected an object, found " + value.kind());
        }
        requireEnd();
        return table;
    }

    private void requireEnd() throws IOException {
        String message = "expected the end of the text after the object, found more";
        try {
            if (parser.nextToken() != null) {
                throw problem(here(), message);
            }
        } catch (JsonProcessingException e) {
            throw problem(position(e.getLocation()), message);
        }
    }

    /** The value whose first token the parser is at. */
    private Node value(int depth) throws IOException {
        Position position = here();
        JsonToken token = parser.currentToken();
        if (token.isStructStart() && depth > ConfigText.MAX_NESTING) {
            throw problem(position, Wording.TOO_DEEP);
        }
        return switch (token) {
            case START_OBJECT -> table(position, depth);
            case START_ARRAY -> items(position, depth);
            case VALUE_STRING -> new Node.Text(position, characters(position));
            case VALUE_NUMBER_INT -> whole(position);
            case VALUE_TRUE -> new Node.Flag(position, true);
            case VALUE_FALSE -> new Node.Flag(position, false);
            case VALUE_NULL -> new Node.Null(position);
            default -> new Node.Other(position, "a float");
        };
    }

    private Node.Table table(Position position, int depth) throws IOException {
        Map<String, Position> keys = new HashMap<>();
        Map<String, Node.Member> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Position keyPosition = here();
            String key = characters(keyPosition);
            Position first = keys.putIfAbsent(key, keyPosition);
            if (first != null) {
                throw problem(keyPosition, "the key \"" + key + "\" is already there, at " + first.text());
            }
            parser.nextToken();
            members.put(key, new Node.Member(keyPosition, value(depth + 1)));
        }
        return new Node.Table(position, members);
    }

    private Node.Items items(Position position, int depth) throws IOException {
        List<Node> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(value(depth + 1));
        }
        return new Node.Items(position, values);
    }

    private Node whole(Position position) throws IOException {
        String digits = parser.getText();
        if (digits.equals("-0")) {
            // JSON does not say whether this is an integer; to the reference it is none.
            return new Node.Other(position, "-0");
        }
        try {
            return new Node.Whole(position, Long.parseLong(digits));
        } catch (NumberFormatException e) {
            return new Node.Other(position, "an integer beyond 64 bits");
        }
    }

    /** A string or a key; half a character, which an escape can make, has no bytes as a name of a file. */
    private String characters(Position position) throws IOException {
        String characters = parser.getText();
        if (characters.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
            throw problem(position, HALF);
        }
        return characters;
    }

    private Position here() {
        return position(parser.currentTokenLocation());
    }

    private ConfigException problem(Position position, String message) {
        return new ConfigException(ConfigProblem.at(name, position, message));
    }

    private static Position position(JsonLocation location) {
        return new Position(location.getLineNr(), location.getColumnNr());
    }
}

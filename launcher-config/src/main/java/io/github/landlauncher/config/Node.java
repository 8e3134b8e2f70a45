package io.github.landlauncher.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value in a file, of either format, and where it is: what a file says before it means anything. */
sealed interface Node {

    /** Where the value begins. */
    Position position();

    /** For messages: the kind of value with its article, such as {@code "a string"}. */
    String kind();

    /** Keys and their values, in the order of the file; no key is there twice. */
    record Table(Position position, Map<String, Member> members) implements Node {
        public Table {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        @Override
        public String kind() {
            return "a table";
        }
    }

    /** The value of a key, and where the key is. */
    record Member(Position keyPosition, Node value) {}

    /** Values in their order. */
    record Items(Position position, List<Node> values) implements Node {
        public Items {
            values = List.copyOf(values);
        }

        @Override
        public String kind() {
            return "an array";
        }
    }

    /** A string. */
    record Text(Position position, String value) implements Node {
        @Override
        public String kind() {
            return "a string";
        }
    }

    /** A whole number that fits into 64 bits. */
    record Whole(Position position, long value) implements Node {
        @Override
        public String kind() {
            return "an integer";
        }
    }

    /** True or false. */
    record Flag(Position position, boolean value) implements Node {
        @Override
        public String kind() {
            return "a boolean";
        }
    }

    /** JSON's null: as the value of a key that may be there, as good as no key. */
    record Null(Position position) implements Node {
        @Override
        public String kind() {
            return "null";
        }
    }

    /** What no key of the format takes, such as a floating point number or a date. */
    record Other(Position position, String kind) implements Node {}
}

package io.github.landlauncher.explain;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One record of the kernel's audit, as a line of a log: {@code type=1423 audit(SECONDS:SERIAL): KEY=VALUE
 * ...}. What programs choose, names and paths, is in quotes or in hexadecimal, so that it cannot look
 * like another field.
 *
 * @param type what it is about
 * @param event time and serial number, which all records of one event share
 * @param fields the values as they are in the line, quotes included
 */
record AuditRecord(Type type, String event, Map<String, String> fields) {

    /** The types that tell of Landlock, linux/audit.h. */
    enum Type {
        LANDLOCK_ACCESS(1423),
        LANDLOCK_DOMAIN(1424),
        SYSCALL(1300);

        private final String number;

        Type(int number) {
            this.number = Integer.toString(number);
        }

        private static Optional<Type> of(String text) {
            for (Type type : values()) {
                if (text.equals(type.name())
                        || text.equals(type.number)
                        || text.equals("UNKNOWN[" + type.number + "]")) {
                    return Optional.of(type);
                }
            }
            return Optional.empty();
        }
    }

    /** Longer than any record of the kernel: MAX_AUDIT_MESSAGE_LENGTH. */
    private static final int LONGEST = 8_970 + 1_000;

    /** Of audit.log, dmesg, and the short form of journalctl. */
    private static final Pattern LINE = Pattern.compile(
            "(?:\\[ *\\d+\\.\\d+\\] |\\w{3} [ \\d]\\d [\\d:]{8} \\S+ kernel: |node=\\S+ )?(?:audit: )?"
                    + "type=(\\S+) (?:msg=)?audit\\((\\d+\\.\\d+:\\d+)\\): ?([^\\x1d]*).*");

    private static final Pattern FIELD = Pattern.compile("(\\w+)=(\"[^\"]*\"|\\S*)");

    private static final Pattern HEXADECIMAL = Pattern.compile("(?:[0-9A-F]{2})+");

    /** Reads a line; empty if it is none of these records. */
    static Optional<AuditRecord> read(String line) {
        if (line.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Type.of(matcher.group(1))
                .map(type -> new AuditRecord(type, matcher.group(2), fields(matcher.group(3))));
    }

    private static Map<String, String> fields(String text) {
        Map<String, String> fields = new HashMap<>();
        Matcher matcher = FIELD.matcher(text);
        while (matcher.find()) {
            fields.putIfAbsent(matcher.group(1), matcher.group(2));
        }
        return fields;
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** A decimal number. */
    OptionalLong number(String name) {
        try {
            return OptionalLong.of(Long.parseLong(fields.getOrDefault(name, "")));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** A string that a program has chosen, if it is an absolute path. */
    Optional<Path> path(String name) {
        String value = fields.getOrDefault(name, "");
        boolean quoted = value.length() >= 2 && value.startsWith("\"");
        if (!quoted && !HEXADECIMAL.matcher(value).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(quoted ? value.substring(1, value.length() - 1) : decoded(value)))
                    .filter(Path::isAbsolute);
        } catch (InvalidPathException e) {
            return Optional.empty(); // an abstract socket has a NUL for a first character
        }
    }

    private static String decoded(String hexadecimal) {
        return new String(HexFormat.of().parseHex(hexadecimal), FileNames.CHARSET);
    }
}

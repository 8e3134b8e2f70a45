package io.github.landlauncher.cli.convert;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** The numbers of users and groups, by the lines of passwd(5) and group(5). */
record Accounts(List<String> passwd, List<String> group) {

    private static final int FIELDS_WITH_NUMBER = 3;

    /** Those of this machine; a file that cannot be read has no names. */
    static Accounts ofThisMachine() {
        return new Accounts(lines(Path.of("/etc/passwd")), lines(Path.of("/etc/group")));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The number of a user, given by name or as the number itself; empty if it is neither. */
    OptionalLong user(String text) {
        return number(passwd, text);
    }

    /** The number of a group, given by name or as the number itself; empty if it is neither. */
    OptionalLong group(String text) {
        return number(group, text);
    }

    private static OptionalLong number(List<String> lines, String text) {
        for (String line : lines) {
            String[] fields = line.split(":");
            if (fields.length >= FIELDS_WITH_NUMBER && fields[0].equals(text)) {
                return parsed(fields[2]);
            }
        }
        return parsed(text);
    }

    private static OptionalLong parsed(String text) {
        return text.matches("\\d{1,10}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }
}

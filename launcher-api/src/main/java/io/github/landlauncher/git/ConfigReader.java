package io.github.landlauncher.git;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads git's configuration syntax, git-config(1), as git itself does, character by character: what
 * git takes for a variable is one here, and where git gives up, so does this.
 */
final class ConfigReader {

    /** More variables than this are not read. */
    static final int MAX_ENTRIES = 10_000;

    private static final char END = '\n';

    /** The byte order mark of UTF-8, which git skips. */
    private static final String MARK = "\u00ef\u00bb\u00bf";

    /**
     * What a file says.
     *
     * @param entries the variables up to the end, or up to the error
     * @param error where and why git will not read on
     */
    record Contents(List<ConfigEntry> entries, Optional<String> error) {}

    /** A line that git cannot read. */
    private static final class BadLineException extends Exception {
        private static final long serialVersionUID = 1;

        BadLineException(String message) {
            super(message, null, false, false);
        }
    }

    private final String text;
    private final List<ConfigEntry> entries = new ArrayList<>();
    private int next;
    private int line = 1;
    private boolean ended;
    private String section;
    private Optional<String> subsection = Optional.empty();

    private ConfigReader(String text) {
        this.text = text;
    }

    static Contents read(byte[] file) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        ConfigReader reader = new ConfigReader(text.startsWith(MARK) ? text.substring(MARK.length()) : text);
        try {
            if (text.indexOf('\0') >= 0) {
                throw new BadLineException("a NUL character");
            }
            reader.readAll();
            return new Contents(List.copyOf(reader.entries), Optional.empty());
        } catch (BadLineException e) {
            return new Contents(
                    List.copyOf(reader.entries), Optional.of("line " + reader.line + ": " + e.getMessage()));
        }
    }

    private void readAll() throws BadLineException {
        while (true) {
            char c = next();
            if (ended) {
                return;
            }
            if (c == '#' || c == ';') {
                skipLine();
            } else if (c == '[') {
                readSection();
            } else if (isLetter(c)) {
                readVariable(c);
            } else if (!isSpace(c)) {
                throw new BadLineException("neither a section nor a variable");
            }
        }
    }

    /** The next character; a line's end is {@code \n}, and so is the file's. */
    private char next() {
        if (next >= text.length()) {
            ended = true;
            return END;
        }
        char c = text.charAt(next++);
        if (c == '\r' && next < text.length() && text.charAt(next) == '\n') {
            next++;
            c = '\n';
        }
        if (c == '\n') {
            line++;
        }
        return c;
    }

    private void skipLine() {
        while (next() != '\n') {
            // A comment ends with its line.
        }
    }

    private void readSection() throws BadLineException {
        StringBuilder name = new StringBuilder();
        Optional<String> quoted = Optional.empty();
        for (char c = next(); c != ']'; c = next()) {
            if (ended) {
                throw new BadLineException("a section without end");
            }
            if (isSpace(c)) {
                quoted = Optional.of(quotedSubsection(c));
                break;
            }
            if (!isKeyCharacter(c) && c != '.') {
                throw new BadLineException("a section with a strange name");
            }
            name.append(Character.toLowerCase(c));
        }
        if (name.isEmpty() || name.charAt(0) == '.') {
            throw new BadLineException("a section without name");
        }
        begin(name.toString(), quoted);
    }

    /** In {@code [a.b "c"]} the subsection is {@code b.c}, as git looks for the first and last dot. */
    private void begin(String name, Optional<String> quoted) {
        int dot = name.indexOf('.');
        section = dot < 0 ? name : name.substring(0, dot);
        subsection = dot < 0
                ? quoted
                : Optional.of(name.substring(dot + 1) + quoted.map(rest -> "." + rest).orElse(""));
    }

    private String quotedSubsection(char first) throws BadLineException {
        char c = first;
        while (isSpace(c)) {
            if (c == '\n') {
                throw new BadLineException("a section without end");
            }
            c = next();
        }
        if (c != '"') {
            throw new BadLineException("a subsection without quotes");
        }
        StringBuilder name = new StringBuilder();
        for (c = next(); c != '"'; c = next()) {
            if (c == '\\') {
                c = next();
            }
            if (c == '\n') {
                throw new BadLineException("a subsection without end");
            }
            name.append(c);
        }
        if (next() != ']') {
            throw new BadLineException("a section without end");
        }
        return name.toString();
    }

    private void readVariable(char first) throws BadLineException {
        if (section == null) {
            throw new BadLineException("a variable without a section");
        }
        StringBuilder name = new StringBuilder().append(Character.toLowerCase(first));
        char c = next();
        for (; !ended && isKeyCharacter(c); c = next()) {
            name.append(Character.toLowerCase(c));
        }
        while (c == ' ' || c == '\t') {
            c = next();
        }
        Optional<String> value = Optional.empty();
        if (c == '=') {
            value = Optional.of(readValue());
        } else if (c != '\n') {
            throw new BadLineException("a variable without '='");
        }
        if (entries.size() == MAX_ENTRIES) {
            throw new BadLineException("more than " + MAX_ENTRIES + " variables");
        }
        entries.add(new ConfigEntry(section, subsection, name.toString(), value, ended ? line : line - 1));
    }

    /** With white space as newer versions of git keep it; older ones make a space of each character. */
    private String readValue() throws BadLineException {
        StringBuilder value = new StringBuilder();
        boolean quoted = false;
        StringBuilder spaces = new StringBuilder();
        while (true) {
            char c = next();
            if (c == '\n') {
                if (quoted) {
                    throw new BadLineException("a quoted value without end");
                }
                return value.toString();
            }
            if (isSpace(c) && !quoted) {
                spaces.append(value.isEmpty() ? "" : c);
                continue;
            }
            if (!quoted && (c == ';' || c == '#')) {
                skipLine();
                return value.toString();
            }
            value.append(spaces);
            spaces.setLength(0);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\') {
                appendEscaped(value);
            } else {
                value.append(c);
            }
        }
    }

    private void appendEscaped(StringBuilder value) throws BadLineException {
        char c = next();
        switch (c) {
            case '\n' -> {} // The value goes on in the next line.
            case 't' -> value.append('\t');
            case 'b' -> value.append('\b');
            case 'n' -> value.append('\n');
            case '\\', '"' -> value.append(c);
            default -> throw new BadLineException("an unknown escape");
        }
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isKeyCharacter(char c) {
        return isLetter(c) || c >= '0' && c <= '9' || c == '-';
    }

    /** git's own isspace: neither vertical tab nor form feed. */
    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
}

package io.github.landlauncher.cli.convert;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Spells values in Java, and keeps the imports that this takes. */
final class JavaText {

    private static final char FIRST_PRINTABLE = ' ';
    private static final char LAST_PRINTABLE = '~';

    private final Set<String> imports = new TreeSet<>();

    /** The simple name of a class, which is imported. */
    String type(Class<?> type) {
        imports.add(type.getName());
        return type.getSimpleName();
    }

    /** One import a line. */
    String imports() {
        return imports.stream().map(name -> "import " + name + ";\n").collect(Collectors.joining());
    }

    /** A constant such as {@code Scope.SIGNAL}. */
    String constant(Enum<?> constant) {
        return type(constant.getDeclaringClass()) + "." + constant.name();
    }

    /** Constants after each other, in the order of the set. */
    String constants(Collection<? extends Enum<?>> constants) {
        return constants.stream().map(this::constant).collect(Collectors.joining(", "));
    }

    /** {@code Set.of(...)}. */
    String set(Collection<? extends Enum<?>> constants) {
        return type(Set.class) + ".of(" + constants(constants) + ")";
    }

    /**
     * {@code Path.of("...")}.
     *
     * @throws ConversionException as for {@link #quoted(Path)}
     */
    String path(Path path) {
        return type(Path.class) + ".of(" + quoted(path) + ")";
    }

    /**
     * A string literal of a path.
     *
     * @throws ConversionException if the path's bytes are no text in this JVM's encoding, so that no
     *     string gives the path again
     */
    static String quoted(Path path) {
        if (!Path.of(path.toString()).equals(path)) {
            throw new ConversionException(path + ": its bytes are no text in the encoding "
                    + System.getProperty("sun.jnu.encoding") + ", so no string names it");
        }
        return quoted(path.toString());
    }

    /** A string literal, in ASCII, so that the encoding of the source does not matter. */
    static String quoted(String text) {
        StringBuilder literal = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                literal.append('\\').append(c);
            } else if (c < FIRST_PRINTABLE) {
                // Not as an escape of Unicode, which javac would read before it looks for literals.
                literal.append(String.format("\\%03o", (int) c));
            } else if (c > LAST_PRINTABLE) {
                literal.append(String.format("\\u%04x", (int) c));
            } else {
                literal.append(c);
            }
        }
        return literal.append('"').toString();
    }

    /** A number, as a long where an int does not hold it. */
    static String number(long number) {
        return number == (int) number ? Long.toString(number) : number + "L";
    }
}

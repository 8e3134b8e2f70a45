package io.github.landlauncher.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A way to say a policy. */
enum Dialect {
    /** Landlock Config in TOML. */
    TOML,
    /** Landlock Config in JSON. */
    JSON,
    /** The options of {@code landlauncher run}. */
    LANDLAUNCHER,
    /** The options of setpriv(1). */
    SETPRIV,
    /** The options of landrun. */
    LANDRUN,
    /** The variables of the kernel's sample sandboxer. */
    SANDBOXER,
    /** A class. */
    JAVA;

    /** Whether policies of this dialect are files. */
    boolean isFile() {
        return this == TOML || this == JSON;
    }

    /** The name on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads a dialect that policies can be read from. */
    static final class Source implements ITypeConverter<Dialect> {
        @Override
        public Dialect convert(String text) {
            return named(text, Stream.of(values()).filter(dialect -> dialect != JAVA).toList());
        }
    }

    /** Reads a dialect that policies can be written in. */
    static final class Target implements ITypeConverter<Dialect> {
        @Override
        public Dialect convert(String text) {
            return named(text, List.of(values()));
        }
    }

    private static Dialect named(String text, List<Dialect> known) {
        return known.stream()
                .filter(dialect -> dialect.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is not one of "
                        + known.stream().map(Dialect::toString).collect(Collectors.joining(", "))));
    }
}

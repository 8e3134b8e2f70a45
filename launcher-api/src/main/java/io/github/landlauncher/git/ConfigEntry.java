package io.github.landlauncher.git;

import java.util.Locale;
import java.util.Optional;

/**
 * One variable of a configuration file of git, one character a byte.
 *
 * @param section in small letters
 * @param subsection as it is written, in small letters if it was written as {@code [a.b]}
 * @param name in small letters
 * @param value empty if the file has none, which means true
 * @param line the number of the line, from 1, on which the variable ends
 */
record ConfigEntry(
        String section, Optional<String> subsection, String name, Optional<String> value, int line) {

    /** The name by which git knows it, such as {@code filter.x.smudge}. */
    String key() {
        return section + subsection.map(middle -> "." + middle).orElse("") + "." + name;
    }

    /** The value, or the empty string. */
    String text() {
        return value.orElse("");
    }

    /**
     * Whether the value is another to some version of git: older ones make a space of a tab or carriage
     * return that is not quoted.
     */
    boolean dependsOnVersion() {
        return text().indexOf('\t') >= 0 || text().indexOf('\r') >= 0;
    }

    /** Whether git takes the value for false, see git-config(1). */
    boolean isFalse() {
        return switch (value.orElse("true").toLowerCase(Locale.ROOT)) {
            case "false", "no", "off", "0", "" -> true;
            default -> false;
        };
    }

    /** The variable as a line of its own. */
    String described() {
        return key() + value.map(text -> " = " + text).orElse("");
    }
}

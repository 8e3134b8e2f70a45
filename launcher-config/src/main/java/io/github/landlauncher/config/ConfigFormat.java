package io.github.landlauncher.config;

import java.util.Locale;

/** A way to write a Landlock Config file; both say the same. */
public enum ConfigFormat {
    /** TOML 1.0, with keys such as {@code path_beneath}. */
    TOML,
    /** JSON, RFC 8259, with keys such as {@code pathBeneath}. */
    JSON;

    /** What names of such files end with: {@code ".toml"} or {@code ".json"}. */
    public String suffix() {
        return "." + name().toLowerCase(Locale.ROOT);
    }

    /** A key as this format spells it: words joined by underscores, or by capitals. */
    String spelled(String snakeCase) {
        if (this == TOML) {
            return snakeCase;
        }
        StringBuilder camelCase = new StringBuilder(snakeCase.length());
        for (int i = 0; i < snakeCase.length(); i++) {
            char c = snakeCase.charAt(i);
            if (c == '_') {
                i++;
                camelCase.append(Character.toUpperCase(snakeCase.charAt(i)));
            } else {
                camelCase.append(c);
            }
        }
        return camelCase.toString();
    }
}

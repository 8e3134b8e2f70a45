package io.github.landlauncher.config;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Texts that may go beyond the published format. */
final class ExtensionSample {

    private ExtensionSample() {}

    static LandlockConfig parse(String toml) throws ConfigException {
        return parse("p.toml", toml);
    }

    static LandlockConfig parse(String name, String toml) throws ConfigException {
        return parse(ConfigFormat.TOML, name, toml);
    }

    static LandlockConfig parse(ConfigFormat format, String name, String text) throws ConfigException {
        return LandlockConfig.parse(
                Set.of(ParseOption.ALLOW_EXTENSION), format, name, text.getBytes(StandardCharsets.UTF_8));
    }
}

package io.github.landlauncher.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The schema that is a resource of this module. */
final class ConfigSchema {

    private static final String RESOURCE = "landlock-config.schema.json";

    private ConfigSchema() {}

    static String text() {
        try (InputStream resource = ConfigSchema.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException(
                        "the resource " + RESOURCE + " is not in the jar of launcher-config");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the resource " + RESOURCE + " cannot be read", e);
        }
    }
}

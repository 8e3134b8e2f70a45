package io.github.landlauncher.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where texts come from: TOML files, one by one. */
final class ConfigSource {

    private ConfigSource() {}

    /** The texts of files; what cannot be read goes to {@code problems}. */
    static List<ConfigText> read(Path[] paths, List<ConfigProblem> problems) {
        List<ConfigText> texts = new ArrayList<>();
        for (Path path : paths) {
            try {
                texts.add(fromBytes(path.toString(), ConfigFormat.TOML, Files.readAllBytes(path)));
            } catch (IOException e) {
                problems.add(ConfigProblem.of(path.toString(), "cannot be read: " + e));
            }
        }
        return texts;
    }

    static ConfigText fromBytes(String name, ConfigFormat format, byte[] content) {
        return new ConfigText(name, format, new String(content, StandardCharsets.UTF_8));
    }
}

package io.github.landlauncher.config;

/** Reads a text of either format. */
final class ConfigReader {

    private ConfigReader() {}

    /**
     * What a text says.
     *
     * @throws ConfigException if it is not of its format
     */
    static Node.Table read(ConfigText text) throws ConfigException {
        return switch (text.format()) {
            case TOML -> TomlReader.read(text);
            case JSON -> JsonReader.read(text);
        };
    }
}

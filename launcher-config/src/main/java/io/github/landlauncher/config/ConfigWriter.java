package io.github.landlauncher.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.tomlj.Toml;
import org.tomlj.TomlBindOptions;
import org.tomlj.TomlWriteOptions;

/** Writes configurations for people to read: in a fixed order, and so that what is there is seen. */
final class ConfigWriter {

    private static final TomlWriteOptions LAYOUT =
            TomlWriteOptions.defaults().withMaxLineWidth(100).withLineSeparator("\n");

    private static final JsonFactory JSON = new JsonFactory();

    private ConfigWriter() {}

    /** @throws IllegalStateException if the text is longer than a file may be */
    static String toml(LandlockConfig config) {
        return checked(toml(ConfigDocument.of(config)));
    }

    /** Keys and values, of which there may be any number. */
    static String toml(Map<String, Object> document) {
        return visible(Toml.toToml(document, TomlBindOptions.defaults(), LAYOUT), ConfigFormat.TOML);
    }

    /** @throws IllegalStateException if the text is longer than a file may be */
    static String json(LandlockConfig config) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
            json.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(indenter));
            write(json, ConfigDocument.of(config));
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter failed", e);
        }
        return checked(visible(text.append('\n').toString(), ConfigFormat.JSON));
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(ConfigFormat.JSON.spelled((String) entry.getKey()));
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object item : list) {
                write(json, item);
            }
            json.writeEndArray();
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else {
            json.writeString((String) value);
        }
    }

    /**
     * The same text with escapes for characters that are not seen or that turn others around, so that a
     * reviewer sees what a program reads. Both writers keep such characters within quotation marks.
     */
    static String visible(String text, ConfigFormat format) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\n' || !isHidden(c)) {
                visible.appendCodePoint(c);
            } else if (Character.isBmpCodePoint(c)) {
                visible.append(String.format("\\u%04x", c));
            } else if (format == ConfigFormat.TOML) {
                visible.append(String.format("\\U%08x", c));
            } else {
                visible.append(String.format("\\u%04x\\u%04x",
                        (int) Character.highSurrogate(c), (int) Character.lowSurrogate(c)));
            }
        });
        return visible.toString();
    }

    private static boolean isHidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR, Character.PRIVATE_USE, Character.UNASSIGNED -> true;
            case Character.SPACE_SEPARATOR -> c != ' ';
            default -> false;
        };
    }

    /** @throws IllegalStateException if the text is longer than a file may be */
    static String checked(String text) {
        int size = text.getBytes(StandardCharsets.UTF_8).length;
        if (size > ConfigText.MAX_SIZE) {
            throw new IllegalStateException("the text would have " + size + " bytes, and a file may have "
                    + ConfigText.MAX_SIZE + "; a rule on a directory covers all below it");
        }
        return text;
    }
}

package io.github.landlauncher.config;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Makes texts of bytes: UTF-8 without a byte order mark, and not too many. */
final class ConfigBytes {

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private ConfigBytes() {}

    /**
     * The text that bytes are, from a file or from standard input.
     *
     * @param name what messages call it
     * @throws ConfigException if there are more than {@link ConfigText#MAX_SIZE} bytes, if they are not UTF-8,
     *     or if they begin with a byte order mark: JSON forbids to write one, TOML 1.0 does not know it, and
     *     programs that read the same file would disagree
     */
    static ConfigText text(String name, ConfigFormat format, byte[] bytes) throws ConfigException {
        if (bytes.length > ConfigText.MAX_SIZE) {
            throw new ConfigException(tooLarge(name, "more than " + ConfigText.MAX_SIZE));
        }
        ByteBuffer input = ByteBuffer.wrap(bytes);
        CharBuffer characters = CharBuffer.allocate(bytes.length);
        CoderResult result = strictDecoder().decode(input, characters, true);
        String content = characters.flip().toString();
        if (result.isError()) {
            throw new ConfigException(ConfigProblem.at(name, end(content), String.format(
                    "expected UTF-8, found the byte 0x%02x at offset %d",
                    input.get(input.position()), input.position())));
        }
        if (!content.isEmpty() && content.charAt(0) == BYTE_ORDER_MARK) {
            throw new ConfigException(ConfigProblem.at(name, new Position(1, 1),
                    "expected text, found a byte order mark; save the file as UTF-8 without one"));
        }
        return new ConfigText(name, format, content);
    }

    static ConfigProblem tooLarge(String name, String size) {
        return ConfigProblem.of(
                name, "too large: " + size + " bytes; a policy file has at most " + ConfigText.MAX_SIZE);
    }

    private static CharsetDecoder strictDecoder() {
        return StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** The place behind a text. */
    private static Position end(String content) {
        int lines = (int) content.chars().filter(c -> c == '\n').count();
        return new Position(lines + 1, content.length() - content.lastIndexOf('\n'));
    }
}

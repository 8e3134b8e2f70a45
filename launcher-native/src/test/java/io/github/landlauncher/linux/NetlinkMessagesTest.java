package io.github.landlauncher.linux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NetlinkMessagesTest {

    private static final int AT = 8;

    private final ByteBuffer bytes = ByteBuffer.allocate(256).order(ByteOrder.nativeOrder());
    private final List<String> lines = new ArrayList<>();
    private int end = AT;

    /** Adds a message at the next multiple of four, with its true length. */
    private void add(int type, String text) {
        end = (end + 3) & ~3;
        add(16 + text.length(), type, text);
    }

    private void add(int length, int type, String text) {
        bytes.putInt(end, length).putShort(end + 4, (short) type);
        bytes.put(end + 16, text.getBytes(ISO_8859_1));
        end += 16 + text.length();
    }

    private boolean read() {
        return read(end - AT);
    }

    private boolean read(int length) {
        return NetlinkMessages.read(bytes, AT, length, lines::add);
    }

    @Test
    void a_message_becomes_a_line_with_its_type() {
        add(1423, "audit(1.2:3): domain=1e");

        assertThat(read()).isTrue();
        assertThat(lines).containsExactly("type=1423 audit(1.2:3): domain=1e");
    }

    @Test
    void messages_of_one_datagram_begin_at_multiples_of_four() {
        add(1423, "12345");
        add(1300, "1234");
        add(1424, "123456");
        add(65535, "");

        assertThat(read()).isTrue();
        assertThat(lines).containsExactly("type=1423 12345", "type=1300 1234", "type=1424 123456", "type=65535 ");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void the_last_message_may_be_padded_or_not(int padding) {
        add(1423, "12345");
        end += padding;

        assertThat(read()).isTrue();
        assertThat(lines).containsExactly("type=1423 12345");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text\0", "text\n", "text\0\0", "text\n\0"})
    void the_end_of_a_string_or_line_is_no_part_of_it(String text) {
        add(1423, text);

        assertThat(read()).isTrue();
        assertThat(lines).containsExactly("type=1423 text");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 15})
    void the_types_of_netlink_itself_are_passed_over(int type) {
        add(type, "1234");
        add(1423, "text");

        assertThat(read()).isTrue();
        assertThat(lines).containsExactly("type=1423 text");
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "15", "21", "1000000", "2147483647", "-1", "-2147483648"})
    void a_length_that_cannot_be_ends_the_reading_there(int length) {
        add(1300, "text");
        add(length, 1423, "1234");

        assertThat(read()).isFalse();
        assertThat(lines).containsExactly("type=1300 text");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 12, 15})
    void a_header_that_is_cut_off_is_no_message(int rest) {
        add(1300, "text");

        assertThat(read(20 + rest)).isFalse();
        assertThat(lines).containsExactly("type=1300 text");
    }

    @Test
    void a_message_that_is_cut_off_is_none() {
        add(1423, "0123456789");

        assertThat(read(end - AT - 1)).isFalse();
        assertThat(lines).isEmpty();
    }

    @Test
    void nothing_is_in_an_empty_datagram() {
        assertThat(read(0)).isTrue();
        assertThat(lines).isEmpty();
    }

    @Test
    void any_bytes_are_read_without_failing() {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            random.nextBytes(bytes.array());
            bytes.putInt(AT, random.nextInt(40));
            assertThatCode(() -> read(random.nextInt(bytes.capacity() - AT))).doesNotThrowAnyException();
        }
        assertThat(lines).isNotEmpty();
    }
}

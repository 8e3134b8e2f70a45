package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.linux.SocketAddress.Abstract;
import io.github.landlauncher.linux.SocketAddress.Internet;
import io.github.landlauncher.linux.SocketAddress.UnixPath;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from the bytes of an address. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SocketAddressTest {

    private static final int AF_UNSPEC = 0;
    private static final int AF_UNIX = 1;
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;

    /** An address that begins with its family, in this machine's byte order. */
    static byte[] address(int family, int length, int... rest) {
        ByteBuffer bytes = FakeProgram.buffer(Math.max(length, rest.length + 2));
        bytes.putShort(0, (short) family);
        for (int i = 0; i < rest.length; i++) {
            bytes.put(i + 2, (byte) rest[i]);
        }
        return Arrays.copyOf(bytes.array(), length);
    }

    /** A unix address whose path is as it stands here. */
    static byte[] unix(String path) {
        int[] rest = path.chars().toArray();
        return address(AF_UNIX, rest.length + 2, rest);
    }

    private static Optional<SocketAddress> read(byte[] bytes) {
        return SocketAddress.of(ByteBuffer.wrap(bytes).order(FakeProgram.buffer(1).order()));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "0, 80, 80", "1, 187, 443", "31, 144, 8080", "255, 255, 65535"})
    void a_port_is_in_network_byte_order(int high, int low, int port) {
        assertThat(read(address(AF_INET, 16, high, low, 127, 0, 0, 1)))
                .contains(new Internet(AF_INET, port, false));
        assertThat(read(address(AF_INET6, 28, high, low))).contains(new Internet(AF_INET6, port, false));
        assertThat(read(address(AF_INET6, 24, high, low))).contains(new Internet(AF_INET6, port, false));
        assertThat(read(address(AF_UNSPEC, 16, high, low))).contains(new Internet(AF_UNSPEC, port, true));
    }

    @ParameterizedTest
    @CsvSource({
        "2, 15", "2, 2", "10, 23", "0, 15", "0, 2", "1, 2", "1, 111", "1, 128", "2, 129", "16, 12",
        "0, 1", "0, 0"
    })
    void what_is_too_short_too_long_or_another_family_is_nothing(int family, int length) {
        byte[] bytes = Arrays.copyOf(address(family, Math.max(2, length), 1, 2, 3, 4), length);

        assertThat(read(bytes)).isEmpty();
    }

    @Test
    void a_longer_address_than_needed_is_an_address() {
        assertThat(read(address(AF_INET, 128, 0, 80))).contains(new Internet(AF_INET, 80, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/run/x", "/run/x\0", "/run/x\0garbage"})
    void a_path_ends_at_its_nul_or_with_the_address(String path) {
        UnixPath unix = (UnixPath) read(unix(path)).orElseThrow();

        assertThat(new String(unix.path(), StandardCharsets.US_ASCII)).isEqualTo("/run/x");
    }

    @Test
    void the_longest_path_has_no_nul() {
        UnixPath unix = (UnixPath) read(unix("p".repeat(108))).orElseThrow();

        assertThat(unix.path()).hasSize(108);
        assertThat(read(unix("p".repeat(109)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "name\0", "na\0me", "", "\0", "\u00e9"})
    void an_abstract_name_has_all_bytes_after_the_first(String name) {
        assertThat(read(unix("\0" + name))).contains(new Abstract(name));
    }
}

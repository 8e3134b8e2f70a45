package io.github.landlauncher.linux.libc;

import static io.github.landlauncher.linux.libc.Errno.ENOENT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Addresses, strings and the environment. */
abstract class MemoryContract extends NativeTest {

    MemoryContract(Libc libc) {
        super(libc);
    }

    @Test
    void memory_is_zeroed_and_its_address_is_that_of_its_first_byte() {
        Memory memory = memory(16);

        assertThat(memory.size()).isEqualTo(16);
        assertThat(libc.pointer(memory.address())).isZero();

        memory.bytes().putLong(0, 0x0123456789abcdefL);
        assertThat(libc.pointer(memory.address())).isEqualTo(0x0123456789abcdefL);
    }

    @Test
    void the_address_of_a_buffer_does_not_depend_on_its_position() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(32).order(ByteOrder.nativeOrder());
        long address = libc.address(buffer);
        buffer.putLong(0, 42);

        buffer.position(5).limit(7);

        assertThat(libc.address(buffer)).isEqualTo(address);
        assertThat(libc.pointer(libc.address(buffer))).isEqualTo(42);
    }

    @Test
    void a_slice_has_the_address_of_its_own_first_element() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(32);

        assertThat(libc.address(buffer.slice(8, 8))).isEqualTo(libc.address(buffer) + 8);
    }

    @Test
    void a_buffer_on_the_heap_has_no_address() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> libc.address(ByteBuffer.allocate(8)));
    }

    @Test
    void a_string_ends_before_its_nul_and_keeps_every_byte() {
        assertThat(libc.string(string("caf\u00e9\0rest")))
                .isEqualTo("caf\u00e9".getBytes(ISO_8859_1));
        assertThat(libc.string(string(""))).isEmpty();
    }

    @Test
    void the_environment_contains_path() {
        List<String> environment = new ArrayList<>();

        long next = libc.environ();
        while (libc.pointer(next) != 0) {
            environment.add(new String(libc.string(libc.pointer(next)), US_ASCII));
            next += Long.BYTES;
        }

        assertThat(environment).contains("PATH=" + System.getenv("PATH"));
    }

    @Test
    void strerror_says_what_the_jdk_says() {
        Charset charset = Charset.forName(System.getProperty("sun.jnu.encoding"));
        String text = new String(libc.strerror(ENOENT), charset);

        assertThat(text).isNotBlank();
        assertThatThrownBy(() -> new FileInputStream("/missing/file").close())
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageEndingWith("(" + text + ")");
    }
}

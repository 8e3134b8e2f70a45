package io.github.landlauncher.linux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.MemoryPool;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ScratchTest {

    private static final int USUAL_SIZE = 64 * 1024;

    private final Libc libc = Libc.get();
    private final MemoryPool pool = Scratch.pool(libc);

    private Scratch scratch(long size) {
        return Scratch.of(libc, pool, size);
    }

    private String string(long address) {
        return new String(libc.string(address), ISO_8859_1);
    }

    @Test
    void what_is_reserved_is_aligned_and_does_not_overlap() {
        try (Scratch scratch = scratch(0)) {
            int end = 0;
            for (int size : new int[] {1, 8, 3, 24, 7, 128, 9}) {
                int offset = scratch.reserve(size);

                assertThat(scratch.address(offset) % 8).isZero();
                assertThat(offset).isGreaterThanOrEqualTo(end);
                end = offset + size;
            }
        }
    }

    @Test
    void what_is_reserved_is_zero_whatever_was_there_before() {
        try (Scratch scratch = scratch(0)) {
            for (int i = 0; i < 1024; i++) {
                scratch.bytes().put(i, (byte) 0xff);
            }
            for (int size : new int[] {1, 7, 8, 9, 64, 100}) {
                int offset = scratch.reserve(size);

                for (int i = 0; i < size; i++) {
                    assertThat(scratch.bytes().get(offset + i)).isZero();
                }
            }
        }
    }

    @Test
    void a_string_is_followed_by_a_nul() {
        try (Scratch scratch = scratch(0)) {
            for (int i = 0; i < 64; i++) {
                scratch.bytes().put(i, (byte) 'x');
            }

            assertThat(string(scratch.string("abc".getBytes(ISO_8859_1)))).isEqualTo("abc");
            assertThat(string(scratch.string(new byte[0]))).isEmpty();
            assertThat(string(scratch.string(new byte[] {(byte) 0xff, 1}))).isEqualTo("\u00ff\u0001");
        }
    }

    @Test
    void strings_are_an_array_of_pointers_with_a_null_pointer_at_its_end() {
        try (Scratch scratch = scratch(0)) {
            scratch.string(new byte[] {'o', 'd', 'd'});

            long array = scratch.strings(List.of("a".getBytes(ISO_8859_1), "bc".getBytes(ISO_8859_1)));

            assertThat(array % 8).isZero();
            assertThat(string(libc.pointer(array))).isEqualTo("a");
            assertThat(string(libc.pointer(array + 8))).isEqualTo("bc");
            assertThat(libc.pointer(array + 16)).isZero();
        }
    }

    @Test
    void no_strings_are_a_null_pointer() {
        try (Scratch scratch = scratch(0)) {
            assertThat(libc.pointer(scratch.strings(List.of()))).isZero();
        }
    }

    @Test
    void the_size_of_strings_is_never_less_than_they_take() {
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            List<byte[]> strings = new ArrayList<>();
            for (int count = random.nextInt(20); count > 0; count--) {
                strings.add(new byte[random.nextInt(50)]);
            }
            try (Scratch scratch = scratch(0)) {
                scratch.string(new byte[random.nextInt(8)]);
                int before = scratch.position();

                scratch.strings(strings);

                assertThat((long) scratch.position() - before)
                        .isLessThanOrEqualTo(Scratch.sizeOf(strings));
            }
        }
    }

    @Test
    void what_was_given_back_is_used_again() {
        try (Scratch scratch = scratch(0)) {
            int start = scratch.position();
            int first = scratch.reserve(100);

            scratch.backTo(start);

            assertThat(scratch.reserve(100)).isEqualTo(first);
        }
    }

    @Test
    void the_usual_size_is_taken_from_the_pool_and_given_back_to_it() {
        ByteBuffer first;
        try (Scratch scratch = scratch(USUAL_SIZE)) {
            first = scratch.bytes();
            try (Scratch other = scratch(0)) {
                assertThat(other.bytes()).isNotSameAs(first);
            }
        }
        Scratch second = scratch(0);
        Scratch third = scratch(0);

        assertThat(List.of(second.bytes(), third.bytes())).anyMatch(bytes -> bytes == first);
    }

    @Test
    void a_new_scratch_begins_at_the_front_of_used_memory() {
        try (Scratch scratch = scratch(0)) {
            scratch.reserve(1000);
        }
        try (Scratch scratch = scratch(0)) {
            assertThat(scratch.position()).isZero();
        }
    }

    @Test
    void more_than_the_usual_size_is_made_to_measure_and_not_kept() {
        ByteBuffer large;
        try (Scratch scratch = scratch(USUAL_SIZE + 1)) {
            large = scratch.bytes();
            assertThat(large.capacity()).isEqualTo(USUAL_SIZE + 1);
        }
        try (Scratch scratch = scratch(0)) {
            assertThat(scratch.bytes().capacity()).isEqualTo(USUAL_SIZE);
        }
    }

    @Test
    void nothing_is_written_beyond_the_end() {
        try (Scratch scratch = scratch(0)) {
            assertThatThrownBy(() -> scratch.reserve(USUAL_SIZE + 1))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
        try (Scratch scratch = scratch(0)) {
            assertThatThrownBy(() -> scratch.string(new byte[USUAL_SIZE]))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }
}

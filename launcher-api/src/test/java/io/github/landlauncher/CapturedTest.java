package io.github.landlauncher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The beginning of a stream, exactly, in no more memory than the limit. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CapturedTest {

    private static final int LIMIT = 1000;

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.wrap(new byte[count]);
    }

    @Test
    void of_nothing_it_is_empty() {
        Captured captured = new Captured(LIMIT);

        assertThat(captured.bytes()).isEmpty();
        assertThat(captured.truncated()).isFalse();
        assertThat(captured.capacity()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64, 999, 1000, 1001, 5000})
    void whatever_the_sizes_it_is_what_came_up_to_the_limit(int most) {
        Random random = new Random(most);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Captured captured = new Captured(LIMIT);
        while (all.size() < 2 * LIMIT) {
            byte[] next = new byte[1 + random.nextInt(most)];
            random.nextBytes(next);
            all.writeBytes(next);

            captured.add(ByteBuffer.wrap(next));

            assertThat(captured.bytes()).isEqualTo(
                    Arrays.copyOf(all.toByteArray(), Math.min(LIMIT, all.size())));
            assertThat(captured.truncated()).isEqualTo(all.size() > LIMIT);
            assertThat(captured.capacity()).isLessThanOrEqualTo(LIMIT);
        }
    }

    @Test
    void exactly_the_limit_is_not_truncated_and_one_byte_more_is() {
        Captured captured = new Captured(LIMIT);
        captured.add(bytes(LIMIT));
        assertThat(captured.truncated()).isFalse();

        captured.add(bytes(0));
        assertThat(captured.truncated()).isFalse();

        captured.add(bytes(1));
        assertThat(captured.truncated()).isTrue();
        assertThat(captured.bytes()).hasSize(LIMIT);
    }

    @Test
    void every_byte_is_consumed_kept_or_not_and_the_limit_of_the_buffer_stays() {
        Captured captured = new Captured(10);
        ByteBuffer bytes = ByteBuffer.allocate(40).position(5).limit(30);

        captured.add(bytes);

        assertThat(bytes.position()).isEqualTo(30);
        assertThat(bytes.limit()).isEqualTo(30);
        assertThat(captured.bytes()).hasSize(10);
    }

    @Test
    void with_a_limit_of_nothing_all_is_dropped_without_memory() {
        Captured captured = new Captured(0);

        captured.add(bytes(5));

        assertThat(captured.bytes()).isEmpty();
        assertThat(captured.truncated()).isTrue();
        assertThat(captured.capacity()).isZero();
    }

    @Test
    void a_little_takes_a_little_memory_however_high_the_limit() {
        Captured captured = new Captured(Integer.MAX_VALUE);

        captured.add(bytes(41));

        assertThat(captured.capacity()).isEqualTo(41);
    }

    @Test
    void single_bytes_take_at_most_twice_their_number() {
        Captured captured = new Captured(1 << 20);
        for (int i = 0; i < 100_000; i++) {
            captured.add(bytes(1));
        }

        assertThat(captured.bytes()).hasSize(100_000);
        assertThat(captured.capacity()).isLessThan(200_000);
    }
}

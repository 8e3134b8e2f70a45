package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.StartStep;
import io.github.landlauncher.linux.StatusRecords.Outcome;
import io.github.landlauncher.linux.libc.Errno;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StatusRecordsTest {

    private static final int EXECVE = 6;
    private static final int CHDIR = 16;

    private static byte[] words(int... words) {
        ByteBuffer bytes =
                ByteBuffer.allocate(words.length * Integer.BYTES).order(ByteOrder.nativeOrder());
        Arrays.stream(words).forEach(bytes::putInt);
        return bytes.array();
    }

    private static Outcome outcome(byte[] bytes) {
        return StatusRecords.decode(bytes).outcome();
    }

    private static void assertFailed(StatusRecords records, StartStep step, int errno) {
        assertThat(records.outcome()).isEqualTo(Outcome.STEP_FAILED);
        assertThat(records.step()).isEqualTo(step);
        assertThat(records.errno()).isEqualTo(errno);
    }

    @Test
    void the_record_of_a_start_alone_says_that_the_program_runs() {
        assertThat(outcome(words(0, 0))).isEqualTo(Outcome.STARTED);
    }

    @Test
    void end_of_file_alone_says_nothing() {
        assertThat(outcome(new byte[0])).isEqualTo(Outcome.LOST);
    }

    @Test
    void zeros_are_a_start_at_the_length_of_one_record_only() {
        for (int length = 0; length <= 64; length++) {
            assertThat(outcome(new byte[length]) == Outcome.STARTED)
                    .as("%d zero bytes", length)
                    .isEqualTo(length == StatusRecords.RECORD_SIZE);
        }
    }

    @Test
    void one_wrong_bit_in_the_record_of_a_start_is_no_start() {
        for (int bit = 0; bit < Long.SIZE; bit++) {
            byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(1L << bit).array();

            assertThat(outcome(bytes)).as("bit %d", bit).isNotEqualTo(Outcome.STARTED);
        }
    }

    @Test
    void nothing_that_follows_the_record_of_a_start_is_a_start() {
        byte[] start = words(0, 0);
        for (int length = start.length + 1; length <= 40; length++) {
            for (int value = 0; value <= 0xff; value++) {
                byte[] bytes = Arrays.copyOf(start, length);
                Arrays.fill(bytes, start.length, length, (byte) value);

                assertThat(outcome(bytes)).isNotEqualTo(Outcome.STARTED);
            }
        }
    }

    @Test
    void a_record_of_a_failure_says_which_step_failed_and_why() {
        assertFailed(StatusRecords.decode(words(CHDIR, Errno.ENOENT)), StartStep.CHDIR, Errno.ENOENT);
    }

    @Test
    void a_failure_after_the_record_of_a_start_is_that_of_execve() {
        StatusRecords records = StatusRecords.decode(words(0, 0, EXECVE, Errno.EACCES));

        assertFailed(records, StartStep.EXECVE, Errno.EACCES);
    }

    @Test
    void a_failure_of_anything_else_after_the_record_of_a_start_is_not_from_the_helper() {
        assertThat(outcome(words(0, 0, CHDIR, Errno.ENOENT))).isEqualTo(Outcome.LOST);
    }

    @Test
    void the_high_bits_of_a_step_are_the_index_of_the_operation() {
        for (int index : new int[] {1, 2, 0x7fff, 0x8000, 0xffff}) {
            StatusRecords records = StatusRecords.decode(words(index << 16 | CHDIR, Errno.ENOENT));

            assertFailed(records, StartStep.CHDIR, Errno.ENOENT);
        }
    }

    @Test
    void an_index_without_a_step_is_lost() {
        assertThat(outcome(words(3 << 16, Errno.ENOENT))).isEqualTo(Outcome.LOST);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, -Errno.ENOENT, Integer.MIN_VALUE})
    void a_failure_without_a_positive_errno_is_lost(int errno) {
        assertThat(outcome(words(CHDIR, errno))).isEqualTo(Outcome.LOST);
        assertThat(outcome(words(0, 0, EXECVE, errno))).isEqualTo(Outcome.LOST);
    }

    @Test
    void two_failures_or_more_than_two_records_are_lost() {
        assertThat(outcome(words(CHDIR, 2, CHDIR, 2))).isEqualTo(Outcome.LOST);
        assertThat(outcome(words(EXECVE, 2, 0, 0))).isEqualTo(Outcome.LOST);
        assertThat(outcome(words(0, 0, EXECVE, 2, 0, 0))).isEqualTo(Outcome.LOST);
        assertThat(outcome(words(0, 0, EXECVE, 2, EXECVE, 2))).isEqualTo(Outcome.LOST);
    }

    @Test
    void part_of_a_record_is_lost() {
        byte[] failure = words(CHDIR, Errno.ENOENT);
        byte[] denied = words(0, 0, EXECVE, Errno.EACCES);
        for (int length = 1; length < denied.length; length++) {
            if (length != StatusRecords.RECORD_SIZE) {
                assertThat(outcome(Arrays.copyOf(denied, length))).isEqualTo(Outcome.LOST);
                assertThat(outcome(Arrays.copyOf(failure, length))).isEqualTo(Outcome.LOST);
            }
        }
    }

    @Test
    void the_steps_are_those_of_the_helper_s_source_and_no_other_number_is_one() throws IOException {
        Map<Integer, String> helper = stepsOfTheHelper();
        assertThat(helper).hasSize(31);

        Map<Integer, String> ours = new TreeMap<>();
        for (int number = 0; number <= 0xffff; number++) {
            StatusRecords records = StatusRecords.decode(words(number, Errno.EIO));
            if (records.outcome() != Outcome.LOST) {
                assertFailed(records, records.step(), Errno.EIO);
                ours.put(number, records.step().name());
            }
        }

        assertThat(ours).isEqualTo(helper);
    }

    /** The constants of {@code enum step}. */
    private static Map<Integer, String> stepsOfTheHelper() throws IOException {
        String source = Files.readString(Path.of("..", "helper-c", "protocol.h"));
        String steps = source.substring(source.indexOf("enum step {"), source.indexOf("};"));
        return Pattern.compile("([A-Z_]+) = (\\d+)")
                .matcher(steps)
                .results()
                .collect(Collectors.toMap(
                        found -> Integer.valueOf(found.group(2)),
                        (MatchResult found) -> found.group(1),
                        (one, other) -> {
                            throw new AssertionError("one number for " + one + " and " + other);
                        },
                        TreeMap::new));
    }
}

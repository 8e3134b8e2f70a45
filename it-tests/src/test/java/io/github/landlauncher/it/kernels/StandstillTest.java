package io.github.landlauncher.it.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Tests that do not end are given up, and others are not. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StandstillTest {

    private static final CountDownLatch GIVEN_UP = new CountDownLatch(1);

    private final ByteArrayOutputStream progress = new ByteArrayOutputStream();

    /** Not found by itself: it only ends when it was given up. */
    static class Endless {

        @Test
        void it_waits() throws Exception {
            assertThat(GIVEN_UP.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    static class Short {

        @Test
        void it_passes() {
            assertThat(1).isPositive();
        }
    }

    private void run(Duration limit, Runnable giveUp, Class<?> type) {
        PrintStream out = new PrintStream(progress, true, StandardCharsets.UTF_8);
        PrintStream none = new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        try (Standstill standstill = new Standstill(limit, out, giveUp)) {
            new GuestTests(new ResultLines(none), none, standstill).run(List.of(type.getName()));
        }
    }

    @Test
    void a_test_that_does_not_end_is_given_up_and_shown_with_all_threads() {
        run(Duration.ofMillis(1), GIVEN_UP::countDown, Endless.class);

        assertThat(progress.toString(StandardCharsets.UTF_8))
                .contains("Nothing has happened for 0 s after the begin of ")
                .contains("Thread[");
    }

    @Test
    void tests_that_end_are_not() {
        run(Duration.ofMinutes(10), () -> {
            throw new AssertionError("given up");
        }, Short.class);

        assertThat(progress.toString(StandardCharsets.UTF_8)).isEmpty();
    }
}

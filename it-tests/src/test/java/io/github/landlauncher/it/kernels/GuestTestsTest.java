package io.github.landlauncher.it.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.TestExecutionListener;

@DisplayNameGeneration(ReplaceUnderscores.class)
class GuestTestsTest {

    @DisplayNameGeneration(ReplaceUnderscores.class)
    static class Mixed {

        @Test
        void it_fails() {
            throw new IllegalStateException("two\n\tlines");
        }

        @Test
        void it_passes() {
            assertThat(1).isPositive();
        }

        @Test
        void it_assumes() {
            assumeTrue(false, "there is no such thing here");
        }

        @ParameterizedTest(name = "{0}")
        @ValueSource(strings = {"a", "b"})
        void it_has(String letter) {
            assertThat(letter).isEqualTo("a");
        }
    }

    @Disabled("needs something else")
    @DisplayNameGeneration(ReplaceUnderscores.class)
    static class Skipped {

        /** What cannot be had without what the class needs. */
        static final int VALUE = Integer.parseInt("x");

        @Test
        void one() {
            assertThat(VALUE).isPositive();
        }

        @ParameterizedTest
        @ValueSource(strings = "c")
        void more(String letter) {
            assertThat(letter).isEqualTo("c");
        }
    }

    static class Broken {

        @BeforeAll
        static void prepare() {
            throw new IllegalStateException("not ready");
        }

        @Test
        void never() {
            assertThat(1).isPositive();
        }
    }

    static class Slow {

        @Test
        @Timeout(value = 1, unit = TimeUnit.NANOSECONDS)
        void it_takes_its_time() {
            assertThat(1).isPositive();
        }
    }

    static class Empty {}

    static class Unloadable {

        static final int VALUE = Integer.parseInt("x");

        @Test
        void never() {
            assertThat(VALUE).isPositive();
        }
    }

    @Test
    void each_test_is_a_line_with_its_reason_on_that_line() {
        assertThat(run(Mixed.class.getName())).containsExactlyInAnyOrder(
                "FAILED\tGuestTestsTest$Mixed\tit fails\tjava.lang.IllegalStateException: two | lines",
                "PASSED\tGuestTestsTest$Mixed\tit passes\t",
                "SKIPPED\tGuestTestsTest$Mixed\tit assumes\tthere is no such thing here",
                "PASSED\tGuestTestsTest$Mixed\tit has (String): a\t",
                "FAILED\tGuestTestsTest$Mixed\tit has (String): b\t"
                        + "org.opentest4j.AssertionFailedError: | expected: \"a\" | but was: \"b\"",
                "end\t5");
    }

    @Test
    void a_skipped_class_is_a_line_for_each_of_its_tests() {
        assertThat(run(Skipped.class.getName())).containsExactlyInAnyOrder(
                "SKIPPED\tGuestTestsTest$Skipped\tone\tneeds something else",
                "SKIPPED\tGuestTestsTest$Skipped\tmore (String)\tneeds something else",
                "end\t2");
    }

    @Test
    void a_class_that_fails_before_its_tests_is_a_failed_test() {
        assertThat(run(Broken.class.getName())).containsExactly(
                "FAILED\tGuestTestsTest$Broken\tGuestTestsTest$Broken\t"
                        + "java.lang.IllegalStateException: not ready",
                "end\t1");
    }

    @Test
    void a_test_may_take_as_long_as_it_takes() {
        assertThat(run(Slow.class.getName())).startsWith("PASSED\tGuestTestsTest$Slow\tit_takes_its_time()\t");
    }

    @ParameterizedTest
    @ValueSource(classes = {Empty.class, Unloadable.class})
    void a_class_that_cannot_be_run_is_a_failed_test_and_the_next_one_runs(Class<?> type) {
        assertThat(run(type.getName(), "no.such.Type", Broken.class.getName()))
                .hasSize(4)
                .filteredOn(line -> line.startsWith("FAILED\t"))
                .hasSize(3);
    }

    /** The lines without the times, which are checked to be there. */
    private static List<String> run(String... classes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ResultLines results = new ResultLines(new PrintStream(out, true, StandardCharsets.UTF_8));
        new GuestTests(results, new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                new TestExecutionListener() { }).run(Arrays.asList(classes));
        results.end();
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines.subList(0, lines.size() - 1)).allMatch(line -> line.matches(".*\t[0-9]+"));
        return lines.stream().map(line -> line.startsWith("end") ? line : line.replaceAll("\t[0-9]+$", ""))
                .toList();
    }
}

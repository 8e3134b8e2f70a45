package io.github.landlauncher.it.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MatrixReportTest {

    private static final KernelRun GOOD = Guests.ofAbi("6.1", 2).run();
    private static final KernelRun BAD =
            Guests.ofAbi("6.12", 6).test("FAILED\tScopeIT\ta signal\tfirst | second\t900").run();
    private static final KernelRun MISSING =
            KernelRun.parse("7.0", Map.of("missing", "not to be had: 7.0"));
    private static final KernelRun OTHER_OF_ITS_ABI = Guests.ofAbi("6.2", 2)
            .sample(SamplePolicy.BEST_EFFORT, "PARTIALLY", "started PARTIALLY",
                    "EXECUTE\tDROPPED\tNONE\t")
            .run();

    static Stream<Arguments> statuses() {
        return Stream.of(
                arguments(0, List.of(GOOD)),
                arguments(1, List.of()),
                arguments(1, List.of(GOOD, BAD)),
                arguments(1, List.of(GOOD, BAD, MISSING)),
                arguments(3, List.of(GOOD, MISSING)),
                arguments(1, List.of(GOOD, OTHER_OF_ITS_ABI)));
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void the_exit_status_tells_failures_from_what_was_not_to_be_had(int status, List<KernelRun> runs) {
        assertThat(new MatrixReport(runs).status()).isEqualTo(status);
    }

    @Test
    void there_is_a_row_for_each_kernel() {
        String report = new MatrixReport(List.of(GOOD, BAD, MISSING)).toString();

        List<List<String>> rows = report.lines().limit(4)
                .map(line -> Arrays.asList(line.split(" {2,}"))).toList();
        assertThat(rows.get(0)).startsWith("kernel", "release", "machine", "user", "ABI");
        assertThat(rows.get(1)).containsExactly("6.1", "6.1.1+deb-cloud-amd64", "x86_64", "root", "2",
                "1", "PASSED", "1", "1", "0", "0", "fully: 1", "fully: 1", "fully: 1", "90");
        assertThat(rows.get(2)).startsWith("6.12").contains("FAILED");
        assertThat(rows.get(3)).startsWith("7.0").contains("MISSING");
    }

    @Test
    void a_failure_is_told_with_its_test_and_its_reason() {
        assertThat(new MatrixReport(List.of(GOOD, BAD)).toString())
                .contains("6.12: 1 test failed")
                .contains("6.12: ScopeIT: a signal\n    first\n    second\n")
                .contains("900 ms  ScopeIT: a signal");
    }

    @Test
    void kernels_of_one_abi_that_differ_are_named() {
        assertThat(new MatrixReport(List.of(GOOD, OTHER_OF_ITS_ABI)).toString())
                .contains("Kernels of ABI 2 differ in EXECUTE: 6.1 yes, 6.2 no");
    }

    @Test
    void reasons_of_skipped_tests_are_counted() {
        List<TestResult> tests = Guests.ofAbi("6.1", 2)
                .test("SKIPPED\tScopeIT\ta\tneeds Landlock ABI 6, this kernel has 2\t0")
                .test("SKIPPED\tWatchIT\tb\tno such program\t0")
                .test("SKIPPED\tWatchIT\td\tneeds IPv6\t0")
                .test("SKIPPED\tWatchIT\te\t\t0")
                .test("SKIPPED\tWatchIT\tf\tassumption was not met due to: [a log] | Expecting | [x]\t0")
                .test("SKIPPED\tScopeIT\tc\tneeds Landlock ABI 6, this kernel has 2\t0")
                .run().results().orElseThrow().tests();

        assertThat(SkipReasons.of(tests)).isEqualTo(
                "2 need ABI 6; 1 (a log); 1 (no such program); 1 for no reason given; 1 needs IPv6");
    }
}

package io.github.landlauncher.it.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.Enforcement.Level;
import io.github.landlauncher.Enforcement.Status;
import io.github.landlauncher.it.kernels.TestResult.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class GuestResultsTest {

    @Test
    void what_is_written_is_what_is_read() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ResultLines written = new ResultLines(new PrintStream(out, true, StandardCharsets.UTF_8));
        TestResult test = new TestResult(Outcome.SKIPPED, "ScopeIT", "a signal", "no such thing", 31);
        written.fact("abi", "6");
        written.test(test);
        written.end();

        GuestResults read = GuestResults.parse(out.toString(StandardCharsets.UTF_8).lines().toList());

        assertThat(read.isWhole()).isTrue();
        assertThat(read.fact("abi")).isEqualTo("6");
        assertThat(read.tests()).containsExactly(test);
    }

    @Test
    void a_sample_policy_has_its_level_its_lines_and_its_start() {
        GuestResults results = GuestResults.parse(Guests.ofAbi("6.1", 2)
                .sample(SamplePolicy.CONTAINED, "PARTIALLY", "started PARTIALLY",
                        "TRUNCATE\tENFORCED\tSECCOMP\tby a filter",
                        "REFER\tSTRICTER\tLANDLOCK\t",
                        "SIGNAL\tDROPPED\tNONE\tneeds more")
                .lines());

        SampleResult sample = results.samples().get(SamplePolicy.CONTAINED);
        assertThat(sample.level()).isEqualTo(Level.PARTIALLY);
        assertThat(sample.names(Status.DROPPED)).containsExactly("SIGNAL");
        assertThat(sample.namesBeyondLandlock()).containsExactly("TRUNCATE");
        assertThat(sample.inShort()).isEqualTo("partially: 1, not 1, stricter 1");
        assertThat(results.samples()).hasSize(3);
    }

    @Test
    void the_first_lines_of_a_file_are_never_a_whole_one() {
        List<String> lines = Guests.ofAbi("6.1", 2).test("PASSED\tScopeIT\ttwo\t\t1").lines();

        for (int i = 0; i < lines.size(); i++) {
            assertThat(GuestResults.parse(lines.subList(0, i)).isWhole()).as("%s lines", i).isFalse();
        }
        assertThat(GuestResults.parse(lines).isWhole()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "PAS", "PASSED\tScopeIT", "PASSED\tScopeIT\tx\t\tsoon", "start\tNO_SUCH\tstarted FULLY",
        "policy\tSTRICT\tSOMEHOW\t", "line\tSTRICT\tEXECUTE\tENFORCED", "end\t9", "end", "", "end\t1\nabi\t7"
    })
    void a_line_that_makes_no_sense_makes_the_file_a_part_of_one(String line) {
        List<String> lines = new ArrayList<>(Guests.ofAbi("6.1", 2).cut().lines());
        lines.addAll(line.lines().toList());
        if (line.isEmpty()) {
            lines.add("");
        }
        lines.add("end\t1");

        assertThat(GuestResults.parse(lines).isWhole()).isFalse();
    }

    @Test
    void what_was_not_said_is_a_question_mark() {
        assertThat(GuestResults.parse(List.of()).fact("abi")).isEqualTo("?");
    }
}

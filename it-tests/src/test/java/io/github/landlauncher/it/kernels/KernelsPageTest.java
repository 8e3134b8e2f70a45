package io.github.landlauncher.it.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** How the written part of docs/kernel-abi.md is made. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class KernelsPageTest {

    private static final List<KernelRun> RUNS = List.of(
            Guests.ofAbi("5.10", 0).fact("errata", "")
                    .sample(SamplePolicy.BEST_EFFORT, "NOT", "...SandboxUnavailableException: no").run(),
            Guests.ofAbi("6.1", 2).fact("version", "#1 SMP PREEMPT Debian 6.1.192-1 (2026-08-01)")
                    .sample(SamplePolicy.BEST_EFFORT, "PARTIALLY", "started PARTIALLY",
                            "EXECUTE\tENFORCED\tLANDLOCK\t", "SIGNAL\tDROPPED\tNONE\t").run(),
            Guests.ofAbi("6.12", 6).fact("errata", "SCOPED_SIGNAL_HANDLING")
                    .file("options", "quick tests=ScopeIT timeout=5")
                    .test("FAILED\tScopeIT\ttwo\twhy\t3").run());

    @Test
    void what_is_written_can_be_read() {
        String text = KernelsPage.text(RUNS);

        List<List<String>> kernels = Table.parse(text, KernelsPage.KERNELS).rows();
        assertThat(kernels.get(0)).containsExactly("`5.10`", "amd64", "", "5.10.1+deb-cloud-amd64", "17",
                "root", "NOT_IMPLEMENTED", "-", "1", "0", "");
        assertThat(kernels.get(2)).contains("tests=ScopeIT", "1 test failed").doesNotContain("0");
        assertThat(Table.parse(text, KernelsPage.ABIS).rows()).containsExactly(
                List.of("NOT_IMPLEMENTED", "5.10.1", "Debian 11 (5.10)"),
                List.of("1", "", "Ubuntu 22.04 (5.15)"),
                List.of("2", "6.1.192", "Debian 12 (6.1)"),
                List.of("4", "", "Ubuntu 24.04 (6.8)"),
                List.of("6", "6.12.1", "Debian 13 (6.12)"));
        assertThat(Table.parse(text, KernelsPage.ERRATA).rows()).contains(
                List.of("TCP_SOCKET_IDENTIFICATION (1)", "6.1.192", "6.12.1"),
                List.of("SCOPED_SIGNAL_HANDLING (2)", "6.12.1", "6.1.192"));
    }

    @Test
    void a_column_of_an_abi_says_what_its_kernels_do() {
        List<KernelRun> two = List.of(RUNS.get(1), Guests.ofAbi("6.2", 2).run());

        Table rights = Table.parse(KernelsPage.text(RUNS), KernelsPage.RIGHTS);
        assertThat(rights.header()).containsExactly("right", "2", "6");
        assertThat(rights.rows()).contains(List.of("EXECUTE", "yes", "yes"));
        assertThat(Table.parse(KernelsPage.text(two), KernelsPage.RIGHTS).rows())
                .contains(List.of("EXECUTE", "yes"), List.of("SIGNAL", "differs"));
    }

    @Test
    void a_sample_policy_has_a_row_for_each_outcome_of_an_abi() {
        KernelTables tables = new KernelTables(
                List.of(RUNS.get(0), RUNS.get(1), Guests.ofAbi("6.2", 2).run()));

        assertThat(tables.sample(SamplePolicy.BEST_EFFORT).rows()).containsExactly(
                List.of("NOT_IMPLEMENTED", "all", "not: refused", "", "", ""),
                List.of("2", "6.1", "partially", "SIGNAL", "", ""),
                List.of("2", "6.2", "fully", "", "", ""));
    }

    @Test
    void only_what_is_between_the_markers_is_replaced() {
        String page = "before\n" + KernelsPage.BEGIN + "\nold\n" + KernelsPage.END + "\nafter\n";

        assertThat(KernelsPage.replace(page, "new\n")).isEqualTo(page.replace("old", "new"));
        assertThatThrownBy(() -> KernelsPage.replace("before\n" + KernelsPage.BEGIN + "\n", "new\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(KernelsPage.END);
    }

    @Test
    void a_line_of_the_list_has_options_that_change_results_and_others() {
        List<KernelLine> lines = KernelLine.parse(
                "# comment\n\n6.1  amd64 a:b quick as=nobody timeout=3\n7.3 arm64 7.3.4 quick=A,B\n");

        assertThat(lines).containsExactly(
                new KernelLine("6.1", "amd64", List.of("quick", "as=nobody", "timeout=3")),
                new KernelLine("7.3", "arm64", List.of("quick=A,B")));
        assertThat(KernelLine.telling(lines.get(0).options())).containsExactly("as=nobody");
        assertThat(KernelLine.telling(lines.get(1).options())).isEmpty();
    }
}

package io.github.landlauncher.it.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The written part of docs/kernel-abi.md. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class KernelAbiWrittenTest {

    private static final Path PAGE = Path.of("..", "docs", "kernel-abi.md");
    private static final Path LIST = Path.of("kernels", "kernels.list");

    private static String written() throws IOException {
        return KernelsPage.written(Files.readString(PAGE));
    }

    @Test
    void the_kernels_of_the_page_are_those_of_the_list_as_that_describes_them() throws IOException {
        List<KernelLine> lines = KernelLine.parse(Files.readString(LIST));
        List<List<String>> rows = Table.parse(written(), KernelsPage.KERNELS).rows();

        for (List<String> row : rows) {
            assertThat(lines)
                    .filteredOn(line -> row.get(0).equals("`" + line.name() + "`"))
                    .as("lines of kernels.list for %s", row)
                    .hasSize(1)
                    .allSatisfy(line -> {
                        assertThat(row.get(1)).isEqualTo(line.architecture());
                        assertThat(row.get(2))
                                .isEqualTo(String.join(" ", KernelLine.telling(line.options())));
                    });
        }
        assertThat(rows).map(row -> row.get(0)).doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        lines.stream().map(line -> "`" + line.name() + "`").toList());
    }

    @Test
    void no_kernel_of_the_page_failed() throws IOException {
        assertThat(Table.parse(written(), KernelsPage.KERNELS).rows()).isNotEmpty().allSatisfy(row -> {
            assertThat(Integer.parseInt(row.get(8))).as("passed").isPositive();
            assertThat(row.get(9)).as("failed").isEqualTo("0");
            assertThat(row).doesNotContain("?");
        });
    }

    @Test
    void the_page_has_all_its_tables_and_kernels_of_one_abi_agree_in_them() throws IOException {
        List<String> words = List.of("yes", "no", "stricter");
        Table rights = Table.parse(written(), KernelsPage.RIGHTS);

        assertThat(rights.rows()).map(row -> row.get(0)).isEqualTo(Differences.rights());
        assertThat(rights.rows()).allSatisfy(
                row -> assertThat(new HashSet<>(row.subList(1, row.size()))).isSubsetOf(words));
        assertThat(Table.parse(written(), KernelsPage.ERRATA).rows()).isNotEmpty();
        assertThat(Table.parse(written(), KernelsPage.ABIS).rows()).isNotEmpty();
        assertThat(written()).contains(KernelsPage.SAMPLES);
        for (SamplePolicy sample : SamplePolicy.values()) {
            assertThat(written()).contains(sample.title() + "\n\n| ABI |");
        }
    }
}

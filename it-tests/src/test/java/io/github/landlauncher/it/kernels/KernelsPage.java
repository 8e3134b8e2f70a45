package io.github.landlauncher.it.kernels;

import java.util.List;

/** The part of docs/kernel-abi.md that is written by {@code it-tests/kernels/run}. */
final class KernelsPage {

    static final String BEGIN = "<!-- From here on written by it-tests/kernels/run -->";
    static final String END = "<!-- Up to here written by it-tests/kernels/run -->";

    static final String KERNELS = "### Kernels";
    static final String ABIS = "### ABIs and who has them";
    static final String RIGHTS = "### Rights enforced";
    static final String ERRATA = "### Errata seen";
    static final String SAMPLES = "### Three policies";

    private KernelsPage() {}

    /** The text between the markers. */
    static String text(List<KernelRun> runs) {
        KernelTables tables = new KernelTables(runs);
        StringBuilder text = new StringBuilder("\n");
        section(text, KERNELS, """
                What came of the tests on each kernel of `it-tests/kernels/kernels.list`. A failure is a test
                that failed, a guest that did not come to its end, or one that was not what its line says.
                """, tables.kernels());
        section(text, ABIS, """
                What a distribution comes with is what its first kernel has; ask the kernel.
                """, tables.abis());
        section(text, RIGHTS, """
                What becomes of the rights of `handling(V11)` under best effort: *yes*, what no rule allows is
                denied; *stricter*, what rules allow is denied too; *no*, all of it is allowed. On each kernel
                the tests do what the right is about, and find it denied or allowed as said here.
                """, tables.rights());
        section(text, ERRATA, "", Errata.table(runs));
        text.append(SAMPLES).append("\n\nAll of them allow to run what is in `/usr` and `/bin`, ")
                .append("and a start under each was tried on every kernel.\n\n");
        for (SamplePolicy sample : SamplePolicy.values()) {
            text.append(sample.title()).append("\n\n")
                    .append(tables.sample(sample).toMarkdown()).append('\n');
        }
        return text.toString();
    }

    private static void section(StringBuilder text, String heading, String intro, Table table) {
        text.append(heading).append("\n\n");
        if (!intro.isEmpty()) {
            text.append(intro).append('\n');
        }
        text.append(table.toMarkdown()).append('\n');
    }

    /**
     * A page with another text between its markers.
     *
     * @throws IllegalArgumentException if it lacks a marker
     */
    static String replace(String page, String text) {
        return page.substring(0, begin(page)) + text + page.substring(end(page));
    }

    /**
     * The text between the markers of a page.
     *
     * @throws IllegalArgumentException if it lacks a marker
     */
    static String written(String page) {
        return page.substring(begin(page), end(page));
    }

    private static int begin(String page) {
        return marker(page, BEGIN + "\n", 0) + BEGIN.length() + 1;
    }

    private static int end(String page) {
        return marker(page, END + "\n", begin(page));
    }

    private static int marker(String page, String marker, int from) {
        int index = page.indexOf(marker, from);
        if (index < 0) {
            throw new IllegalArgumentException("The page lacks the line: " + marker.strip());
        }
        return index;
    }
}

package io.github.landlauncher.it.kernels;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table of texts, for a terminal or for a page.
 *
 * @param header what is in each column
 * @param rows rows of as many cells
 */
record Table(List<String> header, List<List<String>> rows) {

    Table {
        header = List.copyOf(header);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != header.size()) {
                throw new IllegalArgumentException(
                        "A row of " + row.size() + " cells in a table of " + header.size() + ": " + row);
            }
        }
    }

    /** Columns next to each other, two spaces between them. */
    String toText() {
        List<List<String>> all = new ArrayList<>();
        all.add(header);
        all.addAll(rows);
        StringBuilder text = new StringBuilder();
        for (List<String> row : all) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                int column = i;
                int width = all.stream().mapToInt(each -> each.get(column).length()).max().orElse(0);
                line.append(row.get(i)).append(" ".repeat(width - row.get(i).length() + 2));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /** The table as Markdown. */
    String toMarkdown() {
        StringBuilder text = new StringBuilder(markdown(header));
        text.append("|").append("---|".repeat(header.size())).append('\n');
        rows.forEach(row -> text.append(markdown(row)));
        return text.toString();
    }

    private static String markdown(List<String> cells) {
        return cells.stream()
                .map(cell -> cell.replace('|', '/').replace('\n', ' '))
                .map(cell -> cell.isEmpty() ? " |" : " " + cell + " |")
                .collect(Collectors.joining("", "|", "\n"));
    }

    /** Reads the first table of a page that is below a heading; it has no rows if there is none. */
    static Table parse(String page, String heading) {
        int start = page.indexOf("\n" + heading + "\n");
        if (start < 0) {
            return new Table(List.of(), List.of());
        }
        List<List<String>> lines = page.substring(start).lines()
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .map(Table::cells)
                .toList();
        return lines.size() < 2
                ? new Table(List.of(), List.of())
                : new Table(lines.get(0), lines.subList(2, lines.size()));
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        Collections.addAll(cells, line.substring(1).split("\\|", -1));
        cells.remove(cells.size() - 1);
        return cells.stream().map(String::strip).toList();
    }
}

package io.github.landlauncher.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Help.Ansi;

/** Rows of cells in columns as wide as their widest cell. */
final class Table {

    /** How a cell is shown on a terminal. */
    enum Style {
        PLAIN("%s"),
        HEAD("@|bold %s|@"),
        GOOD("@|green %s|@"),
        BAD("@|red %s|@"),
        OPEN("@|yellow %s|@");

        private final String markup;

        Style(String markup) {
            this.markup = markup;
        }
    }

    /**
     * A cell.
     *
     * @param text one line, without picocli's markup
     * @param style how it is shown on a terminal
     */
    record Cell(String text, Style style) {

        static Cell plain(String text) {
            return new Cell(text, Style.PLAIN);
        }

        private String padded(int width, Ansi ansi) {
            String shown = text.isEmpty() ? "" : ansi.string(style.markup.formatted(text));
            return shown + " ".repeat(width - text.length());
        }
    }

    private final List<List<Cell>> rows = new ArrayList<>();

    Table head(String... texts) {
        return row(IntStream.range(0, texts.length)
                .mapToObj(column -> new Cell(texts[column], Style.HEAD))
                .toArray(Cell[]::new));
    }

    Table row(Cell... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** The lines of the table. */
    String text(Ansi ansi) {
        return rows.stream().map(row -> line(row, ansi)).collect(Collectors.joining());
    }

    private String line(List<Cell> row, Ansi ansi) {
        return IntStream.range(0, row.size())
                        .mapToObj(column -> row.get(column).padded(width(column), ansi))
                        .collect(Collectors.joining("  "))
                        .stripTrailing()
                + "\n";
    }

    private int width(int column) {
        return rows.stream()
                .filter(row -> row.size() > column)
                .mapToInt(row -> row.get(column).text().length())
                .max()
                .orElse(0);
    }
}

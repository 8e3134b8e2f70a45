package io.github.landlauncher.cli.demo;

import io.github.landlauncher.Enforcement;
import io.github.landlauncher.Enforcement.Status;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.cli.Paragraph;
import io.github.landlauncher.cli.demo.Table.Cell;
import io.github.landlauncher.cli.demo.Table.Style;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Help.Ansi;

/** What the demo found, as a verdict and as text. */
final class Report {

    private static final int WIDTH = 100;

    private final LandlockSupport support;
    private final Claim claim;
    private final Run plain;
    private final Run sandboxed;
    private final StartTimes times;
    private final List<Row> rows;

    Report(
            LandlockSupport support,
            Claim claim,
            Run plain,
            Run sandboxed,
            StartTimes times) {
        this.support = support;
        this.claim = claim;
        this.plain = plain;
        this.sandboxed = sandboxed;
        this.times = times;
        this.rows = Stream.of(Attack.values())
                .flatMap(attack -> Stream.of(Attempt.values()).map(attempt -> row(attack, attempt)))
                .toList();
    }

    private Row row(Attack attack, Attempt attempt) {
        return Row.of(attack, attempt,
                plain.outcome(attack, attempt), sandboxed.outcome(attack, attempt), claim);
    }

    /** Whether every attack ran and did what it should in both columns, and all work succeeded. */
    boolean passed() {
        return rows.stream().allMatch(Row::passed)
                && plain.workSucceeded()
                && sandboxed.workSucceeded();
    }

    /** The whole report. */
    String text(Ansi ansi) {
        return String.join("\n", kernel(), attacks(ansi), work(ansi) + failedWork(), verdict(ansi));
    }

    private String kernel() {
        return "This kernel has Landlock ABI " + support.abi() + "; the policy is "
                + claim.enforcement().level().name().toLowerCase(Locale.ROOT) + " enforced.\n"
                + names("  enforced:     ", Status.ENFORCED, Status.STRICTER)
                + names("  not enforced: ", Status.DROPPED)
                + names("  not covered:  ", Status.NOT_COVERED);
    }

    private String names(String title, Status... statuses) {
        String names = claim.enforcement().lines().stream()
                .filter(line -> List.of(statuses).contains(line.status()))
                .map(Enforcement.Line::what)
                .collect(Collectors.joining(", "));
        return names.isEmpty()
                ? ""
                : title + Paragraph.wrapped(names, title.length(), WIDTH) + "\n";
    }

    private String attacks(Ansi ansi) {
        Table table = new Table().head("attack", "tries to", "ProcessBuilder", "Landlauncher");
        for (Row row : rows) {
            String title = row.attempt() == Attempt.values()[0] ? row.attack().title() : "";
            table.row(
                    Cell.plain(title),
                    Cell.plain(row.attempt().title()),
                    new Cell(row.plainText(), row.plain().success() ? Style.BAD : Style.OPEN),
                    new Cell(row.sandboxedText(), style(row)));
        }
        return table.text(ansi);
    }

    private static Style style(Row row) {
        if ((row.opening().isPresent() || row.untried()) && row.sandboxed().ran()) {
            return Style.OPEN;
        }
        return row.sandboxed().held() ? Style.GOOD : Style.BAD;
    }

    private String work(Ansi ansi) {
        Table table = new Table().head("ordinary work", "", "ProcessBuilder", "Landlauncher");
        IntStream.range(0, plain.work().size()).forEach(i -> table.row(
                Cell.plain(plain.work().get(i).command()),
                Cell.plain(""),
                ended(plain.work().get(i)),
                ended(sandboxed.work().get(i))));
        return table.row(
                        Cell.plain("start of true"),
                        Cell.plain("median of " + times.rounds()),
                        Cell.plain(StartTimes.text(times.plainMicros())),
                        Cell.plain(StartTimes.text(times.sandboxedMicros())))
                .text(ansi);
    }

    private static Cell ended(Git.Ended ended) {
        return new Cell(
                "exit " + ended.exitValue(), ended.exitValue() == 0 ? Style.GOOD : Style.BAD);
    }

    private String failedWork() {
        return Stream.of(plain, sandboxed)
                .flatMap(run -> run.work().stream())
                .filter(ended -> ended.exitValue() != 0)
                .map(ended -> "\n" + ended.command() + ":\n" + ended.output().strip().indent(2))
                .collect(Collectors.joining());
    }

    private String verdict(Ansi ansi) {
        if (passed()) {
            boolean all = rows.stream().allMatch(row -> row.opening().isEmpty());
            boolean untried = rows.stream().anyMatch(Row::untried);
            String held = all
                    ? "@|bold,green Held|@"
                    : "@|bold,yellow Held as far as this kernel can|@";
            return ansi.string(held) + ": each attack ran and did harm without a sandbox; in it "
                    + (all ? "every attempt was denied" : "every other attempt was denied")
                    + ", and git worked as usual."
                    + (untried ? " What could not be tried here proves nothing." : "") + "\n";
        }
        boolean ran = rows.stream().allMatch(row -> row.plain().ran());
        String hint = ran ? "" : " An attack that did not run proves nothing: is the directory for"
                + " temporary files (TMPDIR) mounted noexec?";
        return ansi.string("@|bold,red Not held|@") + ": see the table above." + hint + "\n";
    }
}

package io.github.landlauncher.it.escape;

import io.github.landlauncher.it.KernelAbi;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What became of the attempts on the kernels of guests: each leaves its observations in a file, and
 * the page says where they differ from its tables.
 */
final class OtherKernels {

    static final String HEADING = "## On other kernels";

    /** Where a guest has what is kept of it, and where {@code it-tests/kernels/run} puts that. */
    private static final Path OUT = Path.of("/out");
    private static final Path RESULTS = Path.of("target", "kernels", "results");
    private static final String FILE = "escape-";

    /** Columns of the table of differences. */
    private static final int PROFILE = 1;
    private static final int USER = 2;

    private static final Pattern RELEASE = Pattern.compile("(\\d+)\\.(\\d+)(\\.\\d+)?(-\\d+)?");

    /** What one kind of user has seen on one kernel; ABI 0 is a kernel without Landlock. */
    private record Guest(String release, int abi, boolean root, Observations observations) {

        /** For the order of the page. */
        int version() {
            Matcher matcher = RELEASE.matcher(release);
            return matcher.lookingAt()
                    ? Integer.parseInt(matcher.group(1)) * 1000 + Integer.parseInt(matcher.group(2))
                    : 0;
        }

        /** Without what Debian calls its build. */
        String name() {
            Matcher matcher = RELEASE.matcher(release);
            return matcher.lookingAt() ? matcher.group() : release;
        }
    }

    /** A row about what is otherwise than in the page's tables, and on which kernels. */
    private record Difference(List<String> cells, Set<String> kernels) {

        /** With another cell in this column. */
        Difference with(int column, String cell) {
            List<String> others = new ArrayList<>(cells);
            others.set(column, cell);
            return new Difference(others, kernels);
        }
    }

    /** What the page's tables say. */
    @FunctionalInterface
    interface Table {
        String verdict(Attempt attempt, Profile profile, boolean root);
    }

    private final List<Guest> guests;

    private OtherKernels(List<Guest> guests) {
        this.guests = guests;
    }

    /** Leaves what was observed in this guest to those who write the page. */
    static void leave(Observations observations, boolean root) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(System.getProperty("os.version") + "\t" + KernelAbi.current());
        lines.addAll(observations.lines());
        Files.write(OUT.resolve(FILE + (root ? "root" : "ordinary")), lines);
    }

    /** What guests have left; none if none ran. */
    static OtherKernels read() throws IOException {
        List<Guest> guests = new ArrayList<>();
        if (Files.isDirectory(RESULTS)) {
            for (Path directory : children(RESULTS, "*")) {
                for (Path file : children(directory, FILE + "*")) {
                    guests.add(guest(file));
                }
            }
        }
        guests.sort(Comparator.comparingInt(Guest::version).thenComparingInt(Guest::abi));
        return new OtherKernels(guests);
    }

    private static List<Path> children(Path directory, String glob) throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(directory, glob)) {
                children.forEach(found::add);
            }
        }
        return found;
    }

    private static Guest guest(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        String[] head = lines.get(0).split("\t");
        return new Guest(
                head[0],
                Integer.parseInt(head[1]),
                file.endsWith(FILE + "root"),
                Observations.parse(lines.subList(1, lines.size())));
    }

    boolean isEmpty() {
        return guests.isEmpty();
    }

    /** The section of the page. */
    String section(Table table) {
        StringBuilder text = new StringBuilder(HEADING).append("""


                The same was tried on kernels of Debian in emulated machines, by the users named here, on each
                with all that its ABI has of the newest one, and with the filter where the ABI lacks something.

                | Linux | Landlock | by |
                |---|---|---|
                """);
        kernels().forEach((kernel, users) -> row(text, kernel, users));
        text.append("""

                Without Landlock no program starts, by no policy, and so no attempt succeeds. Elsewhere it was as
                above, but for this; `–` above is what could not be tried there.

                | attempt | under | by | is | on Linux |
                |---|---|---|---|---|
                """);
        differences(table).forEach(row -> row(text, String.join(" | ", row.cells()), row.kernels()));
        return text.append('\n').toString();
    }

    private static void row(StringBuilder text, String cells, Set<String> last) {
        text.append("| ").append(cells).append(" | ").append(String.join(", ", last)).append(" |\n");
    }

    private Map<String, Set<String>> kernels() {
        Map<String, Set<String>> kernels = new LinkedHashMap<>();
        for (Guest guest : guests) {
            String landlock = guest.abi() == 0 ? "none" : "ABI " + guest.abi();
            kernels.computeIfAbsent(guest.name() + " | " + landlock, none -> new LinkedHashSet<>())
                    .add(user(guest.root()));
        }
        return kernels;
    }

    private static String user(boolean root) {
        return root ? "root" : "an ordinary user";
    }

    /** The cells of a row that say what is different, and where; rows that only differ in one are one. */
    private List<Difference> differences(Table table) {
        Map<List<String>, Set<String>> differences = new LinkedHashMap<>();
        for (Attempt attempt : Attempts.ALL) {
            for (Profile profile : Profile.values()) {
                for (Guest guest : guests) {
                    String above = table.verdict(attempt, profile, guest.root());
                    for (String verdict : verdicts(guest, attempt, profile)) {
                        if (!verdict.equals(above)) {
                            List<String> row =
                                    List.of("`" + attempt + "`", profile.title(), user(guest.root()), verdict);
                            differences.computeIfAbsent(row, none -> new LinkedHashSet<>()).add(guest.name());
                        }
                    }
                }
            }
        }
        List<Difference> rows = new ArrayList<>();
        differences.forEach((cells, kernels) -> rows.add(new Difference(cells, kernels)));
        return merged(merged(rows, USER), PROFILE);
    }

    /** Makes one row of those that are the same but for the cell in this column, with all of those. */
    private static List<Difference> merged(List<Difference> rows, int column) {
        Map<Difference, Set<String>> merged = new LinkedHashMap<>();
        for (Difference row : rows) {
            merged.computeIfAbsent(row.with(column, ""), none -> new TreeSet<>()).add(row.cells().get(column));
        }
        return merged.entrySet().stream()
                .map(entry -> entry.getKey().with(column, String.join(", ", entry.getValue())))
                .toList();
    }

    /** None, or one. Without Landlock nothing starts, which is said in one sentence. */
    private static List<String> verdicts(Guest guest, Attempt attempt, Profile profile) {
        if (guest.abi() == 0 || !guest.observations().baseline(attempt).isOpen()) {
            return List.of();
        }
        return guest.observations().find(attempt, Observation.column(profile, guest.abi())).stream()
                .map(one -> one.result().verdict())
                .toList();
    }
}

package io.github.landlauncher.it.escape;

import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.it.KernelAbi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The page docs/containment.md. What is above its marker is written by hand; what is below by the
 * suite: once by root, once by an ordinary user, each of whom leaves what the other has seen.
 */
final class ContainmentPage {

    private static final Path FILE =
            Path.of("..", "docs", "containment.md").toAbsolutePath().normalize();
    private static final String MARKER =
            "<!-- The rest is written by EscapeSuiteIT, with -Dlandlauncher.writeContainment=true -->";
    private static final String KERNEL = "Seen on ";
    private static final String UNAVAILABLE = "## What could not be tried";

    /** What stands where an attempt cannot be made, or has not been made yet. */
    private static final String NOTHING = "–";

    /** The cells of a row that say what became of an attempt come after these. */
    private static final int CELLS_BEFORE = 2;

    private final String intro;
    private final String kernel;
    private final Map<String, List<Verdicts>> rows;
    private final String elsewhere;

    /** What became of an attempt under one profile, for both kinds of users. */
    private record Verdicts(String root, String ordinary) {

        static final Verdicts NONE = new Verdicts(NOTHING, NOTHING);

        static Verdicts parse(String cell) {
            int slash = cell.indexOf(" / ");
            return slash < 0
                    ? new Verdicts(cell, cell)
                    : new Verdicts(cell.substring(0, slash), cell.substring(slash + 3));
        }

        String of(boolean asRoot) {
            return asRoot ? root : ordinary;
        }

        Verdicts with(boolean asRoot, String verdict) {
            return asRoot ? new Verdicts(verdict, ordinary) : new Verdicts(root, verdict);
        }

        @Override
        public String toString() {
            return root.equals(ordinary) ? root : root + " / " + ordinary;
        }
    }

    private ContainmentPage(
            String intro, String kernel, Map<String, List<Verdicts>> rows, String elsewhere) {
        this.intro = intro;
        this.kernel = kernel;
        this.rows = rows;
        this.elsewhere = elsewhere;
    }

    static boolean isToBeWritten() {
        return Boolean.getBoolean("landlauncher.writeContainment");
    }

    /** What of the running kernel makes a difference. */
    static String runningKernel() {
        return "Landlock ABI " + KernelAbi.current() + ", errata "
                + LandlockSupport.current().errata().stream()
                        .map(Enum::name)
                        .collect(Collectors.joining(", "));
    }

    static ContainmentPage read() throws IOException {
        String text = Files.readString(FILE);
        int marker = text.indexOf(MARKER);
        if (marker < 0) {
            throw new IOException(FILE + " lacks the line: " + MARKER);
        }
        String kernel = "";
        Map<String, List<Verdicts>> rows = new LinkedHashMap<>();
        int other = text.indexOf(OtherKernels.HEADING);
        int tables = other < 0 ? text.indexOf(UNAVAILABLE) : other;
        for (String line : text.substring(marker, tables).lines().toList()) {
            if (line.startsWith(KERNEL)) {
                kernel = line.substring(KERNEL.length(), line.length() - 1);
            } else if (line.startsWith("| `")) {
                String[] cells = line.substring(2, line.length() - 2).split(" \\| ", -1);
                rows.put(cells[0].replace("`", ""), verdicts(cells));
            }
        }
        String elsewhere = other < 0 ? "" : text.substring(other, text.indexOf(UNAVAILABLE));
        return new ContainmentPage(text.substring(0, marker), kernel, rows, elsewhere);
    }

    private static List<Verdicts> verdicts(String[] cells) {
        List<Verdicts> verdicts = new ArrayList<>();
        for (int i = 0; i < Profile.values().length; i++) {
            boolean there = CELLS_BEFORE + i < cells.length - 1;
            verdicts.add(there ? Verdicts.parse(cells[CELLS_BEFORE + i]) : Verdicts.NONE);
        }
        return verdicts;
    }

    /** The kernel that the page is about. */
    String kernel() {
        return kernel;
    }

    /** The names of all attempts of the page. */
    List<String> names() {
        return List.copyOf(rows.keySet());
    }

    /** What the page says otherwise than it was observed, of what can be observed here. */
    List<String> differences(Observations observations, boolean root) {
        List<String> differences = new ArrayList<>();
        for (Attempt attempt : Attempts.ALL) {
            for (Profile profile : Profile.values()) {
                String says = verdicts(attempt).get(profile.ordinal()).of(root);
                String seen = seen(attempt, profile, observations);
                if (!seen.equals(NOTHING) && !seen.equals(says)) {
                    differences.add(attempt + ", " + profile + ": " + says + ", but it is " + seen);
                }
            }
        }
        return differences;
    }

    /** The page with what was observed, in place of what this kind of user had seen before. */
    ContainmentPage with(String newKernel, Observations observations, boolean root) {
        Map<String, List<Verdicts>> more = new LinkedHashMap<>();
        for (Attempt attempt : Attempts.ALL) {
            List<Verdicts> verdicts = new ArrayList<>();
            for (Profile profile : Profile.values()) {
                Verdicts before = verdicts(attempt).get(profile.ordinal());
                verdicts.add(before.with(root, seen(attempt, profile, observations)));
            }
            more.put(attempt.name(), verdicts);
        }
        return new ContainmentPage(intro, newKernel, more, elsewhere);
    }

    /** The page with what guests have left, or with what it said of them before if none ran. */
    ContainmentPage with(OtherKernels guests) {
        return guests.isEmpty() ? this : new ContainmentPage(intro, kernel, rows, guests.section(
                (attempt, profile, root) -> verdicts(attempt).get(profile.ordinal()).of(root)));
    }

    private static String seen(Attempt attempt, Profile profile, Observations observations) {
        if (!observations.baseline(attempt).isOpen()) {
            return NOTHING;
        }
        return observations.find(attempt, Observation.column(profile, KernelAbi.current()))
                .map(one -> one.result().verdict())
                .orElse(NOTHING);
    }

    private List<Verdicts> verdicts(Attempt attempt) {
        return Objects.requireNonNullElseGet(rows.get(attempt.name()), () -> {
            List<Verdicts> none = new ArrayList<>();
            for (int i = 0; i < Profile.values().length; i++) {
                none.add(Verdicts.NONE);
            }
            return none;
        });
    }

    void write() throws IOException {
        StringBuilder text = new StringBuilder(intro);
        text.append(MARKER).append("\n\n").append(KERNEL).append(kernel).append(".\n");
        for (Group group : Group.values()) {
            write(group, text);
        }
        text.append('\n').append(elsewhere);
        writeUnavailable(text);
        Files.writeString(FILE, text);
    }

    private void write(Group group, StringBuilder text) {
        text.append("\n## ").append(group.title()).append("\n\n| attempt | to |");
        for (Profile profile : Profile.values()) {
            text.append(' ').append(profile.title()).append(" |");
        }
        text.append(" line of the Enforcement |\n|---|---|");
        text.append("---|".repeat(Profile.values().length)).append("---|\n");
        for (Attempt attempt : Attempts.ALL) {
            if (attempt.group() == group) {
                text.append("| `").append(attempt.name()).append("` | ").append(attempt.aim());
                for (Verdicts verdicts : verdicts(attempt)) {
                    text.append(" | ").append(verdicts);
                }
                String lines = String.join(", ", attempt.claim().lines());
                text.append(" | ").append(lines.isEmpty() ? NOTHING : lines).append(" |\n");
            }
        }
    }

    private static void writeUnavailable(StringBuilder text) {
        text.append(UNAVAILABLE).append("\n\n| attempts | by whom | why |\n|---|---|---|\n");
        for (Unavailable reason : Unavailable.values()) {
            text.append("| ").append(String.join(", ", reason.names()));
            text.append(" | ").append(reason.who());
            text.append(" | ").append(reason.reason()).append(" |\n");
        }
    }
}

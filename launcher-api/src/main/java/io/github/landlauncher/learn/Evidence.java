package io.github.landlauncher.learn;

import io.github.landlauncher.text.VisibleText;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/** What speaks for a rule: how many files were used, which, and by which programs. */
final class Evidence {

    private static final int EXAMPLES = 3;

    private final SortedSet<Path> examples = new TreeSet<>();
    private final SortedSet<Path> programs = new TreeSet<>();
    private long files;
    private long made;
    private boolean whole;

    static Evidence of(PathUse use, boolean appeared) {
        Evidence evidence = new Evidence();
        evidence.examples.add(use.path());
        evidence.programs.addAll(use.programs());
        evidence.files = 1;
        evidence.made = appeared ? 1 : 0;
        evidence.whole = use.whole();
        return evidence;
    }

    static Evidence of(Collection<Evidence> all) {
        Evidence sum = new Evidence();
        for (Evidence one : all) {
            sum.examples.addAll(one.examples);
            keep(sum.examples, EXAMPLES);
            sum.programs.addAll(one.programs);
            keep(sum.programs, PathUse.MAX_PROGRAMS);
            sum.files += one.files;
            sum.made += one.made;
            sum.whole |= one.whole;
        }
        return sum;
    }

    private static void keep(SortedSet<Path> paths, int most) {
        while (paths.size() > most) {
            paths.remove(paths.last());
        }
    }

    /** What was used for a rule on this path. */
    String on(Path path) {
        if (files == 1 && made == 0 && !whole && examples.contains(path)) {
            return "used" + byPrograms();
        }
        String what = made > 0
                ? counted(made, "file or directory", "files or directories") + " made there"
                : counted(files, "file or directory", "files or directories") + " used";
        return (whole ? "more than " + Recording.MAX_ENTRIES + " entries used" : what) + examplesOn(path)
                + byPrograms();
    }

    private String examplesOn(Path path) {
        List<String> names = examples.stream()
                .filter(example -> !example.equals(path))
                .map(example -> VisibleText.of(example.startsWith(path) ? path.relativize(example) : example))
                .toList();
        return names.isEmpty() ? "" : ", such as " + String.join(", ", names);
    }

    private String byPrograms() {
        List<String> names = programs.stream()
                .map(Path::getFileName)
                .filter(Objects::nonNull)
                .map(VisibleText::of)
                .distinct()
                .toList();
        return names.isEmpty() ? "" : " by " + String.join(", ", names);
    }

    private static String counted(long count, String one, String more) {
        return count + " " + (count == 1 ? one : more);
    }
}

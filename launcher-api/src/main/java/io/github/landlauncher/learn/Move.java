package io.github.landlauncher.learn;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;

/**
 * That something was renamed or linked from one directory to another. The kernel wants that nothing gets
 * more rights by it than it had.
 *
 * @param from the directory it was in
 * @param to the directory it went to
 * @param directory whether it was a directory
 */
record Move(Path from, Path to, boolean directory) implements Comparable<Move> {

    private static final Comparator<Move> ORDER =
            Comparator.comparing(Move::from).thenComparing(Move::to).thenComparing(Move::directory);

    Move {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
    }

    @Override
    public int compareTo(Move other) {
        return ORDER.compare(this, other);
    }
}

package io.github.landlauncher.learn;

import static io.github.landlauncher.places.SensitivePlaces.ALL_DECIDING;
import static io.github.landlauncher.places.SensitivePlaces.ALL_DECIDING_NAMES;
import static io.github.landlauncher.places.SensitivePlaces.ALL_SECRETS;
import static io.github.landlauncher.places.SensitivePlaces.ALL_SECRET_NAMES;

import io.github.landlauncher.AccessFs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Places on which no learned rule is, nor above which: what a program did there once, in a run that was
 * not restricted, is for people to allow.
 *
 * <p>Secrets are protected from every right. What other programs execute or obey outside of a sandbox is
 * protected from rights that write: all of {@link io.github.landlauncher.places.SensitivePlaces}.
 */
final class ProtectedPlaces {

    private static final Path ROOT = Path.of("/");

    private final Path home;
    private final Predicate<Path> exists;
    private final Predicate<Path> made;
    private final Map<Path, List<Path>> names = new HashMap<>();

    /**
     * @param exists whether there is a file of a name
     * @param made whether the program itself made it, where nothing was before: what it protects then is
     *     the program's own
     */
    ProtectedPlaces(Path home, Predicate<Path> exists, Predicate<Path> made) {
        this.home = home;
        this.exists = exists;
        this.made = made;
    }

    /** The place that keeps a program from having these rights on a path itself. */
    Optional<Path> at(Path path, Set<AccessFs> rights) {
        return ofProcess(path)
                .or(() -> first(ALL_SECRETS, path))
                .or(() -> writes(rights) ? first(ALL_DECIDING, path) : Optional.empty())
                .or(() -> isDisk(path) ? Optional.of(path) : Optional.empty())
                .or(() -> ofRoot(path))
                .or(() -> named(ALL_SECRET_NAMES, path))
                .or(() -> writes(rights) ? named(ALL_DECIDING_NAMES, path) : Optional.empty());
    }

    /**
     * The place that keeps a rule with these rights from being on a directory, at or below it.
     *
     * @param seen directories below it that are known
     */
    Optional<Path> within(Path directory, Set<AccessFs> rights, Iterable<Path> seen) {
        Optional<Path> known = at(directory, rights)
                .or(() -> below(ALL_SECRETS, directory))
                .or(() -> writes(rights) ? below(ALL_DECIDING, directory) : Optional.empty())
                .or(() -> ofHomes(directory));
        if (known.isPresent()) {
            return known;
        }
        Optional<Path> found = entry(directory, rights);
        for (Path below : seen) {
            if (found.isPresent()) {
                break;
            }
            found = entry(below, rights);
        }
        return found;
    }

    /** A protected name in a directory. */
    private Optional<Path> entry(Path directory, Set<AccessFs> rights) {
        return names.computeIfAbsent(directory, this::entries).stream()
                .filter(place -> at(place, rights).isPresent())
                .findFirst();
    }

    private List<Path> entries(Path directory) {
        List<Path> found = new ArrayList<>();
        for (List<Path> list : List.of(ALL_SECRET_NAMES, ALL_DECIDING_NAMES)) {
            for (Path name : list) {
                Path place = directory.resolve(rest(directory, name));
                if (exists.test(place)) {
                    found.add(place);
                }
            }
        }
        return found;
    }

    /** What of a name is below a directory, which its beginning may be the end of. */
    private static Path rest(Path directory, Path name) {
        for (int end = name.getNameCount() - 1; end > 0; end--) {
            if (directory.endsWith(name.subpath(0, end))) {
                return name.subpath(end, name.getNameCount());
            }
        }
        return name;
    }

    /** Everything in it is about processes, other programs' too, and the entries of a program change. */
    private static Optional<Path> ofProcess(Path path) {
        boolean entry = path.startsWith("/proc") && path.getNameCount() > 1
                && path.getName(1).toString().matches("[0-9]+|self|thread-self");
        return entry || path.equals(Path.of("/proc")) ? Optional.of(Path.of("/proc")) : Optional.empty();
    }

    private static boolean isDisk(Path path) {
        return path.startsWith("/dev") && path.getNameCount() > 1 && path.getName(1).toString()
                .matches("(sd|hd|vd|xvd|nvme|mmcblk|dm-|loop|md|sr|sg|nbd|zd|ram|raw|mtd|vcs|tty[A-Z0-9]).*");
    }

    /** That of root is protected from all but root itself. */
    private Optional<Path> ofRoot(Path path) {
        Path root = Path.of("/root");
        return path.startsWith(root) && !home.startsWith(root) ? Optional.of(root) : Optional.empty();
    }

    /** The root, the home, any other home, and what is above them. */
    private Optional<Path> ofHomes(Path directory) {
        boolean home = this.home.startsWith(directory)
                || directory.equals(ROOT)
                || Path.of("/home").equals(directory)
                || Path.of("/home").equals(directory.getParent())
                || Path.of("/root").equals(directory)
                || Path.of("/dev").equals(directory);
        return home ? Optional.of(directory) : Optional.empty();
    }

    private static Optional<Path> first(List<Path> places, Path path) {
        return places.stream().filter(path::startsWith).findFirst();
    }

    private static Optional<Path> below(List<Path> places, Path directory) {
        return places.stream().filter(place -> place.startsWith(directory)).findFirst();
    }

    private Optional<Path> named(List<Path> names, Path path) {
        for (int end = 1; end <= path.getNameCount(); end++) {
            Path beginning = ROOT.resolve(path.subpath(0, end));
            if (names.stream().anyMatch(beginning::endsWith) && !isOwn(beginning)) {
                return Optional.of(beginning);
            }
        }
        return Optional.empty();
    }

    /** Whether the program made it, or what it is in; in the home nothing counts as the program's own. */
    private boolean isOwn(Path place) {
        if (home.equals(place.getParent())) {
            return false;
        }
        for (Path path = place; path != null; path = path.getParent()) {
            if (made.test(path)) {
                return true;
            }
        }
        return false;
    }

    private static boolean writes(Set<AccessFs> rights) {
        return rights.stream().anyMatch(AccessFs::writes);
    }
}

package io.github.landlauncher.learn;

import io.github.landlauncher.AccessFs;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;

/** Rights on hierarchies, as rules give them: what is allowed on a path is what is given at and above it. */
final class Grants {

    private final Map<Path, EnumSet<AccessFs>> rights = new HashMap<>();

    void add(Path path, Collection<AccessFs> more) {
        rights.computeIfAbsent(path, key -> EnumSet.noneOf(AccessFs.class)).addAll(more);
    }

    void addAll(Map<Path, ? extends Collection<AccessFs>> grants) {
        grants.forEach(this::add);
    }

    /** What is allowed on a path. */
    EnumSet<AccessFs> on(Path path) {
        EnumSet<AccessFs> all = above(path);
        all.addAll(at(path));
        return all;
    }

    /** What is allowed on a path by what is given above it alone. */
    EnumSet<AccessFs> above(Path path) {
        EnumSet<AccessFs> all = EnumSet.noneOf(AccessFs.class);
        for (Path above = path.getParent(); above != null; above = above.getParent()) {
            all.addAll(at(above));
        }
        return all;
    }

    /** What is given on a path itself. */
    EnumSet<AccessFs> at(Path path) {
        EnumSet<AccessFs> given = rights.get(path);
        return given == null ? EnumSet.noneOf(AccessFs.class) : given;
    }

    boolean cover(Path path, Collection<AccessFs> wanted) {
        return on(path).containsAll(wanted);
    }
}

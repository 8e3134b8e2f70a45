package io.github.landlauncher.learn;

import io.github.landlauncher.explain.OpenFlag;
import io.github.landlauncher.explain.Operation;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A name that an operation is about to make.
 *
 * @param path the name
 * @param replaces whether it takes the place of something
 */
record Creation(Path path, boolean replaces) {

    /** What an operation that can succeed makes, as far as files that are there now tell. */
    static Optional<Creation> of(Operation operation) {
        if (operation instanceof Operation.Open open) {
            boolean makes = open.flags().contains(OpenFlag.CREATE) && !isThere(open.path());
            return makes ? made(open.path()) : Optional.empty();
        }
        if (operation instanceof Operation.Make make) {
            return made(make.path());
        }
        if (operation instanceof Operation.Link link) {
            return made(link.to());
        }
        if (operation instanceof Operation.Rename rename) {
            return Optional.of(new Creation(rename.to(), isThere(rename.to())));
        }
        return Optional.empty();
    }

    private static Optional<Creation> made(Path path) {
        return Optional.of(new Creation(path, false));
    }

    /** What an operation moves or links from one directory to another. */
    static List<Move> moves(Operation operation) {
        if (operation instanceof Operation.Rename rename) {
            List<Move> there = move(rename.from(), rename.to());
            return rename.exchange() && !there.isEmpty()
                    ? List.of(there.get(0), move(rename.to(), rename.from()).get(0)) : there;
        }
        return operation instanceof Operation.Link link ? move(link.from(), link.to()) : List.of();
    }

    private static List<Move> move(Path from, Path to) {
        Path source = from.getParent();
        Path target = to.getParent();
        return source == null || target == null || source.equals(target) ? List.of()
                : List.of(new Move(source, target, Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)));
    }

    private static boolean isThere(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }
}

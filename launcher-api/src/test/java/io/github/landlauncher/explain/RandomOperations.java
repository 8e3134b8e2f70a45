package io.github.landlauncher.explain;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.SandboxPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** A small forest of files and links, and anything that may be tried or allowed in it. */
final class RandomOperations {

    private final Random random;
    private final List<Path> paths = new ArrayList<>();

    RandomOperations(Path root, long seed) throws IOException {
        random = new Random(seed);
        paths.add(root);
        for (String directory : List.of("a", "a/b", "a/b/c", "d", "d/e")) {
            paths.add(Files.createDirectory(root.resolve(directory)));
        }
        for (String file : List.of("f", "a/f", "a/g", "a/b/f", "a/b/c/f", "d/f", "d/e/f")) {
            paths.add(Files.writeString(root.resolve(file), "#!" + root.resolve("f") + "\n"));
        }
        paths.add(Files.createSymbolicLink(root.resolve("to-b"), Path.of("a/b")));
        paths.add(Files.createSymbolicLink(root.resolve("d/to-f"), root.resolve("a/b/f")));
        paths.add(Files.createSymbolicLink(root.resolve("d/dangling"), root.resolve("a/new")));
        paths.add(root.resolve("a/missing"));
        paths.add(root.resolve("d/missing/deeper"));
        paths.add(root.resolve("to-b/../missing"));
    }

    LandlockSupport support() {
        return LandlockSupport.ofAbi(11);
    }

    List<Path> paths() {
        return paths;
    }

    private Path path() {
        return paths.get(random.nextInt(paths.size()));
    }

    private <E extends Enum<E>> EnumSet<E> some(Class<E> type, int oneIn) {
        EnumSet<E> some = EnumSet.allOf(type);
        some.removeIf(element -> random.nextInt(oneIn) != 0);
        return some;
    }

    /** With some rules, most of which are on directories; on one ABI in four REFER is not handled. */
    SandboxPolicy policy() {
        SandboxPolicy policy = random.nextInt(8) == 0
                ? SandboxPolicy.handling(EnumSet.of(AccessFs.READ_FILE, AccessFs.MAKE_REG), Set.of(), Set.of())
                : SandboxPolicy.handling(LandlockAbi.V11);
        for (int i = random.nextInt(5); i > 0; i--) {
            Set<AccessFs> access = some(AccessFs.class, 1 + random.nextInt(4));
            policy = policy.allow(new PathRule(Optional.empty(), realOf(path()), access, false, true));
        }
        return policy;
    }

    /** Rules that write refuse links, and here no rule shall be refused. */
    private static Path realOf(Path path) {
        return PathWalk.to(path, true).path();
    }

    Operation operation() {
        return switch (random.nextInt(10)) {
            case 0, 1 -> new Operation.Open(path(), some(OpenFlag.class, 3));
            case 2 -> new Operation.Execute(path());
            case 3 -> new Operation.Truncate(path());
            case 4 -> new Operation.Make(path(), PathWalk.to(path(), false).kind().orElse(FileKind.FIFO).makes());
            case 5 -> new Operation.Remove(path(), random.nextBoolean() ? AccessFs.REMOVE_DIR : AccessFs.REMOVE_FILE);
            case 6, 7 -> new Operation.Rename(path(), path(), random.nextInt(3) == 0);
            case 8 -> new Operation.Link(path(), path());
            default -> new Operation.Use(path(), some(AccessFs.class, 4));
        };
    }
}

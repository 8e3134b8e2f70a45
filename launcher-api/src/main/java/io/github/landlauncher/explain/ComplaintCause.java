package io.github.landlauncher.explain;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.explain.Complaint.Act;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which operations a complaint may be about, likeliest first, as far as files are there. It says
 * nothing of whether a policy allows them.
 */
final class ComplaintCause {

    private final EndedProgram program;
    /** Whether the program has said that something could not be executed. */
    private final boolean executing;

    ComplaintCause(EndedProgram program, int exitValue) {
        this.program = program;
        this.executing = exitValue == ExitExplainer.NOT_EXECUTABLE;
    }

    List<Operation> operations(Complaint complaint) {
        if (complaint.isPair()) {
            return pair(complaint);
        }
        Optional<Path> there = Stream.concat(complaint.named().stream(), complaint.words().stream())
                .flatMap(text -> path(text).stream())
                .filter(ComplaintCause::isThere)
                .findFirst();
        return there.map(path -> existing(complaint.act(), path)).orElseGet(() -> missing(complaint));
    }

    private Optional<Path> path(String text) {
        return text.isEmpty() ? Optional.empty() : program.path(text);
    }

    /** On what was to be made: what is named, or the last word if it looks like a path. */
    private List<Operation> missing(Complaint complaint) {
        Optional<String> text = complaint.named().stream()
                .findFirst()
                .or(() -> complaint.words().stream()
                        .findFirst()
                        .map(first -> first.substring(first.lastIndexOf(' ') + 1))
                        .filter(last -> last.contains("/")));
        return text.flatMap(this::path)
                .filter(ComplaintCause::canBeMade)
                .map(path -> missing(complaint.act(), path))
                .orElse(List.of());
    }

    private List<Operation> pair(Complaint complaint) {
        Optional<Path> from = program.path(complaint.named().get(0)).filter(ComplaintCause::isThere);
        Optional<Path> to = program.path(complaint.named().get(1)).filter(ComplaintCause::canBeMade);
        if (from.isEmpty() || to.isEmpty()) {
            return List.of();
        }
        return complaint.act() == Act.LINK
                ? List.of(new Operation.Link(from.get(), to.get()))
                : List.of(new Operation.Rename(from.get(), to.get(), false));
    }

    private List<Operation> existing(Act act, Path path) {
        boolean directory = Files.isDirectory(path);
        return switch (act) {
            case REMOVE -> List.of(new Operation.Remove(path, removal(path)));
            case MAKE_TEMPORARY ->
                    directory ? List.of(new Operation.Use(path, Set.of(AccessFs.MAKE_REG))) : List.of();
            case READ -> List.of(reading(path, directory));
            case WRITE, CREATE ->
                    directory ? List.of() : List.of(open(path, OpenFlag.WRITE, OpenFlag.CREATE));
            case EXECUTE -> directory ? List.of() : List.of(new Operation.Execute(path));
            case UNKNOWN -> guesses(path, directory);
            default -> List.of();
        };
    }

    /** What this user could do without a sandbox: otherwise that is the likelier reason. */
    private List<Operation> guesses(Path path, boolean directory) {
        List<Operation> guesses = new ArrayList<>();
        if (executing && !directory && Files.isExecutable(path)) {
            guesses.add(new Operation.Execute(path));
        }
        if (Files.isReadable(path)) {
            guesses.add(reading(path, directory));
        }
        if (!directory && Files.isExecutable(path)) {
            guesses.add(new Operation.Execute(path));
        }
        if (!executing && !directory && Files.isWritable(path)) {
            guesses.add(open(path, OpenFlag.WRITE));
        }
        return guesses;
    }

    private static List<Operation> missing(Act act, Path path) {
        return switch (act) {
            case MAKE_DIRECTORY -> List.of(new Operation.Make(path, AccessFs.MAKE_DIR));
            case MAKE_SYMBOLIC_LINK -> List.of(new Operation.Make(path, AccessFs.MAKE_SYM));
            case MAKE_FIFO -> List.of(new Operation.Make(path, AccessFs.MAKE_FIFO));
            case CREATE, WRITE, UNKNOWN -> List.of(open(path, OpenFlag.WRITE, OpenFlag.CREATE));
            default -> List.of();
        };
    }

    private static Operation reading(Path path, boolean directory) {
        return directory ? open(path, OpenFlag.READ, OpenFlag.DIRECTORY) : open(path, OpenFlag.READ);
    }

    private static Operation open(Path path, OpenFlag flag, OpenFlag... more) {
        return new Operation.Open(path, EnumSet.of(flag, more));
    }

    private static AccessFs removal(Path path) {
        boolean directory = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
        return directory ? AccessFs.REMOVE_DIR : AccessFs.REMOVE_FILE;
    }

    private static boolean isThere(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean canBeMade(Path path) {
        return path.getParent() != null && Files.isDirectory(path.getParent());
    }
}

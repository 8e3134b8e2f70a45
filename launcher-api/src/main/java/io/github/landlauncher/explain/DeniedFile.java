package io.github.landlauncher.explain;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.text.JavaText;
import io.github.landlauncher.text.VisibleText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file that a policy does not let a program be made of: the program itself, an interpreter, or a
 * library.
 *
 * @param path the file, without symbolic links
 * @param missing EXECUTE or READ_FILE, or both
 */
public record DeniedFile(Path path, Set<AccessFs> missing) {

    private static final Path SHELL = Path.of("/bin/sh");
    private static final Set<AccessFs> NEEDED = EnumSet.of(AccessFs.EXECUTE, AccessFs.READ_FILE);

    /** Copies the rights, in the kernel's order. */
    public DeniedFile {
        missing = EnumSet.copyOf(missing);
    }

    /** The files that an execution or the reading of a file is denied for. */
    public static List<DeniedFile> in(Explanation explanation) {
        return explanation.unmet().stream()
                .filter(Requirement.OnPath.class::isInstance)
                .map(Requirement.OnPath.class::cast)
                .filter(on -> !on.directory() && NEEDED.containsAll(on.missing()))
                .map(on -> new DeniedFile(on.path(), on.missing()))
                .toList();
    }

    /**
     * The files that a start of a program is denied for: the program and what the kernel executes for it,
     * and the shell in its stead if the kernel does not know the file as a program (ENOEXEC).
     *
     * @throws IOException if the program is no regular file or cannot be read
     */
    public static List<DeniedFile> ofStart(Path program, Explainer explainer) throws IOException {
        Stream<Path> executed =
                Interpreter.isKnownToKernel(program) ? Stream.of(program) : Stream.of(program, SHELL);
        return executed.map(Operation.Execute::new)
                .flatMap(execute -> in(explainer.explain(execute)).stream())
                .distinct()
                .toList();
    }

    /**
     * Where a rule is best put: the directory, since one on the file is lost when an update replaces
     * the file.
     */
    public Path directory() {
        return path.getParent();
    }

    /** Whether the directory has to be one that programs are executed from, not just read. */
    public boolean executed() {
        return missing.contains(AccessFs.EXECUTE);
    }

    /** What is missing, in a sentence. */
    public String sentence() {
        String rights = missing.stream().map(AccessFs::name).collect(Collectors.joining(" and "));
        return "The policy does not allow " + rights + " on " + VisibleText.of(path) + ".";
    }

    /** The sentence, and one with the call that allows it. */
    public String advice() {
        String call = executed() ? "allowReadExecute" : "allowRead";
        return sentence() + " Add ." + call + "(" + JavaText.quoted(directory()) + ").";
    }
}

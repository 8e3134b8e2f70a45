package io.github.landlauncher.explain;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What of a failed program's exit its policy explains.
 *
 * <p>The kernel tells nobody but the program what it denies. So what the program has written is read
 * for the messages of loaders, shells, C programs, Python, Node.js and Java, in English; and if it was
 * an exit value of 126 or 127, it is looked whether its program, or one that its shell was to run,
 * could be executed and find its libraries. What the policy denies of all that is told, and nothing
 * that it allows. A program can write what it likes: an answer is no reason to allow anything that the
 * program should not have.
 */
public final class ExitExplainer {

    /** With which shells, env(1) and their like exit if a program cannot be executed. */
    static final int NOT_EXECUTABLE = 126;

    /** With which those exit that do not find a program, and loaders that do not find a library. */
    static final int NOT_FOUND = 127;

    private static final int MOST_COMPLAINTS = 50;
    private static final int MOST_EXPLANATIONS = 10;

    /** Of glibc, also if a program loads a library itself. */
    private static final Pattern GLIBC = Pattern.compile(
            "(?:(?:^|.*?[^:] )?([^ :][^:]*): error while loading shared libraries: |.*?)"
                    + "([^\\s:]+): cannot open shared object file: .*");

    private static final Pattern MUSL = Pattern.compile(
            "Error loading shared library ([^\\s:]+): .*?(?: \\(needed by (.+)\\))?");

    private static final Pattern NO_COMMAND =
            Pattern.compile("(?:.*: )?(?:command not found: (.+)|([^:]+): (?:command )?not found)");

    private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "ash", "ksh", "mksh", "zsh");

    /** The first word of a shell's command, if it is nothing but a program. */
    private static final Pattern PLAIN_WORD =
            Pattern.compile("\\s*(?:exec )?([\\w./+-]+)(?:\\s.*)?", Pattern.DOTALL);

    private final EndedProgram program;
    private final int exitValue;
    private final Supplier<Explainer> explainer;
    private final Map<Operation, Explanation> denied = new LinkedHashMap<>();
    private Explainer made;

    private ExitExplainer(EndedProgram program, int exitValue, Supplier<Explainer> explainer) {
        this.program = program;
        this.exitValue = exitValue;
        this.explainer = explainer;
    }

    /**
     * What the policy denies of what a program has failed at.
     *
     * <p>Files are looked at as they are now.
     *
     * @param exitValue as of {@link Process#exitValue()}
     * @param error what it has written to standard error, or the beginning of that; may be empty
     * @param explainer makes the evaluator of its policy, if it is needed
     * @return denials, likeliest cause first, at most ten; empty if the exit value is 0, or the policy
     *     explains nothing
     */
    public static List<Explanation> explain(
            EndedProgram program, int exitValue, byte[] error, Supplier<Explainer> explainer) {
        if (exitValue == 0) {
            return List.of();
        }
        ExitExplainer exit = new ExitExplainer(program, exitValue, explainer);
        exit.read(new String(error, FileNames.CHARSET));
        if (exit.denied.isEmpty() && (exitValue == NOT_EXECUTABLE || exitValue == NOT_FOUND)) {
            exit.look();
        }
        return exit.denied.values().stream().limit(MOST_EXPLANATIONS).toList();
    }

    private void read(String error) {
        int[] complaints = {0};
        error.lines().takeWhile(line -> complaints[0] < MOST_COMPLAINTS).forEach(line -> {
            if (readLibrary(line) || readCommand(line) || readComplaint(line)) {
                complaints[0]++;
            }
        });
    }

    private boolean readLibrary(String line) {
        boolean may = line.contains("cannot open shared object file")
                || line.startsWith("Error loading shared library");
        if (!may || line.length() > ComplaintReader.LONGEST_LINE) {
            return false;
        }
        Matcher glibc = GLIBC.matcher(line);
        Matcher musl = MUSL.matcher(line);
        if (glibc.matches()) {
            explainLibrary(Optional.ofNullable(glibc.group(1)), glibc.group(2));
        } else if (musl.matches()) {
            explainLibrary(Optional.ofNullable(musl.group(2)), musl.group(1));
        }
        return true;
    }

    /** The file that the loader would have found, or the list in which it would have found it. */
    private void explainLibrary(Optional<String> neededBy, String name) {
        neededBy.flatMap(program::file)
                .or(program::program)
                .ifPresent(file -> search(file).ifPresent(search -> addUnreadable(search.of(file, name))));
    }

    private void addUnreadable(NeededLibrary library) {
        library.file().ifPresent(this::addUnreadable);
        if (library.listed()) {
            addUnreadable(LoaderPlaces.CACHE);
        }
    }

    private void addUnreadable(Path file) {
        add(new Operation.Open(file, Set.of(OpenFlag.READ)));
    }

    private Optional<LibrarySearch> search(Path file) {
        return ElfFile.read(file)
                .map(LoaderPlaces::of)
                .map(places -> new LibrarySearch(places, program.libraryPath(), program.directory()));
    }

    private boolean readCommand(String line) {
        if (!line.contains("not found") || line.length() > ComplaintReader.LONGEST_LINE) {
            return false;
        }
        Matcher matcher = NO_COMMAND.matcher(line);
        if (matcher.matches()) {
            String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            program.file(name.strip()).ifPresent(this::addExecution);
        }
        return true;
    }

    private boolean readComplaint(String line) {
        Optional<Complaint> complaint = ComplaintReader.read(line);
        complaint.ifPresent(said -> {
            String errno = said.crossDevice() ? "EXDEV" : "EACCES";
            for (Operation operation : new ComplaintCause(program, exitValue).operations(said)) {
                if (isDenied(operation, errno)) {
                    break;
                }
            }
        });
        return complaint.isPresent();
    }

    private boolean isDenied(Operation operation, String errno) {
        Explanation explanation = explain(operation);
        if (explanation.errno().equals(errno)) {
            denied.putIfAbsent(operation, explanation);
            return true;
        }
        return false;
    }

    /** Nothing was said, or to somebody else: what is executed may be to blame. */
    private void look() {
        Stream.concat(program.program().stream(), shellCommand().flatMap(program::file).stream())
                .forEach(this::addExecution);
    }

    private Optional<String> shellCommand() {
        List<String> command = program.command();
        String name = command.get(0).substring(command.get(0).lastIndexOf('/') + 1);
        int option = command.indexOf("-c");
        if (!SHELLS.contains(name) || option < 0 || option + 1 >= command.size()) {
            return Optional.empty();
        }
        Matcher matcher = PLAIN_WORD.matcher(command.get(option + 1));
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** A program, what the kernel executes for it, and what the loader then needs. */
    private void addExecution(Path file) {
        add(new Operation.Execute(file));
        search(file).ifPresent(search -> search.of(file).forEach(this::addUnreadable));
    }

    private void add(Operation operation) {
        Explanation explanation = explain(operation);
        if (!explanation.allowed()) {
            denied.putIfAbsent(operation, explanation);
        }
    }

    private Explanation explain(Operation operation) {
        if (made == null) {
            made = explainer.get();
        }
        return made.explain(operation);
    }
}

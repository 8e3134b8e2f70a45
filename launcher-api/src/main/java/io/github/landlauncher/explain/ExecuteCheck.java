package io.github.landlauncher.explain;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.text.VisibleText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What execve(2) takes: the same of the program and of each file that the kernel executes on its
 * behalf.
 */
final class ExecuteCheck {

    /** The kernel follows that many interpreters that are scripts themselves: exec_binprm(). */
    private static final int MOST_SCRIPTS = 5;

    private static final Set<AccessFs> NEEDED = EnumSet.of(AccessFs.EXECUTE, AccessFs.READ_FILE);

    private final Findings findings;

    ExecuteCheck(Findings findings) {
        this.findings = findings;
    }

    void execute(Operation.Execute execute) {
        Optional<Path> next = Optional.of(execute.path());
        for (int scripts = 0; next.isPresent() && scripts <= MOST_SCRIPTS; scripts++) {
            Place place = take(next.get());
            Optional<Interpreter.Found> interpreter = interpreter(place);
            if (interpreter.isPresent() && !interpreter.get().ofScript()) {
                take(interpreter.get().path()); // whose own interpreter the kernel does not look for
                return;
            }
            next = interpreter.map(Interpreter.Found::path);
        }
        next.ifPresent(path -> findings.note(
                VisibleText.of(path) + " is one interpreter too many: the kernel gives up (ELOOP)"));
    }

    private Place take(Path file) {
        Place place = PathWalk.to(file, true);
        findings.noteWay(place);
        if (place.exists() && place.last().kind() != FileKind.REGULAR) {
            findings.note(VisibleText.of(place.path()) + " is not a regular file: it cannot be executed");
        }
        findings.take(place, NEEDED);
        return place;
    }

    private Optional<Interpreter.Found> interpreter(Place place) {
        if (place.kind().filter(kind -> kind == FileKind.REGULAR).isEmpty()) {
            return Optional.empty();
        }
        try {
            return Interpreter.find(place.path());
        } catch (IOException e) {
            findings.note("what interprets " + VisibleText.of(place.path())
                    + " is not known: this JVM cannot read it");
            return Optional.empty();
        }
    }
}

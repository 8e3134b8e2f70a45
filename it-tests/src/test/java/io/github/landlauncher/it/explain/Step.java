package io.github.landlauncher.it.explain;

import io.github.landlauncher.explain.OpenFlag;
import io.github.landlauncher.explain.Operation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One operation, as the probe does it and as the evaluator is asked about it.
 *
 * @param directory where the probe is, an absolute path
 * @param request the operation's word and its arguments, see batch.c
 * @param operations the same in the evaluator's words, each of which must be allowed; relative paths are
 *     resolved, not normalized
 */
record Step(Path directory, List<String> request, List<Operation> operations) {

    /** The first operation, and nearly always the only one. */
    Operation operation() {
        return operations.get(0);
    }

    /** The file that the operation makes if it is missing, and leaves behind even if it is denied. */
    Optional<Path> leftover() {
        return operation() instanceof Operation.Open open && open.flags().contains(OpenFlag.CREATE)
                ? Optional.of(open.path())
                : Optional.empty();
    }

    /** Its word. */
    String word() {
        return request.get(0);
    }

    /** Quoted, since names have spaces and line feeds in them. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("in ").append(quoted(directory.toString())).append(':');
        request.forEach(word -> text.append(' ').append(quoted(word)));
        return text.toString();
    }

    static String quoted(String word) {
        return word.matches("[\\w/.-]+") ? word : '"' + word.replace("\n", "\\n") + '"';
    }
}

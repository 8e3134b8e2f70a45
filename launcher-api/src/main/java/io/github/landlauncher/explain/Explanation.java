package io.github.landlauncher.explain;

import java.util.List;
import java.util.Objects;

/** Whether a policy allows an operation, by what, or what is missing and what would allow it. */
public final class Explanation {

    private final Operation operation;
    private final String errno;
    private final List<Requirement> requirements;
    private final List<String> notes;
    private final List<Suggestion> suggestions;
    private final List<String> nearest;

    Explanation(
            Operation operation,
            String errno,
            List<Requirement> requirements,
            List<String> notes,
            List<Suggestion> suggestions,
            List<String> nearest) {
        this.operation = Objects.requireNonNull(operation, "operation");
        this.errno = Objects.requireNonNull(errno, "errno");
        this.requirements = List.copyOf(requirements);
        this.notes = List.copyOf(notes);
        this.suggestions = List.copyOf(suggestions);
        this.nearest = List.copyOf(nearest);
    }

    /** What this is about. */
    public Operation operation() {
        return operation;
    }

    /** Whether the sandbox lets it happen; whether it succeeds is another matter. */
    public boolean allowed() {
        return errno.isEmpty();
    }

    /**
     * Whether it would work without the sandbox, as far as owner and mode of files as they are now,
     * capabilities, read-only mounts and what is there already decide that; access control lists and
     * the flags of chattr(1) are not looked at.
     *
     * @param attempt who tries it
     */
    public boolean permittedTo(Attempt attempt) {
        return new OrdinaryPermissions(new FoundFacts(), attempt.subject(), attempt.pid()).permit(this);
    }

    /** The error that the sandbox makes of it, EACCES, EXDEV or EPERM and the like; empty if it is allowed. */
    public String errno() {
        return errno;
    }

    /** What the operation takes, in the kernel's order; those that are not met are why it is denied. */
    public List<Requirement> requirements() {
        return requirements;
    }

    /** The requirements that are not met. */
    public List<Requirement> unmet() {
        return requirements.stream().filter(requirement -> !requirement.met()).toList();
    }

    /** What else there is to know, a sentence each: a rule that lost its file, a path that is missing. */
    public List<String> notes() {
        return notes;
    }

    /** The changes that, all together, allow it; empty if it is allowed, or nothing could allow it. */
    public List<Suggestion> suggestions() {
        return suggestions;
    }

    /** The nearest rules where something is missing, in the kernel's words; or that there are none. */
    List<String> nearest() {
        return nearest;
    }

    /** Verdict and reasons, in lines. */
    @Override
    public String toString() {
        return ExplanationText.of(this);
    }
}

package io.github.landlauncher.cli.convert;

import io.github.landlauncher.Containment;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.SandboxPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a launcher cannot say of a policy. What would make the program's sandbox weaker is a problem;
 * what makes it stricter, and what denies nothing, is a note.
 */
final class Shortfall {

    private final String launcher;
    private final List<String> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Shortfall(String launcher) {
        this.launcher = launcher;
    }

    /** Something that the launcher would allow and the policy does not. */
    void problem(String problem) {
        problems.add(launcher + " cannot say: " + problem);
    }

    void note(String note) {
        notes.add(note);
    }

    /** A policy's name, which no launcher has a word for. */
    void name(SandboxPolicy policy) {
        if (!policy.name().isEmpty()) {
            note("the name \"" + policy.name() + "\" is left out");
        }
    }

    /** Log flags that the launcher has no word for; they deny nothing. */
    void logFlags(Set<?> flags) {
        if (!flags.isEmpty()) {
            note("the log flags " + flags + " are left out");
        }
    }

    /** A policy that is strict where it was not. */
    void strict(SandboxPolicy policy, String stricter) {
        policy.floor().ifPresent(floor -> note(launcher + " is strict" + stricter
                + ": it starts nothing where the policy goes without what a kernel of ABI "
                + floor.number() + " or later lacks"));
    }

    /** A denied right or scope that the launcher does not know. */
    void handled(Set<?> unknown) {
        if (!unknown.isEmpty()) {
            problem("that " + unknown + " is denied");
        }
    }

    /** Rights and scopes that the launcher denies and the policy does not. */
    void deniesMore(Set<?> more) {
        if (!more.isEmpty()) {
            note(launcher + " also denies " + more);
        }
    }

    /** Links that other launchers follow where a policy refuses them. */
    void links(SandboxPolicy policy) {
        if (policy.rules().pathRules().stream().anyMatch(PathRule::writes)) {
            note(launcher + " follows a symbolic link as the last component of a path that may be written");
        }
    }

    /** A rule that is resolved below a base. */
    void base(PathRule rule) {
        problem(rule + ": it would follow symbolic links, and out of the base");
    }

    /** All that a policy asks for beyond Landlock, but users and capabilities if these can be said. */
    void containment(Containment containment, boolean saysPrivileges) {
        if (containment.hardened()) {
            problem("containment()");
        }
        if (containment.networkDenied()) {
            problem("denyNetwork()");
        }
        if (!containment.refused().isEmpty()) {
            problem("that system calls are refused: " + containment.refused());
        }
        if (!saysPrivileges) {
            containment.keptCapabilities().ifPresent(kept -> problem("keepCapabilities() " + kept));
            containment.runAs().ifPresent(user -> problem("runAs() " + user));
        }
        containment.limits().forEach(
                (resource, limit) -> problem("limit() RLIMIT_" + resource + " " + limit));
        containment.controlGroup().limits().forEach(limit -> problem(limit.toString()));
    }

    /** The floor of a best effort, which the launcher does not have. */
    void floor(LandlockAbi floor, LandlockAbi has) {
        if (floor.compareTo(has) > 0) {
            problem("that nothing starts below ABI " + floor.number() + ": it starts from ABI "
                    + has.number());
        }
    }

    /**
     * The words, if nothing is weaker.
     *
     * @throws ConversionException if something is
     */
    Written with(List<String> words) {
        if (!problems.isEmpty()) {
            throw new ConversionException(problems);
        }
        return new Written(words, notes);
    }
}

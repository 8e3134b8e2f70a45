package io.github.landlauncher.explain;

import io.github.landlauncher.PathRule;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.text.VisibleText;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Something about a policy that its author may not have meant, found without starting anything.
 *
 * <p>Files are looked at as they are now, links as they lead now, and a home directory is that of the
 * system property {@code user.home}.
 *
 * @param kind what it is about
 * @param rules the rules on paths concerned, in the policy's order; empty if it is about none
 * @param text a sentence that says what it is, and another that says what to do
 */
public record PolicyFinding(Kind kind, List<PathRule> rules, String text) {

    /** How much a finding matters. */
    public enum Severity {
        /** No program starts. */
        ERROR,
        /** The policy allows more, or less, than it seems to. */
        WARNING,
        /** Worth knowing; often it is meant. */
        INFORMATION
    }

    /** What a finding is about. */
    public enum Kind {
        /** The path of a rule does not exist, and the start fails with ENOENT. */
        PATH_MISSING(Severity.ERROR),
        /** The path of a rule cannot be opened for another reason, and the start fails. */
        PATH_NOT_OPENED(Severity.ERROR),
        /** A rule that allows writing on a symbolic link; the start fails with ELOOP. */
        SYMBOLIC_LINK(Severity.ERROR),
        /** A rule on the JVM's own entry of /proc, which a start refuses. */
        OWN_PROC(Severity.ERROR),
        /** An exact rule with rights that a file cannot have; the start fails with EINVAL. */
        DIRECTORY_RIGHTS_ON_FILE(Severity.ERROR),
        /** A rule that allows nothing which other rules do not allow already. */
        ADDS_NOTHING(Severity.WARNING),
        /** What the program writes it can also execute. */
        WRITTEN_CAN_BE_EXECUTED(Severity.WARNING),
        /** EXECUTE without READ_FILE, of which execve(2) needs both. */
        EXECUTE_WITHOUT_READ(Severity.WARNING),
        /** A rule to change a hierarchy that is on a file, which can then not be replaced or removed. */
        RIGHTS_LOST_ON_FILE(Severity.WARNING),
        /** A rule on the root directory, which covers every file. */
        RULE_ON_ROOT(Severity.WARNING),
        /** A rule that opens secrets, or what is executed outside of the sandbox. */
        PROTECTED_PLACE(Severity.WARNING),
        /** Hierarchies that can be changed, some with REFER and some without. */
        REFER_ON_ONE_SIDE(Severity.WARNING),
        /** Rules that are void where their path is missing, and that add nothing on this machine. */
        ADDS_NOTHING_HERE(Severity.INFORMATION),
        /** A rule on a file, which no longer covers what replaces the file. */
        RULE_ON_FILE(Severity.INFORMATION),
        /** An interpreter may be executed, so that whatever can be read can be run. */
        INTERPRETER(Severity.INFORMATION),
        /** The path of a rule does not exist, and the rule is void. */
        RULE_VOID(Severity.INFORMATION),
        /** Ports are handled and no rule allows one. */
        NO_PORT(Severity.INFORMATION);

        private final Severity severity;

        Kind(Severity severity) {
            this.severity = severity;
        }

        /** How much findings of this kind matter. */
        public Severity severity() {
            return severity;
        }
    }

    /** Copies the rules and escapes what would not be seen in the text. */
    public PolicyFinding {
        Objects.requireNonNull(kind, "kind");
        rules = List.copyOf(rules);
        text = VisibleText.of(text);
    }

    /** The findings about a policy, those that fail a start first; see {@link SandboxPolicy#lint()}. */
    public static List<PolicyFinding> in(SandboxPolicy policy) {
        return new PolicyLint(policy, new ProtectedPlaceLint(System.getProperty("user.home"))).findings();
    }

    /** One line: the severity, the kind, the text. */
    @Override
    public String toString() {
        return kind.severity().name().toLowerCase(Locale.ROOT) + ": " + kind + ": " + text;
    }
}

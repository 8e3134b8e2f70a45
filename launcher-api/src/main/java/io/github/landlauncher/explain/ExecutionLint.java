package io.github.landlauncher.explain;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.explain.PolicyFinding.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds what a policy that handles EXECUTE lets be executed without seeming so. */
final class ExecutionLint {

    private final List<FoundRule> rules;
    private final Set<AccessFs> handled;
    private final List<FoundRule> executable;
    private final List<PolicyFinding> findings = new ArrayList<>();

    ExecutionLint(List<FoundRule> rules, Set<AccessFs> handled) {
        this.rules = rules;
        this.handled = handled;
        this.executable = rules.stream().filter(rule -> rule.allows(AccessFs.EXECUTE)).toList();
    }

    List<PolicyFinding> findings() {
        writtenAndExecuted();
        executeWithoutRead();
        interpreters();
        return findings;
    }

    private void writtenAndExecuted() {
        for (FoundRule written : rules) {
            boolean device = !written.file().isDirectory() && !written.file().isRegular();
            if (!written.allows(AccessFs.WRITE_FILE) || device) {
                continue;
            }
            List<FoundRule> executed = executable.stream()
                    .filter(rule -> rule.file().isAlongWith(written.file()))
                    .toList();
            if (!executed.isEmpty()) {
                Set<PathRule> concerned = new LinkedHashSet<>(List.of(written.rule()));
                executed.forEach(rule -> concerned.add(rule.rule()));
                findings.add(new PolicyFinding(Kind.WRITTEN_CAN_BE_EXECUTED, List.copyOf(concerned),
                        written(written, executed)));
            }
        }
    }

    private static String written(FoundRule written, List<FoundRule> executed) {
        boolean all = executed.stream().anyMatch(rule -> written.file().isWithin(rule.file()));
        String what = all
                ? "What the program writes at " + written.name() + " it can also execute, by the rule on "
                : "The program can write at " + written.name() + ", and execute there what is at ";
        return what + RightsLint.names(executed.stream()
                        .filter(rule -> !all || written.file().isWithin(rule.file()))
                        .toList())
                + ". Keep what is written apart from what is executed, unless it has to run what it makes.";
    }

    private void executeWithoutRead() {
        if (!handled.contains(AccessFs.READ_FILE)) {
            return;
        }
        for (FoundRule rule : executable) {
            if (!isAllowed(AccessFs.READ_FILE, rule.file())) {
                findings.add(new PolicyFinding(Kind.EXECUTE_WITHOUT_READ, List.of(rule.rule()), "The rule on "
                        + rule.name() + " allows EXECUTE, and no rule READ_FILE, which the kernel needs as well to"
                        + " execute a file: nothing can be executed there. Allow both."));
            }
        }
    }

    /** What may be read and not executed is not kept from being run by whoever may run an interpreter. */
    private void interpreters() {
        boolean boundary = rules.stream()
                .anyMatch(rule -> rule.allows(AccessFs.READ_FILE) && !isAllowed(AccessFs.EXECUTE, rule.file()));
        if (!boundary) {
            return;
        }
        Set<String> names = new LinkedHashSet<>();
        Set<PathRule> concerned = new LinkedHashSet<>();
        for (FoundFile interpreter : Interpreters.below(executable)) {
            if (isAllowed(AccessFs.READ_FILE, interpreter)) {
                names.add(interpreter.path().toString());
                executable.stream()
                        .filter(rule -> interpreter.isWithin(rule.file()))
                        .forEach(rule -> concerned.add(rule.rule()));
            }
        }
        if (!names.isEmpty()) {
            findings.add(new PolicyFinding(Kind.INTERPRETER, List.copyOf(concerned), "Whoever may execute "
                    + RightsLint.several(List.copyOf(names)) + " can run any file that may be read, with or without EXECUTE"
                    + " there. Take what the program may touch for the boundary, not what it may execute."));
        }
    }

    private boolean isAllowed(AccessFs right, FoundFile file) {
        return rules.stream().anyMatch(rule -> rule.allows(right) && file.isWithin(rule.file()))
                || !handled.contains(right);
    }
}

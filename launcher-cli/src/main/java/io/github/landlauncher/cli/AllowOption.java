package io.github.landlauncher.cli;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.PortRule;
import io.github.landlauncher.Rules;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.explain.Suggestion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An option of {@code run} that allows something, with its value, and the same for the sandboxer's
 * variables.
 *
 * @param name the option
 * @param value the path or port
 */
record AllowOption(Name name, String value) {

    /** The options about paths from narrow to wide, and those about ports. */
    enum Name {
        RO("--ro", "LL_FS_RO", Rules.none().allowRead(".")),
        RX("--rx", "LL_FS_RO", Rules.none().allowReadExecute(".")),
        RW("--rw", "LL_FS_RW", Rules.none().allowReadWrite(".")),
        RWX("--rwx", "LL_FS_RW", Rules.none().allowReadWriteExecute(".")),
        CONNECT("--connect", "LL_TCP_CONNECT", Rules.none()),
        BIND("--bind", "LL_TCP_BIND", Rules.none());

        private final String option;
        private final String variable;
        private final Set<AccessFs> access;

        Name(String option, String variable, Rules example) {
            this.option = option;
            this.variable = variable;
            this.access = example.pathRules().isEmpty() ? Set.of() : example.pathRules().get(0).access();
        }

        /** The rights that it allows on a path, none if it is about ports. */
        Set<AccessFs> access() {
            return access;
        }
    }

    /** Handles every right, so that each suggestion can be made to it. */
    private static final SandboxPolicy EVERYTHING_DENIED =
            SandboxPolicy.handling(LandlockAbi.values()[LandlockAbi.values().length - 1]).containment();

    /** As a word of its own, and the value as another. */
    String option() {
        return name.option;
    }

    /** The variable whose list the value belongs in. */
    String variable() {
        return name.variable;
    }

    /** The options that allow what a suggestion allows, and perhaps more; empty if there is none. */
    static List<AllowOption> of(Suggestion suggestion) {
        Rules rules = suggestion.allowIn(EVERYTHING_DENIED).rules();
        List<AllowOption> options = new ArrayList<>();
        for (PathRule rule : rules.pathRules()) {
            Optional<Name> name = narrowest(rule.access());
            if (name.isEmpty()) {
                return List.of();
            }
            options.add(new AllowOption(name.get(), rule.path().toString()));
        }
        for (PortRule rule : rules.portRules()) {
            for (AccessNet right : rule.access()) {
                if (right != AccessNet.CONNECT_TCP && right != AccessNet.BIND_TCP) {
                    return List.of();
                }
                Name name = right == AccessNet.BIND_TCP ? Name.BIND : Name.CONNECT;
                options.add(new AllowOption(name, Integer.toString(rule.port())));
            }
        }
        return options;
    }

    /** Whether the value is a port. */
    boolean isPort() {
        return name.access.isEmpty();
    }

    /** The option that allows these rights with the fewest others; empty if there is none. */
    static Optional<Name> narrowest(Set<AccessFs> access) {
        for (Name name : Name.values()) {
            if (name.access.containsAll(access)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    /** Whether this says all that another one says. */
    boolean covers(AllowOption other) {
        if (name.access.isEmpty() || other.name.access.isEmpty()) {
            return equals(other);
        }
        return name.access.containsAll(other.name.access) && Path.of(other.value).startsWith(Path.of(value));
    }
}

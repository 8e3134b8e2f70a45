package io.github.landlauncher.explain;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Something that Landlock has denied, as the kernel has logged it: a record AUDIT_LANDLOCK_ACCESS with
 * what other records tell of the same event and the same domain.
 *
 * @param domain the kernel's id of the domain that denies it, in hexadecimal
 * @param program the pid of the program that was started with that domain, in the initial pid
 *     namespace; empty if the record that says so is not there
 * @param blockers what is missing, in the kernel's words: {@code fs.read_file}, {@code
 *     net.connect_tcp}, {@code scope.signal}, {@code ptrace}; if a rename or link to another directory
 *     failed with EXDEV, all that is not allowed on {@code path}
 * @param path the object that was checked: for what is made, removed or renamed its directory
 * @param port the port, if it is about one
 * @param pid the process that tried it, in the initial pid namespace
 * @param executable what that process runs
 * @param errno what the system call has failed with, such as 13 for EACCES
 */
public record AuditDenial(
        String domain,
        OptionalLong program,
        List<String> blockers,
        Optional<Path> path,
        OptionalInt port,
        OptionalLong pid,
        Optional<Path> executable,
        OptionalInt errno) {

    private static final int EXDEV = 18;

    /** Copies the list. */
    public AuditDenial {
        blockers = List.copyOf(blockers);
    }

    /**
     * What to ask an {@link Explainer} about, in order to learn what would allow it: none for what this
     * library has no name for, and for a rename that failed with EXDEV, of which the record tells only
     * half.
     */
    public List<Operation> operations() {
        List<Operation> operations = new ArrayList<>(1);
        EnumSet<AccessFs> rights = EnumSet.noneOf(AccessFs.class);
        for (String blocker : blockers) {
            named(AccessFs.class, "fs.", blocker).ifPresent(rights::add);
            if (port.isPresent()) {
                named(AccessNet.class, "net.", blocker)
                        .ifPresent(right -> operations.add(new Operation.UsePort(right, port.getAsInt())));
            }
            named(Scope.class, "scope.", blocker)
                    .ifPresent(scope -> operations.add(new Operation.Reach(scope)));
        }
        boolean whole = errno.isEmpty() || errno.getAsInt() != EXDEV;
        if (path.isPresent() && !rights.isEmpty() && whole) {
            operations.add(new Operation.Use(path.get(), rights));
        }
        return operations;
    }

    private static <E extends Enum<E>> Optional<E> named(Class<E> type, String prefix, String blocker) {
        for (E constant : type.getEnumConstants()) {
            if (blocker.equals(prefix + constant.name().toLowerCase(Locale.ROOT))) {
                return Optional.of(constant);
            }
        }
        return Optional.empty();
    }
}

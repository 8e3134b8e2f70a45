package io.github.landlauncher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code allow...} methods, the only ones that widen access; {@link SandboxPolicy} and {@link
 * Rules} have them.
 *
 * <p>Each method returns a new value and leaves this one as it was. Rules only add: access is what
 * any rule on a file or on a directory above it allows.
 *
 * <p><b>Paths</b> are opened at each start, relative to the working directory of the JVM, and a
 * rule covers the file that was opened, not its name: a file replaced by a rename is no longer
 * covered. Prefer directories to files. A missing path fails the start, except with {@code
 * ...IfExists}. A rule that allows writing refuses a symbolic link as last component. The methods
 * with {@code Beneath} follow no symbolic link at all and do not leave their base: use them for
 * paths inside a hierarchy that a sandboxed program could write before. Paths into /proc/self, or
 * into this JVM's own /proc entry by any other way, are refused: such a rule would open the JVM's
 * entry, not the program's.
 *
 * <p><b>Groups.</b> Read is READ_FILE and READ_DIR. Execute adds EXECUTE; a program, its script
 * interpreter and its ELF interpreter need it, libraries do not. Write adds every right to change
 * a hierarchy, REFER and TRUNCATE included, but neither EXECUTE, IOCTL_DEV, MAKE_CHAR nor
 * MAKE_BLOCK. Rights of a group that the policy does not handle, or that do not apply to a file,
 * are left out. With {@code allow(Set, ...)} both are errors.
 *
 * @param <T> the type these methods return
 */
public abstract sealed class Allowances<T extends Allowances<T>> permits Containments, Rules {

    Allowances() {}

    /** This value with more rules. */
    abstract T with(List<PathRule> paths, List<PortRule> ports);

    /** Allows reading. */
    public final T allowRead(String... paths) {
        return paths(AccessGroup.READ, false, parsed(paths));
    }

    /** Allows reading. */
    public final T allowRead(Path... paths) {
        return paths(AccessGroup.READ, false, paths);
    }

    /** Allows reading what of these paths exists at start. */
    public final T allowReadIfExists(String... paths) {
        return paths(AccessGroup.READ, true, parsed(paths));
    }

    /** Allows reading below {@code base}, without following symbolic links. */
    public final T allowReadBeneath(Path base, String... paths) {
        return beneath(AccessGroup.READ, base, paths);
    }

    /** Allows reading and executing. */
    public final T allowReadExecute(String... paths) {
        return paths(AccessGroup.READ_EXECUTE, false, parsed(paths));
    }

    /** Allows reading and executing. */
    public final T allowReadExecute(Path... paths) {
        return paths(AccessGroup.READ_EXECUTE, false, paths);
    }

    /** Allows reading and executing what of these paths exists at start. */
    public final T allowReadExecuteIfExists(String... paths) {
        return paths(AccessGroup.READ_EXECUTE, true, parsed(paths));
    }

    /** Allows reading and executing below {@code base}, without following symbolic links. */
    public final T allowReadExecuteBeneath(Path base, String... paths) {
        return beneath(AccessGroup.READ_EXECUTE, base, paths);
    }

    /** Allows reading and every kind of change, but no execution. */
    public final T allowReadWrite(String... paths) {
        return paths(AccessGroup.READ_WRITE, false, parsed(paths));
    }

    /** Allows reading and every kind of change, but no execution. */
    public final T allowReadWrite(Path... paths) {
        return paths(AccessGroup.READ_WRITE, false, paths);
    }

    /** Allows reading and changing what of these paths exists at start. */
    public final T allowReadWriteIfExists(String... paths) {
        return paths(AccessGroup.READ_WRITE, true, parsed(paths));
    }

    /** Allows reading and changing below {@code base}, without following symbolic links. */
    public final T allowReadWriteBeneath(Path base, String... paths) {
        return beneath(AccessGroup.READ_WRITE, base, paths);
    }

    /** Allows reading, every kind of change, and executing what was written. */
    public final T allowReadWriteExecute(String... paths) {
        return paths(AccessGroup.READ_WRITE_EXECUTE, false, parsed(paths));
    }

    /** Allows reading, every kind of change, and executing what was written. */
    public final T allowReadWriteExecute(Path... paths) {
        return paths(AccessGroup.READ_WRITE_EXECUTE, false, paths);
    }

    /** Allows reading, changing and executing below {@code base}, without symbolic links. */
    public final T allowReadWriteExecuteBeneath(Path base, String... paths) {
        return beneath(AccessGroup.READ_WRITE_EXECUTE, base, paths);
    }

    /**
     * Allows exactly these rights.
     *
     * @throws IllegalArgumentException if a right is not handled by the policy, or the set is empty
     */
    public final T allow(Set<AccessFs> access, Path... paths) {
        return with(exact(access, false, paths), List.of());
    }

    /**
     * Allows exactly these rights on what of these paths exists at start.
     *
     * @throws IllegalArgumentException if a right is not handled by the policy, or the set is empty
     */
    public final T allowIfExists(Set<AccessFs> access, Path... paths) {
        return with(exact(access, true, paths), List.of());
    }

    /**
     * Allows connecting to these TCP ports, 0 to 65535, on any address. Requires ABI 4 (Linux 6.7).
     *
     * @throws IllegalArgumentException if a port is out of range, or the policy does not handle
     *     CONNECT_TCP, so that every port is open anyway
     */
    public final T allowConnectTcp(int... ports) {
        return ports(AccessNet.CONNECT_TCP, ports);
    }

    /**
     * Allows binding these TCP ports, 0 to 65535. Requires ABI 4 (Linux 6.7).
     *
     * @throws IllegalArgumentException if a port is out of range, or the policy does not handle
     *     BIND_TCP
     */
    public final T allowBindTcp(int... ports) {
        return ports(AccessNet.BIND_TCP, ports);
    }

    /**
     * Allows sending datagrams to these UDP ports, 0 to 65535, from a port that the kernel picks,
     * as a DNS client does. Requires ABI 10 (Linux 7.2).
     *
     * @throws IllegalArgumentException if a port is out of range, or the policy does not handle
     *     CONNECT_SEND_UDP and BIND_UDP
     */
    public final T allowConnectUdp(int... ports) {
        List<PortRule> source = ports.length == 0 ? List.of() : portRules(AccessNet.BIND_UDP, 0);
        return with(List.of(), joined(portRules(AccessNet.CONNECT_SEND_UDP, ports), source));
    }

    /**
     * Allows binding these UDP ports, 0 to 65535. Requires ABI 10 (Linux 7.2).
     *
     * @throws IllegalArgumentException if a port is out of range, or the policy does not handle
     *     BIND_UDP
     */
    public final T allowBindUdp(int... ports) {
        return ports(AccessNet.BIND_UDP, ports);
    }

    /** Allows what a named set of rules allows, such as {@link Presets#baseSystem()}. */
    public final T allow(Rules rules) {
        return with(rules.pathRules(), rules.portRules());
    }

    /** Allows what a single rule allows. */
    public final T allow(PathRule rule) {
        return with(List.of(rule), List.of());
    }

    /**
     * Allows what these rules allow, in their order; many are added faster at once than one by one.
     *
     * @throws IllegalArgumentException if an exact rule on a path, or any rule on a port, has a right
     *     that the policy does not handle
     */
    public final T allow(List<PathRule> paths, List<PortRule> ports) {
        return with(List.copyOf(paths), List.copyOf(ports));
    }

    /**
     * Allows what a single rule on a port allows.
     *
     * @throws IllegalArgumentException if the policy does not handle one of its rights
     */
    public final T allow(PortRule rule) {
        return with(List.of(), List.of(rule));
    }

    private T paths(Set<AccessFs> group, boolean ifExists, Path... paths) {
        return with(rules(Optional.empty(), group, false, ifExists, paths), List.of());
    }

    private T beneath(Set<AccessFs> group, Path base, String... paths) {
        return with(rules(Optional.of(base), group, false, false, parsed(paths)), List.of());
    }

    private T ports(AccessNet right, int... ports) {
        return with(List.of(), portRules(right, ports));
    }

    private static List<PortRule> portRules(AccessNet right, int... ports) {
        List<PortRule> rules = new ArrayList<>(ports.length);
        for (int port : ports) {
            rules.add(new PortRule(port, Set.of(right)));
        }
        return rules;
    }

    private static List<PathRule> exact(Set<AccessFs> access, boolean ifExists, Path... paths) {
        if (access.isEmpty()) {
            throw new IllegalArgumentException("a rule that allows nothing: the set of rights is empty");
        }
        return rules(Optional.empty(), access, true, ifExists, paths);
    }

    private static List<PathRule> rules(
            Optional<Path> base, Set<AccessFs> access, boolean exact, boolean ifExists, Path... paths) {
        List<PathRule> rules = new ArrayList<>(paths.length);
        for (Path path : paths) {
            rules.add(new PathRule(base, path, access, exact, ifExists));
        }
        return rules;
    }

    private static Path[] parsed(String... paths) {
        Path[] parsed = new Path[paths.length];
        for (int i = 0; i < paths.length; i++) {
            parsed[i] = Path.of(paths[i]);
        }
        return parsed;
    }

    static <E> List<E> joined(Collection<E> first, Collection<E> second) {
        List<E> joined = new ArrayList<>(first);
        joined.addAll(second);
        return joined;
    }
}

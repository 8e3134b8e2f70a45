package io.github.landlauncher;

import io.github.landlauncher.spi.SandboxLauncher;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a child process may do: an immutable value that says which rights the kernel handles, which
 * is to say denies, and which rules allow some of them again.
 *
 * {@snippet class="Snippets" region="policy"}
 *
 * <p>A policy is <b>strict</b> unless {@link #bestEffort(LandlockAbi)} says otherwise: the kernel
 * enforces all of it or nothing starts. Whether a policy is valid never depends on the kernel.
 *
 * <p>What Landlock does not restrict, on any kernel up to Linux 7.3:
 *
 * <ol>
 *   <li>that a path exists, and its metadata: stat, readlink, access, chdir; chmod, chown, utime,
 *       xattr and flock, as far as the user may do them;
 *   <li>what was opened before: descriptors 0, 1 and 2 (all others never reach the program);
 *   <li>execution by an interpreter: whoever may execute ld.so or a shell can run any file it can
 *       read, so "no EXECUTE" is not a boundary; what the program may touch is;
 *   <li>TCP by way of MPTCP, SMC or SCTP, and of TCP Fast Open below ABI 10; {@code listen} without
 *       bind; UDP below ABI 10; raw, netlink, vsock and other sockets; addresses, as rules name
 *       ports only;
 *   <li>unix sockets by path below ABI 9; abstract ones and signals below ABI 6;
 *   <li>io_uring instances, keyrings, System V IPC, user namespaces, the terminal it was given;
 *   <li>how much it uses: processes, memory, disk, time. Children that outlive it stay restricted.
 * </ol>
 *
 * <p>{@link Enforcement} names those that matter for a policy on a kernel; {@link #containment()} and
 * the other methods of {@link Containments} close most of them.
 */
public final class SandboxPolicy extends Containments {

    private final Set<AccessFs> handledFs;
    private final Set<AccessNet> handledNet;
    private final Set<Scope> scopes;
    private final Set<LogFlag> logFlags;
    private final Optional<LandlockAbi> floor;
    private final Rules rules;
    private final Containment containment;

    /** What was decided last: the same for every start in a JVM, as there is one kernel. */
    private volatile Decision lastDecision;

    /** An effective policy and the kernel it is for. */
    private record Decision(LandlockSupport support, EffectivePolicy effective) {}

    private SandboxPolicy(
            Set<AccessFs> handledFs,
            Set<AccessNet> handledNet,
            Set<Scope> scopes,
            Set<LogFlag> logFlags,
            Optional<LandlockAbi> floor,
            Rules rules,
            Containment containment) {
        this.handledFs = EnumCopy.of(AccessFs.class, handledFs);
        this.handledNet = EnumCopy.of(AccessNet.class, handledNet);
        this.scopes = EnumCopy.of(Scope.class, scopes);
        this.logFlags = EnumCopy.of(LogFlag.class, logFlags);
        this.floor = floor;
        this.rules = rules;
        this.containment = containment;
        if (containment.networkDenied() && !rules.portRules().isEmpty()) {
            throw new IllegalArgumentException("denyNetwork() with " + rules.portRules()
                    + ": no socket could be made to use the port");
        }
    }

    /**
     * Denies all that an ABI can deny: handles all its rights on files and ports and turns on all
     * its scopes. Rules then allow what is needed.
     */
    public static SandboxPolicy handling(LandlockAbi abi) {
        return handling(abi.accessFs(), abi.accessNet(), abi.scopes());
    }

    /**
     * Denies exactly these rights and turns on exactly these scopes; what is not handled is not
     * denied. There is one exception: a policy that handles any right on files denies REFER
     * everywhere unless it handles it too and a rule allows it.
     *
     * @throws IllegalArgumentException if all three sets are empty
     */
    public static SandboxPolicy handling(Set<AccessFs> fs, Set<AccessNet> net, Set<Scope> scopes) {
        if (fs.isEmpty() && net.isEmpty() && scopes.isEmpty()) {
            throw new IllegalArgumentException("a policy that handles nothing would enforce nothing");
        }
        return new SandboxPolicy(fs, net, scopes, Set.of(), Optional.empty(), Rules.none(), Containment.NONE);
    }

    /**
     * Enforces as much as the kernel can, as long as it has at least ABI {@code floor}, and drops
     * the rest; {@link Enforcement} says what was dropped. The sandbox is never turned off: a
     * kernel on which nothing of the policy would be enforced starts nothing.
     */
    public SandboxPolicy bestEffort(LandlockAbi floor) {
        return new SandboxPolicy(handledFs, handledNet, scopes, logFlags, Optional.of(floor), rules, containment);
    }

    /** Enforces everything or starts nothing, which is the default. */
    public SandboxPolicy strict() {
        return new SandboxPolicy(handledFs, handledNet, scopes, logFlags, Optional.empty(), rules, containment);
    }

    /**
     * Sets exactly these log flags. They change what the kernel's audit log shows, never what is
     * denied. Requires ABI 7 (Linux 6.15).
     */
    public SandboxPolicy logging(LogFlag... flags) {
        Set<LogFlag> set = flags.length == 0 ? Set.of() : EnumSet.copyOf(List.of(flags));
        return new SandboxPolicy(handledFs, handledNet, scopes, set, floor, rules, containment);
    }

    /**
     * Allows signals to processes outside the sandbox: turns scope SIGNAL off.
     *
     * @throws IllegalArgumentException if the policy would then handle nothing
     */
    public SandboxPolicy allowSignals() {
        return without(Scope.SIGNAL);
    }

    /**
     * Allows abstract unix sockets of other programs: turns scope ABSTRACT_UNIX_SOCKET off.
     *
     * @throws IllegalArgumentException if the policy would then handle nothing
     */
    public SandboxPolicy allowAbstractUnixSockets() {
        return without(Scope.ABSTRACT_UNIX_SOCKET);
    }

    private SandboxPolicy without(Scope scope) {
        EnumSet<Scope> rest = EnumSet.noneOf(Scope.class);
        rest.addAll(scopes);
        rest.remove(scope);
        SandboxPolicy checked = handling(handledFs, handledNet, rest);
        return new SandboxPolicy(
                checked.handledFs, checked.handledNet, checked.scopes, logFlags, floor, rules, containment);
    }

    @Override
    SandboxPolicy with(List<PathRule> paths, List<PortRule> ports) {
        List<PathRule> handledPaths = new ArrayList<>(paths.size());
        for (PathRule rule : paths) {
            handledPaths.add(handled(rule));
        }
        for (PortRule rule : ports) {
            requireHandled(rule, rule.access(), handledNet);
        }
        return new SandboxPolicy(
                handledFs, handledNet, scopes, logFlags, floor, rules.with(handledPaths, ports),
                containment);
    }

    @Override
    SandboxPolicy with(Containment more) {
        return new SandboxPolicy(handledFs, handledNet, scopes, logFlags, floor, rules, more);
    }

    @Override
    public Containment beyondLandlock() {
        return containment;
    }

    private PathRule handled(PathRule rule) {
        if (rule.exact()) {
            requireHandled(rule, rule.access(), handledFs);
        }
        return rule.within(handledFs);
    }

    private static void requireHandled(Object rule, Set<?> access, Set<?> handled) {
        if (!handled.containsAll(access)) {
            throw new IllegalArgumentException(
                    rule + ": the policy handles only " + handled
                            + ", and a rule can allow only what is handled");
        }
    }

    /** The rights on files that are denied unless a rule allows them. */
    public Set<AccessFs> handledFs() {
        return handledFs;
    }

    /** The rights on ports that are denied unless a rule allows them. */
    public Set<AccessNet> handledNet() {
        return handledNet;
    }

    /** The scopes that are turned on. */
    public Set<Scope> scopes() {
        return scopes;
    }

    /** The log flags that are set. */
    public Set<LogFlag> logFlags() {
        return logFlags;
    }

    /** The lowest ABI that will do, or empty if the policy is strict. */
    public Optional<LandlockAbi> floor() {
        return floor;
    }

    /** The rules that allow some of what is handled. */
    public Rules rules() {
        return rules;
    }

    /** What would become of this policy on a kernel with this ABI; no kernel is asked. */
    public Enforcement enforcementOn(LandlockAbi abi) {
        return enforcementOn(LandlockSupport.ofAbi(abi.number()));
    }

    /** What would become of this policy on such a kernel; no kernel is asked. */
    public Enforcement enforcementOn(LandlockSupport support) {
        return EffectivePolicy.of(this, support).enforcement();
    }

    EffectivePolicy effectiveOn(LandlockSupport support) {
        Decision last = lastDecision;
        if (last == null || !last.support().equals(support)) {
            last = new Decision(support, EffectivePolicy.decide(this, support));
            lastDecision = last;
        }
        return last.effective();
    }

    /**
     * Opens the paths and makes a ruleset of this policy on the running kernel, to be started from
     * more than once. The caller closes it.
     *
     * @throws SandboxUnavailableException if this kernel cannot enforce the policy
     * @throws SandboxStartException if a path cannot be opened or a rule is refused
     * @throws IllegalStateException as for {@link LandlockSupport#current()}
     */
    public Ruleset createRuleset() throws IOException {
        return SandboxedStart.createRuleset(this, SandboxLauncher.installed());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SandboxPolicy that
                && handledFs.equals(that.handledFs)
                && handledNet.equals(that.handledNet)
                && scopes.equals(that.scopes)
                && logFlags.equals(that.logFlags)
                && floor.equals(that.floor)
                && rules.equals(that.rules)
                && containment.equals(that.containment);
    }

    @Override
    public int hashCode() {
        return Objects.hash(handledFs, handledNet, scopes, logFlags, floor, rules, containment);
    }

    /** The policy in the kernel's words, a line for what is handled and one for each rule. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add("handled_access_fs " + handledFs);
        lines.add("handled_access_net " + handledNet);
        lines.add("scoped " + scopes);
        lines.add(floor.map(abi -> "best effort from ABI " + abi.number()).orElse("strict"));
        if (!logFlags.isEmpty()) {
            lines.add("restrict_self " + logFlags);
        }
        lines.addAll(containment.lines());
        rules.pathRules().forEach(rule -> lines.add(rule.toString()));
        rules.portRules().forEach(rule -> lines.add(rule.toString()));
        return lines.stream().collect(Collectors.joining("\n"));
    }
}

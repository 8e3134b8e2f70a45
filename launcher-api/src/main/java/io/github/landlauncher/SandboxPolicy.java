package io.github.landlauncher;

import io.github.landlauncher.spi.SandboxLauncher;
import io.github.landlauncher.text.VisibleText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
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
 *   <li>what single file systems do by ioctl(2) with a directory or file that may be read: subvolumes
 *       and snapshots of Btrfs are made, and by root removed, without MAKE_DIR and REMOVE_DIR;
 *   <li>how much it uses: processes, memory, disk, time. Children that outlive it stay restricted.
 * </ol>
 *
 * <p>{@link Enforcement} names those that matter for a policy on a kernel; {@link #containment()} and
 * the other methods of {@link Containments} close most of them.
 */
public final class SandboxPolicy extends Explanations {

    private final Handled handled;
    private final Set<LogFlag> logFlags;
    private final Optional<LandlockAbi> floor;
    private final Rules rules;
    private final Containment containment;

    /** Has the name; the same for every start that nobody observes. */
    private final UnobservedStart unobserved;

    /** What was decided last: the same for every start in a JVM, as there is one kernel. */
    private volatile Decision lastDecision;

    /** An effective policy and the kernel it is for. */
    private record Decision(LandlockSupport support, EffectivePolicy effective) {}

    private SandboxPolicy(
            Handled handled,
            Set<LogFlag> logFlags,
            Optional<LandlockAbi> floor,
            Rules rules,
            Containment containment,
            UnobservedStart unobserved) {
        this.handled = handled;
        this.logFlags = EnumCopy.of(LogFlag.class, logFlags);
        this.floor = floor;
        this.rules = rules;
        this.containment = containment;
        this.unobserved = unobserved;
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
        return new SandboxPolicy(new Handled(fs, net, scopes), Set.of(), Optional.empty(), Rules.none(),
                Containment.NONE, UnobservedStart.NAMELESS);
    }

    /**
     * Enforces as much as the kernel can, as long as it has at least ABI {@code floor}, and drops
     * the rest; {@link Enforcement} says what was dropped. The sandbox is never turned off: a
     * kernel on which nothing of the policy would be enforced starts nothing.
     */
    public SandboxPolicy bestEffort(LandlockAbi floor) {
        return new SandboxPolicy(handled, logFlags, Optional.of(floor), rules, containment, unobserved);
    }

    /** Enforces everything or starts nothing, which is the default. */
    public SandboxPolicy strict() {
        return new SandboxPolicy(handled, logFlags, Optional.empty(), rules, containment, unobserved);
    }

    /**
     * Sets exactly these log flags. They change what the kernel's audit log shows, never what is
     * denied. Requires ABI 7 (Linux 6.15).
     */
    public SandboxPolicy logging(LogFlag... flags) {
        Set<LogFlag> set = flags.length == 0 ? Set.of() : EnumSet.copyOf(List.of(flags));
        return new SandboxPolicy(handled, set, floor, rules, containment, unobserved);
    }

    /**
     * Gives the policy a name, by which records of starts refer to it: the events of Flight Recorder
     * and the lines of the logger {@code io.github.landlauncher}. It changes nothing that is enforced,
     * but it is part of the value: policies of different names are not equal.
     *
     * @param name on one line; empty, as it is at first, for none
     * @throws IllegalArgumentException if there is a control character in the name
     */
    public SandboxPolicy named(String name) {
        return new SandboxPolicy(
                handled, logFlags, floor, rules, containment, new UnobservedStart(name));
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

    /**
     * Without these rules on paths; it allows what the other rules allow. A rule that is not there makes
     * no difference.
     */
    public SandboxPolicy without(Collection<PathRule> paths) {
        List<PathRule> kept = rules.pathRules().stream().filter(rule -> !paths.contains(rule)).toList();
        return new SandboxPolicy(handled, logFlags, floor, Rules.none().with(kept, rules.portRules()),
                containment, unobserved);
    }

    private SandboxPolicy without(Scope scope) {
        return new SandboxPolicy(handled.without(scope), logFlags, floor, rules, containment, unobserved);
    }

    @Override
    SandboxPolicy with(List<PathRule> paths, List<PortRule> ports) {
        List<PathRule> handledPaths = new ArrayList<>(paths.size());
        for (PathRule rule : paths) {
            handledPaths.add(handled.checked(rule));
        }
        for (PortRule rule : ports) {
            handled.check(rule);
        }
        return new SandboxPolicy(
                handled, logFlags, floor, rules.with(handledPaths, ports), containment, unobserved);
    }

    @Override
    SandboxPolicy with(Containment more) {
        return new SandboxPolicy(handled, logFlags, floor, rules, more, unobserved);
    }

    @Override
    public Containment beyondLandlock() {
        return containment;
    }

    /** The rights on files that are denied unless a rule allows them. */
    public Set<AccessFs> handledFs() {
        return handled.fs();
    }

    /** The rights on ports that are denied unless a rule allows them. */
    public Set<AccessNet> handledNet() {
        return handled.net();
    }

    /** The scopes that are turned on. */
    public Set<Scope> scopes() {
        return handled.scopes();
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

    /** The name, or an empty string if it has none. */
    public String name() {
        return unobserved.policyName();
    }

    /** A start that nobody observes; always the same one. */
    UnobservedStart unobserved() {
        return unobserved;
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
                && handled.equals(that.handled)
                && logFlags.equals(that.logFlags)
                && floor.equals(that.floor)
                && rules.equals(that.rules)
                && containment.equals(that.containment)
                && name().equals(that.name());
    }

    @Override
    public int hashCode() {
        return Objects.hash(handled, logFlags, floor, rules, containment, name());
    }

    /** The policy in the kernel's words, a line for what is handled and one for each rule. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        if (!name().isEmpty()) {
            lines.add("name " + VisibleText.of(name()));
        }
        lines.add("handled_access_fs " + handled.fs());
        lines.add("handled_access_net " + handled.net());
        lines.add("scoped " + handled.scopes());
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

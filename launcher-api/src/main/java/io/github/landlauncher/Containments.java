package io.github.landlauncher;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;

/**
 * What {@link SandboxPolicy} can do beyond Landlock, by seccomp filters, capabilities and limits.
 *
 * <p>Each method returns a new value. A strict policy starts nothing where one of these cannot be
 * enforced; {@link SandboxPolicy#bestEffort} goes without it, and {@link Enforcement} says so.
 */
public abstract sealed class Containments extends Allowances<SandboxPolicy> permits Explanations {

    Containments() {}

    /** What the policy asks for beyond Landlock. */
    public abstract Containment beyondLandlock();

    abstract SandboxPolicy with(Containment containment);

    /** Whether {@link #containment()} was asked for. */
    public final boolean contained() {
        return beyondLandlock().hardened();
    }

    /**
     * Closes what Landlock leaves open and most programs do not need.
     *
     * <ul>
     *   <li><b>Network rules mean what they say</b>, if the policy handles CONNECT_TCP: without a
     *       rule on ports the program can make unix sockets only; with rules it can make plain TCP
     *       sockets too, and UDP sockets if a rule is about UDP. No other socket can be made: no
     *       MPTCP, SMC, SCTP, raw, packet, netlink, vsock. TCP Fast Open is refused where it passes
     *       Landlock by. Name resolution by UDP needs a rule on UDP.
     *   <li><b>System calls</b> are refused that reach other processes or much of the kernel:
     *       namespaces, the mount interface, ptrace and its like, keyrings, io_uring, bpf,
     *       perf_event_open, userfaultfd, file handles, System V IPC, limits of other processes,
     *       terminal input, set-user-ID and set-group-ID bits, administration; below ABI 6 signals
     *       to the JVM's process, below ABI 3 truncation.
     *   <li><b>Capabilities</b>: the program keeps none of them: not CHOWN, DAC_OVERRIDE, FOWNER,
     *       KILL, SETUID, SYS_ADMIN nor any other, even as root. {@link #keepCapabilities} names
     *       those to keep.
     *   <li><b>Limits</b>: no core dump. {@link #limit} sets more.
     *   <li><b>Standard input</b> is /dev/null unless redirected, see {@link SandboxedProcessBuilder}.
     * </ul>
     *
     * <p>Everything here is inherited by what the program starts and cannot be undone by it. The
     * filter needs seccomp (Linux 3.5; {@code CONFIG_SECCOMP_FILTER}).
     */
    public final SandboxPolicy containment() {
        return with(beyondLandlock().withHardening());
    }

    /**
     * Denies every network, whatever the kernel's ABI: no socket can be made, of no family, AF_UNIX
     * included. {@code socketpair(AF_UNIX)} stays, as do pipes and the three standard streams; but not
     * pairs of datagram sockets, which can send to every other. io_uring is refused too, whose
     * operations go past the filter.
     *
     * @throws IllegalArgumentException if a rule of the policy allows a port, or {@link
     *     #allowIoUring()} was called
     */
    public final SandboxPolicy denyNetwork() {
        return with(beyondLandlock().withoutNetwork());
    }

    /**
     * Refuses all changes of modes, owners, times, extended attributes and inode flags, inside the
     * writable hierarchies too, which breaks {@code cp -p}, tar, git and Maven among others; and
     * io_uring, whose operations go past the filter.
     *
     * @throws IllegalArgumentException if {@link #allowIoUring()} was called
     */
    public final SandboxPolicy frozenMetadata() {
        return with(beyondLandlock().withRefused(SyscallGroup.METADATA));
    }

    /**
     * Refuses unix sockets by which other programs can be reached, such as docker.sock and agents;
     * {@code socketpair(AF_UNIX)} stays, but for datagrams, which can be sent to every other socket.
     * io_uring is refused too, whose operations go past the filter.
     *
     * @throws IllegalArgumentException if {@link #allowIoUring()} was called
     */
    public final SandboxPolicy noUnixSockets() {
        return with(beyondLandlock().withRefused(SyscallGroup.UNIX_SOCKETS));
    }

    /**
     * Refuses memfd_create(2), which makes files to execute that no path rule covers. The rights to
     * execute still are no boundary where an interpreter may be executed.
     */
    public final SandboxPolicy noMemfdExec() {
        return with(beyondLandlock().withRefused(SyscallGroup.MEMFD));
    }

    /**
     * Leaves ptrace(2) and its like to a containment, for debuggers. Landlock still keeps the program
     * from tracing processes outside its sandbox.
     */
    public final SandboxPolicy allowPtrace() {
        return with(beyondLandlock().withAllowed(SyscallGroup.PTRACE));
    }

    /**
     * Leaves namespaces to a containment, for programs with a sandbox of their own such as browsers.
     * It opens much of the kernel to the program.
     */
    public final SandboxPolicy allowUserNamespaces() {
        return with(beyondLandlock().withAllowed(SyscallGroup.NAMESPACES));
    }

    /**
     * Leaves io_uring to a containment. Its operations go past the filter: the program can make every
     * socket, and set-user-ID bits, and {@link Enforcement} says so.
     *
     * @throws IllegalArgumentException if {@link #denyNetwork()}, {@link #frozenMetadata()} or {@link
     *     #noUnixSockets()} was called
     */
    public final SandboxPolicy allowIoUring() {
        return with(beyondLandlock().withAllowed(SyscallGroup.IO_URING));
    }

    /**
     * Takes all capabilities but these from the program: out of the permitted, effective,
     * inheritable and ambient sets. Those kept are ambient, so that they last across execve(2) for
     * every user. The program can gain no other: the bounding set stays as it is, but no_new_privs
     * and, if the JVM has CAP_SETPCAP, the securebit SECBIT_NOROOT keep execve from granting what is
     * in it. A start fails if the JVM lacks one of those kept. See capabilities(7).
     *
     * <p>What a program keeps:
     *
     * <ul>
     *   <li>after this method, what it was called with, and nothing if that is nothing;
     *   <li>otherwise in a {@link #containment()}, or after {@link #runAs}: nothing;
     *   <li>otherwise, under a plain policy, all that the JVM has.
     * </ul>
     */
    public final SandboxPolicy keepCapabilities(Capability... capabilities) {
        EnumSet<Capability> kept = EnumSet.noneOf(Capability.class);
        kept.addAll(List.of(capabilities));
        return with(beyondLandlock().withCapabilities(kept));
    }

    /**
     * Has the program run as another user and group, without supplementary groups. Paths of rules are
     * still opened by the JVM, the working directory by the program's user.
     *
     * <p>The JVM needs CAP_SETUID and CAP_SETGID; without them a start fails with EPERM.
     *
     * @param uid 0 to 4294967294
     * @param gid 0 to 4294967294
     * @throws IllegalArgumentException if one is out of range
     */
    public final SandboxPolicy runAs(long uid, long gid) {
        return with(beyondLandlock().withRunAs(new RunAs(uid, gid)));
    }

    /** Limits a resource, soft and hard, see {@link #limit(Resource, long, long)}. */
    public final SandboxPolicy limit(Resource resource, long limit) {
        return limit(resource, limit, limit);
    }

    /**
     * Limits a resource, setrlimit(2): applied in the child before it becomes the program. A start
     * fails with EPERM if {@code hard} is above the JVM's own hard limit and the JVM lacks
     * CAP_SYS_RESOURCE.
     *
     * @param soft in the resource's unit, or {@link Limit#UNLIMITED}
     * @param hard at least {@code soft}, or {@link Limit#UNLIMITED}
     * @throws IllegalArgumentException if one is negative, or soft is above hard
     */
    public final SandboxPolicy limit(Resource resource, long soft, long hard) {
        return with(beyondLandlock().withLimit(resource, new Limit(soft, hard)));
    }

    /**
     * Limits the memory of the program and all it starts together, by a control group of its own, see
     * {@link ControlGroupLimits}.
     *
     * @param bytes 1 or more
     * @throws IllegalArgumentException if {@code bytes} is less than 1
     */
    public final SandboxPolicy memoryMax(long bytes) {
        return with(beyondLandlock().withControlGroup(controlGroup().memoryMax(bytes)));
    }

    /**
     * Limits how many processes and threads the program and all it starts are, by a control group of
     * its own, see {@link ControlGroupLimits}. It binds root too.
     *
     * @param count 1 to 4,194,304
     * @throws IllegalArgumentException if {@code count} is out of range
     */
    public final SandboxPolicy pidsMax(long count) {
        return with(beyondLandlock().withControlGroup(controlGroup().pidsMax(count)));
    }

    /**
     * Limits the processor time of the program and all it starts together, by a control group of its
     * own, see {@link ControlGroupLimits}.
     *
     * @param quota the time in each period, over all processors: 1 millisecond or more
     * @param period 1 millisecond to 1 second
     * @throws IllegalArgumentException as for {@link ControlGroupLimits.CpuMax}
     */
    public final SandboxPolicy cpuMax(Duration quota, Duration period) {
        return with(beyondLandlock().withControlGroup(controlGroup().cpuMax(quota, period)));
    }

    private ControlGroupLimits controlGroup() {
        return beyondLandlock().controlGroup();
    }
}

package io.github.landlauncher;

import io.github.landlauncher.Enforcement.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What Landlock leaves open although a reader of the policy might think otherwise.
 *
 * <p>Sources: landlock.rst of Linux 7.3 on current limitations; the MPTCP and Fast Open gaps are
 * the issues 54 and 41 of the kernel project landlock-lsm/linux.
 */
final class Gaps {

    private Gaps() {}

    /**
     * The gaps that concern what is handled on this kernel. What the policy asked for and this kernel
     * lacks is not among them: a line of its own says that it was dropped.
     */
    static List<Line> of(
            SandboxPolicy policy, Set<AccessFs> fs, Set<AccessNet> net, LandlockSupport support) {
        List<Line> lines = new ArrayList<>();
        if (!net.isEmpty()) {
            sockets(policy.handledNet(), lines);
        } else if (policy.handledNet().isEmpty()) {
            lines.add(Line.notCovered("network", "the policy handles no port: every network is open"));
        }
        if (!fs.isEmpty()) {
            files(policy.handledFs(), support, lines);
        } else if (policy.handledFs().isEmpty()) {
            lines.add(Line.notCovered("files", "the policy handles no right on files"));
        }
        if (!policy.scopes().contains(Scope.SIGNAL)) {
            lines.add(Line.notCovered("signals", Scope.SIGNAL.withoutIt()));
        }
        if (!policy.scopes().contains(Scope.ABSTRACT_UNIX_SOCKET)) {
            lines.add(Line.notCovered("abstract sockets", Scope.ABSTRACT_UNIX_SOCKET.withoutIt()));
        }
        lines.add(Line.notCovered("kernel interfaces",
                "io_uring, keyrings, System V IPC, user namespaces: Landlock alone filters no system call"));
        lines.add(Line.notCovered("resources",
                "processes, memory, disk and time are not limited; what outlives the program stays restricted"));
        return lines;
    }

    private static void sockets(Set<AccessNet> asked, List<Line> lines) {
        boolean udp = asked.contains(AccessNet.BIND_UDP) && asked.contains(AccessNet.CONNECT_SEND_UDP);
        if (!udp) {
            lines.add(Line.notCovered("UDP", "datagrams pass unless both UDP rights are handled, ABI 10"));
        }
        lines.add(Line.notCovered("other sockets",
                "raw, netlink, vsock and the like; SMC and SCTP; listen without bind"));
    }

    private static void files(Set<AccessFs> asked, LandlockSupport support, List<Line> lines) {
        if (!asked.contains(AccessFs.RESOLVE_UNIX)) {
            lines.add(Line.notCovered("unix sockets", AccessFs.RESOLVE_UNIX.withoutIt()));
        }
        if (!support.errata().contains(Erratum.DISCONNECTED_DIRECTORY_HANDLING)) {
            lines.add(Line.notCovered("disconnected directories",
                    "this kernel does not report erratum 3 as fixed: a rename out of a bind mount may widen rights"));
        }
        lines.add(Line.notCovered("metadata",
                "stat, chmod, chown, utime, xattr and flock work wherever the user may use them"));
    }

    /** What an enforced right on TCP ports does not cover on this kernel; empty for UDP. */
    static String limits(AccessNet right, LandlockSupport support) {
        if (!right.isTcp()) {
            return "";
        }
        List<String> ways = new ArrayList<>();
        // Before this erratum was fixed, TCP rights hit MPTCP as well.
        if (support.mptcp() && support.errata().contains(Erratum.TCP_SOCKET_IDENTIFICATION)) {
            ways.add("MPTCP passes");
        }
        // The fix is in 7.2 and was backported without a sign of it in ABI or errata.
        if (right == AccessNet.CONNECT_TCP && !LandlockAbi.V10.isWithin(support.abi())) {
            ways.add("TCP Fast Open may pass");
        }
        return ways.isEmpty() ? "" : "plain TCP only: " + String.join(", ", ways);
    }
}

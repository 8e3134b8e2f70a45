package io.github.landlauncher.explain;

import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SyscallGroup;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What a seccomp filter refuses, by group; docs/containment.md has the calls and their errno. */
final class FilterChecks {

    /** Each refuses what the next one refuses, and more. */
    private static final EnumSet<SyscallGroup> SOCKETS =
            EnumSet.range(SyscallGroup.SOCKETS_ALL, SyscallGroup.SOCKETS_VSOCK_AND_ALG);

    private static final EnumSet<SyscallGroup> REFUSING_TCP =
            EnumSet.of(SyscallGroup.SOCKETS_ALL, SyscallGroup.SOCKETS_BUT_UNIX);

    private static final EnumSet<SyscallGroup> REFUSING_UDP =
            EnumSet.range(SyscallGroup.SOCKETS_ALL, SyscallGroup.SOCKETS_BUT_TCP);

    private static final EnumSet<SyscallGroup> REFUSING_UNIX =
            EnumSet.of(SyscallGroup.SOCKETS_ALL, SyscallGroup.UNIX_SOCKETS);

    private final Findings findings;
    private final SandboxPolicy policy;
    private final Set<SyscallGroup> filter;

    FilterChecks(Findings findings) {
        this.findings = findings;
        this.policy = findings.picture().policy();
        this.filter = findings.picture().effective().filter();
    }

    /** Whether a TCP socket is refused, or else a UDP socket. */
    boolean refusesSocket(boolean tcp) {
        Optional<SyscallGroup> refusing = refusing(tcp ? REFUSING_TCP : REFUSING_UDP);
        refusing.ifPresent(group -> refuse(
                group, group == SyscallGroup.SOCKETS_BUT_TCP ? "EPROTONOSUPPORT" : "EAFNOSUPPORT"));
        return refusing.isPresent();
    }

    /** A unix socket is needed, to reach other programs. */
    void takeUnixSocket() {
        refusing(REFUSING_UNIX).ifPresent(group -> {
            refuse(group, errno(group));
            suggest(group);
        });
    }

    /** Truncation without writing, which the filter refuses in place of the right. */
    void takeTruncation() {
        if (filter.contains(SyscallGroup.TRUNCATE)) {
            call(SyscallGroup.TRUNCATE);
        }
    }

    void call(SyscallGroup group) {
        Optional<SyscallGroup> refusing = refusing(asWideAs(group));
        if (refusing.isPresent()) {
            refuse(group, errno(group));
            suggest(refusing.get());
        } else {
            findings.add(new Requirement.Unfiltered(group, true), "");
            if (!filter.contains(group)) {
                findings.note("no filter refuses " + group + " under this policy on this kernel");
            }
        }
    }

    /** The groups that refuse all that a group refuses. */
    private static Set<SyscallGroup> asWideAs(SyscallGroup group) {
        if (SOCKETS.contains(group)) {
            return EnumSet.range(SyscallGroup.SOCKETS_ALL, group);
        }
        return group == SyscallGroup.UNIX_SOCKETS ? REFUSING_UNIX : EnumSet.of(group);
    }

    private Optional<SyscallGroup> refusing(Set<SyscallGroup> groups) {
        return groups.stream().filter(filter::contains).findFirst();
    }

    private void refuse(SyscallGroup group, String errno) {
        findings.add(new Requirement.Unfiltered(group, false), errno);
        if (policy.beyondLandlock().allowed().contains(SyscallGroup.IO_URING)) {
            findings.note("operations of io_uring, which the policy allows, go past every filter");
        }
    }

    private static String errno(SyscallGroup group) {
        return switch (group) {
            case SOCKETS_ALL, SOCKETS_BUT_UNIX, SOCKETS_BUT_TCP, SOCKETS_BUT_TCP_AND_UDP,
                    SOCKETS_VSOCK_AND_ALG, UNIX_SOCKETS -> "EAFNOSUPPORT";
            case FAST_OPEN -> "EOPNOTSUPP";
            case IO_URING -> "ENOSYS";
            case TRUNCATE -> "EACCES";
            default -> "EPERM";
        };
    }

    private void suggest(SyscallGroup refusing) {
        switch (refusing) {
            case PTRACE -> allow(".allowPtrace()", SandboxPolicy::allowPtrace);
            case NAMESPACES -> allow(".allowUserNamespaces()", SandboxPolicy::allowUserNamespaces);
            case IO_URING -> suggestIoUring();
            case SOCKETS_ALL -> onlyWithout("denyNetwork()");
            case UNIX_SOCKETS -> onlyWithout("noUnixSockets()");
            case METADATA -> onlyWithout("frozenMetadata()");
            case MEMFD -> onlyWithout("noMemfdExec()");
            default -> onlyWithout("containment()");
        }
    }

    /** What only a filter can refuse excludes io_uring, whose operations no filter sees. */
    private void suggestIoUring() {
        if (policy.beyondLandlock().networkDenied()) {
            onlyWithout("denyNetwork()");
        } else if (policy.beyondLandlock().refused().contains(SyscallGroup.METADATA)) {
            onlyWithout("frozenMetadata()");
        } else if (policy.beyondLandlock().refused().contains(SyscallGroup.UNIX_SOCKETS)) {
            onlyWithout("noUnixSockets()");
        } else {
            allow(".allowIoUring()", SandboxPolicy::allowIoUring);
        }
    }

    private void allow(String java, UnaryOperator<SandboxPolicy> change) {
        findings.suggestions().add(java, "", change);
    }

    void onlyWithout(String method) {
        findings.suggestions().block("nothing allows it but leaving out " + method);
    }
}

package io.github.landlauncher.config;

import io.github.landlauncher.Capability;
import io.github.landlauncher.Containment;
import io.github.landlauncher.ControlGroupLimits;
import io.github.landlauncher.Limit;
import io.github.landlauncher.Resource;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SyscallGroup;
import java.util.Map;

/** Has a policy ask for what a containment says, by the methods that there are for it. */
final class ContainmentPolicy {

    private ContainmentPolicy() {}

    /** All but {@link SandboxPolicy#denyNetwork()}, which may contradict the policy's rules. */
    static SandboxPolicy of(SandboxPolicy policy, Containment asked) {
        SandboxPolicy contained = asked.hardened() ? policy.containment() : policy;
        for (SyscallGroup group : asked.allowed()) {
            contained = allowed(contained, group);
        }
        for (SyscallGroup group : asked.refused()) {
            contained = refused(contained, group);
        }
        if (asked.keptCapabilities().isPresent()) {
            contained = contained.keepCapabilities(asked.keptCapabilities().get().toArray(Capability[]::new));
        }
        if (asked.runAs().isPresent()) {
            contained = contained.runAs(asked.runAs().get().uid(), asked.runAs().get().gid());
        }
        for (Map.Entry<Resource, Limit> limit : asked.limits().entrySet()) {
            contained = contained.limit(limit.getKey(), limit.getValue().soft(), limit.getValue().hard());
        }
        return limited(contained, asked.controlGroup());
    }

    private static SandboxPolicy allowed(SandboxPolicy policy, SyscallGroup group) {
        return switch (group) {
            case NAMESPACES -> policy.allowUserNamespaces();
            case PTRACE -> policy.allowPtrace();
            case IO_URING -> policy.allowIoUring();
            default -> throw new IllegalArgumentException("no policy can allow " + group);
        };
    }

    private static SandboxPolicy refused(SandboxPolicy policy, SyscallGroup group) {
        return switch (group) {
            case UNIX_SOCKETS -> policy.noUnixSockets();
            case METADATA -> policy.frozenMetadata();
            case MEMFD -> policy.noMemfdExec();
            default -> throw new IllegalArgumentException("no policy can be asked to refuse " + group);
        };
    }

    private static SandboxPolicy limited(SandboxPolicy policy, ControlGroupLimits limits) {
        SandboxPolicy limited = policy;
        if (limits.memoryMax().isPresent()) {
            limited = limited.memoryMax(limits.memoryMax().getAsLong());
        }
        if (limits.pidsMax().isPresent()) {
            limited = limited.pidsMax(limits.pidsMax().getAsLong());
        }
        return limits.cpuMax().isPresent()
                ? limited.cpuMax(limits.cpuMax().get().quota(), limits.cpuMax().get().period())
                : limited;
    }
}

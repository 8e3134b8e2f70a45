package io.github.landlauncher.linux;

import io.github.landlauncher.ControlGroupLimits;
import io.github.landlauncher.ControlGroupLimits.Limit;
import io.github.landlauncher.Enforcement.Line;
import io.github.landlauncher.Enforcement.Mechanism;
import io.github.landlauncher.Enforcement.Status;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxUnavailableException;
import io.github.landlauncher.StartStep;
import io.github.landlauncher.SyscallGroup;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.MemoryPool;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes control groups for children. Where they can be made is found out when the first limit is
 * asked for; a JVM that never does is left alone, and where it is. Decision 17 has the reasons.
 */
final class ControlGroups {

    private static final Path SELF = Path.of("/proc/self");

    private final ControlFiles files;
    private final EventLoop reaper;
    private final LandlockSupport support;
    private final Path proc;
    private final ReentrantLock lock = new ReentrantLock();
    private OwnControlGroup own;
    private ControlGroupSite site;
    private NoControlGroup refusal;

    ControlGroups(Libc libc, MemoryPool pool, EventLoop reaper, LandlockSupport support) {
        this(new ControlFiles(libc, pool), reaper, support, SELF);
    }

    /** Groups of a JVM whose directory of proc(5) is {@code proc}. */
    ControlGroups(ControlFiles files, EventLoop reaper, LandlockSupport support, Path proc) {
        this.files = files;
        this.reaper = reaper;
        this.support = support;
        this.proc = proc;
    }

    /**
     * A group with the limits of a policy. The caller closes it when the child has become the
     * program or is reaped.
     *
     * @param refused what the filter of the start refuses
     * @throws SandboxUnavailableException if a limit cannot be enforced and the policy is strict
     */
    Placement place(SandboxPolicy policy, Set<SyscallGroup> refused) throws IOException {
        ControlGroupLimits limits = policy.beyondLandlock().controlGroup();
        if (limits.isEmpty()) {
            return Placement.none();
        }
        boolean bestEffort = policy.floor().isPresent();
        List<Line> lines = new ArrayList<>();
        List<Limit> possible = new ArrayList<>();
        Path directory;
        lock.lock();
        try {
            if (!bestEffort) {
                require(limits);
            }
            for (Limit limit : limits.limits()) {
                try {
                    siteFor(limit).enable(limit.controller());
                    possible.add(limit);
                } catch (NoControlGroup e) {
                    if (!bestEffort) {
                        throw SandboxUnavailableException.of(e.refusal(limit.file()), support);
                    }
                    lines.add(new Line(limit.file(), Status.DROPPED, Mechanism.NONE, e.reason()));
                }
            }
            if (possible.isEmpty()) {
                return new Placement(null, null, lines);
            }
            lines.addAll(ControlGroupGaps.lines(policy, refused, site.mounts()));
            directory = site.makeGroup();
        } catch (FileSystemException e) {
            throw Failure.of(StartStep.CONTROL_GROUP,
                    "control group " + e.getFile() + ": " + ControlGroup.why(e),
                    "What was found there before is gone, or can no longer be read.");
        } finally {
            lock.unlock();
        }
        return fill(new ControlGroup(files, reaper, directory), possible, lines);
    }

    /** Refuses limits one of which is impossible, before anything is changed for the others. */
    private void require(ControlGroupLimits limits) throws IOException {
        for (Limit limit : limits.limits()) {
            try {
                siteFor(limit).check(limit.controller());
            } catch (NoControlGroup e) {
                throw SandboxUnavailableException.of(e.refusal(limit.file()), support);
            }
        }
    }

    private static Placement fill(ControlGroup group, List<Limit> limits, List<Line> lines)
            throws IOException {
        try {
            for (Limit limit : limits) {
                lines.add(new Line(
                        limit.file(), Status.ENFORCED, Mechanism.CONTROL_GROUP, group.set(limit)));
            }
            return new Placement(group, group.openProcs(), lines);
        } catch (IOException | RuntimeException | Error e) {
            group.removeWhenEmpty();
            throw e;
        }
    }

    /** Where groups are made; found once, as is that there is no such place. */
    private ControlGroupSite siteFor(Limit limit) throws NoControlGroup, IOException {
        if (own != null) {
            own.checkNotLegacy(limit.controller());
        }
        if (refusal != null) {
            throw refusal;
        }
        if (site == null) {
            try {
                own = OwnControlGroup.of(
                        ControlFiles.read(proc.resolve("cgroup")),
                        ControlFiles.read(proc.resolve("mountinfo")));
            } catch (NoControlGroup e) {
                refusal = e;
                throw e;
            }
            own.checkNotLegacy(limit.controller());
            site = find();
        }
        return site;
    }

    private ControlGroupSite find() throws NoControlGroup, IOException {
        try {
            return ControlGroupSite.find(files, own);
        } catch (NoControlGroup e) {
            refusal = e;
            throw e;
        }
    }
}

package io.github.landlauncher.linux;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.Enforcement.Line;
import io.github.landlauncher.Enforcement.Mechanism;
import io.github.landlauncher.Enforcement.Status;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SyscallGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How a program that sets out to can get rid of its limits. It runs as the JVM's user, who may write
 * all control files of what is delegated; what stands between is Landlock, on files, and a seccomp
 * filter, on clone3(2): that takes a directory opened with O_PATH, which Landlock lets pass.
 */
final class ControlGroupGaps {

    private ControlGroupGaps() {}

    /**
     * The line of the report, if there is one.
     *
     * @param refused what the filter of the start refuses
     * @param mounts where control files are
     */
    static List<Line> lines(SandboxPolicy policy, Set<SyscallGroup> refused, List<Path> mounts)
            throws IOException {
        List<String> ways = new ArrayList<>();
        if (!refused.contains(SyscallGroup.NAMESPACES)) {
            ways.add("no filter refuses clone3 with CLONE_INTO_CGROUP, as that of containment() does");
        }
        if (!policy.handledFs().contains(AccessFs.WRITE_FILE)) {
            ways.add("the policy does not handle WRITE_FILE, and control files are files");
        }
        for (PathRule rule : policy.rules().pathRules()) {
            if (rule.access().contains(AccessFs.WRITE_FILE) && concerns(rule, mounts)) {
                ways.add("rule \"" + rule + "\" allows writing control files");
            }
        }
        return ways.isEmpty() ? List.of() : List.of(new Line("control group", Status.NOT_COVERED,
                Mechanism.NONE, "the program can leave it: " + String.join("; ", ways)));
    }

    private static boolean concerns(PathRule rule, List<Path> mounts) throws IOException {
        Path path = rule.base().map(base -> base.resolve(rule.path())).orElse(rule.path());
        if (!Files.exists(path)) {
            return false;
        }
        Path real = path.toRealPath();
        for (Path mount : mounts) {
            if (mount.startsWith(real) || real.startsWith(mount)) {
                return true;
            }
        }
        return false;
    }
}

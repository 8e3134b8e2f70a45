package io.github.landlauncher.explain;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.text.VisibleText;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/**
 * What renaming and linking take: current_check_refer_path() of the kernel's security/landlock/fs.c,
 * Linux 6.18, for the one layer that a policy is.
 */
final class RenameCheck {

    private static final String EACCES = "EACCES";
    private static final String EXDEV = "EXDEV";

    private final Findings findings;
    private final BoundRules rules;

    RenameCheck(Findings findings) {
        this.findings = findings;
        this.rules = findings.picture().rules();
    }

    void rename(Operation.Rename rename) {
        Place from = PathWalk.to(rename.from(), false);
        check(from, from.parent(), PathWalk.to(rename.to(), false), true, rename.exchange());
    }

    void link(Operation.Link link) {
        Place to = PathWalk.to(link.to(), false);
        if (to.exists()) {
            findings.noteExists(to);
            return;
        }
        Place from = PathWalk.to(link.from(), false);
        // What is mounted is on the mount itself, and not on that of the directory above it.
        boolean mounted = from.path().equals(Mounts.read().of(from.path()).point());
        check(from, mounted ? from : from.parent(), to, false, false);
    }

    private void check(Place from, Place source, Place to, boolean removes, boolean exchange) {
        findings.noteWay(from);
        if (exchange) {
            findings.noteWay(to);
        } else if (!to.parent().exists() || to.problem() != null) {
            findings.noteWay(to.parent());
        }
        Place target = to.parent();
        EnumSet<AccessFs> onSource = EnumSet.noneOf(AccessFs.class);
        EnumSet<AccessFs> onTarget = EnumSet.of(kind(from).makes());
        if (exchange) {
            onSource.add(kind(to).makes());
        }
        if (removes) {
            onSource.add(kind(from).removes());
            if (exchange || to.exists()) {
                onTarget.add(kind(to).removes());
            }
        }
        if (source != from && source.path().equals(target.path())) {
            onTarget.addAll(onSource);
            findings.take(target, onTarget);
        } else if (rules.denied().isEmpty()) {
            findings.noteUnhandled(EnumSet.of(AccessFs.REFER));
        } else {
            across(new Move(from, to, source, target, exchange), onSource, onTarget);
        }
    }

    /** What is missing is taken as a regular file. */
    private static FileKind kind(Place place) {
        return place.kind().orElse(FileKind.REGULAR);
    }

    private void across(Move move, EnumSet<AccessFs> onSource, EnumSet<AccessFs> onTarget) {
        Mounts mounts = Mounts.read();
        Path mount = mounts.of(move.source().path()).point();
        if (!mount.equals(mounts.of(move.target().path()).point())) {
            findings.note(VisibleText.of(move.source().path()) + " and " + VisibleText.of(move.target().path())
                    + " are on different mounts: that is refused (EXDEV) whatever the policy is");
            return;
        }
        boolean looks = LandlockAbi.V2.isWithin(findings.picture().support().abi());
        if (!looks) {
            onSource.clear(); // ABI 1 refuses before it looks at any rule
            onTarget.clear();
        }
        onSource.add(AccessFs.REFER);
        onTarget.add(AccessFs.REFER);
        Requirement.OnPath source = findings.onPath(move.source(), onSource);
        Requirement.OnPath target = findings.onPath(move.target(), onTarget);
        // EACCES goes before EXDEV, which programs take as a wish for a copy.
        String errno = onlyRefer(source.missing()) && onlyRefer(target.missing()) ? EXDEV : EACCES;
        findings.add(source, errno);
        findings.add(target, errno);
        if (looks) {
            noGain(move, mount, source.missing(), target.missing());
        } else {
            findings.suggestions().need(move.source(), source.missing());
        }
    }

    private static boolean onlyRefer(Set<AccessFs> missing) {
        return missing.stream().allMatch(right -> right == AccessFs.REFER);
    }

    private void noGain(Move move, Path mount, Set<AccessFs> sourceLacks, Set<AccessFs> targetLacks) {
        Gain gain = Gain.of(move, mount, rules);
        findings.add(new Requirement.NoGain(
                move.from().path(), move.target().path(), gain.ofSource()), EXDEV);
        if (move.exchange()) {
            findings.add(new Requirement.NoGain(
                    move.to().path(), move.source().path(), gain.ofTarget()), EXDEV);
        }
        Gain.Missing missing = gain.toAllow(sourceLacks, targetLacks);
        findings.suggestions().need(move.source(), missing.onSource());
        findings.suggestions().need(move.target(), missing.onTarget());
    }

    /**
     * A file that goes to another directory.
     *
     * @param from what goes
     * @param to where it goes
     * @param source the directory that it is in
     * @param target the directory that it goes to
     * @param exchange whether what is there goes the other way
     */
    record Move(Place from, Place to, Place source, Place target, boolean exchange) {}
}

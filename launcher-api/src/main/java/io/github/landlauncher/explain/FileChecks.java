package io.github.landlauncher.explain;

import static io.github.landlauncher.AccessFs.IOCTL_DEV;
import static io.github.landlauncher.AccessFs.MAKE_REG;
import static io.github.landlauncher.AccessFs.READ_DIR;
import static io.github.landlauncher.AccessFs.READ_FILE;
import static io.github.landlauncher.AccessFs.RESOLVE_UNIX;
import static io.github.landlauncher.AccessFs.TRUNCATE;
import static io.github.landlauncher.AccessFs.WRITE_FILE;
import static io.github.landlauncher.explain.OpenFlag.CREATE;
import static io.github.landlauncher.explain.OpenFlag.DIRECTORY;
import static io.github.landlauncher.explain.OpenFlag.EXCLUSIVE;
import static io.github.landlauncher.explain.OpenFlag.NO_FOLLOW;
import static io.github.landlauncher.explain.OpenFlag.PATH;
import static io.github.landlauncher.explain.OpenFlag.READ;
import static io.github.landlauncher.explain.OpenFlag.TMPFILE;
import static io.github.landlauncher.explain.OpenFlag.WRITE;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.text.VisibleText;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What operations on one file take: the hooks of the kernel's security/landlock/fs.c, Linux 6.18. */
final class FileChecks {

    private final Findings findings;

    FileChecks(Findings findings) {
        this.findings = findings;
    }

    /** Checks an operation on one file. */
    void check(Operation operation) {
        if (operation instanceof Operation.Open open) {
            open(open);
        } else if (operation instanceof Operation.Use use) {
            use(use);
        } else if (operation instanceof Operation.Make make) {
            make(make);
        } else if (operation instanceof Operation.Remove remove) {
            remove(remove);
        } else if (operation instanceof Operation.Truncate truncate) {
            truncate(truncate);
        } else if (operation instanceof Operation.ControlDevice control) {
            controlDevice(control);
        } else if (operation instanceof Operation.ResolveUnix resolve) {
            resolveUnix(resolve);
        } else {
            throw new IllegalArgumentException(operation.toString());
        }
    }

    private void open(Operation.Open open) {
        Set<OpenFlag> flags = open.flags();
        boolean making = isMaking(flags) && flags.contains(EXCLUSIVE);
        Place place = PathWalk.to(open.path(), !flags.contains(NO_FOLLOW) && !making);
        if (flags.contains(PATH)) {
            findings.note("O_PATH opens nothing but the place, which is never denied");
        } else if (isSenseless(flags)) {
            findings.note("these flags are refused together (EINVAL) whatever the policy is");
        } else if (place.exists()) {
            openExisting(place, flags);
        } else {
            openMissing(place, flags);
        }
    }

    /** Whether no kernel opens anything with these flags: build_open_flags() of fs/open.c. */
    private static boolean isSenseless(Set<OpenFlag> flags) {
        boolean directory = flags.contains(DIRECTORY) || flags.contains(TMPFILE);
        return flags.contains(CREATE) && directory || flags.contains(TMPFILE) && !flags.contains(WRITE);
    }

    /** Whether a file is made if none has that name; with O_TMPFILE the path is a directory's. */
    private static boolean isMaking(Set<OpenFlag> flags) {
        return flags.contains(CREATE) && !flags.contains(TMPFILE);
    }

    private void openExisting(Place place, Set<OpenFlag> flags) {
        findings.noteWay(place);
        Optional<String> refusal = refusal(place.last(), flags);
        if (refusal.isPresent()) {
            findings.note(VisibleText.of(place.path()) + refusal.get() + " whatever the policy is");
            return;
        }
        Set<AccessFs> access = access(flags, place.isDirectory() && !flags.contains(TMPFILE));
        if (!access.isEmpty()) {
            findings.take(place, access);
        }
        if (flags.contains(OpenFlag.TRUNCATE) && place.last().kind() == FileKind.REGULAR) {
            truncate(place, !flags.contains(WRITE)); // a device or a pipe has no length
        }
    }

    /** Why the kernel refuses it before it asks Landlock: do_open() of fs/namei.c. */
    private static Optional<String> refusal(Step file, Set<OpenFlag> flags) {
        if (isMaking(flags) && flags.contains(EXCLUSIVE)) {
            return Optional.of(" exists already: that is refused (EEXIST)");
        }
        if (file.kind() == FileKind.SYMBOLIC_LINK) {
            return Optional.of(" is a symbolic link: that is refused (ELOOP)");
        }
        if (flags.contains(DIRECTORY) && !file.isDirectory()) {
            return Optional.of(" is not a directory: that is refused (ENOTDIR)");
        }
        if (flags.contains(TMPFILE)) {
            return file.isDirectory()
                    ? Optional.empty()
                    : Optional.of(" is not a directory: that is refused (ENOTDIR)");
        }
        boolean changing =
                flags.contains(CREATE) || flags.contains(WRITE) || flags.contains(OpenFlag.TRUNCATE);
        return changing && file.isDirectory()
                ? Optional.of(" is a directory: that is refused (EISDIR)")
                : Optional.empty();
    }

    private void openMissing(Place place, Set<OpenFlag> flags) {
        Set<AccessFs> access = access(flags, flags.contains(DIRECTORY) && !flags.contains(TMPFILE));
        if (isMaking(flags)) {
            if (place.missing().size() > 1 || place.problem() != null) {
                findings.noteWay(place.parent());
            }
            findings.take(place.parent(), EnumSet.of(MAKE_REG));
        } else {
            findings.noteWay(place);
        }
        if (!access.isEmpty()) {
            findings.take(place, access);
        }
    }

    private static Set<AccessFs> access(Set<OpenFlag> flags, boolean directory) {
        EnumSet<AccessFs> access = EnumSet.noneOf(AccessFs.class);
        if (flags.contains(READ)) {
            access.add(directory ? READ_DIR : READ_FILE);
        }
        if (flags.contains(WRITE) && !directory) {
            access.add(WRITE_FILE);
        }
        return access;
    }

    private void truncate(Place place, boolean unwritable) {
        findings.take(place, EnumSet.of(TRUNCATE));
        // The filter in place of the right cannot see a path, and lets O_TRUNC pass with writing.
        if (unwritable) {
            new FilterChecks(findings).takeTruncation();
        }
    }

    private void truncate(Operation.Truncate truncate) {
        Place place = PathWalk.to(truncate.path(), true);
        findings.noteWay(place);
        if (place.exists() && place.last().kind() != FileKind.REGULAR) {
            findings.note(VisibleText.of(place.path()) + (place.isDirectory()
                    ? " is a directory: that is refused (EISDIR) whatever the policy is"
                    : " has no length: that is refused (EINVAL) whatever the policy is"));
            return; // vfs_truncate() of fs/open.c finds it before it asks Landlock
        }
        truncate(place, true);
    }

    private void make(Operation.Make make) {
        Place place = PathWalk.to(make.path(), false);
        if (place.exists()) {
            findings.noteExists(place);
        } else {
            Place directory = place.parent();
            findings.noteWay(directory);
            findings.take(directory, EnumSet.of(make.right()));
        }
    }

    private void remove(Operation.Remove remove) {
        Place place = PathWalk.to(remove.path(), false);
        findings.noteWay(place);
        findings.take(place.parent(), EnumSet.of(remove.right()));
    }

    private void controlDevice(Operation.ControlDevice control) {
        Place place = PathWalk.to(control.path(), true);
        findings.noteWay(place);
        boolean device = place.kind().map(FileKind::isDevice).orElse(true);
        if (device) {
            findings.take(place, EnumSet.of(IOCTL_DEV));
        } else {
            findings.note(VisibleText.of(place.path()) + " is no device, whose ioctl(2) is not restricted");
        }
    }

    private void resolveUnix(Operation.ResolveUnix resolve) {
        new FilterChecks(findings).takeUnixSocket();
        Place place = PathWalk.to(resolve.path(), true);
        findings.noteWay(place);
        findings.take(place, EnumSet.of(RESOLVE_UNIX));
        if (findings.picture().enforces(RESOLVE_UNIX)) {
            findings.note("a socket that the program has bound, or a program that it has started, can be"
                    + " reached without a rule");
        }
    }

    private void use(Operation.Use use) {
        Place place = PathWalk.to(use.path(), true);
        findings.noteWay(place);
        EnumSet<AccessFs> rights = EnumSet.noneOf(AccessFs.class);
        for (AccessFs right : use.rights()) {
            if (place.exists() && !place.isDirectory() && !right.appliesToFiles()) {
                findings.note(right + " is about directories, and " + VisibleText.of(place.path())
                        + " is not one: that is refused (ENOTDIR) whatever the policy is");
            } else {
                rights.add(right);
            }
        }
        if (!rights.isEmpty()) {
            findings.take(place, rights);
        }
    }
}

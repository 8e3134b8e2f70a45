package io.github.landlauncher.it.escape;

import java.util.List;

/** Attempts to learn what is said about files that no rule allows, and to change that. */
final class MetadataAttempts {

    static final List<Attempt> ALL =
            List.of(
                    row("stat", "see a secret file's size and times", "see-size {secret}/file")
                            .claimedBy("metadata")
                            .open(),
                    row("access", "see what may be done with it", "see-access {secret}/file")
                            .claimedBy("metadata")
                            .open(),
                    row("readlink", "see where a secret link points", "see-link {secret}/link")
                            .claimedBy("metadata")
                            .open(),
                    row("getxattr", "see an extended attribute", "see-attribute {secret}/file")
                            .claimedBy("metadata")
                            .open(),
                    row("statfs", "see the file system of a secret directory",
                                    "see-file-system {secret}")
                            .claimedBy("metadata")
                            .open(),
                    row("open-path", "open a secret file with O_PATH",
                                    "see-by-path-descriptor {secret}/file")
                            .claimedBy("metadata")
                            .open(),
                    row("chdir", "go to a secret directory", "see-from-inside {secret}")
                            .claimedBy("metadata")
                            .open(),
                    row("inotify", "be told who opens what in a secret directory",
                                    "watch {secret}/watched")
                            .claimedBy("metadata")
                            .open(),
                    row("handle", "get a handle of a secret file", "see-handle {secret}/file")
                            .claimedBy("file handles", "metadata")
                            .openUntil(Profile.CONTAINMENT, "EPERM"),
                    row("chmod", "change the mode of a file that may be read",
                                    "change-mode {ro}/file 0600")
                            .claimedBy("metadata changes")
                            .openUntil(Profile.STRICT, "EPERM"),
                    row("chmod-secret", "change the mode of a secret file",
                                    "change-mode {secret}/file 0666")
                            .claimedBy("metadata changes")
                            .openUntil(Profile.STRICT, "EPERM"),
                    row("fchmod", "the same by a descriptor", "change-mode-of-descriptor {ro}/file")
                            .claimedBy("metadata changes")
                            .openUntil(Profile.STRICT, "EPERM"),
                    row("fchmodat2", "the same by fchmodat2(2)", "change-mode-at {ro}/file")
                            .claimedBy("metadata changes")
                            .openUntil(Profile.STRICT, "EPERM"),
                    row("chown", "change its owner", "change-owner {ro}/file " + Scene.OTHER_USER)
                            .claimedBy("capabilities", "metadata changes")
                            .openUntil(Profile.CONTAINMENT, "EPERM"),
                    row("utime", "change its times", "change-times {ro}/file")
                            .claimedBy("metadata changes")
                            .openUntil(Profile.STRICT, "EPERM"),
                    row("setxattr", "change an extended attribute", "change-attribute {ro}/file")
                            .claimedBy("metadata changes")
                            .openUntil(Profile.STRICT, "EPERM"),
                    row("removexattr", "remove an extended attribute", "remove-attribute {ro}/file")
                            .claimedBy("metadata changes")
                            .openUntil(Profile.STRICT, "EPERM"),
                    row("setflags", "change its flags", "change-flags {ro}/file")
                            .claimedBy("metadata changes")
                            .openUntil(Profile.STRICT, "EPERM"),
                    row("flock", "lock it", "lock {ro}/file")
                            .claimedBy("metadata")
                            .open(),
                    row("lease", "take a lease on it", "lease {ro}/file")
                            .claimedBy("metadata")
                            .open(),
                    row("setuid-chmod", "leave a set-user-ID file behind, by chmod(2)",
                                    "make-setuid-by-chmod {rw}/{new}")
                            .claimedBy("set-ID bits", "metadata changes")
                            .openUntil(Profile.CONTAINMENT, "EPERM"),
                    row("setuid-open", "the same by open(2)", "make-setuid-by-open {rw}/{new}")
                            .claimedBy("set-ID bits", "metadata changes")
                            .openUntil(Profile.CONTAINMENT, "EPERM"),
                    row("setuid-openat2", "the same by openat2(2)",
                                    "make-setuid-by-openat2 {rw}/{new}")
                            .claimedBy("set-ID bits", "metadata changes")
                            .openUntil(Profile.CONTAINMENT, "ENOSYS"),
                    row("setuid-mknod", "the same by mknod(2)", "make-setuid-by-mknod {rw}/{new}")
                            .claimedBy("set-ID bits", "metadata changes")
                            .openUntil(Profile.CONTAINMENT, "EPERM"),
                    row("setgid-directory", "leave a set-group-ID directory behind",
                                    "make-setgid-directory {rw}/{new}")
                            .claimedBy("set-ID bits", "metadata changes")
                            .openUntil(Profile.CONTAINMENT, "EPERM"));

    private MetadataAttempts() {}

    private static Attempt.Row row(String name, String aim, String command) {
        return Attempt.Row.of(Group.METADATA, name, aim, command);
    }
}

package io.github.landlauncher.it.escape;

import io.github.landlauncher.Erratum;
import java.util.List;

/** Attempts to read and to change files. */
final class FileAttempts {

    static final List<Attempt> READING =
            List.of(
                    reading("read", "open a file that no rule allows", "read {secret}/file")
                            .claimedBy("READ_FILE")
                            .refused("EACCES"),
                    reading("list", "list a directory that no rule allows",
                                    "list-directory {secret}")
                            .claimedBy("READ_DIR")
                            .refused("EACCES"),
                    reading("read-dotdot", "the same file by way of ..", "read {rw}/../secret/file")
                            .claimedBy("READ_FILE")
                            .refused("EACCES"),
                    reading("read-symlink", "the same by a symbolic link of one's own",
                                    "read-by-symlink {secret}/file {rw}/{new}")
                            .claimedBy("READ_FILE")
                            .refused("EACCES"),
                    reading("read-proc-root", "the same by the link /proc/self/root",
                                    "read-by-proc-root {secret}/file")
                            .claimedBy("READ_FILE")
                            .refused("EACCES"),
                    reading("read-openat", "the same from a directory that may be read",
                                    "read-by-openat {ro} ../secret/file")
                            .claimedBy("READ_FILE")
                            .refused("EACCES"),
                    reading("read-thread", "have another thread open it",
                                    "read-by-thread {secret}/file")
                            .claimedBy("READ_FILE")
                            .refused("EACCES"),
                    reading("read-openat2", "the same by openat2(2)",
                                    "read-by-openat2 {secret}/file")
                            .claimedBy("READ_FILE")
                            .refused("EACCES")
                            .under(Profile.CONTAINMENT, "ENOSYS"),
                    reading("read-reopened", "reopen a descriptor that was opened with O_PATH",
                                    "read-by-reopening {secret}/file")
                            .claimedBy("READ_FILE")
                            .refused("EACCES"),
                    reading("read-chdir", "go there and open a relative path",
                                    "read-after-chdir {secret}")
                            .claimedBy("READ_FILE")
                            .refused("EACCES"),
                    reading("read-fchdir", "go there by a descriptor that was opened with O_PATH",
                                    "read-after-fchdir {secret}")
                            .claimedBy("READ_FILE")
                            .refused("EACCES"),
                    reading("read-cwd", "be started there and open a relative path",
                                    "read-in-working-directory")
                            .started(Launch.IN_SECRET)
                            .claimedBy("READ_FILE")
                            .refused("EACCES"),
                    reading("list-cwd", "be started there and list the directory",
                                    "list-working-directory")
                            .started(Launch.IN_SECRET)
                            .claimedBy("READ_DIR")
                            .refused("EACCES"),
                    reading("read-handle", "open the inode by a handle, without a name",
                                    "read-by-handle {secret}/file {rw}")
                            .claimedBy("READ_FILE")
                            .refused("EACCES")
                            .under(Profile.CONTAINMENT, "EPERM"),
                    reading("read-fanotify", "have fanotify open what others use",
                                    "read-by-fanotify {secret}/watched/file")
                            .claimedBy("READ_FILE")
                            .refused("EACCES")
                            .under(Profile.CONTAINMENT, "EPERM"),
                    reading("read-disk", "read the disk below the file system",
                                    "read-device {disk}")
                            .claimedBy("READ_FILE")
                            .refused("EACCES"),
                    reading("read-disk-node", "make a device node for the disk and read it",
                                    "read-device-by-node {disk} {rw}/{new}")
                            .claimedBy("MAKE_BLOCK")
                            .refused("EACCES"),
                    reading("read-log-node", "make a device node for the kernel's log and read it",
                                    "read-device-by-node /dev/kmsg {rw}/{new}")
                            .claimedBy("MAKE_CHAR")
                            .refused("EACCES"),
                    reading("read-log", "read the kernel's log", "read-device /dev/kmsg")
                            .claimedBy("READ_FILE")
                            .refused("EACCES"),
                    reading("read-new-layer", "add a layer of Landlock that allows everything",
                                    "widen-by-layer {secret}/file")
                            .claimedBy("READ_FILE")
                            .refused("EACCES"),
                    reading("read-new-layer-threads",
                                    "have a thread add such a layer to all threads at once",
                                    "widen-by-thread {secret}/file")
                            .claimedBy("READ_FILE")
                            .refused("EACCES"),
                    reading("read-without-domain",
                                    "have a child replace the credentials, CVE-2024-42318",
                                    "lose-domain {secret}/file")
                            .claimedBy("READ_FILE")
                            .refused("EACCES")
                            .under(Profile.CONTAINMENT, "EPERM"),
                    reading("read-ring", "open the file by an io_uring of one's own",
                                    "read-by-ring {secret}/file")
                            .claimedBy("READ_FILE")
                            .refused("EACCES")
                            .under(Profile.CONTAINMENT, "ENOSYS"));

    static final List<Attempt> WRITING =
            List.of(
                    writing("append", "write to a file that may be read", "append {ro}/file")
                            .claimedBy("WRITE_FILE")
                            .refused("EACCES"),
                    writing("map-shared", "map such a file to write", "map-shared {ro}/file")
                            .claimedBy("WRITE_FILE")
                            .refused("EACCES"),
                    writing("create", "make a file where files may be read", "create {ro}/{new}")
                            .claimedBy("MAKE_REG")
                            .refused("EACCES"),
                    writing("mkdir", "make a directory there", "make-directory {ro}/{new}")
                            .claimedBy("MAKE_DIR")
                            .refused("EACCES"),
                    writing("mkfifo", "make a FIFO there", "make-fifo {ro}/{new}")
                            .claimedBy("MAKE_FIFO")
                            .refused("EACCES"),
                    writing("mksock", "make a socket there", "make-socket {ro}/{new}")
                            .claimedBy("MAKE_SOCK")
                            .refused("EACCES")
                            .under(Profile.STRICT, "EAFNOSUPPORT"),
                    writing("mkchar", "make a device there", "make-device {ro}/{new}")
                            .claimedBy("MAKE_CHAR")
                            .refused("EACCES"),
                    writing("whiteout", "make a whiteout there, a device that is none",
                                    "make-whiteout {ro}/{new}")
                            .claimedBy("MAKE_REG")
                            .refused("EACCES"),
                    writing("whiteout-writable",
                                    "make a whiteout where files may be made, but no devices",
                                    "make-whiteout {rw}/{new}")
                            .refused(Machine.hasFixed(Erratum.WHITEOUT_HANDLING)
                                    ? Result.OPEN
                                    : "EACCES"),
                    writing("whiteout-rename", "leave a whiteout behind where files may be read",
                                    "leave-whiteout {ro}/file {ro}/{new}")
                            .claimedBy("REMOVE_FILE", "MAKE_REG")
                            .refused("EACCES"),
                    writing("whiteout-rename-writable",
                                    "the same where files may be made, but no devices",
                                    "leave-whiteout {rw}/file {rw}/{new}")
                            .open(),
                    writing("symlink", "make a symbolic link there", "make-symlink {ro}/{new}")
                            .claimedBy("MAKE_SYM")
                            .refused("EACCES"),
                    writing("unlink", "remove a file there", "unlink {ro}/file")
                            .claimedBy("REMOVE_FILE")
                            .refused("EACCES"),
                    writing("rmdir", "remove a directory there", "rmdir {ro}/empty")
                            .claimedBy("REMOVE_DIR")
                            .refused("EACCES"),
                    writing("rename", "rename a file there", "rename {ro}/file {ro}/{new}")
                            .claimedBy("REMOVE_FILE", "MAKE_REG")
                            .refused("EACCES"),
                    writing("truncate", "empty a file that may be read", "truncate {ro}/file")
                            .claimedBy("truncation", "TRUNCATE")
                            .refusedFrom(3, "EACCES")
                            .under(Profile.CONTAINMENT, "EACCES"),
                    writing("truncate-open", "empty it by opening it to read",
                                    "truncate-by-open {ro}/file")
                            .claimedBy("truncation", "TRUNCATE")
                            .refusedFrom(3, "EACCES")
                            .under(Profile.CONTAINMENT, "EACCES"),
                    writing("truncate-unreadable", "empty a file that no rule allows",
                                    "truncate {secret}/file")
                            .claimedBy("truncation", "TRUNCATE")
                            .refusedFrom(3, "EACCES")
                            .under(Profile.CONTAINMENT, "EACCES"),
                    writing("punch-hole", "empty a file that may be written but not truncated",
                                    "punch-hole {wonly}/file")
                            .open(),
                    writing("link-secret", "give a secret file a name that may be read",
                                    "link-to-read {secret}/file {rw}/{new}")
                            .claimedBy("REFER")
                            .refused("EXDEV"),
                    writing("link-readable",
                                    "give a file that may be read a name that may be written",
                                    "link-to-write {ro}/file {rw}/{new}")
                            .claimedBy("REFER")
                            .refused("EXDEV"),
                    writing("rename-secret", "move a secret file to where it may be read",
                                    "rename-to-read {secret}/file {rw}/{new}")
                            .claimedBy("REFER", "REMOVE_FILE")
                            .refused("EACCES"),
                    writing("rename-readable",
                                    "move a file that may be read to where it may be written",
                                    "rename-to-write {ro}/file {rw}/{new}")
                            .claimedBy("REFER", "REMOVE_FILE")
                            .refused("EACCES"),
                    writing("exchange",
                                    "exchange a file that may be written for one that may be read",
                                    "exchange-to-write {ro}/file {rw}/file")
                            .claimedBy("REFER", "REMOVE_FILE")
                            .refused("EACCES"),
                    writing("move-writable",
                                    "move a file between two directories that may be written",
                                    "rename {rw}/file {rw2}/{new}")
                            .open()
                            .before(2, Profile.PLAIN, "EXDEV"),
                    writing("exchange-writable", "exchange two files of two such directories",
                                    "exchange-to-write {rw}/file {rw2}/file")
                            .open()
                            .before(2, Profile.PLAIN, "EXDEV"),
                    writing("link-disconnected",
                                    "link a file that may be read to a directory that was moved out of its"
                                            + " mount, to where files may be written",
                                    "link-to-moved {ro}/mount/kept/file {rw}/moved/linked")
                            .started(Moved.OUT_OF_ITS_MOUNT)
                            .claimedBy("REFER")
                            .refused("EXDEV"),
                    writing("tmpfile-link", "link a temporary file to where files may be read",
                                    "link-temporary-file {rw} {ro}/{new}")
                            .claimedBy("MAKE_REG")
                            .refused("EACCES"),
                    writing("tmpfile", "make a temporary file where files may be read",
                                    "make-temporary-file {ro}")
                            .claimedBy("WRITE_FILE", "MAKE_REG")
                            .refused("EACCES"),
                    writing("unlink-ring", "remove a file by an io_uring of one's own",
                                    "unlink-by-ring {ro}/file")
                            .claimedBy("REMOVE_FILE")
                            .refused("EACCES")
                            .under(Profile.CONTAINMENT, "ENOSYS"),
                    writing("dump-core", "leave a core where nothing may be written",
                                    "dump-core {secret}")
                            .claimedBy("WRITE_FILE", "MAKE_REG")
                            .refused(Result.NO_EFFECT)
                            .under(Profile.CONTAINMENT, "EPERM"),
                    writing("change-setting", "change a setting of the kernel",
                                    "change-setting /proc/sys/kernel/core_pattern")
                            .claimedBy("WRITE_FILE")
                            .refused("EACCES"));

    private FileAttempts() {}

    private static Attempt.Row reading(String name, String aim, String command) {
        return Attempt.Row.of(Group.READING, name, aim, command);
    }

    private static Attempt.Row writing(String name, String aim, String command) {
        return Attempt.Row.of(Group.WRITING, name, aim, command);
    }
}

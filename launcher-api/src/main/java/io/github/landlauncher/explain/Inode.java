package io.github.landlauncher.explain;

import static io.github.landlauncher.Capability.DAC_OVERRIDE;
import static io.github.landlauncher.Capability.DAC_READ_SEARCH;
import static io.github.landlauncher.Capability.FOWNER;

/**
 * What stat(2) tells of a file as far as ordinary permissions are decided by it, inode(7).
 *
 * @param owner the user
 * @param group the group
 * @param mode type and permission bits
 * @param device which device it is, if it is one
 */
record Inode(long owner, long group, int mode, long device) {

    static final int READ = 4;
    static final int WRITE = 2;
    /** Executing a file, searching a directory. */
    static final int EXECUTE = 1;

    private static final int TYPE = 0170000;
    private static final int SET_UID = 04000;
    private static final int SET_GID = 02000;
    private static final int STICKY = 01000;

    private static final int TERMINALS = 5;
    private static final int MEMORY_DEVICES = 1;
    /** /dev/null, /dev/zero and /dev/full: ioctl(2) knows nothing that they could do. */
    private static final int NULL = 3;
    private static final int ZERO = 5;
    private static final int FULL = 7;

    boolean isDirectory() {
        return (mode & TYPE) == 0040000;
    }

    boolean isRegularFile() {
        return (mode & TYPE) == 0100000;
    }

    boolean isSymbolicLink() {
        return (mode & TYPE) == 0120000;
    }

    boolean isSocket() {
        return (mode & TYPE) == 0140000;
    }

    /** Whether writing into it changes the file system, so that one that is read-only forbids it. */
    boolean isStored() {
        return isDirectory() || isRegularFile() || isSymbolicLink();
    }

    /** Whether it has a permission bit to execute for anybody. */
    boolean isExecutable() {
        return (mode & 0111) != 0;
    }

    boolean knowsNoIoctl() {
        return isCharacterDevice(MEMORY_DEVICES, NULL)
                || isCharacterDevice(MEMORY_DEVICES, ZERO)
                || isCharacterDevice(MEMORY_DEVICES, FULL);
    }

    /** Whether it is /dev/tty, which a process without a controlling terminal cannot open (ENXIO). */
    boolean isOwnTerminal() {
        return isCharacterDevice(TERMINALS, 0);
    }

    /** The numbers as makedev(3) puts them together. */
    private boolean isCharacterDevice(int major, int minor) {
        return (mode & TYPE) == 0020000 && (device >> 8 & 0xfff) == major && (device & 0xff) == minor;
    }

    /** As the kernel's generic_permission(), Linux 6.18, but for access control lists. */
    boolean permits(Subject subject, int wanted) {
        int shift = subject.fsuid() == owner ? 6 : isGroupOf(subject) ? 3 : 0;
        if ((mode >> shift & wanted) == wanted) {
            return true;
        }
        boolean reads = isDirectory() ? (wanted & WRITE) == 0 : wanted == READ;
        boolean executable = isDirectory() || (wanted & EXECUTE) == 0 || isExecutable();
        return reads && subject.has(DAC_READ_SEARCH) || executable && subject.has(DAC_OVERRIDE);
    }

    private boolean isGroupOf(Subject subject) {
        return subject.fsgid() == group || subject.groups().contains(group);
    }

    /** Whether an entry of this directory may be removed or renamed, if the directory can be written. */
    boolean letsGo(Inode entry, Subject subject) {
        return (mode & STICKY) == 0 || entry.isOwnedBy(subject) || subject.fsuid() == owner;
    }

    /** Whether the subject may do what a file's owner may. */
    boolean isOwnedBy(Subject subject) {
        return subject.fsuid() == owner || subject.has(FOWNER);
    }

    /** Whether others than its owner may link it where fs.protected_hardlinks is set, proc_sys_fs(5). */
    boolean isSafeToLink(Subject subject) {
        boolean setsGroup = (mode & (SET_GID | 0010)) == (SET_GID | 0010);
        return isRegularFile() && (mode & SET_UID) == 0 && !setsGroup && permits(subject, READ | WRITE);
    }
}

package io.github.landlauncher;

/**
 * A right on files and directories, {@code LANDLOCK_ACCESS_FS_*}.
 *
 * <p>Which rights can be granted on a plain file: {@link #appliesToFiles()}; the others mean
 * something on directories only.
 */
public enum AccessFs implements LandlockFeature {
    /** Execute a file. The kernel also reads what it executes, so READ_FILE is needed too. */
    EXECUTE(LandlockAbi.V1, true, "any file can be executed"),
    /** Open a file for writing. */
    WRITE_FILE(LandlockAbi.V1, true, "any file can be written"),
    /** Open a file for reading. */
    READ_FILE(LandlockAbi.V1, true, "any file can be read"),
    /** List a directory. */
    READ_DIR(LandlockAbi.V1, false, "any directory can be listed"),
    /** Remove an empty directory, or rename one. */
    REMOVE_DIR(LandlockAbi.V1, false, "directories can be removed anywhere"),
    /** Unlink a file, or rename one. */
    REMOVE_FILE(LandlockAbi.V1, false, "files can be removed anywhere"),
    /** Make a character device node. */
    MAKE_CHAR(LandlockAbi.V1, false, "character devices can be made anywhere"),
    /** Make a directory, or rename one to here. */
    MAKE_DIR(LandlockAbi.V1, false, "directories can be made anywhere"),
    /** Make a regular file, or rename or link one to here. */
    MAKE_REG(LandlockAbi.V1, false, "files can be made anywhere"),
    /** Make a unix domain socket. */
    MAKE_SOCK(LandlockAbi.V1, false, "sockets can be made anywhere"),
    /** Make a named pipe. */
    MAKE_FIFO(LandlockAbi.V1, false, "named pipes can be made anywhere"),
    /** Make a block device node. */
    MAKE_BLOCK(LandlockAbi.V1, false, "block devices can be made anywhere"),
    /** Make a symbolic link. */
    MAKE_SYM(LandlockAbi.V1, false, "symbolic links can be made anywhere"),
    /** Rename or link a file from or to another directory; denied everywhere by ABI 1. */
    REFER(LandlockAbi.V2, false, "files cannot be renamed or linked across directories"),
    /** Truncate a file by truncate(2), ftruncate(2), creat(2) or O_TRUNC. */
    TRUNCATE(LandlockAbi.V3, true, "any file the user may write can be truncated"),
    /** Use ioctl(2) on a device that the program opened itself. */
    IOCTL_DEV(LandlockAbi.V5, true, "ioctl works on any device that can be opened"),
    /** Connect to a unix domain socket by its path. */
    RESOLVE_UNIX(LandlockAbi.V9, true, "unix sockets are reachable by path, such as docker.sock");

    private final LandlockAbi since;
    private final boolean appliesToFiles;
    private final String withoutIt;

    AccessFs(LandlockAbi since, boolean appliesToFiles, String withoutIt) {
        this.since = since;
        this.appliesToFiles = appliesToFiles;
        this.withoutIt = withoutIt;
    }

    @Override
    public LandlockAbi since() {
        return since;
    }

    /** Whether a rule may grant this right on something that is not a directory. */
    public boolean appliesToFiles() {
        return appliesToFiles;
    }

    /**
     * Whether this right lets a program change a file hierarchy. REFER does not by itself: what is
     * moved is removed and made too, and the kernel lets nothing be moved or linked to where more is
     * allowed.
     */
    public boolean writes() {
        return switch (this) {
            case EXECUTE, READ_FILE, READ_DIR, REFER, IOCTL_DEV, RESOLVE_UNIX -> false;
            default -> true;
        };
    }

    @Override
    public String withoutIt() {
        return withoutIt;
    }
}

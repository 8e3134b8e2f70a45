package io.github.landlauncher.explain;

/** How a file is opened, as far as Landlock looks at it; flags of open(2). */
public enum OpenFlag {
    /** O_RDONLY or O_RDWR. */
    READ,
    /** O_WRONLY or O_RDWR. */
    WRITE,
    /** O_CREAT: a file that is missing is made. */
    CREATE,
    /** O_EXCL with O_CREAT: a file that is there is an error, and so is a symbolic link. */
    EXCLUSIVE,
    /** O_TRUNC. */
    TRUNCATE,
    /** O_TMPFILE: the path names a directory, in which a file without a name is made. */
    TMPFILE,
    /** O_DIRECTORY: anything else is an error. */
    DIRECTORY,
    /** O_NOFOLLOW: a symbolic link as last component is an error. */
    NO_FOLLOW,
    /** O_PATH: nothing is opened but the place, which Landlock never denies. */
    PATH
}

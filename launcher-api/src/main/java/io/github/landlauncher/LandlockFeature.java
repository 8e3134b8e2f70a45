package io.github.landlauncher;

/**
 * Something a policy asks of the kernel by its Landlock name: a right, a scope or a log flag.
 *
 * <p>The constants of the implementing enums are the kernel's names without their prefix:
 * {@link AccessFs#READ_FILE} is {@code LANDLOCK_ACCESS_FS_READ_FILE}. Source:
 * include/uapi/linux/landlock.h, Linux 7.3.
 */
public sealed interface LandlockFeature permits AccessFs, AccessNet, Scope, LogFlag {

    /** The kernel's name without its prefix. */
    String name();

    /** The first ABI whose kernels know this feature. */
    LandlockAbi since();

    /** What is open to the program where the kernel does not know this feature, as a clause. */
    String withoutIt();
}

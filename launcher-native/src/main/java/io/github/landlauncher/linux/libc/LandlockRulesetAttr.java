package io.github.landlauncher.linux.libc;

import java.nio.ByteBuffer;

/**
 * {@code struct landlock_ruleset_attr} of {@code linux/landlock.h}, Linux 7.3.
 *
 * <p>All 48 bytes are always passed. A kernel that knows fewer accepts them as long as the fields
 * it does not know are zero, and else answers E2BIG.
 */
public final class LandlockRulesetAttr {

    /** The size in bytes. */
    public static final int SIZE = 48;

    static final int HANDLED_ACCESS_FS = 0;
    static final int HANDLED_ACCESS_NET = 8;
    static final int SCOPED = 16;
    static final int QUIET_ACCESS_FS = 24;
    static final int QUIET_ACCESS_NET = 32;
    static final int QUIET_SCOPED = 40;

    private LandlockRulesetAttr() {}

    /** Writes the fields that decide what a ruleset denies, and zero for the rest. */
    public static void put(
            ByteBuffer bytes, int at, long handledAccessFs, long handledAccessNet, long scoped) {
        bytes.putLong(at + HANDLED_ACCESS_FS, handledAccessFs)
                .putLong(at + HANDLED_ACCESS_NET, handledAccessNet)
                .putLong(at + SCOPED, scoped);
        putQuiet(bytes, at, 0, 0, 0);
    }

    /** Writes the fields that decide which denials are not logged (ABI 10). */
    public static void putQuiet(
            ByteBuffer bytes, int at, long quietAccessFs, long quietAccessNet, long quietScoped) {
        bytes.putLong(at + QUIET_ACCESS_FS, quietAccessFs)
                .putLong(at + QUIET_ACCESS_NET, quietAccessNet)
                .putLong(at + QUIET_SCOPED, quietScoped);
    }
}

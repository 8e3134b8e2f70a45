package io.github.landlauncher;

/**
 * A user and a group to run as, with no supplementary groups.
 *
 * @param uid the user, 0 to 4294967294
 * @param gid the group, 0 to 4294967294
 */
public record RunAs(long uid, long gid) {

    /** (uid_t) -1 means "leave it as it is" to the kernel and is no user. */
    private static final long MAX = 0xfffffffeL;

    /**
     * Checks the components.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public RunAs {
        if (uid < 0 || uid > MAX || gid < 0 || gid > MAX) {
            throw new IllegalArgumentException(
                    "a user or group is 0 to " + MAX + ", not " + uid + ":" + gid);
        }
    }

    /** Such as {@code "1000:1000"}. */
    @Override
    public String toString() {
        return uid + ":" + gid;
    }
}

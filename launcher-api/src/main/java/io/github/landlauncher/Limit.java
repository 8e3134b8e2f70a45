package io.github.landlauncher;

/**
 * A soft limit, which is enforced, and a hard one, up to which the program may raise the soft one.
 *
 * @param soft 0 or more, or {@link #UNLIMITED}
 * @param hard at least {@code soft}, or {@link #UNLIMITED}
 */
public record Limit(long soft, long hard) {

    /** No limit, which is RLIM_INFINITY. */
    public static final long UNLIMITED = -1;

    /**
     * Checks the components.
     *
     * @throws IllegalArgumentException if one is negative and not UNLIMITED, or soft is above hard
     */
    public Limit {
        if (soft < UNLIMITED || hard < UNLIMITED) {
            throw new IllegalArgumentException("a limit below 0: " + words(soft) + " " + words(hard));
        }
        // As unsigned numbers, -1 is above all others, as it is to the kernel.
        if (Long.compareUnsigned(soft, hard) > 0) {
            throw new IllegalArgumentException(
                    "the soft limit " + words(soft) + " is above the hard limit " + words(hard));
        }
    }

    /** Such as {@code "10 20"} or {@code "10 unlimited"}. */
    @Override
    public String toString() {
        return words(soft) + " " + words(hard);
    }

    private static String words(long limit) {
        return limit == UNLIMITED ? "unlimited" : Long.toString(limit);
    }
}

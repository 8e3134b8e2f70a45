package io.github.landlauncher.config;

/** What files may do beyond what is read by default. */
public enum ParseOption {
    /**
     * Files may have the table {@code landlauncher}, which goes beyond the published format. Without
     * this option it is an error, so that a file means the same to every program that reads it.
     */
    ALLOW_EXTENSION,
    /**
     * Files that handle something may compose to a configuration that handles nothing, because no
     * right is handled by all of them. Without this option that is an error. {@link
     * LandlockConfig#toPolicy()} fails in any case: there is no policy that enforces nothing.
     */
    ALLOW_NOTHING_ENFORCED
}

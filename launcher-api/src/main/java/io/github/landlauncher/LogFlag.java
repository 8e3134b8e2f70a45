package io.github.landlauncher;

/**
 * What the kernel's audit log shows of denials, {@code LANDLOCK_RESTRICT_SELF_LOG_*}.
 *
 * <p>A log flag never changes what is denied. Without any flag the kernel logs denials only until
 * the helper has become the program, which is to say practically none.
 */
public enum LogFlag implements LandlockFeature {
    /** Do not log denials before the program starts. */
    LOG_SAME_EXEC_OFF("denials in the helper are logged"),
    /** Log denials of the program itself. */
    LOG_NEW_EXEC_ON("denials of the program are not logged"),
    /** Do not log denials of sandboxes that the program nests inside this one. */
    LOG_SUBDOMAINS_OFF("denials of nested sandboxes are logged");

    private final String withoutIt;

    LogFlag(String withoutIt) {
        this.withoutIt = withoutIt;
    }

    @Override
    public LandlockAbi since() {
        return LandlockAbi.V7;
    }

    @Override
    public String withoutIt() {
        return withoutIt;
    }
}

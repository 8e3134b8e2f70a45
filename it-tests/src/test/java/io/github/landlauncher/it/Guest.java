package io.github.landlauncher.it;

/** The guests of kernels/run, emulated machines in which all takes ten to twenty times as long. */
final class Guest {

    /** The system property that says so; a JVM that a test starts is told too. */
    static final String PROPERTY = "landlauncher.guest";

    /** The system property of a guest in which Landlock is cut down by {@code abi-clamp}. */
    private static final String CUT_DOWN_PROPERTY = "landlauncher.cutDown";

    private Guest() {}

    /** How often something is to be done that is done so often elsewhere. */
    static int orUsually(int inGuest, int usually) {
        return Boolean.getBoolean(PROPERTY) ? inGuest : usually;
    }

    /**
     * Whether the kernel has more of Landlock than it is asked for, and somebody watches all system
     * calls so that it does not show. What the kernel does beyond that is not that of an old one.
     */
    static boolean isCutDown() {
        return Boolean.getBoolean(CUT_DOWN_PROPERTY);
    }
}

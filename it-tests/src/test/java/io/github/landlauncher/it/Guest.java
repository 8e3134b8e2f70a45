package io.github.landlauncher.it;

/** The guests of kernels/run, emulated machines in which all takes ten to twenty times as long. */
final class Guest {

    /** The system property that says so; a JVM that a test starts is told too. */
    static final String PROPERTY = "landlauncher.guest";

    private Guest() {}

    /** How often something is to be done that is done so often elsewhere. */
    static int orUsually(int inGuest, int usually) {
        return Boolean.getBoolean(PROPERTY) ? inGuest : usually;
    }
}

package io.github.landlauncher.linux.libc;

/**
 * Chooses java.lang.foreign, on JDK 22 and newer.
 *
 * <p>This class takes the place of the one in the jar's base. It does not fall back to JNA: a JVM
 * that forbids native access must say so, not do it another way.
 */
final class LibcProvider {

    private LibcProvider() {}

    /** The name of the binding that {@link #load} makes; no constant, which LibcLoader would copy. */
    static String binding() {
        return ForeignLibc.NAME;
    }

    /** What a user can do if linking fails. */
    static String advice() {
        return "Allow native access: start java with --enable-native-access=ALL-UNNAMED or, if"
                + " Landlauncher is on the module path, with its module's name instead.";
    }

    /** Links the binding. */
    static Libc load() {
        return new ForeignLibc();
    }
}

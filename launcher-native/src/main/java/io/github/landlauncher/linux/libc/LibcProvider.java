package io.github.landlauncher.linux.libc;

/**
 * Chooses JNA: the binding for every JVM.
 *
 * <p>A jar that was built with JDK 22 or newer holds a second class of this name, for JVMs that
 * have java.lang.foreign. It never falls back to this one.
 */
final class LibcProvider {

    private LibcProvider() {}

    /** The name of the binding that {@link #load} makes; no constant, which LibcLoader would copy. */
    static String binding() {
        return JnaLibc.NAME;
    }

    /** What a user can do if linking fails. */
    static String advice() {
        return "JNA unpacks its native library into a temporary directory. If that is mounted noexec"
                + " or read-only, name another one with -Djna.tmpdir=DIR. On JDK 24 and newer"
                + " also allow native access with --enable-native-access=ALL-UNNAMED. Where the C"
                + " library is musl, as on Alpine, use Java 22 or newer, which needs no JNA.";
    }

    /** Links the binding. */
    static Libc load() {
        return new JnaLibc();
    }
}

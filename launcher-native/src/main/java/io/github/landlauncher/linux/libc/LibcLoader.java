package io.github.landlauncher.linux.libc;

import java.util.Set;

/** Links the binding once per JVM and, if that fails, remembers why. */
final class LibcLoader {

    /** The architectures whose numbers {@link LinuxHeader} has, in the JVM's spelling. */
    private static final Set<String> ARCHITECTURES = Set.of("amd64", "aarch64", "riscv64");

    /** Those of JVMs that run on kernels of {@link #ARCHITECTURES} as well. */
    private static final Set<String> OF_32_BITS = Set.of("arm", "i386");

    private static final Libc LIBC;
    private static final String PROBLEM;
    private static final Throwable CAUSE;

    static {
        Libc libc = null;
        String problem = platformProblem();
        Throwable cause = null;
        if (problem == null) {
            try {
                libc = LibcProvider.load();
            } catch (RuntimeException | LinkageError e) {
                cause = e instanceof ExceptionInInitializerError ? e.getCause() : e;
                problem = linkProblem(cause);
            }
        }
        LIBC = libc;
        PROBLEM = problem;
        CAUSE = cause;
    }

    private LibcLoader() {}

    /** The linked binding; see {@link Libc#get}. */
    static Libc libc() {
        if (LIBC == null) {
            throw new UnsupportedOperationException(PROBLEM, CAUSE);
        }
        return LIBC;
    }

    private static String platformProblem() {
        boolean linux = "Linux".equals(System.getProperty("os.name"));
        String architecture = System.getProperty("os.arch");
        if (linux && ARCHITECTURES.contains(architecture)) {
            return null;
        }
        return "Landlauncher needs Linux on 64-bit x86, ARM or RISC-V (os.arch amd64, aarch64 or"
                + " riscv64); this JVM runs on " + platform() + "."
                + (linux ? advice(architecture) : "") + " See docs/errors.md#platform";
    }

    /** The helper is the lesser part: the numbers that this side passes to the kernel are missing. */
    private static String advice(String architecture) {
        return (OF_32_BITS.contains(architecture)
                        ? " If the kernel has 64 bits, use a JVM that has them too."
                        : "")
                + " An own build of the helper, named by landlauncher.helper, does not help: the"
                + " system calls, flags and structures of other architectures are not known.";
    }

    private static String linkProblem(Throwable cause) {
        return "Landlauncher cannot call the C library: linking the binding " + LibcProvider.binding()
                + " failed on " + platform() + " with Java " + Runtime.version().feature() + " ("
                + cause + "). " + LibcProvider.advice();
    }

    private static String platform() {
        return System.getProperty("os.name") + "/" + System.getProperty("os.arch");
    }
}

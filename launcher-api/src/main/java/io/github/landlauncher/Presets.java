package io.github.landlauncher;

/** Named sets of rules, for what many programs need. */
public final class Presets {

    private Presets() {}

    /**
     * What almost every dynamically linked program needs on this machine, and nothing that tells
     * one user from another.
     *
     * <p>Read and execute: the ELF interpreter of this architecture, of glibc and musl. Read: the
     * library directories, the loader's cache, locales, time zones, {@code /dev/zero}, {@code
     * /dev/urandom} and {@code /dev/random}, without which a JVM needs seconds for a random number.
     * Read and write: {@code /dev/null}. Paths that do not exist at start are left out. Not one
     * program: the program itself, and what it runs, is for the policy to allow.
     */
    public static Rules baseSystem() {
        return Rules.none()
                .allowReadExecuteIfExists(elfInterpreters(System.getProperty("os.arch")))
                .allowReadIfExists("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib")
                .allowReadIfExists("/etc/ld.so.cache", "/etc/ld.so.preload")
                .allowReadIfExists("/usr/share/locale", "/usr/share/zoneinfo", "/etc/localtime")
                .allowReadIfExists("/dev/zero", "/dev/urandom", "/dev/random")
                .allowReadWriteIfExists("/dev/null");
    }

    private static String[] elfInterpreters(String architecture) {
        return switch (architecture) {
            case "amd64", "x86_64" -> new String[] {
                "/lib64/ld-linux-x86-64.so.2", "/lib/ld-musl-x86_64.so.1"
            };
            case "aarch64" -> new String[] {
                "/lib/ld-linux-aarch64.so.1", "/lib/ld-musl-aarch64.so.1"
            };
            case "riscv64" -> new String[] {
                "/lib/ld-linux-riscv64-lp64d.so.1", "/lib/ld-musl-riscv64.so.1"
            };
            default -> new String[0];
        };
    }
}

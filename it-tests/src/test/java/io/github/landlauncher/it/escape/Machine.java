package io.github.landlauncher.it.escape;

import io.github.landlauncher.Erratum;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.it.AbiCondition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What attempts need to know about this machine and about who runs the tests. */
final class Machine {

    /** The system property that says so. */
    static final String GUEST = "landlauncher.guest";

    private Machine() {}

    /** Whether the launcher, and so the attacker outside of a sandbox, is root. */
    static boolean isRoot() {
        return status("Uid").startsWith("0\t");
    }

    /** Whether this is a machine of which it was said what it must have, or a guest of ours. */
    static boolean isKnown() {
        return isGuest() || AbiCondition.requiredOfThisMachine().isPresent();
    }

    /** Whether this is an emulated machine that {@code it-tests/kernels/run} has booted. */
    static boolean isGuest() {
        return Boolean.getBoolean(GUEST);
    }

    /** Whether the kernel is that of a release of Linux, or a later one. */
    static boolean isLinux(int major, int minor) {
        String[] release = System.getProperty("os.version").split("[^0-9]+");
        int ours = Integer.parseInt(release[0]);
        return ours > major || (ours == major && Integer.parseInt(release[1]) >= minor);
    }

    /** Whether this is a guest with a kernel of before a release of Linux. */
    static boolean isGuestBefore(int major, int minor) {
        return isGuest() && !isLinux(major, minor);
    }

    /**
     * Whether TCP Fast Open asks for the right to connect: since Linux 7.2, and in later releases of
     * 6.18 and 6.12, for which nothing but the release can be asked.
     */
    static boolean hasFixedFastOpen() {
        return isLinux(7, 2) || isPatch("6.18", 54) || isPatch("6.12", 117);
    }

    private static boolean isPatch(String series, int patch) {
        String[] release = System.getProperty("os.version").split("[^0-9]+");
        return release.length > 2
                && (release[0] + "." + release[1]).equals(series)
                && Integer.parseInt(release[2]) >= patch;
    }

    /** Whether the kernel says that it has fixed a bug of Landlock. */
    static boolean hasFixed(Erratum erratum) {
        return LandlockSupport.current().errata().contains(erratum);
    }

    /** Whether CAP_PERFMON lets read other processes past Landlock: since Linux 6.16. */
    static boolean hasPerfmonAccess() {
        return isLinux(6, 16);
    }

    /** The machine's {@code loader}, its ELF interpreter, or {@code disk}, a device with blocks. */
    static String word(String name) {
        return name.equals("loader") ? loader() : disk();
    }

    private static String loader() {
        List<String> all =
                List.of(
                        "/lib64/ld-linux-x86-64.so.2",
                        "/lib/ld-linux-aarch64.so.1",
                        "/lib/ld-linux-riscv64-lp64d.so.1");
        return all.stream().filter(path -> Files.exists(Path.of(path))).findFirst().orElse(all.get(0));
    }

    /** The device of the first line of /proc/partitions that has a node. */
    private static String disk() {
        try {
            return Files.readAllLines(Path.of("/proc/partitions")).stream()
                    .map(line -> "/dev/" + line.substring(line.lastIndexOf(' ') + 1))
                    .filter(path -> Files.exists(Path.of(path)) && !path.equals("/dev/"))
                    .filter(path -> !path.matches("/dev/(loop|ram|zram).*"))
                    .findFirst()
                    .orElse("/dev/no-disk");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String status(String field) {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith(field + ":"))
                    .map(line -> line.substring(field.length() + 1).strip())
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

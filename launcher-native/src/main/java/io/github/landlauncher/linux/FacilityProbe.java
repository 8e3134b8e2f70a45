package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.PR_SET_SECCOMP;
import static io.github.landlauncher.linux.libc.LinuxHeader.SECCOMP_MODE_FILTER;
import static io.github.landlauncher.linux.libc.LinuxHeader._LINUX_CAPABILITY_VERSION_3;

import io.github.landlauncher.Facility;
import io.github.landlauncher.linux.libc.CapUserData;
import io.github.landlauncher.linux.libc.CapUserHeader;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.MemoryPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/** Asks the kernel what besides Landlock matters: filters, and what the JVM is itself. */
final class FacilityProbe {

    private static final Path UID_MAP = Path.of("/proc/self/uid_map");
    private static final Path SYSCTL_NET = Path.of("/proc/sys/net");

    private FacilityProbe() {}

    static Set<Facility> ask(Libc libc, MemoryPool pool) {
        EnumSet<Facility> facilities = EnumSet.noneOf(Facility.class);
        // Without a program there is nothing to install: EFAULT if there are filters, else EINVAL.
        if (libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, 0, 0, 0) == -Errno.EFAULT) {
            facilities.add(Facility.SECCOMP);
        }
        if (mptcp()) {
            facilities.add(Facility.MPTCP);
        }
        if (capabilities(libc, pool)) {
            facilities.add(Facility.CAPABILITIES);
        }
        if (libc.getuid() == 0 && isRootOfTheSystem()) {
            facilities.add(Facility.ROOT);
        }
        return facilities;
    }

    /** Whether programs started here could have capabilities; yes if it cannot be found out. */
    private static boolean capabilities(Libc libc, MemoryPool pool) {
        try (Scratch scratch = Scratch.of(libc, pool, 0)) {
            int header = scratch.reserve(CapUserHeader.SIZE);
            int data = scratch.reserve(2 * CapUserData.SIZE);
            CapUserHeader.put(scratch.bytes(), header, _LINUX_CAPABILITY_VERSION_3, 0);
            return libc.capget(scratch.address(header), scratch.address(data)) < 0
                    || CapUserData.permitted(scratch.bytes(), data) != 0
                    || CapUserData.inheritable(scratch.bytes(), data) != 0;
        }
    }

    /** Whether uid 0 here is uid 0 of the system; yes if it cannot be found out. */
    private static boolean isRootOfTheSystem() {
        try {
            return isRootOfTheSystem(Files.readString(UID_MAP));
        } catch (IOException e) {
            return true;
        }
    }

    /** Decides that by the content of /proc/self/uid_map, user_namespaces(7). */
    static boolean isRootOfTheSystem(String uidMap) {
        String[] first = uidMap.strip().split("\\s+");
        return first.length < 3 || (first[0].equals("0") && first[1].equals("0"));
    }

    /** Whether MPTCP sockets can be made; yes if it cannot be found out. */
    private static boolean mptcp() {
        Path enabled = SYSCTL_NET.resolve("mptcp/enabled");
        if (!Files.exists(enabled)) {
            return !Files.isDirectory(SYSCTL_NET);
        }
        try {
            return !Files.readString(enabled).strip().equals("0");
        } catch (IOException e) {
            return true;
        }
    }
}

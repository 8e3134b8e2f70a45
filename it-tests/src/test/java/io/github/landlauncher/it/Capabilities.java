package io.github.landlauncher.it;

import io.github.landlauncher.Capability;
import java.io.IOException;
import java.util.Arrays;

/** The capabilities of this JVM, and so of the programs that it starts without a sandbox. */
final class Capabilities {

    // linux/capability.h
    private static final int CAP_SYS_PTRACE = 19;
    private static final int CAP_SYS_ADMIN = 21;
    private static final int CAP_MKNOD = 27;

    private Capabilities() {}

    /** Whether device nodes can be made: by root, usually, but not in every container. */
    static boolean canMakeDevices() throws IOException, InterruptedException {
        return has(CAP_MKNOD);
    }

    /** Whether much is allowed that concerns the whole system. */
    static boolean canAdministrate() throws IOException, InterruptedException {
        return has(CAP_SYS_ADMIN);
    }

    /** Whether processes can be traced that are not those of this user, or not below this JVM. */
    static boolean canTrace() throws IOException, InterruptedException {
        return has(CAP_SYS_PTRACE);
    }

    /** Whether unshare(1) can make namespaces of mounts and of process ids. */
    static boolean canMakeNamespaces() throws IOException, InterruptedException {
        ProcessBuilder unshare =
                new ProcessBuilder("unshare", "--mount", "--pid", "--fork", "true");
        return unshare.start().waitFor() == 0;
    }

    /** All of them that a policy can keep. */
    static Capability[] all() throws IOException, InterruptedException {
        long effective = effective();
        return Arrays.stream(Capability.values())
                .filter(capability -> (effective & capability.bit()) != 0)
                .toArray(Capability[]::new);
    }

    private static boolean has(int capability) throws IOException, InterruptedException {
        return (effective() >>> capability & 1) == 1;
    }

    private static long effective() throws IOException, InterruptedException {
        ProbeResult result = Probe.runFree("caps");
        result.assertThat().succeeds();
        return Long.parseUnsignedLong(result.text().strip(), 16);
    }
}

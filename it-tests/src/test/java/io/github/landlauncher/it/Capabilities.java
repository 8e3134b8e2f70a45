package io.github.landlauncher.it;

import java.io.IOException;

/** The capabilities of this JVM, and so of the programs that it starts without a sandbox. */
final class Capabilities {

    private static final int CAP_MKNOD = 27; // linux/capability.h

    private Capabilities() {}

    /** Whether device nodes can be made: by root, usually, but not in every container. */
    static boolean canMakeDevices() throws IOException, InterruptedException {
        ProbeResult result = Probe.runFree("caps");
        result.assertThat().succeeds();
        long effective = Long.parseUnsignedLong(result.text().strip(), 16);
        return (effective >>> CAP_MKNOD & 1) == 1;
    }
}

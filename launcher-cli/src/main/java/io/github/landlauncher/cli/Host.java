package io.github.landlauncher.cli;

import io.github.landlauncher.LandlockSupport;

/**
 * What a machine offers a sandbox.
 *
 * @param release the kernel's release, as {@code uname -r} says it; never compared with anything,
 *     since distributions backport
 * @param support what the kernel says of Landlock and what else matters
 * @param groupLimits which limits of control groups can be had
 */
record Host(String release, LandlockSupport support, GroupLimits groupLimits) {

    /**
     * The running one.
     *
     * @throws IllegalStateException as for {@link LandlockSupport#current()}
     */
    static Host current() throws InterruptedException {
        return new Host(System.getProperty("os.version"), LandlockSupport.current(), GroupLimits.tried());
    }
}

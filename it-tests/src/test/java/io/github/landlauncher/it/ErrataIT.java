package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.Erratum;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.SandboxPolicy;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A kernel behaves as its errata say. That MPTCP passes exactly if the first is fixed is shown by
 * NetworkIT; overlays, whose whiteouts the fourth is about, are a module of most kernels, but to make
 * a whiteout takes none.
 */
@KernelFacing
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ErrataIT {

    @TempDir private Path directory;

    @Test
    void without_a_policy_a_whiteout_is_made() throws Exception {
        assertThat(makeWhiteout(null)).isZero();
    }

    @Test
    void a_whiteout_takes_the_right_to_make_files_if_the_erratum_is_fixed_and_else_devices()
            throws Exception {
        boolean fixed = isFixed(Erratum.WHITEOUT_HANDLING);
        int denied = Errno.EACCES.number();

        assertThat(makeWhiteout(AccessFs.MAKE_REG)).isEqualTo(fixed ? denied : 0);
        assertThat(makeWhiteout(AccessFs.MAKE_CHAR)).isEqualTo(fixed ? 0 : denied);
    }

    @Test
    void another_device_takes_the_right_to_make_devices_on_every_kernel() throws Exception {
        assumeThat(Capabilities.canMakeDevices()).as("has CAP_MKNOD").isTrue();

        assertThat(Sandbox.run(allBut(AccessFs.MAKE_REG), "mkchar", path("zero"), "1", "5"))
                .succeeds();
        assertThat(Sandbox.run(allBut(AccessFs.MAKE_CHAR), "mkchar", path("other"), "1", "5"))
                .failsWith(Errno.EACCES);
    }

    @Test
    @RequiresAbi(6)
    void a_thread_signals_the_others_of_its_process_exactly_if_the_erratum_is_fixed()
            throws Exception {
        assertThat(Probe.runFree("landlock-thread-signal"))
                .exitsWith(isFixed(Erratum.SCOPED_SIGNAL_HANDLING) ? 0 : Errno.EPERM.number());
    }

    /** The errno of making one where everything is allowed but one right, if any. */
    private int makeWhiteout(AccessFs missing) throws Exception {
        String path = path("whiteout-" + missing);
        ProbeResult result = missing == null
                ? Probe.runFree("mkchar", path, "0", "0")
                : Sandbox.run(allBut(missing), "mkchar", path, "0", "0");
        return result.exitValue();
    }

    private SandboxPolicy allBut(AccessFs missing) {
        EnumSet<AccessFs> rights = EnumSet.copyOf(Sandbox.abi().accessFs());
        rights.remove(missing);
        return Sandbox.policy().allow(rights, directory);
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }

    private static boolean isFixed(Erratum erratum) {
        return LandlockSupport.current().errata().contains(erratum);
    }
}

package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.Erratum;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
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

    private static final int MS_BIND = 4096; // linux/mount.h
    private static final int MNT_DETACH = 2; // umount2(2)

    @TempDir private Path directory;

    /** Without the query nothing is known: a kernel may have the fixes nevertheless. */
    @BeforeEach
    void the_kernel_tells_its_errata() throws Exception {
        int errata = Integer.parseInt(Probe.runFree("landlock-errata").text().strip());
        assumeTrue(errata >= 0, "needs a kernel that tells its errata");
    }

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
        assumeTrue(Capabilities.canMakeDevices(), "needs CAP_MKNOD");

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

    @Test
    void a_directory_moved_out_of_a_bind_mount_keeps_the_mount_s_rules_if_the_erratum_is_fixed()
            throws Exception {
        assumeTrue(Capabilities.canAdministrate(), "needs CAP_SYS_ADMIN");
        boolean fixed = isFixed(Erratum.DISCONNECTED_DIRECTORY_HANDLING);

        assertThat(readInBindMount(false)).succeeds();
        assertThat(readInBindMount(true)).exitsWith(fixed ? 0 : Errno.EACCES.number());
    }

    /**
     * What becomes of reading in a directory of a bind mount, which a rule on the directory above the
     * mount allows; the directory may be moved meanwhile to where the mount does not lead.
     */
    private ProbeResult readInBindMount(boolean moved) throws Exception {
        Path source = Files.createDirectories(directory.resolve("source" + moved));
        Path inside = Files.createDirectories(source.resolve("inside/directory"));
        Files.writeString(inside.resolve("file"), "content");
        Path above = Files.createDirectories(directory.resolve("above" + moved));
        Path mount = Files.createDirectories(above.resolve("mount"));
        call("mount", ":" + inside.getParent(), ":" + mount, "0", Integer.toString(MS_BIND));
        try {
            SandboxedProcessBuilder builder =
                    new SandboxedProcessBuilder(Probe.command("read-at-end", "file"))
                            .directory(mount.resolve("directory").toFile())
                            .policy(Sandbox.policy().allowRead(above));
            SandboxedProcess process = builder.start();
            if (moved) {
                Files.move(inside, source.resolve("outside"));
            }
            return ProbeResult.of(builder.command(), process);
        } finally {
            call("umount2", ":" + mount, Integer.toString(MNT_DETACH));
        }
    }

    private static void call(String... words) throws Exception {
        List<String> operation = new ArrayList<>(List.of("calls"));
        operation.addAll(List.of(words));
        assertThat(Probe.runFree(operation).lines()).containsExactly("0");
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

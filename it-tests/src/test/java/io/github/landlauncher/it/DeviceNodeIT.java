package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.SandboxPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A program that may make device nodes reads every device, so write access does not include it. */
@KernelFacing
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
class DeviceNodeIT {

    /** The device numbers of /dev/zero, Documentation/admin-guide/devices.txt of Linux. */
    private static final String[] ZERO = {"1", "5"};

    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource({"mkchar, 1, 5", "mkblock, 7, 0"})
    void without_a_policy_a_device_node_is_made(String operation, String major, String minor)
            throws Exception {
        assumeDevicesCanBeMade();

        assertThat(Probe.runFree(operation, node(), major, minor)).succeeds();
        assertThat(Path.of(node())).exists();
    }

    @ParameterizedTest
    @CsvSource({"mkchar, 1, 5", "mkblock, 7, 0"})
    void no_device_node_is_made_in_a_read_write_directory(
            String operation, String major, String minor) throws Exception {
        assumeDevicesCanBeMade();
        SandboxPolicy policy = Sandbox.policy().allowReadWriteExecute(directory);

        assertThat(Sandbox.run(policy, "create", directory.resolve("file").toString())).succeeds();
        assertThat(Sandbox.run(policy, operation, node(), major, minor)).failsWith(Errno.EACCES);
        assertThat(Path.of(node())).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"MAKE_CHAR, mkchar, 1, 5", "MAKE_BLOCK, mkblock, 7, 0"})
    void with_the_exact_right_a_device_node_is_made(
            AccessFs right, String operation, String major, String minor) throws Exception {
        assumeDevicesCanBeMade();
        SandboxPolicy policy =
                Sandbox.policy().allowReadWrite(directory).allow(Set.of(right), directory);

        assertThat(Sandbox.run(policy, operation, node(), major, minor)).succeeds();
    }

    @Test
    void a_device_node_that_a_program_could_make_would_give_it_the_device() throws Exception {
        assumeDevicesCanBeMade();
        SandboxPolicy policy =
                Sandbox.policy()
                        .allowReadWrite(directory)
                        .allow(Set.of(AccessFs.MAKE_CHAR), directory);
        assertThat(Probe.runFree("mkchar", node(), ZERO[0], ZERO[1])).succeeds();
        assumeTrue(Probe.runFree("read", node()).exitValue() == 0, "needs a mount without nodev");
        Files.delete(Path.of(node()));

        assertThat(Sandbox.run(policy, "mkchar", node(), ZERO[0], ZERO[1])).succeeds();

        assertThat(Sandbox.run(policy, "read", node())).succeeds();
    }

    @Test
    void a_device_outside_of_every_rule_cannot_be_read() throws Exception {
        SandboxPolicy policy = Sandbox.policy().allowReadWrite(directory);

        assertThat(Probe.runFree("read", "/dev/full")).succeeds();
        assertThat(Sandbox.run(policy, "read", "/dev/full")).failsWith(Errno.EACCES);
    }

    private static void assumeDevicesCanBeMade() throws Exception {
        assumeTrue(Capabilities.canMakeDevices(), "needs CAP_MKNOD");
    }

    private String node() {
        return directory.resolve("node").toString();
    }
}

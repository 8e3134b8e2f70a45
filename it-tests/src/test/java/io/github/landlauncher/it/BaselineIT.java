package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation works on this machine without a sandbox. A denial in another test then comes from
 * the sandbox, and not from the layout, the probe, the user or the file system.
 */
@KernelFacing
@DisplayNameGeneration(ReplaceUnderscores.class)
class BaselineIT {

    @TempDir private Path directory;

    static Stream<Arguments> every_operation_in_every_place() {
        return Arrays.stream(Place.values())
                .flatMap(place -> Operation.ALL.stream().map(row -> Arguments.of(row, place)));
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("every_operation_in_every_place")
    void without_a_policy_every_probe_in_the_layout_succeeds(Operation operation, Place place)
            throws Exception {
        if (operation.makesDevice()) {
            assumeTrue(Capabilities.canMakeDevices(), "needs CAP_MKNOD");
        }

        try (Layout layout = Layout.in(directory)) {
            assertThat(Probe.runFree(operation.in(layout, place, place.other()))).succeeds();
        }
    }

    @Test
    void without_a_policy_a_device_answers_an_ioctl() throws Exception {
        assertThat(Probe.runFree("ioctl-dev", "/dev/null")).succeeds();
    }

    @Test
    void without_a_policy_a_program_in_memory_can_be_executed() throws Exception {
        assertThat(Probe.runFree("memfd-exec")).succeeds();
    }

    @Test
    void without_a_policy_the_probe_has_no_no_new_privs_that_it_did_not_inherit() throws Exception {
        String inherited =
                Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("NoNewPrivs:"))
                        .map(line -> line.substring("NoNewPrivs:".length()).strip())
                        .findFirst()
                        .orElseThrow();

        assertThat(Probe.runFree("nnp").lines()).containsExactly(inherited);
    }

    @Test
    void the_probe_writes_what_it_says_it_writes() throws Exception {
        Path file = directory.resolve("file");

        assertThat(Probe.runFree("write-file-content", file.toString(), "text")).succeeds();

        assertThat(file).hasContent("text");
    }

    @Test
    void the_probe_exits_with_the_errno_of_an_operation_that_fails() throws Exception {
        String missing = directory.resolve("missing").toString();

        assertThat(Probe.runFree("read", missing)).failsWith(Errno.ENOENT);
        assertThat(Probe.runFree("list", missing)).failsWith(Errno.ENOENT);
        assertThat(Probe.runFree("mkdir", directory.toString())).failsWith(Errno.EEXIST);
        assertThat(Probe.runFree("rename", missing, missing)).failsWith(Errno.ENOENT);
        assertThat(Probe.runFree("add-rule-escape")).failsWith(Errno.EBADF);
    }

    @Test
    void the_probe_refuses_a_wrong_command_line_with_a_status_that_is_no_errno() throws Exception {
        assertThat(Probe.runFree("no-such-operation")).exitsWith(255);
        assertThat(Probe.runFree("read")).exitsWith(255);
        assertThat(Probe.runFree("exit", "seven")).exitsWith(255);
    }
}

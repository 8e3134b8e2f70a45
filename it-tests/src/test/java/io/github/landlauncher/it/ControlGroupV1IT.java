package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.landlauncher.Enforcement;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxUnavailableException;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Limits where the memory controller is on control groups v1; {@link ControlGroupIT} is about version 2. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ControlGroupV1IT {

    private static final Path CGROUP = Path.of("/proc/self/cgroup");

    @BeforeAll
    static void version_1() throws IOException {
        assumeThat(Files.readString(CGROUP)).as("the memory controller is on version 1")
                .containsPattern(":([a-z,]+,)?memory[,:]");
    }

    private static SandboxedProcess start(SandboxPolicy policy) throws IOException {
        return new SandboxedProcessBuilder(Probe.command("exit", "7")).policy(policy).start();
    }

    @Test
    void without_a_limit_the_program_starts_in_the_jvm_s_group() throws Exception {
        SandboxedProcess process = start(Sandbox.policy());

        assertThat(process.waitFor()).isEqualTo(7);
        assertThat(process.enforcement().toString()).doesNotContain("memory.max", "control group");
    }

    @Test
    void a_strict_policy_with_a_limit_starts_nothing_and_says_what_is_missing() throws Exception {
        String before = Files.readString(CGROUP);

        assertThatThrownBy(() -> start(Sandbox.policy().memoryMax(1 << 30)))
                .isInstanceOf(SandboxUnavailableException.class)
                .hasMessageMatching("(?s)Cannot enforce the policy: memory.max: (the controller memory is on"
                        + " control groups v1|this system has control groups v1 only)\\.\n  Boot with .*")
                .hasMessageEndingWith("\n  See docs/errors.md#control-group-v1");

        assertThat(ProcessHandle.current().children()).isEmpty();
        assertThat(CGROUP).hasContent(before);
    }

    @Test
    void best_effort_drops_the_limit_and_the_report_says_why() throws Exception {
        SandboxedProcess process =
                start(Sandbox.policy().bestEffort(LandlockAbi.V1).memoryMax(1 << 30));

        assertThat(process.waitFor()).isEqualTo(7);
        List<Enforcement.Line> dropped = process.enforcement().lines(Enforcement.Status.DROPPED);
        assertThat(dropped).extracting(Enforcement.Line::what).contains("memory.max");
        assertThat(process.enforcement().toString()).containsPattern("memory.max: dropped \\(.*v1");
        assertThat(process.enforcement().level()).isEqualTo(Enforcement.Level.PARTIALLY);
    }
}

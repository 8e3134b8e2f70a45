package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxUnavailableException;
import io.github.landlauncher.StartStep;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.spi.StepFailedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Which limits are refused or dropped, and which failures are those of the start. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ControlGroupsRefusalTest extends ControlGroupsContract {

    private static final SandboxPolicy BEST_EFFORT = STRICT.bestEffort(LandlockAbi.V1);

    @Test
    void a_strict_policy_is_refused_before_anything_is_changed() throws Exception {
        Path own = group("a", "pids", "", PID);

        assertThatThrownBy(() -> groups.place(STRICT.pidsMax(5).memoryMax(1), FILTER))
                .isInstanceOf(SandboxUnavailableException.class)
                .hasMessageStartingWith("Cannot enforce the policy: memory.max: the controller memory is"
                        + " not in " + own.resolve("cgroup.controllers") + ".\n  Delegate it: ")
                .hasMessageEndingWith("\n  See docs/errors.md#control-group-controller");

        assertThat(written).isEmpty();
        assertThat(made(own)).isEmpty();
    }

    @Test
    void best_effort_drops_what_is_missing_and_keeps_the_rest() throws Exception {
        Path own = group("a", "pids", "", PID);

        try (Placement place = groups.place(BEST_EFFORT.pidsMax(5).memoryMax(1), FILTER)) {
            assertThat(lines(place)).containsExactly(
                    "memory.max: dropped (the controller memory is not in "
                            + own.resolve("cgroup.controllers") + ")",
                    "pids.max: enforced by control group (5)");
            place.keep();
        }
    }

    @Test
    void best_effort_without_any_place_starts_without_a_group() throws Exception {
        Files.writeString(proc.resolve("cgroup"), "4:memory:/\n");

        try (Placement place = groups.place(BEST_EFFORT.memoryMax(1), FILTER)) {
            assertThat(place.isPresent()).isFalse();
            assertThat(lines(place)).containsExactly(
                    "memory.max: dropped (this system has control groups v1 only)");
        }
    }

    @Test
    void that_there_is_no_place_is_found_once() throws Exception {
        Files.writeString(proc.resolve("cgroup"), "4:memory:/\n");
        assertThatThrownBy(() -> groups.place(STRICT.memoryMax(1), FILTER))
                .isInstanceOf(SandboxUnavailableException.class)
                .hasMessageEndingWith("\n  See docs/errors.md#control-group-v1");
        Files.delete(proc.resolve("cgroup"));

        assertThatThrownBy(() -> groups.place(STRICT.pidsMax(1), FILTER))
                .isInstanceOf(SandboxUnavailableException.class)
                .hasMessageStartingWith("Cannot enforce the policy: pids.max: this system");
    }

    @Test
    void a_controller_on_version_1_is_told_as_such() throws Exception {
        group("", "pids", "", PID);
        Files.writeString(proc.resolve("cgroup"), "4:memory:/\n0::/\n");

        assertThatThrownBy(() -> groups.place(STRICT.memoryMax(1), FILTER))
                .hasMessageContaining("memory.max: the controller memory is on control groups v1.\n")
                .hasMessageEndingWith("\n  See docs/errors.md#control-group-v1");
    }

    @Test
    void a_process_of_somebody_else_refuses_the_limit_and_is_not_moved() throws Exception {
        Path own = group("a", "pids", "", "0", PID);

        assertThatThrownBy(() -> groups.place(STRICT.pidsMax(5), FILTER))
                .isInstanceOf(SandboxUnavailableException.class)
                .hasMessageContaining("other processes are in the JVM's control group (0)")
                .hasMessageEndingWith("\n  See docs/errors.md#control-group-busy");

        assertThat(written).isEmpty();
        assertThat(made(own)).isEmpty();
    }

    @Test
    void in_an_unmarked_unit_of_a_user_manager_ancestors_are_somebody_else() throws Exception {
        group("user@7.service", "pids", "");
        group("user@7.service/app.scope", "pids", "", "1", PID);

        assertThatThrownBy(() -> groups.place(STRICT.pidsMax(5), FILTER))
                .hasMessageContaining("other processes are in the JVM's control group (1)");
    }

    @Test
    void if_processes_come_into_the_group_the_limit_is_refused() throws Exception {
        group("", "pids", "", PID);
        refused.put("write cgroup.subtree_control", Errno.EBUSY);

        assertThatThrownBy(() -> groups.place(STRICT.pidsMax(5), FILTER))
                .hasMessageContaining("processes have come into " + hierarchy)
                .hasMessageEndingWith("\n  See docs/errors.md#control-group-busy");
    }

    @Test
    void files_that_cannot_be_written_are_named() throws Exception {
        group("", "pids", "", PID);
        refused.put("open cgroup.procs", Errno.EROFS);

        assertThatThrownBy(() -> groups.place(STRICT.pidsMax(5), FILTER))
                .hasMessageContaining("not delegated to it (EROFS on " + hierarchy + "/cgroup.procs)")
                .hasMessageEndingWith("\n  See docs/errors.md#control-group-not-delegated");
    }

    @Test
    void a_limit_that_the_kernel_refuses_fails_the_start() throws Exception {
        group("", "pids", "", PID);
        refused.put("write pids.max", Errno.EINVAL);

        assertThatThrownBy(() -> groups.place(STRICT.pidsMax(5), FILTER))
                .isInstanceOfSatisfying(StepFailedException.class, failed -> {
                    assertThat(failed.step()).isEqualTo(StartStep.CONTROL_GROUP);
                    assertThat(failed.getMessage()).startsWith("\"5\" to ")
                            .endsWith("pids.max: error=22, Invalid argument");
                    assertThat(failed.advice()).last().isEqualTo("See docs/errors.md#control-group");
                });
    }

    @Test
    void a_group_without_a_descriptor_for_it_fails_the_start_with_the_errno() throws Exception {
        group("a", "memory pids", "pids");
        group("a/b", "pids", "", PID);
        groups.place(STRICT.pidsMax(5), FILTER).keep();
        refused.put("open cgroup.procs", Errno.EMFILE);

        assertThatThrownBy(() -> groups.place(STRICT.pidsMax(5), FILTER))
                .isInstanceOfSatisfying(StepFailedException.class, failed -> {
                    assertThat(failed.errno()).isEqualTo(Errno.EMFILE);
                    assertThat(failed.advice()).last()
                            .isEqualTo("See docs/errors.md#control-group-emfile");
                });
    }
}

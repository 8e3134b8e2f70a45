package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.Enforcement.Line;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxUnavailableException;
import io.github.landlauncher.StartStep;
import io.github.landlauncher.SyscallGroup;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.MemoryPool;
import io.github.landlauncher.spi.StepFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where groups are made and what is written there, in a directory that is made up as a hierarchy. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ControlGroupsTest {

    private static final String PID = Long.toString(ProcessHandle.current().pid());
    private static final Set<SyscallGroup> FILTER = Set.of(SyscallGroup.NAMESPACES);
    private static final SandboxPolicy STRICT = SandboxPolicy.handling(LandlockAbi.V1);
    private static final SandboxPolicy BEST_EFFORT = STRICT.bestEffort(LandlockAbi.V1);

    @TempDir private Path directory;
    private Path hierarchy;
    private Path proc;

    private final List<String> written = new ArrayList<>();
    private final Map<Integer, Path> opened = new HashMap<>();
    private final Map<String, Integer> refused = new HashMap<>();
    private final FakeLibc fake = FakeLibc.over(Libc.get()).answer("open", this::open)
            .answer("write", this::write);
    private ControlGroups groups;

    @BeforeEach
    void a_hierarchy() throws IOException {
        hierarchy = Files.createDirectory(directory.resolve("cg"));
        proc = Files.createDirectory(directory.resolve("proc"));
        Files.writeString(proc.resolve("mountinfo"),
                "26 23 0:22 / " + hierarchy + " rw - cgroup2 cgroup2 rw\n");
        group("", "cpu memory pids", "");
        Libc libc = fake.libc();
        MemoryPool pool = Scratch.pool(libc);
        groups = new ControlGroups(new ControlFiles(libc, pool), EventLoop.startReaper(libc),
                LandlockSupport.ofAbi(7), proc);
    }

    /** The kernel makes the files of a group together with it; here they come when they are opened. */
    private Object open(Object... arguments) throws IOException {
        Path file = Path.of(Encoding.string(Libc.get().string((long) arguments[0])));
        Integer errno = refused.get("open " + file.getFileName());
        if (errno != null) {
            return -errno;
        }
        if (file.startsWith(hierarchy) && Files.exists(file.getParent()) && !Files.exists(file)) {
            Files.createFile(file);
        }
        int fd = Libc.get().open((long) arguments[0], (int) arguments[1], (int) arguments[2]);
        opened.put(fd, file);
        return fd;
    }

    private Object write(Object... arguments) throws IOException {
        Path file = opened.get((int) arguments[0]);
        Integer errno = refused.get("write " + file.getFileName());
        if (errno != null) {
            return -(long) errno;
        }
        String value = Encoding.string(Libc.get().string((long) arguments[1]));
        written.add(value + " > " + hierarchy.relativize(file));
        if (file.endsWith("landlauncher-jvm/cgroup.procs")) { // who moves here is no longer there
            Path procs = file.getParent().resolveSibling("cgroup.procs");
            List<String> left = new ArrayList<>(Files.readAllLines(procs));
            left.remove(value);
            Files.write(procs, left);
        }
        return arguments[2];
    }

    /** A group with these controllers and processes, the JVM's own if it is the last one made. */
    private Path group(String name, String controllers, String enabled, String... pids)
            throws IOException {
        Path group = Files.createDirectories(hierarchy.resolve(name));
        Files.writeString(proc.resolve("cgroup"), "0::/" + name + "\n");
        Files.writeString(group.resolve("cgroup.controllers"), controllers + "\n");
        Files.writeString(group.resolve("cgroup.subtree_control"), enabled + "\n");
        Files.writeString(group.resolve("cgroup.procs"),
                pids.length == 0 ? "" : String.join("\n", pids) + "\n");
        if (!name.isEmpty()) {
            Files.writeString(group.resolve("cgroup.events"), "populated 1\n");
        }
        return group;
    }

    private static List<String> lines(Placement place) {
        return place.lines().stream().map(Line::toString).toList();
    }

    private List<String> made(Path in) throws IOException {
        try (var children = Files.list(in)) {
            return children.filter(Files::isDirectory).map(child -> child.getFileName().toString())
                    .sorted().toList();
        }
    }

    @Test
    void without_limits_nothing_is_looked_at() throws Exception {
        Files.delete(proc.resolve("mountinfo"));

        try (Placement place = groups.place(STRICT, FILTER)) {
            assertThat(place.isPresent()).isFalse();
            assertThat(place.lines()).isEmpty();
        }
        assertThat(fake.calls("open")).isEmpty();
    }

    @Test
    void at_the_top_groups_are_made_in_it_with_the_limits_in_their_files() throws Exception {
        group("", "cpu memory pids", "", PID);

        try (Placement place = groups.place(STRICT.memoryMax(4096).pidsMax(5), FILTER)) {
            assertThat(place.isPresent()).isTrue();
            assertThat(opened.get(place.procs()))
                    .isEqualTo(place.group().directory().resolve("cgroup.procs"));
            assertThat(lines(place)).containsExactly(
                    "memory.max: enforced by control group (4096, no swap)",
                    "pids.max: enforced by control group (5)");
        }
        String child = "landlauncher-" + PID + "-1/";
        assertThat(written).containsExactly(
                "+memory > cgroup.subtree_control",
                "+pids > cgroup.subtree_control",
                "4096 > " + child + "memory.max",
                "1 > " + child + "memory.oom.group",
                "0 > " + child + "memory.swap.max",
                "5 > " + child + "pids.max");
    }

    @Test
    void what_is_enabled_is_not_enabled_again_and_each_child_gets_its_own() throws Exception {
        group("", "memory pids", "pids", PID);

        groups.place(STRICT.pidsMax(5), FILTER).keep();
        groups.place(STRICT.pidsMax(6), FILTER).keep();

        assertThat(written).containsExactly(
                "5 > landlauncher-" + PID + "-1/pids.max", "6 > landlauncher-" + PID + "-2/pids.max");
    }

    @Test
    void in_a_group_of_its_own_the_jvm_makes_room_once() throws Exception {
        group("a", "pids", "", "1", PID);

        groups.place(STRICT.pidsMax(5), FILTER).keep();
        groups.place(STRICT.pidsMax(6), FILTER).keep();

        assertThat(written).containsExactly(
                "1 > a/landlauncher-jvm/cgroup.procs",
                PID + " > a/landlauncher-jvm/cgroup.procs",
                "+pids > a/cgroup.subtree_control",
                "5 > a/landlauncher-" + PID + "-1/pids.max",
                "6 > a/landlauncher-" + PID + "-2/pids.max");
    }

    @Test
    void a_process_that_has_ended_before_it_is_moved_is_no_obstacle() throws Exception {
        group("a", "pids", "", PID);
        Path procs = hierarchy.resolve("a/cgroup.procs");
        Files.writeString(procs, "");

        groups.place(STRICT.pidsMax(5), FILTER).keep();

        assertThat(written).first().isEqualTo("+pids > a/cgroup.subtree_control");
    }

    @Test
    void beside_a_group_in_an_arranged_parent_nothing_moves() throws Exception {
        group("a", "memory pids", "pids");
        group("a/b", "pids", "", PID);

        groups.place(STRICT.pidsMax(5), FILTER).keep();

        assertThat(written).containsExactly("5 > a/landlauncher-" + PID + "-1/pids.max");
        assertThat(made(hierarchy.resolve("a"))).containsExactly("b", "landlauncher-" + PID + "-1");
    }

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
    void a_kernel_that_does_not_account_swap_is_reported() throws Exception {
        group("", "memory", "", PID);
        refused.put("open memory.swap.max", Errno.ENOENT);

        Placement place = groups.place(STRICT.memoryMax(4096), FILTER);

        place.keep();
        assertThat(lines(place)).containsExactly("memory.max: enforced by control group (4096; swap is"
                + " not limited, there is no memory.swap.max)");
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

    @Test
    void empty_groups_of_jvms_that_are_gone_are_removed_and_no_others() throws Exception {
        Path own = group("", "pids", "pids", PID);
        String gone = "landlauncher-" + (Integer.MAX_VALUE - 1) + "-";
        Files.createDirectories(own.resolve(gone + "1"));
        Files.createDirectories(own.resolve(gone + "2/not-empty"));
        List<String> kept = List.of("landlauncher-1-1", "landlauncher-" + PID + "-77",
                "landlauncher-jvm", "landlauncher-x-1", "other-1-1");
        for (String name : kept) {
            Files.createDirectory(own.resolve(name));
        }

        groups.place(STRICT.pidsMax(5), FILTER).keep();

        assertThat(made(own)).contains(gone + "2", "landlauncher-" + PID + "-1")
                .containsAll(kept)
                .doesNotContain(gone + "1");
    }

    @Test
    void a_name_that_is_taken_is_passed_over() throws Exception {
        Path own = group("", "pids", "pids", PID);
        Files.createDirectory(own.resolve("landlauncher-" + PID + "-1"));

        Placement place = groups.place(STRICT.pidsMax(5), FILTER);

        place.keep();
        assertThat(place.group().directory()).hasFileName("landlauncher-" + PID + "-2");
    }

    @Test
    void the_report_says_how_a_program_can_leave() throws Exception {
        group("", "pids", "", PID);

        Placement place = groups.place(STRICT.pidsMax(5), Set.of());

        place.keep();
        assertThat(lines(place)).containsExactly(
                "control group: not covered (the program can leave it: no filter refuses clone3 with"
                        + " CLONE_INTO_CGROUP, as that of containment() does)",
                "pids.max: enforced by control group (5)");
    }
}

package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.linux.libc.Errno;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Where groups are made, and what is written there. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ControlGroupsTest extends ControlGroupsContract {

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
    void a_kernel_that_does_not_account_swap_is_reported() throws Exception {
        group("", "memory", "", PID);
        refused.put("open memory.swap.max", Errno.ENOENT);

        Placement place = groups.place(STRICT.memoryMax(4096), FILTER);

        place.keep();
        assertThat(lines(place)).containsExactly("memory.max: enforced by control group (4096; swap is"
                + " not limited, there is no memory.swap.max)");
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

package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Which processes are of a tree. The program is 100, started at 5; the JVM's session is 50. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MembersTest {

    private final Map<Integer, Long> certain = new HashMap<>(Map.of(100, 5L));
    private final Map<Integer, Long> sessions = new HashMap<>();

    private static ProcStat process(int pid, int parent, int session, long start) {
        return new ProcStat(pid, parent, session, start, true);
    }

    private static ProcStat process(int pid, int parent, int session) {
        return process(pid, parent, session, 6);
    }

    private static final ProcStat PROGRAM = process(100, 50, 50, 5);
    private static final ProcStat SHELL = process(60, 50, 50);

    private List<Integer> members(ProcStat... all) {
        return Members.of(List.of(all), certain, sessions).stream().map(ProcStat::pid).toList();
    }

    @Test
    void the_program_alone_is_its_tree() {
        assertThat(members(SHELL, PROGRAM)).containsExactly(100);
        assertThat(sessions).isEmpty();
    }

    @Test
    void descendants_are_of_the_tree_in_whatever_order_they_are_seen() {
        assertThat(members(process(103, 102, 50), process(102, 101, 50), SHELL, PROGRAM,
                process(101, 100, 50)))
                .containsExactlyInAnyOrder(100, 101, 102, 103);
    }

    @Test
    void whose_ancestors_have_ended_is_found_by_its_session() {
        sessions.put(100, 5L);

        assertThat(members(SHELL, process(100, 50, 100, 5), process(101, 1, 100)))
                .containsExactlyInAnyOrder(100, 101);
    }

    @Test
    void whose_ancestors_have_ended_is_not_found_in_the_session_of_the_jvm() {
        assertThat(members(SHELL, PROGRAM, process(101, 1, 50))).containsExactly(100);
    }

    @Test
    void a_session_that_a_member_leads_is_of_the_tree() {
        assertThat(members(SHELL, process(103, 1, 101), PROGRAM, process(101, 100, 101)))
                .containsExactlyInAnyOrder(100, 101, 103);
        assertThat(sessions).containsOnlyKeys(101);
    }

    @Test
    void such_a_session_is_remembered_when_its_leader_has_ended() {
        members(PROGRAM, process(101, 100, 101, 7));

        assertThat(members(PROGRAM, process(103, 1, 101), SHELL)).containsExactlyInAnyOrder(100, 103);
    }

    @Test
    void a_session_whose_number_is_somebody_else_s_by_now_is_forgotten() {
        members(PROGRAM, process(101, 100, 101, 7));

        assertThat(members(PROGRAM, process(101, 1, 101, 9), process(103, 1, 101)))
                .containsExactly(100);
        assertThat(sessions).isEmpty();
    }

    @Test
    void a_session_whose_leader_was_reaped_before_it_was_seen_lasts_until_its_number_is_used_again() {
        certain.clear();
        sessions.put(100, null);
        assertThat(members(SHELL, process(101, 1, 100))).containsExactly(101);

        assertThat(members(SHELL, process(100, 1, 100), process(101, 1, 100))).isEmpty();
        assertThat(sessions).isEmpty();
    }

    @Test
    void a_process_that_has_the_pid_of_a_member_is_none() {
        assertThat(members(SHELL, process(100, 50, 50, 9), process(101, 100, 50))).isEmpty();
    }

    @Test
    void a_zombie_s_session_and_descent_count() {
        assertThat(members(new ProcStat(100, 50, 100, 5, false), process(101, 1, 100)))
                .containsExactlyInAnyOrder(100, 101);
    }
}

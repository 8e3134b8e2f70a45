package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What ProcessHandle knows of a process, and the tree below it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class ProcessHandlesIT {

    /** Two children with three children of their own each: with the shell a tree of nine. */
    private static final String TREE =
            "for child in 1 2; do"
                    + " /bin/sh -c 'for g in 1 2 3; do sleep 1000 & done; echo $$; wait' &"
                    + " done; wait";

    @Test
    void the_handle_is_always_the_same_and_knows_the_process() throws Exception {
        BothWays.show("true true true true true", way -> {
            Process process = way.probe("wait").start();
            ProcessHandle handle = process.toHandle();
            boolean sameWhileAlive = process.toHandle() == handle;
            boolean pid = handle.pid() == process.pid();
            boolean found = ProcessHandle.of(process.pid()).orElseThrow().equals(handle);
            boolean child = handle.parent().orElseThrow().equals(ProcessHandle.current())
                    && ProcessHandle.current().children().anyMatch(handle::equals);
            Outcome.of(process);
            boolean sameAfterwards = process.toHandle() == handle;
            return sameWhileAlive + " " + pid + " " + found + " " + child + " " + sameAfterwards;
        });
    }

    @Test
    void the_info_is_that_of_the_program_and_not_of_a_helper() throws Exception {
        BothWays.show(List.of(Probe.path().toString(), "[wait]", "true", "true"), way -> {
            Process process = way.probe("wait").start();
            ProcessHandle.Info info = process.info();
            boolean user = info.user().equals(ProcessHandle.current().info().user());
            List<String> seen = List.of(
                    info.command().orElse("none"),
                    info.arguments().map(List::of).orElse(List.of()).toString(),
                    "" + user, "" + info.startInstant().isPresent());
            Outcome.of(process);
            return seen;
        });
    }

    @Test
    void after_the_end_the_info_is_empty_and_there_are_no_children() throws Exception {
        BothWays.show("[] 0 0 false", way -> {
            Process process = way.probe("exit", "0").start();
            process.waitFor();
            return process.info() + " " + process.children().count() + " "
                    + process.descendants().count() + " " + process.toHandle().isAlive();
        });
    }

    @Test
    void a_handle_signals_the_process_as_the_process_does() throws Exception {
        BothWays.show("true 143 true 137 false", way -> {
            Process asked = way.probe("sleep-forever").start();
            String seen = asked.toHandle().destroy() + " " + asked.waitFor();
            Process forced = way.probe("sleep-forever").start();
            seen += " " + forced.toHandle().destroyForcibly() + " " + forced.waitFor();
            return seen + " " + forced.toHandle().destroyForcibly();
        });
    }

    @ParameterizedTest
    @EnumSource
    void on_exit_of_a_handle_completes_and_takes_no_exit_value_away(Way way) throws Exception {
        Process process = way.shell("read x; exit 9").start();
        ProcessHandle found = ProcessHandle.of(process.pid()).orElseThrow();
        CompletableFuture<ProcessHandle> exit = process.toHandle().onExit();
        CompletableFuture<ProcessHandle> exitOfFound = found.onExit();
        assertThat(exit).isNotDone();

        process.getOutputStream().close();

        assertThat(exit.get(20, TimeUnit.SECONDS)).isEqualTo(process.toHandle());
        assertThat(exitOfFound.get(20, TimeUnit.SECONDS)).isEqualTo(found);
        assertThat(process.waitFor()).isEqualTo(9);
        assertThat(process.toHandle().onExit().get(20, TimeUnit.SECONDS)).isEqualTo(found);
    }

    @ParameterizedTest
    @EnumSource
    void a_tree_of_nine_can_be_seen_and_destroyed(Way way) throws Exception {
        Process top = way.shell(TREE).start();
        top.inputReader().readLine();
        top.inputReader().readLine();
        await().until(() -> top.descendants().count() == 8);

        Set<ProcessHandle> children = top.children().collect(Collectors.toSet());
        List<ProcessHandle> all = top.descendants().toList();
        assertThat(children).hasSize(2).allMatch(c -> c.parent().orElseThrow().equals(top.toHandle()));
        assertThat(children).allMatch(child -> child.children().count() == 3);
        assertThat(all).hasSize(8).containsAll(children);

        List<CompletableFuture<ProcessHandle>> exits =
                all.stream().map(ProcessHandle::onExit).toList();
        assertThat(all).allMatch(ProcessHandle::destroyForcibly);
        for (CompletableFuture<ProcessHandle> exit : exits) {
            exit.get(20, TimeUnit.SECONDS);
        }
        assertThat(top.waitFor()).isZero();
        assertThat(top.descendants()).isEmpty();
    }

    @Test
    void the_signal_scope_does_not_keep_a_program_from_its_own_children() throws Exception {
        BothWays.show("137\n", way ->
                way.shell("sleep 1000 & kill -9 $!; wait $!; echo $?").finish().output());
    }

    @Test
    void the_program_was_started_between_before_and_after() throws Exception {
        BothWays.show(true, way -> {
            Instant before = Instant.now();
            Process process = way.probe("wait").start();
            Instant start = process.info().startInstant().orElseThrow();
            Outcome.of(process);
            // The kernel counts in ticks since the boot, and its idea of that drifts a little.
            return !start.isBefore(before.minusSeconds(5)) && !start.isAfter(Instant.now().plusSeconds(5));
        });
    }
}

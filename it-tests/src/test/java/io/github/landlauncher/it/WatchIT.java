package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.explain.Attempt;
import io.github.landlauncher.explain.Operation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a listener is told of a watched program, and that the program does not notice. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class WatchIT {

    private final Watched watched = new Watched();
    private Path file;

    @BeforeEach
    void a_file(@TempDir Path directory) throws Exception {
        file = Files.writeString(directory.toRealPath().resolve("file"), "content");
    }

    /** The baseline: a program that nobody watches runs without a seccomp program. */
    @Test
    void a_program_that_nobody_watches_is_under_no_filter() throws Exception {
        SandboxedProcessBuilder cat = new SandboxedProcessBuilder("/bin/cat", "/proc/self/status")
                .policy(Way.POLICY);

        assertThat(Sandbox.run(cat).lines()).contains("Seccomp:\t0");
    }

    @Test
    void a_watched_program_is_under_one_filter_and_has_its_standard_streams_only() throws Exception {
        SandboxedProcessBuilder cat = new SandboxedProcessBuilder("/bin/cat", "/proc/self/status")
                .policy(Way.POLICY);

        assertThat(Sandbox.run(watched.watch(cat)).lines()).contains("Seccomp:\t2");
        assertThat(Sandbox.run(watched.probe(file, "fds")).text()).isEqualTo("0\n1\n2\n");
    }

    @Test
    void the_open_of_a_watched_cat_is_told_with_process_and_program() throws Exception {
        SandboxedProcessBuilder cat = watched.watch(
                new SandboxedProcessBuilder("/bin/cat", file.toString()).policy(Way.POLICY));
        Process process = cat.start();
        assertThat(ProbeResult.of(cat.command(), process).text()).isEqualTo("content");

        List<Attempt> opens = watched.attempts.stream()
                .filter(attempt -> attempt.operation() instanceof Operation.Open open
                        && open.path().equals(file))
                .toList();
        assertThat(opens).hasSize(1);
        assertThat(opens.get(0).pid()).isEqualTo(process.pid());
        assertThat(opens.get(0).executable()).contains(Path.of("/bin/cat").toRealPath());
        assertThat(opens.get(0).systemCall()).isEqualTo("openat");
        assertThat(watched.unseen).isEmpty();
    }

    @Test
    void the_execution_of_the_program_itself_is_told_first() throws Exception {
        Sandbox.run(watched.probe(file, "read", file.toString()));

        assertThat(watched.attempts.get(0).operation())
                .isEqualTo(new Operation.Execute(Probe.path().toRealPath()));
        assertThat(watched.executionsOf(Probe.path().toRealPath())).isEqualTo(1);
    }

    @Test
    void what_the_policy_denies_is_told_and_denied() throws Exception {
        Path other = Files.writeString(file.resolveSibling("other"), "");

        assertThat(Sandbox.run(watched.probe(file, "read", other.toString())))
                .failsWith(Errno.EACCES);

        assertThat(watched.opensOf(other)).isEqualTo(1);
    }

    @Test
    void a_wrong_address_is_the_program_s_own_failure_and_nothing_is_unseen() throws Exception {
        assertThat(Sandbox.run(watched.probe(file, "open-nowhere"))).failsWith(Errno.EFAULT);

        assertThat(watched.unseen).isEmpty();
    }

    /** The listener is told before the call is made, so no call of the program can be late. */
    @Test
    void when_waitFor_returns_all_that_the_program_tried_has_been_told() throws Exception {
        for (int start = 1; start <= 50; start++) {
            watched.clear();
            Process process = watched.probe(file, "open-many", file.toString(), "20").start();

            assertThat(process.waitFor()).isZero();

            assertThat(watched.opensOf(file)).as("start %d", start).isEqualTo(20);
        }
    }

    @Test
    void eight_threads_at_once_are_told_of_call_by_call() throws Exception {
        assertThat(Sandbox.run(watched.probe(file, "open-in-threads", file.toString(), "8", "100")))
                .succeeds();

        assertThat(watched.opensOf(file)).isEqualTo(800);
        assertThat(watched.attempts).filteredOn(attempt -> attempt.systemCall().equals("openat"))
                .extracting(Attempt::executable)
                .containsOnly(Optional.of(Probe.path().toRealPath()));
    }

    @Test
    void a_chain_of_vfork_and_exec_is_told_to_its_end() throws Exception {
        SandboxedProcessBuilder chain =
                watched.probe(file, "open-by-chain", file.toString(), "20");

        assertThat(Sandbox.run(chain.policy(Sandbox.policy().allowRead(file).allowRead("/proc"))))
                .succeeds();

        assertThat(watched.executionsOf(Probe.path().toRealPath())).isEqualTo(21);
        assertThat(watched.opensOf(file)).isEqualTo(1);
    }

    /** The kernel lets the strictest filter decide and tells nobody of what it refuses. */
    @Test
    void a_contained_program_is_watched_and_what_its_filter_refuses_is_not_told() throws Exception {
        SandboxedProcessBuilder probe = watched.probe(file, "open-many", file.toString(), "20");
        probe.policy(Sandbox.policy().allowRead(file).containment());
        assertThat(Sandbox.run(probe)).succeeds();
        assertThat(watched.opensOf(file)).isEqualTo(20);

        watched.clear();
        SandboxedProcessBuilder tracer = watched.probe(file, "ptrace", "1");
        tracer.policy(Sandbox.policy().containment());
        assertThat(Sandbox.run(tracer).exitValue()).isNotZero();
        assertThat(watched.attempts).extracting(Attempt::systemCall).doesNotContain("ptrace");
    }

    @Test
    void two_listeners_are_told_the_same() throws Exception {
        Watched second = new Watched();

        assertThat(Sandbox.run(second.watch(watched.probe(file, "read", file.toString())))).succeeds();

        assertThat(second.attempts).isEqualTo(watched.attempts).isNotEmpty();
    }
}

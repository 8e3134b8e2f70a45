package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.landlauncher.SandboxedProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a program outlives its JVM, which is killed. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class DieWithParentIT {

    /** A JVM that has started a tree on a thread that has ended since. */
    private static final class Parent implements AutoCloseable {
        final Process jvm;
        final BufferedReader output;
        final long program;
        final List<Long> members = new ArrayList<>();

        Parent(String asked, String... kinds) throws IOException {
            List<String> arguments = new ArrayList<>(List.of(asked));
            arguments.addAll(List.of(kinds));
            jvm = new ProcessBuilder(new JavaCommand()
                            .command(SpawnMain.class, arguments.toArray(String[]::new)))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            output = jvm.inputReader();
            program = Long.parseLong(output.readLine());
            for (String line = output.readLine(); !line.equals("ready"); line = output.readLine()) {
                members.add(Long.valueOf(line));
            }
        }

        /** Whether the JVM's program lives, in the JVM's own words. */
        boolean saysItIsAlive() throws IOException {
            jvm.getOutputStream().write('\n');
            jvm.getOutputStream().flush();
            return Boolean.parseBoolean(output.readLine());
        }

        void kill() throws InterruptedException {
            assertThat(jvm.destroyForcibly().waitFor()).isEqualTo(137);
        }

        List<Long> living() {
            return members.stream().filter(Tree::isLiving).toList();
        }

        @Override
        public void close() {
            jvm.destroyForcibly();
            ProcessHandle.of(program).ifPresent(ProcessHandle::destroyForcibly);
            members.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        }
    }

    @Test
    void without_it_a_program_outlives_its_jvm() throws Exception {
        try (Parent parent = new Parent("nothing", "stay", "plain")) {
            parent.kill();

            assertThat(Tree.isLiving(parent.program)).isTrue();
            assertThat(parent.living()).isEqualTo(parent.members);
        }
    }

    @Test
    void a_program_dies_with_its_jvm_and_its_children_do_not() throws Exception {
        try (Parent parent = new Parent("dieWithParent", "stay", "plain", "daemon")) {
            parent.kill();

            await().until(() -> !Tree.isLiving(parent.program));
            assertThat(parent.living()).isEqualTo(parent.members);
        }
    }

    @Test
    void with_a_guard_the_whole_tree_dies_with_the_jvm() throws Exception {
        String[] kinds = Tree.kinds(new String[] {"stay"}, Tree.FOUND, Tree.LOST);
        try (Parent parent = new Parent("dieWithParent,killSurvivors", kinds)) {
            assertThat(parent.members).hasSize(kinds.length - 1).allMatch(Tree::isLiving);

            parent.kill();

            await().until(() -> !Tree.isLiving(parent.program) && parent.living().isEmpty());
        }
    }

    @Test
    void with_a_guard_alone_the_tree_outlives_the_jvm_and_dies_with_the_program() throws Exception {
        try (Parent parent = new Parent("killSurvivors", "stay", "plain", "daemon")) {
            parent.kill();

            assertThat(Tree.isLiving(parent.program)).isTrue();
            assertThat(parent.living()).isEqualTo(parent.members);
            ProcessHandle.of(parent.program).orElseThrow().destroyForcibly();
            await().until(() -> parent.living().isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dieWithParent", "dieWithParent,killSurvivors"})
    void the_end_of_the_thread_that_called_start_kills_nobody(String asked) throws Exception {
        try (Parent parent = new Parent(asked, "plain")) {
            assertThat(parent.saysItIsAlive()).isTrue();
            assertThat(Tree.isLiving(parent.program)).isTrue();
            assertThat(parent.living()).isEqualTo(parent.members);
        }
    }

    @Test
    void the_signal_is_sigkill_at_the_end_of_the_parent() throws Exception {
        SandboxedProcess without =
                Tree.builder().command(Probe.command("parent-death")).start();
        SandboxedProcess with =
                Tree.builder().command(Probe.command("parent-death")).dieWithParent().start();

        assertThat(ProbeResult.of(List.of(), without).text()).isEqualTo("0\n");
        assertThat(ProbeResult.of(List.of(), with).text()).isEqualTo("9\n");
    }

    @Test
    void a_hundred_starts_share_one_thread_that_never_ends() throws Exception {
        for (int i = 0; i < 100; i++) {
            SandboxedProcess process = Tree.builder().command(Probe.command("exit", "" + i))
                    .dieWithParent().start();
            assertThat(process.waitFor()).isEqualTo(i);
        }

        assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
                .containsOnlyOnce("landlauncher spawner");
    }

    @Test
    void an_interrupted_thread_starts_a_program_and_stays_interrupted() throws Exception {
        Thread.currentThread().interrupt();

        SandboxedProcess process =
                Tree.builder().command(Probe.command("exit", "3")).dieWithParent().start();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(process.waitFor()).isEqualTo(3);
    }
}

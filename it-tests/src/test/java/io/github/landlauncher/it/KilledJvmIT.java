package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of two hundred programs when their JVM is killed. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class KilledJvmIT {

    private static final int PROGRAMS = 200;

    /** A JVM with programs that have started one process each. */
    private static final class Parent implements AutoCloseable {
        final Process jvm;
        final List<Long> programs = new ArrayList<>();
        final List<Long> children = new ArrayList<>();

        Parent(String asked) throws IOException {
            jvm = new ProcessBuilder(new JavaCommand()
                            .command(KilledJvmMain.class, asked, Integer.toString(PROGRAMS)))
                    .redirectError(Redirect.INHERIT)
                    .start();
            BufferedReader output = jvm.inputReader();
            for (String line = output.readLine(); !line.equals("ready"); line = output.readLine()) {
                programs.add(Long.valueOf(line));
                children.add(Long.valueOf(output.readLine()));
            }
            assertThat(programs).hasSize(PROGRAMS).allMatch(Tree::isLiving);
            assertThat(children).hasSize(PROGRAMS).allMatch(Tree::isLiving);
        }

        void kill() throws InterruptedException {
            assertThat(jvm.destroyForcibly().waitFor()).isEqualTo(137);
        }

        @Override
        public void close() {
            jvm.destroyForcibly();
            programs.forEach(Parent::kill);
            children.forEach(Parent::kill);
            await().until(() -> programs.stream().noneMatch(Tree::isLiving)
                    && children.stream().noneMatch(Tree::isLiving));
        }

        private static void kill(long pid) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private static boolean noneLives(List<Long> pids) {
        return pids.stream().noneMatch(Tree::isLiving);
    }

    @Test
    void without_anything_said_all_live_on_as_those_of_ProcessBuilder_do() throws Exception {
        try (Parent parent = new Parent("nothing")) {
            parent.kill();

            assertThat(parent.programs).allMatch(Tree::isLiving);
            assertThat(parent.children).allMatch(Tree::isLiving);
        }
    }

    @Test
    void with_dieWithParent_no_program_survives_and_what_they_started_does() throws Exception {
        try (Parent parent = new Parent("dieWithParent")) {
            parent.kill();

            await().until(() -> noneLives(parent.programs));
            assertThat(parent.children).allMatch(Tree::isLiving);
        }
    }

    @Test
    void with_killSurvivors_as_well_nothing_survives() throws Exception {
        try (Parent parent = new Parent("dieWithParent,killSurvivors")) {
            parent.kill();

            await().until(() -> noneLives(parent.programs) && noneLives(parent.children));
        }
    }
}

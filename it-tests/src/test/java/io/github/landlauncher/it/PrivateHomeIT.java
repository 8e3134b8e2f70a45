package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.landlauncher.AccessNet;
import io.github.landlauncher.Ruleset;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxStartException;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.StartStep;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program has a home that is its own, and nothing of it remains. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
class PrivateHomeIT {

    private static final String DIRECTORIES = "\"$HOME\" \"$TMPDIR\" \"$XDG_CONFIG_HOME\""
            + " \"$XDG_CACHE_HOME\" \"$XDG_DATA_HOME\" \"$XDG_STATE_HOME\" \"$XDG_RUNTIME_DIR\"";

    @TempDir private Path directory;

    @Test
    void without_one_the_same_policy_allows_no_writing_at_home() throws Exception {
        SandboxedProcessBuilder builder = new SandboxedProcessBuilder(
                "/bin/sh", "-c", ": > \"$HOME/file\"").policy(Homes.policy());
        builder.environment().put("HOME", directory.toString());

        assertThat(Outcome.of(builder.start()).exitValue()).isNotZero();
        assertThat(directory.resolve("file")).doesNotExist();
    }

    @Test
    void all_its_directories_exist_belong_to_the_user_alone_and_can_be_used() throws Exception {
        String seen = Homes.output(Homes.shell("for d in " + DIRECTORIES + "; do"
                + " [ -O \"$d\" ] && mkdir \"$d/new\" && echo text > \"$d/new/file\""
                + " && cat \"$d/new/file\" && stat -c %a \"$d\" && echo \"$d\" || exit 1; done"));

        List<String> lines = seen.lines().toList();
        String home = lines.get(2);
        assertThat(lines).hasSize(3 * 7);
        for (int i = 0; i < lines.size(); i += 3) {
            assertThat(lines.subList(i, i + 2)).containsExactly("text", "700");
            assertThat(lines.get(i + 2)).startsWith(home);
        }
    }

    @Test
    void the_program_may_do_nothing_beside_its_home() throws Exception {
        String seen = Homes.output(Homes.shell("cd \"$HOME/..\" && for c in 'ls .' 'cat lock' ': > lock'"
                + " 'rm lock' ': > new' 'mkdir new' 'mv home other' 'mv home/tmp tmp'; do"
                + " sh -c \"$c\" > \"$HOME/out\" 2>&1 && echo \"done: $c\"; done; echo end"));

        assertThat(seen).isEqualTo("end\n");
    }

    @Test
    void nothing_in_it_can_be_executed() throws Exception {
        Outcome outcome = Outcome.of(
                Homes.shell("cp /bin/true \"$HOME/true\" && chmod 755 \"$HOME/true\" && \"$HOME/true\"")
                        .start());

        assertThat(outcome.exitValue()).isEqualTo(126);
    }

    @Test
    void two_programs_have_two_homes_and_neither_sees_the_other_s() throws Exception {
        SandboxedProcess first = Homes.shell("echo \"$HOME\" && echo secret > \"$HOME/file\" && read end")
                .redirectInput(Redirect.PIPE)
                .start();
        String home = first.inputReader().readLine();
        await().until(() -> Files.exists(Path.of(home, "file")));

        String seen = Homes.output(Homes.shell(
                "cat '" + home + "/file' 2> \"$HOME/error\" || echo denied; echo \"$HOME\""));

        assertThat(seen.lines().findFirst()).contains("denied");
        assertThat(seen).doesNotContain(home);
        first.getOutputStream().close();
        first.waitFor();
        Homes.awaitRemoved(Homes.directoryOf(home));
    }

    @Test
    void it_is_there_while_the_program_runs_and_removed_after_its_end() throws Exception {
        SandboxedProcess process = Homes.shell("echo \"$HOME\" && read end")
                .redirectInput(Redirect.PIPE)
                .start();
        Path home = Path.of(process.inputReader().readLine());

        assertThat(home).isDirectory();
        assertThat(home.getParent().getParent()).isEqualTo(Path.of(System.getProperty("java.io.tmpdir")));
        process.destroyForcibly().waitFor();

        Homes.awaitRemoved(home.getParent());
    }

    @Test
    void what_a_hostile_program_leaves_is_removed_and_what_it_links_to_is_not() throws Exception {
        Path victim = Files.createDirectories(directory.resolve("victim"));
        Files.writeString(victim.resolve("file"), "content");
        String home = Homes.output(Homes.shell("echo \"$HOME\"; cd \"$HOME\";"
                + " ln -s '" + victim + "' link; ln -s .. tmp/up; mkdir -p a/b/c; : > a/b/c/f; mkfifo a/fifo;"
                + " i=0; while [ $i -lt 100 ]; do mkdir ddddddddddddddddddddddddddddd"
                + " && cd ddddddddddddddddddddddddddddd || exit 1; i=$((i+1)); done;"
                + " cd \"$HOME\" && rm -r .config && ln -s '" + victim + "' .config"
                + " && chmod 0 a/b/c a/b a tmp && chmod 500 .cache && cd .. && chmod 0 home ."));

        Homes.awaitRemoved(Homes.directoryOf(home));
        assertThat(victim.resolve("file")).hasContent("content");
    }

    @Test
    @RequiresAbi(4)
    void a_policy_that_handles_no_rights_on_files_needs_no_rule() throws Exception {
        SandboxPolicy policy =
                SandboxPolicy.handling(Set.of(), Set.of(AccessNet.BIND_TCP), Set.of());
        String home = Homes.output(Homes.shell("echo text > \"$HOME/file\" && echo \"$HOME\"").policy(policy));

        Homes.awaitRemoved(Homes.directoryOf(home));
    }

    @Test
    void a_start_that_fails_leaves_none() throws Exception {
        List<Path> before = homesOfThisJvm();
        SandboxedProcessBuilder builder =
                new SandboxedProcessBuilder("/nonexistent").policy(Homes.policy()).privateHome();

        SandboxStartException failure = Sandbox.startFailure(builder);

        assertThat(failure.step()).isEqualTo(StartStep.EXECVE);
        assertThat(before).containsAll(homesOfThisJvm()); // some of which may just be removed
    }

    private static List<Path> homesOfThisJvm() throws IOException {
        String name = "landlauncher-" + ProcessHandle.current().pid() + "-";
        return Homes.in(Path.of(System.getProperty("java.io.tmpdir"))).stream()
                .filter(path -> path.getFileName().toString().startsWith(name))
                .toList();
    }

    @Test
    void a_prepared_ruleset_cannot_have_one() throws Exception {
        try (Ruleset ruleset = Homes.policy().createRuleset()) {
            SandboxedProcessBuilder builder =
                    new SandboxedProcessBuilder("/bin/true").ruleset(ruleset).privateHome();

            assertThatThrownBy(builder::start)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("both a ruleset and a private home");
        }
    }

    @Test
    void no_descriptor_and_no_further_thread_is_left() throws Exception {
        Homes.awaitRemoved(Homes.directoryOf(Homes.output(Homes.shell("echo \"$HOME\""))));
        Leftovers before = Leftovers.now();

        for (int i = 0; i < 20; i++) {
            Homes.awaitRemoved(Homes.directoryOf(Homes.output(Homes.shell("echo \"$HOME\""))));
        }

        // What other tests have left to the collector may go meanwhile, but nothing may come.
        await().untilAsserted(() -> {
            Leftovers after = Leftovers.now();
            assertThat(before.descriptors()).containsAllEntriesOf(after.descriptors());
            assertThat(before.children()).containsAll(after.children());
            assertThat(before.threads()).containsAll(after.threads());
        });
    }

    /** Ends at once when its program has. */
    static final class StartAndLeave implements Scenario<String> {
        @Override
        public String run(Way way) throws Exception {
            return Homes.output(Homes.shell("echo \"$HOME\"; : > \"$HOME/file\""));
        }
    }

    @Test
    void a_jvm_that_exits_right_after_its_program_leaves_none() throws Exception {
        for (int i = 0; i < 5; i++) {
            String home = inChildJvm().runSandboxed(StartAndLeave.class);

            assertThat(Path.of(home.strip()).getParent().getParent()).isEqualTo(directory);
            assertThat(Homes.in(directory)).isEmpty();
        }
    }

    /** Says that it has cleaned, whatever the variables were. */
    static final class BothSettings implements Scenario<String> {
        @Override
        public String run(Way way) throws Exception {
            SandboxedProcessBuilder builder = Homes.shell("env").cleanEnvironment("XDG_CONFIG_HOME");
            builder.environment().put("HOME", "/elsewhere");
            builder.environment().put("TMPDIR", "/elsewhere");
            return Homes.output(builder);
        }
    }

    @Test
    void its_variables_come_before_those_of_the_map_and_of_a_clean_environment() throws Exception {
        ChildJvm jvm = inChildJvm();
        jvm.environment().put("XDG_CONFIG_HOME", "/elsewhere");
        jvm.environment().put("A_TOKEN", "secret");

        assertThat(jvm.runSandboxed(BothSettings.class).lines())
                .noneMatch(line -> line.contains("/elsewhere") || line.contains("secret"))
                .anyMatch(line -> line.matches("HOME=" + directory + "/landlauncher-.*/home"))
                .anyMatch(line -> line.matches("TMPDIR=.*/home/tmp"))
                .anyMatch(line -> line.matches("XDG_CONFIG_HOME=.*/home/.config"));
    }

    private ChildJvm inChildJvm() {
        return ChildJvm.by().with("-Djava.io.tmpdir=" + directory);
    }
}

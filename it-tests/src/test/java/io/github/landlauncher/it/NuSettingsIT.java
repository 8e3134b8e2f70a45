package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.nuprocess.NuProcess;
import io.github.landlauncher.nuprocess.SandboxedNuProcess;
import io.github.landlauncher.nuprocess.SandboxedNuProcessBuilder;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What SandboxedProcessBuilder offers beyond ProcessBuilder is here too. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class NuSettingsIT {

    private final NuRecorder handler = new NuRecorder();

    private SandboxedNuProcessBuilder shell(String script) {
        return new SandboxedNuProcessBuilder(handler, "/bin/sh", "-c", script).policy(Way.POLICY);
    }

    @Test
    void the_policy_is_enforced_and_the_process_says_how() throws Exception {
        SandboxedNuProcessBuilder cat =
                new SandboxedNuProcessBuilder(handler, Probe.command("read", "/etc/passwd"))
                        .policy(Sandbox.policy());

        SandboxedNuProcess process = cat.start();

        assertThat(handler.exitCode()).isEqualTo(Errno.EACCES.number());
        assertThat(process.enforcement()).isEqualTo(process.process().enforcement());
        assertThat(process.process().pid()).isEqualTo(process.getPID());
        assertThat(cat.policy()).isEqualTo(Sandbox.policy());
        assertThat(cat.ruleset()).isNull();
    }

    /** Where a contained program of SandboxedProcessBuilder has /dev/null. */
    @Test
    void a_contained_program_can_be_written_to() throws Exception {
        NuProcess process = new SandboxedNuProcessBuilder(handler, Probe.command("copy"))
                .policy(Sandbox.policy().containment())
                .start();

        process.writeStdin(ByteBuffer.wrap("text".getBytes()));
        process.closeStdin(false);

        assertThat(handler.outcome()).isEqualTo(new Outcome(0, "text", ""));
    }

    @Test
    void a_time_out_ends_a_program() throws Exception {
        SandboxedNuProcess process = shell("read x").timeout(Duration.ofMillis(50)).start();

        assertThat(process.waitFor(0, TimeUnit.SECONDS)).isEqualTo(143);
        assertThat(process.process().timedOut()).isTrue();
    }

    @Test
    void a_time_out_may_have_a_grace_of_its_own() throws Exception {
        SandboxedNuProcess process = shell("trap '' TERM; read x")
                .timeout(Duration.ofMillis(50), Duration.ZERO).start();

        assertThat(process.waitFor(0, TimeUnit.SECONDS)).isEqualTo(137);
    }

    @Test
    void a_time_out_is_checked_when_it_is_set() {
        assertThatThrownBy(() -> shell("").timeout(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void survivors_are_killed() throws Exception {
        new SandboxedNuProcessBuilder(handler, Probe.command("tree", "daemon"))
                .policy(Sandbox.policy())
                .killSurvivors()
                .start();
        await().until(() -> handler.output().contains("ready"));
        List<Long> members = handler.output().lines()
                .filter(line -> !line.equals("ready")).map(Long::valueOf).toList();
        assertThat(members).hasSize(1).allMatch(Tree::isLiving);

        handler.process().closeStdin(true);

        handler.exitCode();
        await().until(() -> members.stream().noneMatch(Tree::isLiving));
    }

    @Test
    void the_signal_at_the_parent_s_death_is_set() throws Exception {
        new SandboxedNuProcessBuilder(handler, Probe.command("parent-death"))
                .policy(Way.POLICY).dieWithParent().start();

        assertThat(handler.outcome()).isEqualTo(new Outcome(0, "9\n", ""));
    }

    @Test
    void a_session_is_new_unless_it_is_not_wanted() throws Exception {
        String session = "cut -d' ' -f6 /proc/self/stat";
        NuRecorder same = new NuRecorder();
        assertThat(shell(session).newSession()).isTrue();

        SandboxedNuProcess process = shell(session).start();
        SandboxedNuProcessBuilder other = shell(session).newSession(false);
        other.setProcessListener(same);
        other.start();

        assertThat(other.newSession()).isFalse();
        assertThat(handler.outcome()).isEqualTo(new Outcome(0, process.getPID() + "\n", ""));
        assertThat(same.exitCode()).isZero();
        assertThat(same.output()).isNotEqualTo(same.process().getPID() + "\n");
    }

    @Test
    void a_private_home_is_gone_with_its_program() throws Exception {
        shell("echo $HOME; echo text >\"$HOME/file\"; read x").privateHome().start();
        await().until(() -> handler.output().endsWith("\n"));
        Path home = Path.of(handler.output().strip());
        await().until(() -> home.resolve("file").toFile().exists());

        handler.process().closeStdin(true);

        handler.exitCode();
        await().until(() -> !home.toFile().exists());
    }

    @Test
    void a_clean_environment_has_what_was_put_there_for_the_program() throws Exception {
        SandboxedNuProcessBuilder builder =
                new SandboxedNuProcessBuilder(handler, Probe.command("env"))
                        .policy(Way.POLICY).cleanEnvironment();
        builder.environment().put("LANDLAUNCHER_NEW", "value");

        builder.start();

        assertThat(handler.exitCode()).isZero();
        List<String> names = handler.output().replace('\0', '\n').lines()
                .map(line -> line.split("=")[0]).toList();
        assertThat(names).contains("LANDLAUNCHER_NEW", "PATH");
        assertThat(names).hasSizeLessThan(builder.environment().size());
    }

    @Test
    void a_handler_may_start_the_same_builder_again() throws Exception {
        NuRecorder second = new NuRecorder();
        SandboxedNuProcessBuilder[] builder = new SandboxedNuProcessBuilder[1];
        NuRecorder restarting = new NuRecorder() {
            @Override
            public void onExit(int exitCode) {
                super.onExit(exitCode);
                builder[0].setProcessListener(second);
                builder[0].start();
            }
        };
        builder[0] = new SandboxedNuProcessBuilder(restarting, "/bin/echo", "out").policy(Way.POLICY);

        builder[0].start();

        assertThat(restarting.outcome()).isEqualTo(new Outcome(0, "out\n", ""));
        await().until(() -> second.names().contains("exit 0"));
        assertThat(second.outcome()).isEqualTo(new Outcome(0, "out\n", ""));
    }

    @Test
    void a_virtual_thread_that_runs_a_program_waits_for_it() throws Exception {
        VirtualThreads.assumeThere();
        Thread[] runner = new Thread[1];

        FutureTask<Void> run = VirtualThreads.run(() -> {
            runner[0] = Thread.currentThread();
            shell("echo out; exit 3").run();
            assertThat(handler.names()).endsWith("exit 3");
            return null;
        });
        run.get(1, TimeUnit.MINUTES);

        assertThat(handler.threadOf("preStart")).isSameAs(runner[0]);
        assertThat(handler.threadOf("start")).isSameAs(runner[0]);
        assertThat(handler.threadOf("exit 3")).isNotSameAs(runner[0]);
        assertThat(handler.outcome()).isEqualTo(new Outcome(3, "out\n", ""));
    }
}

package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Function;
import io.github.landlauncher.SandboxedProcessBuilder;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a program has of the JVM beyond arguments, environment and streams. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class InheritedStateIT {

    private static final int JAVA = Runtime.version().feature();
    private static final int SIGQUIT = 3;
    private static final int SIGPIPE = 13;
    private static final int SIGCHLD = 17;
    private static final int SIG_IGN = 1;

    /** What glibc keeps for itself; its posix_spawn leaves them ignored. */
    private static final List<Integer> OF_LIBC = List.of(32, 33);

    /** The lines NAME=VALUE of a probe. */
    private static Map<String, String> values(Outcome outcome) {
        assertThat(outcome.exitValue()).isZero();
        return outcome.output().lines().collect(Collectors.toMap(
                line -> line.substring(0, line.indexOf('=')), line -> line.substring(line.indexOf('=') + 1)));
    }

    /** What the kernel says of this JVM. */
    private static String ownStatus(String name) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst().orElseThrow();
    }

    private static boolean isIgnoredHere(int signal) throws IOException {
        return (Long.parseUnsignedLong(ownStatus("SigIgn"), 16) >>> signal - 1 & 1) == 1;
    }

    private static List<Integer> signals(Way way, String set) throws Exception {
        long bits = Long.parseUnsignedLong(values(way.probe("signals").finish()).get(set), 16);
        List<Integer> numbers = new ArrayList<>();
        for (int signal = 1; signal <= 64; signal++) {
            if ((bits >>> signal - 1 & 1) == 1 && !OF_LIBC.contains(signal)) {
                numbers.add(signal);
            }
        }
        return numbers;
    }

    @Test
    void no_signal_is_blocked() throws Exception {
        BothWays<List<Integer>> seen = BothWays.of(way -> signals(way, "blocked"));

        if (JAVA == 17) {
            seen.differ(Difference.SIGQUIT_OF_17, List.of(SIGQUIT), List.of());
        } else {
            seen.show(List.of());
        }
    }

    @Test
    void a_quit_signal_ends_the_program() throws Exception {
        Process process = Way.SANDBOXED.shell("kill -QUIT $$").start();

        assertThat(process.waitFor()).isEqualTo(128 + SIGQUIT);
    }

    @Test
    void no_signal_is_ignored() throws Exception {
        BothWays.show(List.of(), way -> signals(way, "ignored"));
    }

    /** Which signals a program ignores. */
    static final class Ignored implements Scenario<String> {
        @Override
        public String run(Way way) throws Exception {
            return signals(way, "ignored").toString();
        }
    }

    @Test
    void a_signal_that_the_jvm_was_started_to_ignore_stays_ignored_but_for_a_broken_pipe()
            throws Exception {
        ChildJvm.after("trap '' HUP INT PIPE").run(Ignored.class).show("[1, 2]");
    }

    /** Has the JVM ignore SIGPIPE, as libraries do. */
    static final class PipeIgnoredLater implements Scenario<String> {
        @Override
        public String run(Way way) throws Exception {
            Function.getFunction("c", "signal").invokePointer(new Object[] {SIGPIPE, (long) SIG_IGN});
            return signals(way, "ignored") + " " + way.shell("kill -PIPE $$").start().waitFor();
        }
    }

    @Test
    void a_broken_pipe_ends_the_program_although_a_library_ignores_it() throws Exception {
        BothWays<String> seen = ChildJvm.by().run(PipeIgnoredLater.class);

        if (JAVA < 25) {
            seen.differ(Difference.IGNORED_SIGPIPE, "[13] 0", "[] 141");
        } else {
            seen.show("[] 141");
        }
    }

    /** Exit values of programs that succeed, fail and are not found. */
    static final class ExitValues implements Scenario<String> {
        @Override
        public String run(Way way) throws Exception {
            assertThat(isIgnoredHere(SIGCHLD)).as("SIGCHLD is ignored by this JVM").isTrue();
            StringBuilder seen = new StringBuilder();
            for (int i = 0; i < 5; i++) {
                seen.append(way.probe("exit", "" + i).start().waitFor()).append(' ');
                StartFailure failure = StartFailure.of(way.launch("/no/such/program")::start);
                seen.append(failure.message().contains("error=2,")).append(' ');
                Process killed = way.probe("sleep-forever").start();
                killed.destroy();
                seen.append(killed.onExit().get().exitValue()).append(' ');
            }
            return seen.toString();
        }
    }

    @Test
    void exit_values_are_right_although_the_jvm_s_parent_ignored_the_end_of_children()
            throws Exception {
        ChildJvm.by("env", "--ignore-signal=CHLD").runApart(ExitValues.class)
                .show("0 true 143 1 true 143 2 true 143 3 true 143 4 true 143 ");
    }

    /** What a shell knows of its process. */
    static final class Limits implements Scenario<String> {
        @Override
        public String run(Way way) throws Exception {
            String script = "umask; nice; pwd; ulimit -Sf; ulimit -Hf; ulimit -Sn; ulimit -Hn";
            return way.shell(script).finish().output();
        }
    }

    @Test
    void umask_nice_value_directory_and_limits_are_those_of_the_jvm(@TempDir Path directory)
            throws Exception {
        String seen = ChildJvm.after("umask 0137; ulimit -f 1000000; ulimit -Sn 300; exec nice -n 5 \"$@\"")
                .in(directory.toRealPath()).run(Limits.class).same();

        assertThat(seen.lines().limit(5))
                .containsExactly("0137", "5", directory.toRealPath().toString(), "1000000", "1000000");
        assertThat(seen.lines().skip(5).distinct()).as("soft limit raised to the hard one").hasSize(1);
    }

    /** Lowers the limit of open files below descriptors that are open. */
    static final class LimitLowered implements Scenario<String> {
        @Override
        public String run(Way way) throws Exception {
            List<InputStream> open = new ArrayList<>();
            for (int i = 0; i < 250; i++) {
                open.add(new FileInputStream("/dev/null"));
            }
            for (InputStream stream : open.subList(0, 150)) {
                stream.close();
            }
            String pid = "" + ProcessHandle.current().pid();
            Outcome lowered = Way.JDK.launch("prlimit", "--pid", pid, "--nofile=100:").finish();
            assertThat(lowered).isEqualTo(new Outcome(0, "", ""));
            String seen = way.probe("fds").finish() + " " + way.shell("ulimit -Sn").finish();
            open.get(249).close();
            return seen;
        }
    }

    @Test
    void a_limit_below_open_descriptors_is_no_obstacle_and_no_leak() throws Exception {
        ChildJvm.by().runApart(LimitLowered.class).show(
                new Outcome(0, "0\n1\n2\n", "") + " " + new Outcome(0, "100\n", ""));
    }

    @Test
    void a_program_has_no_new_privileges() throws Exception {
        String inherited = ownStatus("NoNewPrivs") + "\n";
        BothWays<String> seen = BothWays.of(way -> way.probe("nnp").finish().output());

        if (inherited.equals("0\n")) {
            seen.differ(Difference.NO_NEW_PRIVS, inherited, "1\n");
        } else {
            seen.show("1\n");
        }
    }

    /** Session and group of a program, relative to its own pid and to those of the JVM. */
    private static String sessionAndGroup(Process process) throws Exception {
        Map<String, String> jvm = values(Way.JDK.probe("ids").finish());
        Map<String, String> ids = values(Outcome.of(process));
        assertThat(ids.get("pid")).isEqualTo("" + process.pid());
        assertThat(ids.get("ppid")).isEqualTo("" + ProcessHandle.current().pid());
        return relative(ids, jvm, "sid") + " " + relative(ids, jvm, "pgid");
    }

    private static String relative(Map<String, String> ids, Map<String, String> jvm, String name) {
        boolean own = ids.get(name).equals(ids.get("pid"));
        return own ? "own" : ids.get(name).equals(jvm.get(name)) ? "jvm" : ids.get(name);
    }

    @Test
    void a_program_without_inherited_streams_has_a_session_of_its_own() throws Exception {
        BothWays.of(way -> sessionAndGroup(way.probe("ids").start()))
                .differ(Difference.NEW_SESSION, "jvm jvm", "own own");
    }

    @Test
    void a_program_with_an_inherited_stream_is_in_the_jvm_s_session() throws Exception {
        BothWays.show("jvm jvm", way ->
                sessionAndGroup(way.probe("ids").redirectError(Redirect.INHERIT).start()));
        BothWays.show("jvm jvm", way ->
                sessionAndGroup(way.probe("ids").redirectInput(Redirect.INHERIT).start()));
    }

    @Test
    void the_session_can_be_chosen() throws Exception {
        SandboxedProcessBuilder builder =
                new SandboxedProcessBuilder(Probe.command("ids")).policy(Way.POLICY);

        assertThat(sessionAndGroup(builder.newSession(false).start())).isEqualTo("jvm jvm");
        assertThat(sessionAndGroup(builder.newSession(true).start())).isEqualTo("own own");
        builder.redirectInput(Redirect.INHERIT);
        assertThat(sessionAndGroup(builder.start())).isEqualTo("own own");
    }
}

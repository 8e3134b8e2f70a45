package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Command, environment and working directory of a program, and the builder that has them. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class NuBuilderIT {

    @TempDir private Path directory;

    private final NuWay way = NuWay.tested();
    private final NuRecorder handler = new NuRecorder();

    private static String pwd(NuLaunch launch) throws Exception {
        NuRecorder handler = new NuRecorder();
        launch.setProcessListener(handler).start();
        assertThat(handler.exitCode()).isZero();
        return handler.output().strip();
    }

    @Test
    void a_command_is_copied_and_can_then_be_changed_through_the_builder() throws Exception {
        List<String> command = new ArrayList<>(List.of("/bin/echo", "first"));
        NuLaunch launch = way.launch(handler, command);
        command.set(1, "outside");

        launch.command().set(1, "inside");
        launch.command().add("added");
        launch.start();

        assertThat(handler.outcome()).isEqualTo(new Outcome(0, "inside added\n", ""));
        assertThat(launch.command()).containsExactly("/bin/echo", "inside", "added");
    }

    @Test
    void an_array_is_copied_too() throws Exception {
        String[] command = {"/bin/echo", "first"};
        NuLaunch launch = way.launch(handler, command);
        command[1] = "outside";

        launch.command().add("added");
        launch.start();

        assertThat(handler.outcome()).isEqualTo(new Outcome(0, "first added\n", ""));
    }

    @Test
    void an_environment_is_a_sorted_copy_of_the_jvm_s_and_can_be_changed() throws Exception {
        NuLaunch launch = way.launch(handler, Probe.command("env"));
        assertThat(launch.environment()).isEqualTo(new TreeMap<>(System.getenv()))
                .isSameAs(launch.environment());

        launch.environment().put("LANDLAUNCHER_NEW", "with = and \u00e4");
        List<String> names = List.copyOf(launch.environment().keySet());
        launch.environment().keySet().removeIf(name -> !name.startsWith("LANDLAUNCHER_"));
        launch.start();

        assertThat(names).isSorted();
        assertThat(handler.exitCode()).isZero();
        assertThat(handler.output()).contains("LANDLAUNCHER_NEW=with = and ");
        assertThat(System.getenv("LANDLAUNCHER_NEW")).isNull();
    }

    @Test
    void a_given_environment_is_copied_and_is_all_that_the_program_gets() throws Exception {
        Map<String, String> environment = new LinkedHashMap<>(Map.of("B", "2", "A", "1"));
        NuLaunch launch = way.launch(Probe.command("env"), environment).setProcessListener(handler);
        environment.put("C", "3");

        launch.start();

        assertThat(handler.exitCode()).isZero();
        assertThat(handler.output().replace('\0', '\n').strip().lines())
                .containsExactlyInAnyOrder("A=1", "B=2");
    }

    @Test
    void a_working_directory_can_be_set_and_taken_back() throws Exception {
        NuLaunch launch = way.launch("/bin/pwd", "-P");
        String own = Path.of("").toRealPath().toString();

        assertThat(pwd(launch)).isEqualTo(own);
        assertThat(pwd(launch.setCwd(directory))).isEqualTo(directory.toRealPath().toString());
        assertThat(pwd(launch.setCwd(null))).isEqualTo(own);
    }

    @Test
    void a_relative_working_directory_is_relative_to_the_jvm_s() throws Exception {
        Path relative = Path.of("").toAbsolutePath().relativize(directory.toRealPath());

        assertThat(pwd(way.launch("/bin/pwd", "-P").setCwd(relative)))
                .isEqualTo(directory.toRealPath().toString());
    }

    @Test
    void a_program_is_searched_for_in_the_jvm_s_path() throws Exception {
        NuLaunch launch = way.launch(handler, "echo", "found");
        launch.environment().put("PATH", "/nonexistent");

        launch.start();

        assertThat(handler.outcome()).isEqualTo(new Outcome(0, "found\n", ""));
    }

    @Test
    void a_builder_starts_many_programs_and_later_changes_do_not_affect_earlier_ones()
            throws Exception {
        NuLaunch launch = way.launch(handler, "/bin/sh", "-c", "read x; echo $NAME $1", "sh", "one");
        launch.environment().put("NAME", "first");
        launch.start();
        NuRecorder second = new NuRecorder();

        launch.setProcessListener(second).command().set(4, "two");
        launch.environment().put("NAME", "second");
        launch.start();
        launch.command().clear();
        launch.environment().clear();

        handler.process().closeStdin(true);
        second.process().closeStdin(true);
        assertThat(handler.outcome()).isEqualTo(new Outcome(0, "first one\n", ""));
        assertThat(second.outcome()).isEqualTo(new Outcome(0, "second two\n", ""));
    }

    @Test
    void a_script_without_a_first_line_is_run_by_the_shell() throws Exception {
        Path script = Files.writeString(directory.resolve("script"), "echo \"$0 $1\"; exit 3\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();

        way.launch(handler, script.toString(), "argument").start();

        assertThat(handler.outcome()).isEqualTo(new Outcome(3, script + " argument\n", ""));
    }
}

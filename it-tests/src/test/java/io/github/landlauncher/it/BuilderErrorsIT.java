package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.SandboxedProcessBuilder;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the builders refuse before anything is started, and when they read what they were given. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BuilderErrorsIT {

    @TempDir private Path directory;

    static Stream<Arguments> commands_that_are_checked_first() {
        return Stream.of(
                command(NullPointerException.class, "ls", null),
                command(NullPointerException.class, (String) null),
                command(NullPointerException.class, "l\0s", null),
                command(ArrayIndexOutOfBoundsException.class),
                command(IOException.class, "l\0s"),
                command(IOException.class, "ls", "a\0b"),
                command(IOException.class, "/no/such/program", "\0"));
    }

    private static Arguments command(Class<?> type, String... command) {
        return Arguments.of(Arrays.asList(command), type);
    }

    @ParameterizedTest(name = "{1} for {0}")
    @MethodSource("commands_that_are_checked_first")
    void a_wrong_command_is_refused_before_anything_is_opened(List<String> command, Class<?> type)
            throws Exception {
        Redirect file = to(directory + "/not-created");

        StartFailure seen = BothWays.same(
                way -> StartFailure.of(way.launch(command).redirectOutput(file)::start));

        assertThat(seen.type()).isEqualTo(type);
        assertThat(seen.causeType()).as("cause").isNull();
        if (type == IOException.class) {
            assertThat(seen.message()).isEqualTo("invalid null character in command");
        }
        assertThat(file.file()).doesNotExist();
    }

    @Test
    void a_directory_with_a_nul_character_is_refused_instead_of_cut_short() throws Exception {
        BothWays<String> seen = BothWays.of(way -> {
            try {
                return way.probe("cwd").directory(new File("/\0usr")).finish().output();
            } catch (IOException e) {
                return e.getMessage();
            }
        });

        seen.differ(
                Difference.DIRECTORY_WITH_NUL,
                "/",
                "Cannot run program \"" + Probe.path()
                        + "\" (in directory \"/\0usr\"): invalid null character in directory");
    }

    @Test
    void wrong_arguments_of_setters_are_refused_at_once() throws Exception {
        List<Function<Launch, Object>> calls = List.of(
                l -> l.redirectInput(to("x")),
                l -> l.redirectInput(append("x")),
                l -> l.redirectInput(Redirect.DISCARD),
                l -> l.redirectOutput(from("x")),
                l -> l.redirectError(from("x")),
                l -> l.redirectInput(null),
                l -> l.redirectOutput(null),
                l -> l.environment().put("A=", "x"),
                l -> l.environment().put("=A", "x"),
                l -> l.environment().put("A\0", "x"),
                l -> l.environment().put("A", "\0"),
                l -> l.environment().put(null, "x"),
                l -> l.environment().put("A", null),
                l -> l.environment().get(null),
                l -> l.environment().get((Object) 1),
                l -> l.environment().containsKey(null));

        for (Function<Launch, Object> call : calls) {
            StartFailure seen = BothWays.same(
                    way -> StartFailure.of(() -> call.apply(way.launch("/bin/true"))));

            assertThat(seen.type()).isIn(NullPointerException.class,
                    IllegalArgumentException.class, ClassCastException.class);
        }
    }

    @Test
    void null_commands_are_refused_at_once() throws Exception {
        List<Scenario<?>> calls = List.of(
                way -> way.launch((List<String>) null),
                way -> way == Way.JDK
                        ? new ProcessBuilder((String[]) null)
                        : new SandboxedProcessBuilder((String[]) null),
                way -> way == Way.JDK
                        ? new ProcessBuilder("x").command((String[]) null)
                        : new SandboxedProcessBuilder("x").command((String[]) null),
                way -> way == Way.JDK
                        ? new ProcessBuilder("x").command((List<String>) null)
                        : new SandboxedProcessBuilder("x").command((List<String>) null));

        for (Scenario<?> call : calls) {
            assertThat(BothWays.same(way -> StartFailure.of(() -> call.run(way))).type())
                    .isEqualTo(NullPointerException.class);
        }
    }

    @Test
    void the_list_of_the_command_is_kept_and_later_changes_to_it_count() throws Exception {
        Outcome seen = BothWays.same(way -> {
            List<String> command = new ArrayList<>(Probe.command("print"));
            Launch launch = way.launch(command);
            command.add("later");
            return launch.finish();
        });

        assertThat(seen.output()).isEqualTo("later");
    }

    @Test
    void what_is_changed_after_start_does_not_affect_the_process() throws Exception {
        Outcome seen = BothWays.same(way -> {
            Launch launch = way.shell("read line; printf %s \"$A\"").with("A", "before");
            Process process = launch.start();
            launch.with("A", "after").redirectErrorStream(true).redirectOutput(Redirect.INHERIT);
            return Outcome.of(process);
        });

        assertThat(seen.output()).isEqualTo("before");
    }

    private static Redirect from(String file) {
        return Redirect.from(new File(file));
    }

    private static Redirect to(String file) {
        return Redirect.to(new File(file));
    }

    private static Redirect append(String file) {
        return Redirect.appendTo(new File(file));
    }
}

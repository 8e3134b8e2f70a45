package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How starts fail: exceptions, first lines and causes. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RefusedStartsIT {

    @TempDir private static Path directory;

    @BeforeAll
    static void make_files() throws IOException {
        executable("bad-interpreter", "#!/no/such/interpreter\n");
        executable("busy", "#!/bin/sh\n");
        Files.writeString(directory.resolve("not-executable"), "#!/bin/sh\n");
        Files.createSymbolicLink(directory.resolve("loop"), Path.of("loop"));
    }

    private static void executable(String name, String content) throws IOException {
        Path file = Files.writeString(directory.resolve(name), content);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static String path(String name) {
        return directory.resolve(name).toString();
    }

    @Test
    void a_start_that_nothing_is_wrong_with_succeeds() throws Exception {
        BothWays.show(
                new Outcome(0, "x", ""),
                way -> way.probe("print", "x").directory(directory.toFile()).finish());
    }

    static Stream<Arguments> starts_that_the_kernel_refuses() {
        String text = "error=2, No such file or directory";
        String denied = "error=13, Permission denied";
        String longName = "n".repeat(300);
        return Stream.of(
                program("/no/such/program", text),
                program("", text),
                program(path("bad-interpreter"), text),
                program(path("not-executable"), denied),
                program(directory.toString(), denied),
                program("/bin/sh/program", "error=20, Not a directory"),
                program(path("loop"), "error=40, Too many levels of symbolic links"),
                program("/" + longName, "error=36, File name too long"),
                inDirectory("/no/such/directory", text),
                inDirectory("", text),
                inDirectory("/etc/passwd", "error=20, Not a directory"),
                inDirectory(path("loop"), "error=40, Too many levels of symbolic links"),
                refused("an argument too long",
                        way -> way.launch("/bin/true", "a".repeat(200 * 1024)),
                        StartFailure.cannotRun("\"/bin/true\": error=7, Argument list too long")),
                refused("a variable too long",
                        way -> way.launch("/bin/true").with("LONG", "a".repeat(200 * 1024)),
                        StartFailure.cannotRun("\"/bin/true\": error=7, Argument list too long")),
                refused("program and directory missing",
                        way -> way.launch("/nothing").directory(new File("/no")),
                        StartFailure.cannotRun("\"/nothing\" (in directory \"/no\"): " + text)),
                refused("arguments are no part of the message",
                        way -> way.launch("/nothing", "one", "two"),
                        StartFailure.cannotRun("\"/nothing\": " + text)));
    }

    private static Arguments refused(String name, Function<Way, Launch> start, StartFailure expected) {
        return Arguments.of(name, start, expected);
    }

    private static Arguments program(String program, String text) {
        return refused("program " + program, way -> way.launch(program),
                StartFailure.cannotRun("\"" + program + "\": " + text));
    }

    private static Arguments inDirectory(String path, String text) {
        return refused("directory " + path,
                way -> way.launch("/bin/true").directory(new File(path)),
                StartFailure.cannotRun("\"/bin/true\" (in directory \"" + path + "\"): " + text));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("starts_that_the_kernel_refuses")
    void a_refused_start_throws_what_the_kernel_said(
            String name, Function<Way, Launch> start, StartFailure expected) throws Exception {
        BothWays.show(expected, way -> StartFailure.of(start.apply(way)::start));
    }

    static Stream<Arguments> redirects_that_cannot_be_opened() {
        String missing = "/no/such/file (No such file or directory)";
        return Stream.of(
                redirect("input missing", l -> l.redirectInput(from("/no/such/file")), missing),
                redirect("output", l -> l.redirectOutput(to("/no/such/file")), missing),
                redirect("error", l -> l.redirectError(to("/no/such/file")), missing),
                redirect("error though it is overruled",
                        l -> l.redirectErrorStream(true).redirectError(to("/no/such/file")), missing),
                redirect("append", l -> l.redirectOutput(append("/no/such/file")), missing),
                redirect("input directory", l -> l.redirectInput(from("/")), "/ (Is a directory)"),
                redirect("output directory", l -> l.redirectOutput(to("/")), "/ (Is a directory)"),
                redirect("empty name", l -> l.redirectInput(from("")), " (No such file or directory)"),
                redirect("NUL", l -> l.redirectInput(from("/dev/null\0x")), "Invalid file path"),
                redirect("before the program is looked for",
                        l -> l.redirectInput(from("/no/such/file")).directory(new File("/no")),
                        missing));
    }

    private static Arguments redirect(String name, Function<Launch, Launch> redirect, String text) {
        return Arguments.of(name, redirect, text);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("redirects_that_cannot_be_opened")
    void a_redirect_that_cannot_be_opened_fails_the_start_as_a_missing_file(
            String name, Function<Launch, Launch> redirect, String text) throws Exception {
        StartFailure seen = BothWays.same(
                way -> StartFailure.of(redirect.apply(way.launch("/bin/true"))::start));

        assertThat(seen.type()).isEqualTo(IOException.class);
        assertThat(seen.causeType()).isEqualTo(FileNotFoundException.class);
        assertThat(seen.message()).startsWith("Cannot run program \"/bin/true\"").endsWith(": " + text);
    }

    @Test
    void a_program_that_is_in_no_directory_of_the_path_is_missing_or_denied() throws Exception {
        StartFailure seen = BothWays.same(way -> StartFailure.of(way.launch("no-such-program")::start));

        // Denied if this user's PATH has a directory that is closed to the user.
        assertThat(seen.message()).containsPattern("No such file|error=2|Permission denied|error=13");
    }

    @Test
    void a_program_that_is_being_written_is_busy() throws Exception {
        try (OutputStream open = new FileOutputStream(path("busy"), true)) {
            assertThat(open).isNotNull();
            BothWays.show(
                    StartFailure.cannotRun("\"" + path("busy") + "\": error=26, Text file busy"),
                    way -> StartFailure.of(way.launch(path("busy"))::start));
        }
    }

    @Test
    void a_directory_that_cannot_be_searched_is_denied() throws Exception {
        assumeThat(System.getProperty("user.name")).as("user").isNotEqualTo("root");
        File closed = Files.createDirectory(directory.resolve("closed")).toFile();
        assertThat(closed.setExecutable(false)).isTrue();

        BothWays.show(
                StartFailure.cannotRun(
                        "\"/bin/true\" (in directory \"" + closed + "\"): error=13, Permission denied"),
                way -> StartFailure.of(way.launch("/bin/true").directory(closed)::start));
    }

    @Test
    void a_limit_of_open_files_that_is_reached_fails_the_start() throws Exception {
        BothWays<String> seen = ChildJvm.after("ulimit -n 100").run(DescriptorsUsedUp.class);

        assertThat(seen.sandboxed())
                .startsWith("Cannot run program \"/bin/true\": error=24, Too many open files");
        assertThat(seen.jdk())
                .startsWith("Cannot run program \"/bin/true\": ")
                .containsPattern("error[=:] ?24");
    }

    /** Starts a program when no descriptor is left, and once more when there are some again. */
    static final class DescriptorsUsedUp implements Scenario<String> {
        @Override
        public String run(Way way) throws Exception {
            assertThat(way.launch("/bin/true").finish().exitValue()).isZero();
            StartFailure.of(way.launch("/no/such/program")::start); // loads the classes for that
            List<AutoCloseable> open = new ArrayList<>();
            String message = "no failure";
            try {
                while (true) {
                    open.add(Files.newInputStream(Path.of("/dev/null")));
                }
            } catch (IOException e) {
                try {
                    way.launch("/bin/true").start();
                } catch (IOException failure) {
                    message = failure.getMessage();
                }
            }
            for (AutoCloseable stream : open) {
                stream.close();
            }
            assertThat(way.launch("/bin/true").finish().exitValue()).isZero();
            return message;
        }
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

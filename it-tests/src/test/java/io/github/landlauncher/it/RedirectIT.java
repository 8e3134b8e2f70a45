package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Function;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the standard streams of a program come from and go to. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RedirectIT {

    private static final String SCRIPT = "echo out; echo err >&2; echo more";

    @TempDir private Path directory;

    /** A file with "old" in it, another one for each way. */
    private File file(Way way, String name) throws IOException {
        Path path = Files.createDirectories(directory.resolve(way.name())).resolve(name);
        return Files.writeString(path, "old ").toFile();
    }

    private static String content(File file) throws IOException {
        return Files.readString(file.toPath());
    }

    private static String finish(Launch launch) throws IOException, InterruptedException {
        Outcome outcome = launch.finish();
        return outcome.exitValue() + ", " + outcome.output() + ", " + outcome.error();
    }

    @Test
    void without_redirects_all_three_are_pipes() throws Exception {
        BothWays.show("0, out\nmore\n, err\n", way -> finish(way.shell(SCRIPT)));
        BothWays.show("in", way -> {
            Process process = way.probe("copy").start();
            process.getOutputStream().write("in".getBytes());
            return Outcome.of(process).output();
        });
    }

    @Test
    void a_file_that_output_is_written_to_is_truncated() throws Exception {
        BothWays.show("0, , err\n: out\nmore\n", way -> {
            File file = file(way, "out");
            return finish(way.shell(SCRIPT).redirectOutput(Redirect.to(file))) + ": " + content(file);
        });
        BothWays.show("0, out\nmore\n, : err\n", way -> {
            File file = file(way, "err");
            return finish(way.shell(SCRIPT).redirectError(Redirect.to(file))) + ": " + content(file);
        });
    }

    @Test
    void a_file_that_output_is_appended_to_keeps_what_it_has() throws Exception {
        BothWays.show("0, , : old out\nerr\nmore\n", way -> {
            File file = file(way, "both");
            Launch launch = way.shell(SCRIPT)
                    .redirectOutput(Redirect.appendTo(file))
                    .redirectError(Redirect.appendTo(file));
            return finish(launch) + ": " + content(file);
        });
    }

    @Test
    void one_file_for_both_outputs_is_opened_twice() throws Exception {
        BothWays.show("err\nmore\n", way -> {
            File file = file(way, "both");
            way.shell(SCRIPT).redirectOutput(Redirect.to(file)).redirectError(Redirect.to(file)).finish();
            return content(file);
        });
    }

    @Test
    void discarded_output_goes_to_the_null_device() throws Exception {
        BothWays.show("0, , /dev/null\n", way -> finish(
                way.shell("f=$(readlink /proc/$$/fd/1); echo $f >&2").redirectOutput(Redirect.DISCARD)));
        BothWays.show("0, /dev/null\n, ", way -> finish(
                way.shell("readlink /proc/$$/fd/2").redirectError(Redirect.DISCARD)));
    }

    @Test
    void input_comes_from_a_file() throws Exception {
        BothWays.show("0, old , ", way -> finish(
                way.probe("copy").redirectInput(Redirect.from(file(way, "in")))));
    }

    @Test
    void a_write_that_fails_is_the_program_s_to_see() throws Exception {
        BothWays.show("28, , ", way -> finish(
                way.probe("print", "x").redirectOutput(Redirect.to(new File("/dev/full")))));
    }

    @Test
    void the_error_stream_can_be_merged_into_any_output() throws Exception {
        BothWays.show("0, out\nerr\nmore\n, ", way -> finish(way.shell(SCRIPT).redirectErrorStream(true)));
        BothWays.show("0, , : out\nerr\nmore\n", way -> {
            File file = file(way, "out");
            Launch launch = way.shell(SCRIPT).redirectErrorStream(true);
            return finish(launch.redirectOutput(Redirect.to(file))) + ": " + content(file);
        });
    }

    @Test
    void a_file_for_an_error_stream_that_is_merged_is_emptied_all_the_same() throws Exception {
        BothWays.show("0, out\nerr\nmore\n, , true, ", way -> {
            File old = file(way, "old");
            File created = new File(old + "-created");
            Launch launch = way.shell(SCRIPT).redirectErrorStream(true);
            launch.redirectError(Redirect.to(created)).start().waitFor();
            String seen = finish(launch.redirectError(Redirect.to(old)));
            return seen + ", " + created.exists() + ", " + content(old);
        });
        BothWays.show("old ", way -> {
            File old = file(way, "old");
            way.shell(SCRIPT).redirectErrorStream(true).redirectError(Redirect.appendTo(old)).finish();
            return content(old);
        });
    }

    @Test
    void the_stream_of_a_merged_error_output_is_at_its_end() throws Exception {
        BothWays<String> seen = BothWays.of(way -> {
            Process process = way.probe("wait").redirectErrorStream(true).start();
            InputStream error = process.getErrorStream();
            String before = error.available() + " " + error.read();
            error.close();
            String after = StreamsIT.result(error::read);
            process.getOutputStream().close();
            process.waitFor();
            return before + ", closed: " + after;
        });

        seen.differ(Difference.MERGED_ERROR_STREAM, "0 -1, closed: Stream closed", "0 -1, closed: -1");
    }

    @Test
    void files_are_created_and_emptied_even_if_the_start_fails() throws Exception {
        BothWays.show("true, ", way -> {
            File emptied = file(way, "emptied");
            File created = new File(emptied + "-created");
            StartFailure.of(way.launch("/no/such/program")
                    .redirectOutput(Redirect.to(emptied))
                    .redirectError(Redirect.appendTo(created))::start);
            return created.exists() + ", " + content(emptied);
        });
    }

    @Test
    void files_are_opened_in_the_order_of_the_streams_until_one_fails() throws Exception {
        BothWays.show("true, false", way -> {
            File before = new File(file(way, "x") + "-before");
            File after = new File(file(way, "x") + "-after");
            File missing = new File("/no/such/file");
            StartFailure.of(way.launch("/bin/true")
                    .redirectInput(Redirect.from(file(way, "in")))
                    .redirectOutput(Redirect.to(before))
                    .redirectError(Redirect.to(missing))::start);
            StartFailure.of(way.launch("/bin/true")
                    .redirectInput(Redirect.from(missing))
                    .redirectOutput(Redirect.to(after))::start);
            return before.exists() + ", " + after.exists();
        });
    }

    /** Creates a file by a relative name, for a program in another directory. */
    static final class RelativeFile implements Scenario<String> {
        @Override
        public String run(Way way) throws Exception {
            Path file = Path.of("relative-" + way);
            way.probe("cwd").directory(new File("/")).redirectOutput(Redirect.to(file.toFile())).finish();
            return Files.readString(file)
                    + " " + PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        }
    }

    @Test
    void files_are_relative_to_the_jvm_s_working_directory_and_subject_to_its_umask()
            throws Exception {
        ChildJvm.after("umask 026").in(directory).run(RelativeFile.class).show("/ rw-r-----");
    }

    /** Inherits all three streams, of which the last two are files here. */
    static final class Inherited implements Scenario<String> {
        @Override
        public String run(Way way) throws Exception {
            String[] files = {System.getProperty("out"), System.getProperty("err")};
            Launch launch = way.shell("read line; echo \"$line\"; echo err >&2")
                    .redirectInput(Redirect.INHERIT)
                    .redirectOutput(Redirect.INHERIT)
                    .redirectError(Redirect.INHERIT);
            String first = finish(launch) + content(files);
            String second = finish(launch.redirectErrorStream(true)) + content(files);
            System.setErr(null); // it is the native descriptor that is inherited
            return first + second + finish(launch.redirectErrorStream(false)) + content(files);
        }

        private static String content(String... files) throws IOException {
            StringBuilder content = new StringBuilder();
            for (String file : files) {
                content.append('[').append(Files.readString(Path.of(file))).append(']');
                Files.writeString(Path.of(file), "");
            }
            return content.append('\n').toString().replace("\n", "/");
        }
    }

    @Test
    void inherited_streams_are_the_jvm_s_descriptors() throws Exception {
        Path in = Files.writeString(directory.resolve("in"), "first\nsecond\nthird\n");
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        Files.createFile(out);
        Files.createFile(err);

        ChildJvm.redirected("<" + in + " >>" + out + " 2>>" + err)
                .with("-Dout=" + out, "-Derr=" + err)
                .runApart(Inherited.class)
                .show("0, , [first/][err/]/" + "0, , [second/err/][]/" + "0, , [third/][err/]/");
    }

    /** Starts programs with pipes and files, and then with what the JVM has at 0, 1 and 2. */
    static final class ClosedStreams implements Scenario<String> {
        @Override
        public String run(Way way) throws Exception {
            Process copy = way.probe("copy").start();
            copy.getOutputStream().write("through pipes".getBytes());
            Path file = Files.createTempFile("closed", "streams");
            way.shell("cat; echo err >&2")
                    .redirectInput(Redirect.from(new File("/dev/null")))
                    .redirectOutput(Redirect.to(file.toFile()))
                    .redirectErrorStream(true)
                    .finish();
            StringBuilder seen = new StringBuilder(Outcome.of(copy).output())
                    .append(", ").append(Files.readString(file).strip());
            Files.delete(file);
            for (String fd : List.of("0", "1", "2")) {
                int result = way.probe("isatty", fd)
                        .redirectInput(Redirect.INHERIT)
                        .redirectOutput(Redirect.INHERIT)
                        .redirectError(Redirect.INHERIT)
                        .start().waitFor();
                seen.append(", ").append(Errno.of(result).orElseThrow());
            }
            return seen.append(" ").append(way.probe("fds").finish().output().strip()).toString();
        }
    }

    /** Closes 0, 1 and 2 when the JVM runs, so that the next descriptors get these numbers. */
    static final class StreamsClosedLater implements Scenario<String> {
        @Override
        public String run(Way way) throws Exception {
            // Opens what stays open, such as jars: only descriptors of starts are to come.
            assertThat(way.probe("exit", "0").finish().exitValue()).isZero();
            for (int fd = 0; fd <= 2; fd++) {
                Function.getFunction("c", "close").invokeInt(new Object[] {fd});
            }
            Process process = way.probe("copy").start();
            process.getOutputStream().write("in".getBytes());
            Outcome piped = Outcome.of(process);
            Outcome failed = way.shell("echo out; echo err >&2; exit 3").finish();
            return piped + " " + failed + " " + way.probe("fds").finish();
        }
    }

    @Test
    void descriptors_with_the_numbers_of_standard_streams_are_no_obstacle() throws Exception {
        ChildJvm.by().runApart(StreamsClosedLater.class).show(
                new Outcome(0, "in", "") + " " + new Outcome(3, "out\n", "err\n")
                        + " " + new Outcome(0, "0\n1\n2\n", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<&-", ">&-", "2>&-", "<&- >&- 2>&-"})
    void a_jvm_without_standard_streams_can_give_some_to_a_program(String redirects)
            throws Exception {
        String seen = ChildJvm.redirected(redirects).run(ClosedStreams.class).same();

        assertThat(seen).startsWith("through pipes, err").endsWith(" 0\n1\n2");
    }
}

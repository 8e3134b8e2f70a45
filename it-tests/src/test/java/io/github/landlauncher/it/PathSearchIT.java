package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a program is looked for, and what becomes of a file that is no program. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PathSearchIT {

    private static final String MISSING = "error=2, No such file or directory";
    private static final String DENIED = "error=13, Permission denied";

    @TempDir private Path top;

    /** The child's working directory; its own directory {@code rel} is in PATH. */
    private Path here;

    @BeforeEach
    void make_directories() throws IOException {
        top = top.toRealPath();
        here = Files.createDirectory(top.resolve("here"));
        for (String name : List.of("here/rel", "bin", "denied", "none")) {
            Files.createDirectory(top.resolve(name));
        }
        Files.createFile(top.resolve("file"));
    }

    /** An executable script that tells where it is. */
    private void program(String path) throws IOException {
        executable(path, "#!/bin/sh\necho " + path + "\n");
    }

    private void executable(String path, String content) throws IOException {
        Path file = Files.writeString(top.resolve(path), content);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /** What both ways show in a JVM with this PATH, or with none if it is null. */
    private List<String> search(String path, String... programs) throws Exception {
        return searchBothWays(path, programs).same().lines().toList();
    }

    private BothWays<String> searchBothWays(String path, String... programs) throws Exception {
        ChildJvm jvm = ChildJvm.by().with("-Dhere=" + here, "-Dprograms=" + String.join(",", programs));
        if (path == null) {
            jvm.environment().remove("PATH");
        } else {
            jvm.environment().put("PATH", path);
        }
        return jvm.run(Searches.class);
    }

    /** Starts programs with the native environment, and with a map whose PATH leads nowhere. */
    static final class Searches implements Scenario<String> {
        @Override
        public String run(Way way) throws Exception {
            List<String> seen = new ArrayList<>();
            for (String program : System.getProperty("programs").split(",")) {
                seen.add(program + ": " + result(start(way, program)));
                seen.add(program + ", map: " + result(start(way, program).with("PATH", "/nowhere")));
            }
            return String.join("\n", seen);
        }

        private static Launch start(Way way, String program) {
            return way.launch(program).directory(Path.of(System.getProperty("here")).toFile());
        }

        private static String result(Launch launch) throws InterruptedException {
            try {
                Outcome outcome = launch.finish();
                return (outcome.output() + outcome.exitValue()).replace("\n", " ");
            } catch (IOException e) {
                String message = StartFailure.of(e).message();
                return message.substring(message.indexOf("error="));
            }
        }
    }

    @Test
    void each_directory_of_the_path_is_tried_in_turn_from_the_working_directory() throws Exception {
        String path = String.join(":", "rel", top + "/denied", top + "/none", top + "/file",
                "", top + "/bin");
        program("here/rel/first");
        program("bin/first");
        program("here/second");
        program("bin/second");
        program("bin/third");
        Files.writeString(top.resolve("denied/third"), "not executable");
        Files.writeString(top.resolve("denied/fourth"), "not executable");
        Files.createDirectory(top.resolve("bin/fifth"));
        executable("bin/sixth", "#!/no/such/interpreter\n");
        executable("bin/seventh", "/usr/bin/tr '\\0' ' ' < /proc/$$/cmdline");

        List<String> seen =
                search(path, "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "none");

        assertThat(seen).containsExactly(
                "first: here/rel/first 0", "first, map: here/rel/first 0",
                "second: here/second 0", "second, map: here/second 0",
                "third: bin/third 0", "third, map: bin/third 0",
                "fourth: " + DENIED, "fourth, map: " + DENIED,
                "fifth: " + DENIED, "fifth, map: " + DENIED,
                "sixth: " + MISSING, "sixth, map: " + MISSING,
                "seventh: /bin/sh " + top + "/bin/seventh 0",
                "seventh, map: /bin/sh " + top + "/bin/seventh 0",
                "none: " + MISSING, "none, map: " + MISSING);
    }

    @Test
    void a_loop_of_symbolic_links_in_the_path_is_passed_over() throws Exception {
        Files.createSymbolicLink(top.resolve("loop"), Path.of("loop"));
        program("bin/program");

        searchBothWays(top + "/loop:" + top + "/bin", "program").differ(
                Difference.LOOP_IN_PATH,
                "program: error=40, Too many levels of symbolic links\n"
                        + "program, map: bin/program 0",
                "program: bin/program 0\nprogram, map: bin/program 0");
    }

    @Test
    void an_empty_component_at_either_end_is_the_working_directory() throws Exception {
        program("here/program");

        for (String path : List.of("", top + "/none:")) {
            assertThat(search(path, "program", "none")).as(path).containsExactly(
                    "program: here/program 0", "program, map: here/program 0",
                    "none: " + MISSING, "none, map: " + MISSING);
        }
    }

    @Test
    void without_a_path_a_map_makes_the_working_directory_come_first() throws Exception {
        program("here/program");
        program("here/cat");

        assertThat(search(null, "program", "cat")).containsExactly(
                "program: " + MISSING, "program, map: here/program 0",
                "cat: 0", "cat, map: here/cat 0");
    }

    @Test
    void a_name_with_a_slash_is_relative_to_the_working_directory_of_the_child() throws Exception {
        program("here/program");
        program("here/rel/program");

        for (String name : List.of("./program", "rel/../program", "../here/program")) {
            BothWays.show(
                    new Outcome(0, "here/program\n", ""),
                    way -> way.launch(name).directory(here.toFile()).finish());
        }
        BothWays.show(
                StartFailure.cannotRun("\"./program\": " + MISSING),
                way -> StartFailure.of(way.launch("./program")::start));
    }

    @Test
    void the_program_gets_its_name_as_it_was_given() throws Exception {
        Files.copy(Probe.path(), here.resolve("probe"));
        String name = "./../here/probe";

        BothWays.show(
                new Outcome(0, name + "\0args\0\0x y\0", ""),
                way -> way.launch(name, "args", "", "x y").directory(here.toFile()).finish());
        BothWays.show(
                "sleep\0",
                way -> {
                    Process sleep = way.launch("sleep", "1000").start();
                    String arguments = Files.readString(Path.of("/proc/" + sleep.pid() + "/cmdline"));
                    sleep.destroyForcibly().waitFor();
                    return arguments.substring(0, arguments.indexOf('\0') + 1);
                });
    }

    @Test
    void an_executable_file_without_a_format_is_run_by_the_shell() throws Exception {
        executable("here/script", "tr '\\0' ' ' < /proc/$$/cmdline; echo \"$0,$1,$2\"; exit 3");
        executable("here/empty", "");
        executable("here/garbage", "\177ELF");
        String script = here + "/script";

        BothWays.show(
                new Outcome(3, "/bin/sh " + script + " a b c " + script + ",a b,c\n", ""),
                way -> way.launch(script, "a b", "c").finish());
        BothWays.show(
                new Outcome(0, "", ""), way -> way.launch("./empty").directory(here.toFile()).finish());
        assertThat(BothWays.same(way -> way.launch(here + "/garbage").finish()).exitValue())
                .isEqualTo(127);
    }
}

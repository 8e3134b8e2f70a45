package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.jna.Function;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The environment of a program, and the bytes that strings become, in JVMs of several locales. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EnvironmentIT {

    private static final int JAVA = Runtime.version().feature();

    /** A variable of bytes that are text in no locale, and one of UTF-8. */
    private static final String EXPORTS =
            "export RAW=\"$(printf '\\377\\376A')\" UMLAUT=\"$(printf '\\303\\274')\" EMPTY=";

    /** The two as they are here, where one character is one byte. */
    private static final List<String> EXPORTED =
            List.of("RAW=\u00ff\u00feA", "UMLAUT=\u00c3\u00bc", "EMPTY=");

    @TempDir private Path directory;

    private static ChildJvm inLocale(String locale) {
        return ChildJvm.after("export LC_ALL=" + locale + "; " + EXPORTS);
    }

    /** What the probe has, in the order it has it. */
    private static List<String> variables(Launch launch) throws IOException, InterruptedException {
        Outcome outcome = launch.finish();
        assertThat(outcome.exitValue()).isZero();
        return outcome.output().isEmpty() ? List.of() : Arrays.asList(outcome.output().split("\0"));
    }

    private static String lines(List<String> variables) {
        return String.join("\n", variables);
    }

    private static String sortedLines(List<String> variables) {
        return String.join("\n", variables.stream().sorted().toList());
    }

    /** The environment of this JVM's own process, where one character is one byte. */
    private static List<String> ownVariables() throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of("/proc/self/environ"));
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return Arrays.asList(text.split("\0"));
    }

    static final class Untouched implements Scenario<String> {
        @Override
        public String run(Way way) throws Exception {
            List<String> variables = variables(way.probe("env"));
            assertThat(variables).isEqualTo(ownVariables());
            return lines(variables);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8"})
    void an_environment_that_was_not_touched_is_passed_byte_by_byte(String locale) throws Exception {
        String seen = inLocale(locale).run(Untouched.class).same();

        assertThat(seen.lines()).containsAll(EXPORTED);
    }

    /** Several maps, one after the other. */
    static final class Touched implements Scenario<String> {
        @Override
        public String run(Way way) throws Exception {
            List<String> seen = new ArrayList<>();
            Launch launch = way.probe("env");
            Map<String, String> map = launch.environment();
            seen.add("unchanged\n" + sortedLines(variables(launch)));
            map.put("ADDED", "\u00e4\u20ac\ud834\udd1e");
            map.put("\u00c4", "name");
            map.put("", "empty name");
            map.remove("EMPTY");
            seen.add("changed\n" + sortedLines(variables(launch)));
            map.put("UMLAUT", map.get("UMLAUT") + "more");
            map.put("COPY", map.get("RAW"));
            seen.add("rewritten\n" + sortedLines(variables(launch)));
            map.clear();
            seen.add("cleared\n" + sortedLines(variables(launch)));
            map.put("ONLY", "one");
            seen.add("one\n" + sortedLines(variables(launch)));
            return String.join("\n\n", seen);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8"})
    void a_map_is_passed_exactly_and_what_was_not_changed_in_it_byte_by_byte(String locale)
            throws Exception {
        String[] seen = inLocale(locale).run(Touched.class).same().split("\n\n");

        assertThat(seen[0].lines()).startsWith("unchanged").containsAll(EXPORTED);
        assertThat(seen[1].lines())
                .contains("=empty name", EXPORTED.get(0), EXPORTED.get(1))
                .contains("ADDED=" + (locale.equals("C")
                        ? "???"
                        : "\u00c3\u00a4\u00e2\u0082\u00ac\u00f0\u009d\u0084\u009e"))
                .doesNotContain("EMPTY=");
        assertThat(seen[2].lines()).contains(EXPORTED.get(0));
        assertThat(seen[3].strip()).isEqualTo("cleared");
        assertThat(seen[4].strip()).isEqualTo("one\nONLY=one");
    }

    @Test
    void a_charset_set_on_the_command_line_does_not_change_the_bytes_of_variables()
            throws Exception {
        BothWays<String> seen =
                inLocale("C").with("-Dfile.encoding=UTF-8").run(UnchangedMap.class);

        assertThat(seen.same().lines()).containsAll(EXPORTED);
    }

    static final class UnchangedMap implements Scenario<String> {
        @Override
        public String run(Way way) throws Exception {
            return sortedLines(variables(way.probe("env").with("ADDED", "x")));
        }
    }

    /** Sets a variable where only native code sees it. */
    static final class NativeVariable implements Scenario<String> {
        @Override
        public String run(Way way) throws Exception {
            Launch touched = way.probe("env");
            touched.environment();
            Function.getFunction("c", "setenv").invokeInt(new Object[] {"NATIVE", way.name(), 1});
            return "untouched: " + hasNative(way.probe("env")) + ", map: " + hasNative(touched);
        }

        private static boolean hasNative(Launch launch) throws Exception {
            return variables(launch).stream().anyMatch(variable -> variable.startsWith("NATIVE="));
        }
    }

    @Test
    void a_variable_set_by_native_code_is_seen_unless_the_map_was_touched() throws Exception {
        assertThat(ChildJvm.by().run(NativeVariable.class).same())
                .isEqualTo("untouched: true, map: false");
    }

    /** Arguments, program and directory with characters that not every locale has. */
    static final class Words implements Scenario<String> {
        @Override
        public String run(Way way) throws Exception {
            String named = System.getProperty("named");
            return String.join("\n",
                    result(way.probe("args", "\u00fc", "\u20ac\ud834\udd1e", "\ud800")),
                    result(way.probe("cwd").directory(new File(named, "\u00fc"))),
                    result(way.launch(named + "/\u00fc/\u20ac", "args")),
                    result(way.launch("./\u20ac", "args").directory(new File(named, "\u00fc"))));
        }

        private static String result(Launch launch) throws InterruptedException {
            try {
                return launch.finish().output().replace('\0', ' ');
            } catch (IOException e) {
                return StartFailure.of(e).message();
            }
        }
    }

    private ChildJvm withNames(String locale) throws IOException, InterruptedException {
        Path named = directory.resolve("named-in-utf-8");
        String script = "mkdir -p \"$1/$(printf '\\303\\274')\""
                + " && cp \"$2\" \"$1/$(printf '\\303\\274')/$(printf '\\342\\202\\254')\"";
        Way.JDK.shell(script, named.toString(), Probe.path().toString()).finish();
        return inLocale(locale).with("-Dnamed=" + named);
    }

    @Test
    void in_utf_8_every_character_arrives() throws Exception {
        String named = directory.resolve("named-in-utf-8") + "/";
        String euro = "\u00e2\u0082\u00ac";

        assertThat(withNames("C.UTF-8").run(Words.class).same().lines()).containsExactly(
                Probe.path() + " args \u00c3\u00bc " + euro + "\u00f0\u009d\u0084\u009e ? ",
                named + "\u00c3\u00bc",
                named + "\u00c3\u00bc/" + euro + " args ",
                "./" + euro + " args ");
    }

    @Test
    void in_ascii_other_characters_become_question_marks() throws Exception {
        String named = directory.resolve("named-in-utf-8") + "/";
        String missing = "error=2, No such file or directory";

        assertThat(withNames("C").run(Words.class).same().lines()).containsExactly(
                Probe.path() + " args ? ?? ? ",
                "Cannot run program \"" + Probe.path() + "\" (in directory \"" + named + "\u00fc\"): "
                        + missing,
                "Cannot run program \"" + named + "\u00fc/\u20ac\": " + missing,
                "Cannot run program \"./\u20ac\" (in directory \"" + named + "\u00fc\"): " + missing);
    }

    @Test
    void a_charset_set_on_the_command_line_counts_for_arguments_on_17_only_and_never_for_ours()
            throws Exception {
        assumeThat(JAVA).as("Java whose ProcessBuilder uses the default charset").isEqualTo(17);

        withNames("C").with("-Dfile.encoding=UTF-8").run(Argument.class)
                .differ(Difference.DEFAULT_CHARSET_OF_17, "\u00c3\u00bc", "?");
    }

    static final class Argument implements Scenario<String> {
        @Override
        public String run(Way way) throws Exception {
            return way.probe("print", "\u00fc").finish().output();
        }
    }
}

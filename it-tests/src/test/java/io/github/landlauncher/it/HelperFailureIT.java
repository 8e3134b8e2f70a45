package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.StartStep;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A helper that is missing, or not ours, never counts as a start. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
class HelperFailureIT {

    @TempDir private Path directory;

    @Test
    void the_helper_itself_starts_a_program() throws Exception {
        StartReport report = startWith(installed());

        assertThat(report.exitValue()).isZero();
        assertThat(report.left()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/no/such/helper", "landlock-exec", "/usr", "/etc/passwd"})
    void what_cannot_be_executed_by_an_absolute_path_is_refused(String helper) throws Exception {
        StartReport report = start(new JavaCommand().property("landlauncher.helper", helper));

        assertThat(report.step()).isEqualTo(StartStep.HELPER);
        assertThat(report.message())
                .startsWith("Cannot run program \"" + Probe.path() + "\": the helper \"" + helper)
                .contains("landlauncher.helper")
                .endsWith("See docs/errors.md#helper");
        assertThat(report.left()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "exit 0; it exited with 0",
                "exit 1; it exited with 1",
                "kill -9 $$; it was killed by signal 9",
                "printf '\\0\\0\\0\\0' >&3; it exited with 0",
                "printf '\\377\\0\\0\\0\\1\\0\\0\\0' >&3; it exited with 0",
                "printf '\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0' >&3; it exited with 0",
            })
    void what_does_not_report_as_the_helper_does_is_lost(String script, String end)
            throws Exception {
        StartReport report = startWith(executable("#!/bin/sh\n" + script + "\n"));

        assertThat(report.step()).isEqualTo(StartStep.PROTOCOL);
        assertThat(report.errno()).isZero();
        assertThat(report.message())
                .contains("the helper did not report, " + end)
                .endsWith("See docs/errors.md#protocol");
        assertThat(report.left()).isEmpty();
    }

    @Test
    void a_helper_of_another_version_is_lost() throws Exception {
        StartReport report = startWith(executable(ofVersion((byte) '2')));

        assertThat(report.step()).isEqualTo(StartStep.PROTOCOL);
        assertThat(report.message()).contains("it exited with 127");
        assertThat(report.left()).isEmpty();
    }

    @Test
    void a_helper_that_does_not_understand_our_words_says_so() throws Exception {
        String record = "printf '\\1\\0\\0\\0\\26\\0\\0\\0' >&3";
        StartReport report = startWith(executable("#!/bin/sh\n" + record + "\nexit 127\n"));

        assertThat(report.step()).isEqualTo(StartStep.USAGE);
        assertThat(report.errno()).isEqualTo(Errno.EINVAL.number());
        assertThat(report.left()).isEmpty();
    }

    @Test
    void a_helper_that_is_cut_off_is_no_start() throws Exception {
        byte[] helper = helper();
        StartReport report = startWith(executable(Arrays.copyOf(helper, helper.length / 2)));

        assertThat(report.started()).as(report.toString()).isFalse();
        assertThat(report.step()).isIn(StartStep.SPAWN, StartStep.PROTOCOL);
        assertThat(report.left()).isEmpty();
    }

    @Test
    void a_text_is_no_program() throws Exception {
        assertReported(startWith(executable("text\n")), Errno.ENOEXEC);
    }

    @Test
    void a_helper_that_somebody_writes_is_not_executed() throws Exception {
        Path helper = installed();

        try (FileOutputStream writer = new FileOutputStream(helper.toFile(), true)) {
            assertThat(writer.getFD().valid()).isTrue();
            assertReported(startWith(helper), Errno.ETXTBSY);
        }
    }

    @ParameterizedTest
    @CsvSource({"delete, ENOENT", "forbid, EACCES"})
    void a_helper_that_changes_after_the_first_start(String change, Errno errno) throws Exception {
        JavaCommand jvm = with(installed());

        StartReport report =
                StartReport.from(new ProcessBuilder(jvm.command(HelperChangeMain.class, change)));

        assertReported(report, errno);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".."})
    void a_rule_that_allows_to_write_the_helper_is_refused(String above) throws Exception {
        Path helper = installed();
        Path writable = helper.getParent().resolve(above).normalize();

        StartReport report =
                start(with(helper).property(StartMain.WRITABLE, writable.toString()));

        assertThat(report.step()).isEqualTo(StartStep.HELPER);
        assertThat(report.message())
                .contains("allows writing the helper")
                .contains(helper.toString())
                .endsWith("See docs/errors.md#helper");
        assertThat(report.left()).isEmpty();
    }

    private static void assertReported(StartReport report, Errno errno) {
        assertThat(report.step()).isEqualTo(StartStep.SPAWN);
        assertThat(report.errno()).as(errno.name()).isEqualTo(errno.number());
        assertThat(report.message())
                .endsWith("See docs/errors.md#spawn-" + errno.name().toLowerCase(Locale.ROOT));
        assertThat(report.left()).isEmpty();
    }

    private static StartReport startWith(Path helper) throws Exception {
        return start(with(helper));
    }

    private static JavaCommand with(Path helper) {
        return new JavaCommand().property("landlauncher.helper", helper.toString());
    }

    private static StartReport start(JavaCommand jvm) throws Exception {
        return StartReport.from(
                new ProcessBuilder(
                        jvm.command(StartMain.class, Probe.path().toString(), "exit", "0")));
    }

    private Path installed() throws Exception {
        return executable(helper());
    }

    private Path executable(String content) throws Exception {
        return executable(content.getBytes(StandardCharsets.US_ASCII));
    }

    private Path executable(byte[] content) throws Exception {
        Path where = Files.createDirectory(directory.toRealPath().resolve("libexec"));
        Path file = Files.write(where.resolve("landlock-exec"), content);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    /** The helper that the launcher has with it. */
    static byte[] helper() throws Exception {
        String architecture = System.getProperty("os.arch").replace("amd64", "x86_64");
        String name = "/META-INF/landlauncher/" + architecture + "/landlock-exec";
        try (InputStream in = HelperFailureIT.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    /** The helper with another number where its only string of one digit is the version. */
    private static byte[] ofVersion(byte digit) throws Exception {
        byte[] helper = helper();
        int found = 0;
        for (int i = 1; i < helper.length - 1; i++) {
            if (helper[i - 1] == 0 && helper[i] == '1' && helper[i + 1] == 0) {
                helper[i] = digit;
                found++;
            }
        }
        assertThat(found).as("places of the version").isEqualTo(1);
        return helper;
    }
}

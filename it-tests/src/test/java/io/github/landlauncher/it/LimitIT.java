package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.StartStep;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM at its limit of open files or of processes. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
class LimitIT {

    private static final int NOBODY = 65534;

    @TempDir private Path directory;

    @Test
    void without_enough_descriptors_each_step_says_so_and_leaves_none_behind() throws Exception {
        List<String> jvm = new JavaCommand().command(FileLimitMain.class);
        ProbeResult result = run(prefixed(List.of("prlimit", "--nofile=256:256"), jvm));
        assertThat(result.error()).isEmpty();
        assertThat(result).succeeds();
        List<String> outcomes = inOrder(result);

        List<String> failures = outcomes.subList(0, outcomes.size() - 1);
        assertThat(failures)
                .allSatisfy(failure -> assertThat(failure)
                        .matches("(?s)[A-Z_]+ 24 Cannot run .*: error=24, Too many open files\n.*")
                        .contains("The JVM has reached its limit of open files."));
        assertThat(failures.stream().map(failure -> failure.split(" ")[0]).distinct())
                .contains("CREATE_RULESET", "OPEN_PATH", "DESCRIPTORS");
        assertThat(outcomes).last().isEqualTo("0");
    }

    @Test
    void without_another_process_to_be_had_nothing_starts() throws Exception {
        Path copies = Files.createDirectory(directory.resolve("copies"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));

        List<String> command = asOrdinaryUser(jvmThatEverybodyCanRun(copies, ProcessLimitMain.class));
        StartReport report = StartReport.from(new ProcessBuilder(command));

        assertThat(report.step()).isEqualTo(StartStep.SPAWN);
        assertThat(report.errno()).isEqualTo(Errno.EAGAIN.number());
        assertThat(report.message().lines())
                .contains("  The user has reached the limit of processes (RLIMIT_NPROC),"
                        + " or the control group its own.")
                .last()
                .isEqualTo("  See docs/errors.md#spawn-eagain");
        assertThat(report.left()).isEmpty();
    }

    @Test
    void programs_that_run_when_no_descriptor_is_left_go_on_and_their_end_makes_room()
            throws Exception {
        List<String> jvm = new JavaCommand().command(RunningAtLimitMain.class, "files");
        List<String> command = prefixed(List.of("prlimit", "--nofile=256:256"), jvm);

        StartReport report = StartReport.from(new ProcessBuilder(command));

        assertThat(report.step()).isIn(
                StartStep.CREATE_RULESET, StartStep.OPEN_PATH, StartStep.DESCRIPTORS, StartStep.WATCH);
        assertThat(report.errno()).isEqualTo(Errno.EMFILE.number());
        assertThat(report.message()).contains("The JVM has reached its limit of open files.");
        assertThat(Integer.parseInt(report.value("running"))).isGreaterThan(40);
        assertThat(report.value("answered")).isEqualTo(report.value("running"));
        assertThat(report.value("again")).as("ran in the second round")
                .isEqualTo(report.value("running"));
        assertThat(report.left()).isEmpty();
    }

    @Test
    void programs_that_run_when_no_process_is_to_be_had_go_on_and_others_start_when_one_is()
            throws Exception {
        Path copies = Files.createDirectory(directory.resolve("copies"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> command = asOrdinaryUser(
                jvmThatEverybodyCanRun(copies, RunningAtLimitMain.class, "processes"));
        Process jvm = new ProcessBuilder(command).start();
        String self = Long.toString(jvm.pid());

        assertThat(jvm.inputReader().readLine()).isEqualTo("#running");
        String limit = prlimit("--pid", self, "--nproc", "-o", "SOFT", "--noheadings", "--raw");
        prlimit("--pid", self, "--nproc=1:");
        next(jvm);
        assertThat(jvm.inputReader().readLine()).isEqualTo("#refused");
        prlimit("--pid", self, "--nproc=" + limit.strip() + ":");
        next(jvm);
        StartReport report = StartReport.from(ProbeResult.of(command, jvm));

        assertThat(report.step()).isEqualTo(StartStep.SPAWN);
        assertThat(report.errno()).isEqualTo(Errno.EAGAIN.number());
        assertThat(report.message()).contains("See docs/errors.md#spawn-eagain");
        assertThat(report.value("running")).isEqualTo("5");
        assertThat(report.value("answered")).isEqualTo("5");
        assertThat(report.value("again")).isEqualTo("5");
        assertThat(report.left()).isEmpty();
    }

    private static String prlimit(String... arguments) throws IOException, InterruptedException {
        ProbeResult result = run(asOrdinaryUser(prefixed(List.of("prlimit"), List.of(arguments))));
        assertThat(result.exitValue()).as(result.error()).isZero();
        return result.text();
    }

    private static void next(Process jvm) throws IOException {
        jvm.getOutputStream().write('\n');
        jvm.getOutputStream().flush();
    }

    /** The limit does not hold for root, who becomes somebody else here. */
    private static List<String> asOrdinaryUser(List<String> command) {
        if (!System.getProperty("user.name").equals("root")) {
            return command;
        }
        return prefixed(
                List.of(
                        "setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups",
                        "--inh-caps=-all", "--bounding-set=-all"),
                command);
    }

    private static List<String> jvmThatEverybodyCanRun(
            Path copies, Class<?> main, String... arguments) throws IOException {
        List<String> entries = new ArrayList<>();
        for (String entry : JavaCommand.classPath().split(":")) {
            Path copy = copies.resolve(entries.size() + "-" + Path.of(entry).getFileName());
            copy(Path.of(entry), copy);
            entries.add(copy.toString());
        }
        Path probe = Files.copy(Probe.path(), copies.resolve("probe"));
        assertThat(probe.toFile().setExecutable(true, false)).isTrue();
        return new JavaCommand(String.join(":", entries))
                .property("landlauncher.probe", probe.toString())
                .command(main, arguments);
    }

    private static void copy(Path from, Path to) throws IOException {
        if (!Files.exists(from)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path path : tree.toList()) {
                Path copy = to.resolve(from.relativize(path).toString());
                Files.copy(path, copy);
                String mode = Files.isDirectory(path) ? "rwxr-xr-x" : "rw-r--r--";
                Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString(mode));
            }
        }
    }

    private static ProbeResult run(List<String> command) throws IOException, InterruptedException {
        return ProbeResult.of(command, new ProcessBuilder(command).start());
    }

    private static List<String> inOrder(ProbeResult result) throws IOException {
        Properties outcomes = new Properties();
        outcomes.load(new StringReader(result.text()));
        List<String> ordered = new ArrayList<>();
        for (int free = 0; free < outcomes.size(); free++) {
            ordered.add(outcomes.getProperty(Integer.toString(free)));
        }
        return ordered;
    }

    private static List<String> prefixed(List<String> prefix, List<String> command) {
        return Stream.concat(prefix.stream(), command.stream()).toList();
    }
}

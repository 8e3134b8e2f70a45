package io.github.landlauncher.examples.ci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.landlauncher.LandlockSupport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runner builds what is honest, and holds what is not. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CiRunnerIT {

    private static final String[] ATTACKS = {
        "change another job", "change the jobs", "list the users", "read the runner's environment",
        "connect to a local service", "write to /var/tmp"
    };

    @TempDir Path temp;

    private Path jobs;

    private record Ended(int exitValue, String output) {}

    @BeforeEach
    void copyTheSample() throws IOException {
        boolean required = !System.getProperty("landlauncher.requireAbi", "").isEmpty();
        Assumptions.assumeTrue(
                required || LandlockSupport.current().abi() >= 4, "this kernel has no Landlock ABI 4");
        jobs = temp.resolve("jobs");
        Path sample = Path.of("jobs").toAbsolutePath();
        try (Stream<Path> files = Files.walk(sample)) {
            for (Path file : files.filter(path -> !path.startsWith(sample.resolve("c-project/build"))).toList()) {
                Files.copy(file, jobs.resolve(sample.relativize(file).toString()));
            }
        }
    }

    @Test
    void baseline_the_attacks_work_without_a_sandbox() throws Exception {
        try (ServerSocket service = service()) {
            Ended attacks = attacks();

            assertThat(attacks.exitValue()).isZero();
            for (String name : ATTACKS) {
                assertThat(attacks.output()).contains(name + ": worked");
            }
            assertThat(service.accept().isConnected()).isTrue();
        }
    }

    @Test
    void baseline_without_a_sandbox_a_connection_gets_out_where_nobody_listens_too() throws Exception {
        service().close();

        assertThat(attacks().output()).contains("connect to a local service: worked");
    }

    @Test
    void a_connection_is_denied_where_nobody_listens_too() throws Exception {
        Files.delete(jobs.resolve("c-project.toml"));
        Files.delete(jobs.resolve("java-project.toml"));
        service().close();

        assertThat(run(jobs.toString()).output()).contains("[malicious] connect to a local service: denied");
    }

    @Test
    void honest_jobs_pass_and_a_malicious_one_is_held_and_ended() throws Exception {
        String makefile = Files.readString(jobs.resolve("c-project/Makefile"));
        String job = Files.readString(jobs.resolve("malicious.toml"));
        Path logs = temp.resolve("logs");
        try (ServerSocket service = service()) {

            Ended ended = run("--logs", logs.toString(), jobs.toString());

            assertThat(ended.output()).contains("[c-project] all tests passed", "[java-project] 3 the");
            for (String name : ATTACKS) {
                assertThat(ended.output()).contains("[malicious] " + name + ": denied");
            }
            assertThat(ended.output()).contains("[malicious] rewrite what others printed: ?[2J?[H")
                    .contains("2 of 3 jobs passed")
                    .containsPattern("malicious +test +timed out +\\d+\\.\\d\\d s +after 5 s")
                    .containsPattern("c-project +build +ok")
                    .containsPattern("java-project +run +ok")
                    .doesNotContain("\033");
            assertThat(ended.exitValue()).isEqualTo(1);
            assertThat(logs.resolve("malicious.log")).content().contains("list the users: denied");
            assertThat(logs.resolve("c-project.log")).content().contains("all tests passed");
            service.setSoTimeout(1);
            assertThatExceptionOfType(SocketTimeoutException.class)
                    .isThrownBy(service::accept);
        }
        assertThat(jobs.resolve("c-project/Makefile")).hasContent(makefile);
        assertThat(jobs.resolve("malicious.toml")).hasContent(job);
        assertThatNothingRunsIn(jobs.resolve("malicious"));
    }

    @Test
    void a_step_that_fails_skips_the_rest() throws Exception {
        Path failing = Files.createDirectories(temp.resolve("failing"));
        Files.createDirectory(failing.resolve("app"));
        Files.writeString(failing.resolve("app.toml"), """
                execute = ["/bin", "/usr/bin"]
                [[step]]
                run = ["sh", "-c", "exit 3"]
                [[step]]
                run = ["true"]
                [[step]]
                run = ["no-such-program"]
                """);

        Ended ended = run(failing.toString());

        assertThat(ended.output()).containsPattern("app +step 1 +failed +\\d\\.\\d\\d s +exit status 3")
                .containsPattern("app +step 2 +skipped")
                .contains("0 of 1 jobs passed");
        assertThat(ended.exitValue()).isEqualTo(1);
    }

    @Test
    void a_program_that_is_not_there_is_said() throws Exception {
        Path failing = Files.createDirectories(temp.resolve("failing"));
        Files.createDirectory(failing.resolve("app"));
        Files.writeString(failing.resolve("app.toml"), "[[step]]\nrun = [\"no-such-program\"]\n");

        Ended ended = run(failing.toString());

        assertThat(ended.output()).containsPattern(
                "app +step 1 +not started +0\\.00 s +Cannot run program \"no-such-program\"");
        assertThat(ended.exitValue()).isEqualTo(1);
    }

    @Test
    void a_file_that_is_no_job_starts_nothing() throws Exception {
        Files.writeString(jobs.resolve("zzz.toml"), "speed = 1\n");

        Ended ended = run(jobs.toString());

        assertThat(ended.output()).startsWith(
                "ci-runner: " + jobs.resolve("zzz.toml") + ":1:1: speed: unknown key").doesNotContain("Exception");
        assertThat(ended.exitValue()).isEqualTo(2);
        assertThat(jobs.resolve("c-project/build")).doesNotExist();
    }

    @Test
    void a_terminal_shows_how_far_the_jobs_are() throws Exception {
        Files.delete(jobs.resolve("malicious.toml"));
        List<String> command = new ArrayList<>(command(jobs.toString()));
        String line = String.join(" ", command);

        Ended ended = run(List.of("script", "-qec", line, "/dev/null"));

        assertThat(ended.output()).containsPattern("0 of 2 jobs done; .*c-project \\(1/2 build\\)")
                .contains("\r\033[K", "2 of 2 jobs passed");
        assertThat(ended.exitValue()).isZero();
    }

    /** The attacks without a sandbox, and without what they would leave running. */
    private Ended attacks() throws IOException, InterruptedException {
        String script = Files.readString(jobs.resolve("malicious/test.sh"))
                .replace("setsid", ": setsid").replace("sleep 1000", "exit 0");
        return ended(new ProcessBuilder("sh", "-c", script).directory(jobs.resolve("malicious").toFile()));
    }

    private ServerSocket service() throws IOException {
        ServerSocket service = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
        Files.writeString(jobs.resolve("malicious/port"), Integer.toString(service.getLocalPort()));
        return service;
    }

    /** Whether a process has this directory for its own: the jobs' processes all do. */
    private static void assertThatNothingRunsIn(Path directory) {
        assertThat(ProcessHandle.allProcesses().filter(process -> {
            try {
                return Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/cwd")).equals(directory);
            } catch (IOException e) {
                return false; // Gone, or somebody else's.
            }
        })).isEmpty();
    }

    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                "-jar", Path.of("target/ci-runner.jar").toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static Ended run(String... arguments) throws IOException, InterruptedException {
        return run(command(arguments));
    }

    private static Ended run(List<String> command) throws IOException, InterruptedException {
        return ended(new ProcessBuilder(command));
    }

    private static Ended ended(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }
}

package io.github.landlauncher.examples.ci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A job file is read as it is meant, or refused with the place. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class JobFileTest {

    private static final String STEP = "\n[[step]]\nrun = [\"true\"]\n";

    @TempDir Path jobs;

    @BeforeEach
    void makeDirectories() throws IOException {
        Files.createDirectories(jobs.resolve("app/part"));
        Files.writeString(jobs.resolve("file"), "");
    }

    @Test
    void a_job_has_steps_with_time_outs() throws IOException {
        Job job = read("""
                timeout = 7
                [environment]
                MODE = "test"
                [[step]]
                name = "build"
                run = ["make", "all"]
                timeout = 3
                [[step]]
                run = ["./app"]
                """);

        assertThat(job.name()).isEqualTo("app");
        assertThat(job.directory()).isEqualTo(jobs.resolve("app"));
        assertThat(job.environment()).isEqualTo(Map.of("MODE", "test"));
        assertThat(job.steps()).containsExactly(
                new Step("build", List.of("make", "all"), Duration.ofSeconds(3)),
                new Step("step 2", List.of("./app"), Duration.ofSeconds(7)));
    }

    @Test
    void a_job_may_change_its_own_directory_and_is_contained() throws IOException {
        Job job = read("directory = \"app/part\"" + STEP);

        assertThat(job.policy().contained()).isTrue();
        assertThat(job.policy().rules().pathRules()).filteredOn(rule -> rule.writes()).extracting(
                rule -> rule.path().toString()).containsExactly("/dev/null", jobs.resolve("app/part").toString());
    }

    @Test
    void policy_files_say_what_a_job_may_do() throws IOException {
        Files.createDirectory(jobs.resolve("policies"));
        Files.writeString(jobs.resolve("policies/base.toml"), """
                [[path_beneath]]
                allowed_access = ["read_file", "execute"]
                parent = ["/usr"]
                """);

        Job job = read("policy = [\"policies/base.toml\"]" + STEP);

        assertThat(job.policy().rules().pathRules()).extracting(rule -> rule.path().toString())
                .containsExactly("/usr", jobs.resolve("app").toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "directory = \"..\"                | 1:1: directory: expected a directory below JOBS",
        "directory = \"app/../../x\"       | 1:1: directory: expected a directory below JOBS",
        "directory = \".\"                 | 1:1: directory: expected a directory below JOBS",
        "directory = \"file\"              | 1:1: directory: JOBS/file is not a directory",
        "directory = 1                     | 1:1: directory: expected a string",
        "timeout = 0                       | 1:1: timeout: expected 1 to 86400 seconds",
        "timeout = \"5m\"                  | 1:1: timeout: expected a number of seconds",
        "connect = [70000]                 | 1:1: connect: expected port numbers, 0 to 65535",
        "read = \"/usr\"                   | 1:1: read: expected an array",
        "read = [1]                        | 1:1: read: expected an array of strings",
        "environment = { A = 1 }           | 1:17: A: expected a string",
        "preset = [\"gcc\"]                | 1:1: preset: expected tables, [[preset]]",
        "speed = 1                         | 1:1: speed: unknown key; there are [connect, directory,"
                + " environment, execute, policy, preset, read, step, timeout]",
    })
    void what_is_wrong_is_named_with_its_place(String line, String message) {
        IOException refused = catchThrowableOfType(IOException.class, () -> read(line + STEP));

        assertThat(refused).hasMessage(
                jobs.resolve("app.toml") + ":" + message.replace("JOBS", jobs.toString()));
    }

    @Test
    void a_job_without_steps_is_none() {
        IOException refused = catchThrowableOfType(IOException.class, () -> read("timeout = 1\n"));

        assertThat(refused).hasMessage(jobs.resolve("app.toml") + ": expected at least one [[step]]");
    }

    @Test
    void directories_within_each_other_are_refused() throws IOException {
        Job outer = read(STEP);
        Files.writeString(jobs.resolve("inner.toml"), "directory = \"app/part\"" + STEP);
        Job inner = JobFile.read(jobs.resolve("inner.toml"));

        IOException refused =
                catchThrowableOfType(IOException.class, () -> Workspaces.check(List.of(inner, outer)));

        assertThat(refused).hasMessage("job app could change the directory of job inner, which is "
                + jobs.resolve("app/part"));
    }

    private Job read(String text) throws IOException {
        return JobFile.read(Files.writeString(jobs.resolve("app.toml"), text));
    }
}

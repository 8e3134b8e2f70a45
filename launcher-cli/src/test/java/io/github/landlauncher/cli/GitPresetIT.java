package io.github.landlauncher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.cli.PackedCommand.Ended;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** git runs in the repository where one is, and its presets hold it there. */
@Timeout(60)
@DisplayNameGeneration(ReplaceUnderscores.class)
class GitPresetIT {

    @TempDir
    Path temp;

    private Path top;
    private Path repository;

    @BeforeAll
    static void landlock() {
        PackedCommand.assumeLandlock();
    }

    @BeforeEach
    void make_a_repository() throws Exception {
        top = temp.toRealPath();
        repository = Files.createDirectories(top.resolve("repository"));
        Files.createDirectories(repository.resolve("sub/directory"));
        Files.writeString(top.resolve("secret"), "secret\n");
        shell(repository, "git init -q -b main . && echo text > file && git add file"
                + " && git -c user.name=n -c user.email=e commit -q -m first");
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "sub/directory", ".git"})
    void git_reads_a_repository_from_wherever_in_it_one_is(String directory) throws Exception {
        Ended log = run(repository.resolve(directory), "run", "--preset", "git-readonly",
                "--", "git", "log", "--format=%s");

        assertThat(log.error()).isEmpty();
        assertThat(log.text()).isEqualTo("first\n");
        assertThat(log.exitValue()).isZero();
    }

    @Test
    void cwd_says_where_the_repository_is() throws Exception {
        Ended log = run(top, "run", "--preset", "git-readonly", "--cwd", repository.toString(),
                "--", "git", "log", "--format=%s");

        assertThat(log.text()).isEqualTo("first\n");
    }

    @Test
    void a_bare_repository_is_read() throws Exception {
        shell(top, "git clone -q --bare repository bare.git");

        Ended log = run(top.resolve("bare.git"), "run", "--preset", "git-readonly",
                "--", "git", "log", "--format=%s");

        assertThat(log.text()).isEqualTo("first\n");
    }

    @Test
    void a_linked_worktree_needs_its_repository_for_a_base() throws Exception {
        shell(repository, "git worktree add -q ../linked");

        Ended refused = run(top.resolve("linked"), "run", "--preset", "git-readonly",
                "--", "git", "log", "--format=%s");
        Ended log = run(top.resolve("linked"), "run", "--preset", "git-readonly:base=" + repository,
                "--", "git", "log", "--format=%s");

        assertThat(refused.exitValue()).isEqualTo(125);
        assertThat(refused.error()).contains("--preset git-...:base=PATH", "gitdir: " + repository)
                .doesNotContain("Exception");
        assertThat(log.text()).isEqualTo("first\n");
    }

    @Test
    void commands_of_the_repository_are_told_and_not_run() throws Exception {
        shell(repository, "git config core.fsmonitor 'touch " + top.resolve("ran") + "; false'");
        shell(repository, "git status; test -e ../ran && rm ../ran"); // The baseline: git runs it.

        Ended status = run(repository, "run", "--preset", "git-readonly", "--", "git", "status", "--short");

        assertThat(status.exitValue()).isZero();
        assertThat(status.error()).startsWith("landlauncher: NEUTRALISED ").contains("core.fsmonitor = touch");
        assertThat(top.resolve("ran")).doesNotExist();
    }

    @Test
    void nothing_is_written_nothing_else_read_and_no_shell_is_run() throws Exception {
        Ended commit = run(repository, "run", "--preset", "git-readonly", "--",
                "git", "commit", "--allow-empty", "-m", "second");
        Ended secret = run(repository, "run", "--preset", "git-readonly", "--",
                "git", "diff", "--no-index", "file", "../secret");
        Ended shell = run(repository, "run", "--preset", "git-readonly", "--", "sh", "-c", "true");

        assertThat(commit.exitValue()).isEqualTo(128);
        assertThat(commit.error()).contains("Permission denied");
        assertThat(secret.text()).doesNotContain("secret\n");
        assertThat(secret.error()).contains("Permission denied");
        assertThat(shell.exitValue()).isEqualTo(125);
    }

    @Test
    void a_checkout_may_commit_with_what_env_names() throws Exception {
        Ended commit = run(repository, "run", "--preset", "git-checkout",
                "--env", "GIT_AUTHOR_NAME=a", "--env", "GIT_AUTHOR_EMAIL=e",
                "--env", "GIT_COMMITTER_NAME=c", "--env", "GIT_COMMITTER_EMAIL=e",
                "--", "git", "commit", "-q", "--allow-empty", "-m", "second");

        assertThat(commit.error()).isEmpty();
        assertThat(commit.exitValue()).isZero();
        assertThat(shell(repository, "git log -1 --format=%an:%s")).isEqualTo("a:second\n");
    }

    @Test
    void a_fetch_takes_from_where_it_is_allowed_to() throws Exception {
        shell(top, "git clone -q repository clone");
        shell(repository, "git -c user.name=n -c user.email=e commit -q --allow-empty -m second");

        Ended denied = run(top.resolve("clone"), "run", "--preset", "git-fetch", "--", "git", "fetch", "-q");
        Ended fetched = run(top.resolve("clone"), "run", "--preset", "git-fetch:from=" + repository,
                "--", "git", "fetch", "-q");

        assertThat(denied.exitValue()).isNotZero();
        assertThat(fetched.error()).isEmpty();
        assertThat(fetched.exitValue()).isZero();
        assertThat(shell(top.resolve("clone"), "git log -1 --format=%s origin/main")).isEqualTo("second\n");
    }

    @Test
    void a_directory_without_a_repository_is_said() throws Exception {
        Ended ended = run(Files.createDirectory(top.resolve("empty")), "run",
                "--preset", "git-readonly:ceiling=" + top, "--", "git", "log");

        assertThat(ended.exitValue()).isEqualTo(125);
        assertThat(ended.error()).startsWith("landlauncher: ").doesNotContain("Exception");
    }

    @Test
    void show_has_the_rules_of_the_repository() throws Exception {
        Ended shown = run(repository, "show", "--preset", "git-readonly");

        assertThat(shown.text()).contains("containment", "no network", repository.toString());
        assertThat(shown.exitValue()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "git-readonly:from=/", "git-fetch:port=70000", "git-fetch:port=x", "git-readonly:base=/no/such"
    })
    void a_wrong_parameter_is_refused(String preset) throws Exception {
        Ended ended = run(repository, "run", "--preset", preset, "--", "git", "log");

        assertThat(ended.exitValue()).isEqualTo(2);
        assertThat(ended.error()).startsWith("landlauncher: ").doesNotContain("Exception");
    }

    @Test
    void a_policy_that_leaves_files_open_is_refused() throws Exception {
        Path policy = Files.writeString(
                top.resolve("policy.json"), "{\"ruleset\":[{\"handledAccessFs\":[\"write_file\"]}]}");
        String[] cat = {"cat", top.resolve("secret").toString()};
        Ended open = run(repository, with(cat, "run", "--policy", policy.toString(), "--"));
        assertThat(open.text()).as("baseline").isEqualTo("secret\n");

        Ended ended = run(repository,
                with(cat, "run", "--policy", policy.toString(), "--preset", "git-readonly", "--"));

        assertThat(ended.exitValue()).isEqualTo(2);
        assertThat(ended.text()).isEmpty();
        assertThat(ended.error()).startsWith("landlauncher: a preset for git needs a policy that denies all");
    }

    @Test
    void two_of_them_are_refused() throws Exception {
        Ended ended = run(repository, "run", "--preset", "git-readonly", "--preset", "git-fetch", "--", "git", "log");

        assertThat(ended.exitValue()).isEqualTo(2);
        assertThat(ended.error()).startsWith(
                "landlauncher: --preset git-readonly and --preset git-fetch cannot be combined");
    }

    private static Ended run(Path directory, String... arguments) throws Exception {
        return PackedCommand.run(new byte[0], PackedCommand.with(arguments).directory(directory.toFile()));
    }

    private static String[] with(String[] last, String... first) {
        return Stream.concat(Stream.of(first), Stream.of(last)).toArray(String[]::new);
    }

    private static String shell(Path directory, String script) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "-c", script));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}

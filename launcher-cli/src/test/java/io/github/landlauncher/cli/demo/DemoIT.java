package io.github.landlauncher.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.landlauncher.cli.PackedCommand;
import io.github.landlauncher.cli.PackedCommand.Ended;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@DisplayNameGeneration(ReplaceUnderscores.class)
class DemoIT {

    @TempDir
    Path temporary;

    @TempDir
    Path bin;

    @BeforeAll
    static void landlock() {
        PackedCommand.assumeLandlock();
    }

    /** JUnit deletes directories too, but warns of links that lead out of them. */
    @AfterEach
    void unlink() throws IOException {
        try (var links = Files.newDirectoryStream(bin)) {
            for (Path link : links) {
                Files.delete(link);
            }
        }
    }

    @Test
    void it_holds_and_leaves_nothing_behind() throws Exception {
        Ended ended = PackedCommand.run(new byte[0], demo());

        assertThat(ended.text()).contains("Held").doesNotContain("\u001b");
        assertThat(ended.text().lines())
                .filteredOn(line -> line.matches(".* {2}succeeded +(denied|killed|not given|needs ABI \\d+|not covered)"))
                .hasSize(Attack.values().length * Attempt.values().length);
        assertThat(ended.error()).isEmpty();
        assertThat(ended.exitValue()).isZero();
        assertThat(temporary).isEmptyDirectory();
        assertNoDaemonIsLeft();
    }

    @Test
    void without_a_token_in_the_environment_it_does_not_claim_to_have_kept_one() throws Exception {
        ProcessBuilder demo = demo();
        demo.environment().remove(Targets.TOKEN);

        Ended ended = PackedCommand.run(new byte[0], demo);

        assertThat(ended.text().lines())
                .filteredOn(line -> line.matches(".*find a token +not tried: not set +not tried: not set"))
                .hasSize(Attack.values().length);
        assertThat(ended.text()).contains("What could not be tried here proves nothing.");
        assertThat(ended.exitValue()).isZero();
    }

    @Test
    void the_repository_can_be_kept() throws Exception {
        Ended ended = PackedCommand.run(new byte[0], demo("--keep"));

        Path kept = Path.of(ended.text().lines()
                .filter(line -> line.startsWith("Kept: "))
                .map(line -> line.substring("Kept: ".length()))
                .findFirst()
                .orElseThrow());
        assertThat(kept).hasParent(temporary.toRealPath());
        assertThat(kept.resolve("sandboxed/repository/.git/demo/record")).isNotEmptyFile();
    }

    @Test
    void neither_the_users_configuration_nor_the_working_directory_matters() throws Exception {
        Path home = Files.createDirectory(temporary.resolve("home"));
        Files.writeString(
                home.resolve(".gitconfig"),
                "[core]\n\thooksPath = /nonexistent\n[commit]\n\tgpgSign = true\n");
        ProcessBuilder demo = demo().directory(home.toFile());
        demo.environment().put("HOME", home.toString());
        demo.environment().put("GIT_DIR", "/nonexistent");
        demo.environment().put("GIT_CONFIG_COUNT", "not a number");

        Ended ended = PackedCommand.run(new byte[0], demo);

        assertThat(ended.exitValue()).as(ended.text()).isZero();
    }

    @Test
    void where_there_is_no_perl_it_uses_bash_and_does_not_try_mptcp() throws Exception {
        link("git", "true", "cat", "bash");

        Ended ended = PackedCommand.run(new byte[0], withOnlyTheseInPath(demo("--keep")));

        assertThat(ended.exitValue()).as(ended.text() + ended.error()).isZero();
        try (var files = Files.walk(temporary)) {
            Path payload = files.filter(file -> file.endsWith(".git/demo/payload"))
                    .findFirst()
                    .orElseThrow();
            assertThat(payload).content().startsWith("#!" + bin.resolve("bash") + "\n");
        }
        assertThat(ended.text().lines())
                .filteredOn(line -> line.matches(".*by MPTCP +not tried: needs perl +not tried: needs perl"))
                .hasSize(Attack.values().length);
        assertNoDaemonIsLeft();
    }

    @Test
    void without_a_language_for_the_payloads_it_says_so_with_125() throws Exception {
        link("git", "true", "cat");

        Ended ended = PackedCommand.run(new byte[0], withOnlyTheseInPath(demo()));

        assertThat(ended.exitValue()).isEqualTo(125);
        assertThat(ended.output()).isEmpty();
        assertThat(ended.error())
                .isEqualTo("landlauncher: the demo's payloads need perl or bash, and there is neither"
                        + " of them in PATH\n");
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void without_git_it_says_so_with_125() throws Exception {
        Ended ended = PackedCommand.run(new byte[0], withOnlyTheseInPath(demo()));

        assertThat(ended.exitValue()).isEqualTo(125);
        assertThat(ended.error())
                .isEqualTo("landlauncher: the demo needs git, which is not in PATH\n");
    }

    @Test
    void ended_by_a_signal_it_leaves_nothing_behind() throws Exception {
        Process demo = demo().redirectErrorStream(true).start();
        await().until(() -> {
            try (var files = Files.walk(temporary)) {
                Path record = Path.of("plain/repository/.git/demo/record");
                return files.anyMatch(file -> file.endsWith(record));
            } catch (UncheckedIOException e) {
                return false;
            }
        });

        demo.destroy();

        assertThat(demo.waitFor()).isEqualTo(143);
        assertThat(temporary).isEmptyDirectory();
        assertNoDaemonIsLeft();
    }

    /** SIGKILL has been sent to all of them, but its work takes a moment. */
    private void assertNoDaemonIsLeft() {
        await().until(() -> Daemons.in(temporary).isEmpty());
    }

    private ProcessBuilder demo(String... options) {
        List<String> arguments = new ArrayList<>(List.of("demo"));
        arguments.addAll(List.of(options));
        return PackedCommand.with(
                List.of("-Djava.io.tmpdir=" + temporary), arguments.toArray(String[]::new));
    }

    private void link(String... programs) throws IOException {
        for (String program : programs) {
            Files.createSymbolicLink(bin.resolve(program), Programs.require(program));
        }
    }

    private ProcessBuilder withOnlyTheseInPath(ProcessBuilder demo) {
        demo.environment().put("PATH", bin.toString());
        return demo;
    }
}

package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.config.LandlockConfig;
import io.github.landlauncher.git.GitSandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's samples of policies in files and of git; {@link ReadmeIT} finds them here. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PolicyReadmeIT {

    @TempDir Path temp;

    private Path data;

    @BeforeEach
    void makeData() throws Exception {
        data = Files.createDirectory(temp.resolve("data"));
        Files.writeString(data.resolve("names"), "b\na\n");
        Files.writeString(temp.resolve("secret"), "c\n");
    }

    @Test
    void baseline_both_files_can_be_sorted() throws Exception {
        for (Path file : new Path[] {data.resolve("names"), temp.resolve("secret")}) {
            assertThat(new ProcessBuilder("/usr/bin/sort", file.toString()).start().waitFor()).isZero();
        }
    }

    @Test
    @RequiresAbi(1)
    void the_policy_in_a_file_lets_sort_read_the_data() throws Exception {
        Path directory = policies();
        String file = data.resolve("names").toString();

        SandboxPolicy policy = LandlockConfig.parse(directory).toPolicy();    // all files in it, composed
        Process process = new SandboxedProcessBuilder("/usr/bin/sort", file).policy(policy).start();

        assertThat(process.getInputStream()).hasContent("a\nb\n");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    @RequiresAbi(1)
    void and_nothing_else() throws Exception {
        SandboxPolicy policy = LandlockConfig.parse(policies()).toPolicy();

        Process process = new SandboxedProcessBuilder("/usr/bin/sort", temp.resolve("secret").toString())
                .policy(policy)
                .start();

        assertThat(new String(process.getErrorStream().readAllBytes())).contains("Permission denied");
        assertThat(process.waitFor()).isNotZero();
    }

    @Test
    @RequiresAbi(1)
    void git_reads_an_upload() throws Exception {
        Path upload = Files.createDirectory(temp.resolve("upload"));
        Process commit = new ProcessBuilder("sh", "-c", "git init -q . && git config core.fsmonitor 'echo'"
                + " && git -c user.name=n -c user.email=e -c core.fsmonitor=false"
                + " commit -q --allow-empty -m first")
                .directory(upload.toFile())
                .start();
        assertThat(commit.waitFor()).isZero();

        GitSandbox sandbox = GitSandbox.readOnly(upload).ceiling(upload.getParent());
        sandbox.inspect().findings().forEach(System.out::println);    // what it asks for and does not get
        Process log = sandbox.builder("log", "--oneline").start();

        assertThat(new String(log.getInputStream().readAllBytes())).endsWith(" first\n");
        assertThat(log.waitFor()).isZero();
        assertThat(sandbox.inspect().findings()).anySatisfy(
                finding -> assertThat(finding.toString()).contains("core.fsmonitor"));
    }

    /** The README's policy, with this test's directory for its data. */
    private Path policies() throws Exception {
        Path directory = Files.createDirectory(temp.resolve("policies"));
        String policy = ReadmeIT.blocks("toml").get(0).replace("/srv/data", data.toString());
        Files.writeString(directory.resolve("sort.toml"), policy);
        return directory;
    }
}

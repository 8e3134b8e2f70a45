package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessNet;
import io.github.landlauncher.Enforcement;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Presets;
import io.github.landlauncher.Resource;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README is true: its samples are code of the {@code *ReadmeIT} classes, its commands are run. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReadmeIT {

    private static final Path TOP = Path.of("..").toAbsolutePath().normalize();
    private static final Path TESTS = Path.of("src/test/java/io/github/landlauncher/it");

    @TempDir Path temp;

    @Test
    void every_java_sample_is_code_of_a_test() throws IOException {
        String source = withoutIndentation(Files.readString(TESTS.resolve("ReadmeIT.java"))
                + Files.readString(TESTS.resolve("NuReadmeIT.java"))
                + Files.readString(TESTS.resolve("FirstPolicyReadmeIT.java"))
                + Files.readString(TESTS.resolve("PolicyReadmeIT.java")));

        List<String> samples = blocks("java");

        assertThat(samples).hasSize(11).allSatisfy(
                sample -> assertThat(source).contains(withoutIndentation(sample)));
    }

    @Test
    @RequiresAbi(1)
    void the_first_sample_clones_a_repository() throws Exception {
        String upstream = repository(temp.resolve("upstream")).toString();
        String work = Files.createDirectory(temp.resolve("work")).toString();

        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V7)      // deny all that ABI 7 can deny
                .bestEffort(LandlockAbi.V1)                                // ... as far as this kernel can
                .allow(Presets.baseSystem())                               // loader, libraries, /dev/null ...
                .allowReadExecute("/usr/bin", "/usr/lib/git-core")
                .allowRead("/usr/share/git-core", upstream)
                .allowReadWrite(work);

        SandboxedProcessBuilder git = new SandboxedProcessBuilder("git", "clone", "-q", upstream, "repo")
                .policy(policy)
                .directory(new File(work));
        git.environment().put("HOME", work);
        git.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        Process process = git.start();

        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8)).isEmpty();
        assertThat(process.waitFor()).isZero();
        assertThat(Path.of(work, "repo", "file")).hasContent("content");
        assertThat(((SandboxedProcess) process).enforcement().level()).isNotEqualTo(Enforcement.Level.NOT);
    }

    @Test
    @RequiresAbi(1)
    void the_heads_of_many_repositories_are_told_by_futures() throws Exception {
        List<Path> repositories = List.of(repository(temp.resolve("first")), temp);
        SandboxPolicy policy = Sandbox.policy().allowReadExecute("/usr/bin", "/usr/lib/git-core")
                .allowReadIfExists("/etc/gitconfig", System.getProperty("user.home") + "/.gitconfig");

        List<CompletableFuture<String>> heads = new ArrayList<>();
        for (Path repository : repositories) {
            heads.add(new SandboxedProcessBuilder("git", "rev-parse", "HEAD")
                    .policy(policy.allowRead(repository))
                    .directory(repository.toFile())
                    .timeout(Duration.ofMinutes(1))
                    .runAsync()
                    .thenApply(git -> git.exitValue() == 0 ? git.outputText().strip() : git.errorText()));
        }

        assertThat(temp.resolve("first/.git/logs/HEAD")).content().contains(" " + heads.get(0).join() + " ");
        assertThat(heads.get(1).join()).contains("fatal: ");
    }

    @Test
    @RequiresAbi(1)
    void a_contained_program_runs_too() throws Exception {
        String file = Files.writeString(temp.resolve("names"), "b\na\n").toString();
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V7)
                .bestEffort(LandlockAbi.V1)
                .allow(Presets.baseSystem())
                .allowReadExecute("/usr/bin")
                .allowRead(file);

        SandboxPolicy contained = policy
                .containment()                          // no other sockets, no capabilities, fewer system calls
                .denyNetwork()                          // not even unix sockets
                .limit(Resource.NOFILE, 256);
        SandboxedProcess process = new SandboxedProcessBuilder("/usr/bin/sort", file)
                .policy(contained)
                .timeout(Duration.ofMinutes(1))         // SIGTERM, a second of grace, SIGKILL: to all of its tree
                .killSurvivors()                        // daemons too
                .start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("a\nb\n");
        assertThat(process.waitFor()).isZero();
        assertThat(process.timedOut()).isFalse();
    }

    @Test
    @RequiresAbi(1)
    void clean_surroundings_suffice_for_a_program() throws Exception {
        String file = Files.writeString(temp.resolve("names"), "b\na\n").toString();
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V7)
                .bestEffort(LandlockAbi.V1)
                .allow(Presets.baseSystem())
                .allowReadExecute("/usr/bin")
                .allowRead(file);

        Process process = new SandboxedProcessBuilder("/usr/bin/sort", file)
                .policy(policy)
                .cleanEnvironment("CI_*")
                .privateHome()
                .start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("a\nb\n");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    @RequiresAbi(1)
    void nothing_is_left_of_what_the_sample_about_ending_starts() throws Exception {
        String script = "sleep 60 >&- 2>&- & setsid sleep 60 >&- 2>&- & exit 5";
        SandboxPolicy policy = Sandbox.policy().allowReadExecute("/bin", "/usr/bin");

        SandboxedProcess process = new SandboxedProcessBuilder("/bin/sh", "-c", script)
                .policy(policy)
                .timeout(Duration.ofMinutes(10))       // SIGTERM to the whole tree, SIGKILL a second later
                .killSurvivors()                       // nothing outlives the program, daemons included
                .dieWithParent()                       // nor this JVM
                .start();
        process.waitFor();
        process.destroyTree(Duration.ofSeconds(1));    // returns when nothing of the tree is left

        assertThat(process.exitValue()).isEqualTo(5);
        assertThat(process.timedOut()).isFalse();
        assertThat(process.descendants()).isEmpty();
    }

    @Test
    void the_preview_of_an_old_kernel_says_what_it_lacks() {
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V7).bestEffort(LandlockAbi.V2);
        Enforcement onDebian12 = policy.enforcementOn(LandlockAbi.V2);
        if (!onDebian12.enforces(AccessNet.CONNECT_TCP)) {
            System.out.println(onDebian12);
        }

        assertThat(onDebian12.enforces(AccessNet.CONNECT_TCP)).isFalse();
        assertThat(onDebian12.toString()).contains("CONNECT_TCP: dropped (needs Landlock ABI 4 (Linux 6.7)");
    }

    @Test
    void every_command_is_known_here() throws IOException {
        // The demo and the CI runner are run by their own tests; mvn verify is what runs this.
        assertThat(blocks("sh")).containsExactly(
                "./landlauncher demo\n",
                "./landlauncher run --explain --rx /usr/bin -- sort /etc/passwd\n",
                "./landlauncher run --rx /usr/bin --ro /etc/passwd -- sort /etc/passwd\n",
                "./landlauncher run --preset base-system --policy - -- sort /etc/passwd <<END\n[[path_beneath]]\nallowed"
                        + "_access = [\"read_file\", \"execute\"]\nparent = [\"/usr/bin\", \"/etc/passwd\"]\nEND\n",
                "examples/ci-runner/run examples/ci-runner/jobs\n",
                "mvn verify\n");
    }

    @Test
    @RequiresAbi(1)
    void the_shell_commands_sort_the_file() throws Exception {
        for (String command : blocks("sh").subList(2, 4)) {
            Process process = new ProcessBuilder("sh", "-c", command).directory(TOP.toFile()).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor()).isZero();
            assertThat(text.lines()).containsExactlyInAnyOrderElementsOf(Files.readAllLines(Path.of("/etc/passwd")));
        }
    }

    @Test
    void the_coordinates_are_those_of_this_version() throws IOException {
        String pom = Files.readString(TOP.resolve("pom.xml"));
        String version = first(pom, "<artifactId>landlauncher-parent</artifactId>\\s*<version>(.*?)<");

        assertThat(first(blocks("xml").get(0), "<version>(.*?)<")).isEqualTo(version);
    }

    @Test
    void every_file_linked_from_the_readme_exists() throws IOException {
        List<String> links = Pattern.compile("]\\(([^)#:]+)\\)")
                .matcher(Files.readString(TOP.resolve("README.md")))
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(links).isNotEmpty().allSatisfy(link -> assertThat(TOP.resolve(link)).exists());
    }

    /** The fenced blocks of the README in a language. */
    static List<String> blocks(String language) throws IOException {
        return Pattern.compile("^```(\\w*)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(Files.readString(TOP.resolve("README.md")))
                .results()
                .filter(match -> match.group(1).equals(language))
                .map(match -> match.group(2))
                .toList();
    }

    private static String first(String text, String regex) {
        return Pattern.compile(regex).matcher(text).results()
                .map(match -> match.group(1))
                .findFirst().orElseThrow();
    }

    private static String withoutIndentation(String code) {
        return code.lines().map(String::strip).reduce("", (a, b) -> a + b + "\n");
    }

    private static Path repository(Path directory) throws Exception {
        Files.createDirectory(directory);
        Files.writeString(directory.resolve("file"), "content");
        String script = "git init -q . && git add file"
                + " && git -c user.name=n -c user.email=e commit -q -m first";
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", script).directory(directory.toFile());
        builder.environment().put("HOME", directory.toString());
        assertThat(builder.inheritIO().start().waitFor()).isZero();
        return directory;
    }
}

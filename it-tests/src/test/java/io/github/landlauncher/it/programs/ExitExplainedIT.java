package io.github.landlauncher.it.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.Completed;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.explain.Requirement;
import io.github.landlauncher.it.RequiresAbi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a real program says when it is denied a file in a directory beside its own tells which file
 * that was, and what would have allowed it. Each runs unsandboxed before, and succeeds.
 */
@RequiresAbi(3)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class ExitExplainedIT {

    @TempDir private Path temporary;
    private Path work;
    private Path beside;
    private Path file;
    private SandboxPolicy policy;

    @BeforeEach
    void make_files() throws IOException {
        Path top = temporary.toRealPath();
        work = Files.createDirectory(top.resolve("work"));
        beside = Files.createDirectory(top.resolve("beside"));
        file = Files.writeString(beside.resolve("a file"), "int x;\n");
        Files.writeString(work.resolve("own"), "own\n");
        policy = SandboxPolicy.handling(LandlockAbi.V3)
                .allowReadExecute("/usr")
                .allowReadExecuteIfExists("/bin", "/lib", "/lib64")
                .allowReadIfExists("/etc", "/proc", "/sys")
                .allow(EnumSet.of(AccessFs.READ_FILE, AccessFs.WRITE_FILE), Path.of("/dev/null"))
                .allowReadIfExists("/dev/urandom")
                .allowReadWrite(work);
    }

    private static List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(SystemProgram.path(program)));
        command.addAll(List.of(arguments));
        return command;
    }

    private Completed run(List<String> command) {
        SandboxedProcessBuilder builder =
                new SandboxedProcessBuilder(command).policy(policy).directory(work.toFile());
        builder.environment().putAll(Map.of(
                "HOME", work.toString(), "TMPDIR", work.toString(), "PATH", SystemProgram.PATH, "LC_ALL", "C"));
        return builder.runAsync().join();
    }

    private void succeedsUnsandboxed(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("baseline").toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(work.resolve("baseline"))).isZero();
    }

    private void assertMissing(List<String> command, Path path, AccessFs... rights) throws Exception {
        succeedsUnsandboxed(command);
        Files.deleteIfExists(beside.resolve("new"));
        assertMissing(run(command), path, rights);
    }

    private static void assertMissing(Completed completed, Path path, AccessFs... rights) {
        assertThat(completed.exitValue()).as(completed.errorText()).isNotZero();
        assertThat(completed.explanations()).as(completed.errorText()).isNotEmpty();
        Requirement.OnPath denied = (Requirement.OnPath) completed.explanations().get(0).unmet().get(0);
        assertThat(denied.path()).as(completed.toString()).isEqualTo(path);
        assertThat(denied.missing()).isEqualTo(Set.of(rights));
        assertThat(completed.toString()).contains("denied (EACCES): ");
    }

    @Test
    @RequiresProgram({"cat", "sort", "dash"})
    void reading_with_coreutils_and_a_shell() throws Exception {
        assertMissing(command("cat", file.toString()), file, AccessFs.READ_FILE);
        assertMissing(command("sort", "../beside/a file"), file, AccessFs.READ_FILE);
        assertMissing(command("dash", "-c", "cat <'../beside/a file'"), file, AccessFs.READ_FILE);
        assertMissing(command("ls", "../beside"), beside, AccessFs.READ_DIR);
    }

    @Test
    @RequiresProgram({"touch", "mkdir", "bash"})
    void making_files() throws Exception {
        assertMissing(command("touch", "../beside/new"), beside, AccessFs.MAKE_REG);
        assertMissing(command("mkdir", "../beside/new"), beside, AccessFs.MAKE_DIR);
    }

    @Test
    @RequiresProgram("bash")
    void executing_a_program_by_bash() throws Exception {
        Path program = Files.copy(Path.of(SystemProgram.path("true")), beside.resolve("program"));

        assertMissing(command("bash", "-c", "../beside/program"), program,
                AccessFs.EXECUTE, AccessFs.READ_FILE);
        Completed quiet = run(command("bash", "-c", "../beside/program 2>/dev/null"));
        assertThat(quiet.exitValue()).isEqualTo(126);
        assertMissing(quiet, program, AccessFs.EXECUTE, AccessFs.READ_FILE);
    }

    @Test
    @RequiresProgram("python3")
    void python() throws Exception {
        assertMissing(command("python3", "-c", "open('../beside/a file')"), file, AccessFs.READ_FILE);
        assertMissing(command("python3", "-c", "open('../beside/new', 'w')"), beside, AccessFs.MAKE_REG);
    }

    @Test
    @RequiresProgram("node")
    void node() throws Exception {
        assertMissing(command("node", "-e", "require('fs').readFileSync('../beside/a file')"),
                file, AccessFs.READ_FILE);
    }

    @Test
    @RequiresProgram("gcc")
    void gcc() throws Exception {
        Path source = Files.copy(file, beside.resolve("x.c"));

        assertMissing(command("gcc", "-c", source.toString()), source, AccessFs.READ_FILE);
    }

    @Test
    @RequiresProgram("git")
    void git() throws Exception {
        assertMissing(command("git", "hash-object", file.toString()), file, AccessFs.READ_FILE);
    }

    @Test
    @RequiresProgram("tar")
    void tar() throws Exception {
        succeedsUnsandboxed(command("tar", "cf", beside + "/x.tar", "own"));

        assertMissing(command("tar", "tf", "../beside/x.tar"), beside.resolve("x.tar"), AccessFs.READ_FILE);
    }

    @Test
    void java() throws Exception {
        Path source = Files.writeString(work.resolve("Reads.java"), """
                class Reads {
                    public static void main(String[] names) throws Exception {
                        new java.io.FileInputStream(names[0]).close();
                    }
                }
                """);
        policy = policy.allowReadExecute(System.getProperty("java.home"));

        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", source.toString()));
        command.add(file.toString());
        assertMissing(command, file, AccessFs.READ_FILE);
    }

    @Test
    @RequiresProgram("ln")
    void a_link_that_would_gain_rights() throws Exception {
        policy = policy.allowReadWriteExecute(beside);
        List<String> command = command("ln", "own", "../beside/link");
        succeedsUnsandboxed(command);
        Files.delete(beside.resolve("link"));

        Completed completed = run(command);

        assertThat(completed.explanations()).as(completed.errorText()).singleElement()
                .satisfies(denied -> assertThat(denied.errno()).isEqualTo("EXDEV"));
    }

    @Test
    @RequiresProgram("cat")
    void what_the_file_system_denies_or_lacks_is_not_explained() throws Exception {
        assertThat(run(command("cat", "missing")).explanations()).isEmpty();
        assertThat(run(command("cat", work.toString())).explanations()).isEmpty();
        assertThat(run(command("cat", "own"))).satisfies(completed -> {
            assertThat(completed.exitValue()).isZero();
            assertThat(completed.explanations()).isEmpty();
        });
    }
}

package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.StartStep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sandboxes inside sandboxes, up to the kernel's limit of sixteen layers. */
@RequiresAbi(2) // ABI 1 allows 64 layers
@DisplayNameGeneration(ReplaceUnderscores.class)
class NestingIT {

    @TempDir private Path directory;

    @Test
    void a_program_can_add_fifteen_layers_to_its_own_and_the_seventeenth_is_refused_with_e2big()
            throws Exception {
        ProbeResult result = Sandbox.run(Sandbox.policy(), "nest", "16");

        assertThat(result).failsWith(Errno.E2BIG);
        assertThat(result.lines()).containsExactly("15");
    }

    @Test
    void a_jvm_inside_fifteen_layers_starts_a_program_in_the_sixteenth() throws Exception {
        StartReport report = startFromJvmInside("15");

        assertThat(report.started()).as(report.toString()).isTrue();
        assertThat(report.output()).isEqualTo("1\n");
    }

    @Test
    void a_jvm_inside_sixteen_layers_is_told_that_the_seventeenth_is_refused_with_e2big()
            throws Exception {
        StartReport report = startFromJvmInside("16");

        assertThat(report.step()).isEqualTo(StartStep.LANDLOCK_RESTRICT_SELF);
        assertThat(report.errno()).isEqualTo(Errno.E2BIG.number());
        assertThat(report.message())
                .startsWith("Cannot run program \"" + Probe.path() + "\": error=7, ")
                .contains("16 layers")
                .endsWith("See docs/errors.md#landlock-restrict-self-e2big");
    }

    @Test
    void a_sandboxed_jvm_starts_a_program_that_both_policies_hold_for() throws Exception {
        Path inside = Files.createDirectories(directory.resolve("inside"));
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Path wanted = inside.resolve("file");
        Path unwanted = outside.resolve("file");
        assertThat(Probe.runFree("write-file-content", unwanted.toString(), "x")).succeeds();
        Files.delete(unwanted);

        StartReport allowedByBoth = writeFromJvmThatMayWrite(inside, inside, wanted);
        StartReport deniedByOuter = writeFromJvmThatMayWrite(inside, outside, unwanted);
        StartReport deniedByInner = writeFromJvmThatMayWrite(directory, inside, unwanted);

        assertThat(allowedByBoth.exitValue()).isZero();
        assertThat(wanted).exists();
        assertThat(deniedByOuter.exitValue()).isEqualTo(Errno.EACCES.number());
        assertThat(deniedByInner.exitValue()).isEqualTo(Errno.EACCES.number());
        assertThat(unwanted).doesNotExist();
    }

    @Test
    void a_sandboxed_jvm_can_kill_what_it_has_started() throws Exception {
        SandboxedProcessBuilder jvm =
                new SandboxedProcessBuilder(jvm().command(KillMain.class))
                        .policy(policyOfJvm(directory));

        ProbeResult result = Sandbox.run(jvm);

        assertThat(result.error()).isEmpty();
        assertThat(result.lines()).containsExactly("137");
    }

    /** Starts a program that would never end, and kills it. */
    static final class KillMain {
        public static void main(String... arguments) throws Exception {
            Process process =
                    new SandboxedProcessBuilder(Probe.command("sleep-forever"))
                            .policy(Sandbox.policy())
                            .start();
            System.out.println(process.destroyForcibly().waitFor());
        }
    }

    private static StartReport startFromJvmInside(String layers) throws Exception {
        List<String> jvm =
                new JavaCommand().command(StartMain.class, Probe.path().toString(), "nnp");
        List<String> command = Probe.command("nest-exec", layers);
        return StartReport.from(new ProcessBuilder(joined(command, jvm)));
    }

    private StartReport writeFromJvmThatMayWrite(Path outer, Path inner, Path file)
            throws Exception {
        JavaCommand jvm = jvm().property(StartMain.WRITABLE, inner.toString());
        String probe = Probe.path().toString();
        List<String> command =
                jvm.command(StartMain.class, probe, "write-file-content", file.toString(), "x");
        return StartReport.from(
                Sandbox.run(new SandboxedProcessBuilder(command).policy(policyOfJvm(outer))));
    }

    /** JNA unpacks its library, which has to be where this JVM may write. */
    private JavaCommand jvm() throws Exception {
        Path temporary = Files.createDirectories(directory.resolve("inside/tmp"));
        return new JavaCommand().property("jna.tmpdir", temporary.toString());
    }

    private static SandboxPolicy policyOfJvm(Path writable) {
        return Sandbox.policy().allowReadExecute("/").allowReadWrite(writable);
    }

    private static List<String> joined(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}

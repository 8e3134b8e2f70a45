package io.github.landlauncher.it.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LogFlag;
import io.github.landlauncher.Presets;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.explain.AuditLog;
import io.github.landlauncher.explain.Operation;
import io.github.landlauncher.it.RequiresAbi;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the kernel logs of a denial is told of the right program. Skipped where the record is not in the
 * kernel's log: audit is not enabled, auditd has taken the record, or this user may not read it.
 */
@RequiresAbi(7)
@RequiresProgram({"cat", "dmesg"})
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class AuditLogIT {

    @TempDir private Path temporary;

    @Test
    void a_denial_in_the_kernels_log_is_that_of_the_program() throws Exception {
        Path file = Files.writeString(temporary.toRealPath().resolve("file"), "content");
        List<String> command = List.of(SystemProgram.path("cat"), file.toString());
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V7)
                .allow(Presets.baseSystem())
                .allowReadExecute("/usr/bin")
                .logging(LogFlag.LOG_NEW_EXEC_ON);

        SandboxedProcess process = new SandboxedProcessBuilder(command)
                .policy(policy)
                .redirectError(Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).isEqualTo(1);

        List<String> lines = kernelLog();
        assumeTrue(lines.stream().anyMatch(line -> line.contains("path=\"" + file + "\"")),
                "needs denials in the kernel's log");
        assertThat(AuditLog.read(lines.stream()).denialsOf(process.pid()))
                .filteredOn(denial -> denial.path().filter(file::equals).isPresent())
                .singleElement()
                .satisfies(denial -> {
                    assertThat(denial.operations())
                            .containsExactly(new Operation.Use(file, Set.of(AccessFs.READ_FILE)));
                    assertThat(policy.explain(denial.operations().get(0)).allowed()).isFalse();
                    assertThat(denial.errno()).isIn(OptionalInt.of(13), OptionalInt.empty());
                });
    }

    private List<String> kernelLog() throws Exception {
        Path log = temporary.resolve("log");
        new ProcessBuilder(SystemProgram.path("dmesg"))
                .redirectOutput(log.toFile())
                .redirectError(Redirect.DISCARD)
                .start()
                .waitFor();
        return Files.readAllLines(log);
    }
}

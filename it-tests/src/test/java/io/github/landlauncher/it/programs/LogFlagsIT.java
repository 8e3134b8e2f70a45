package io.github.landlauncher.it.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LogFlag;
import io.github.landlauncher.Presets;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.explain.AuditReader;
import io.github.landlauncher.it.RequiresAbi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which denials the kernel logs under each log flag of a policy, by the records that it sends. Skipped
 * where audit is not enabled, or this user may not read its records. Records arrive in the order of the
 * denials, so that what is not there before a later one was not logged.
 */
@RequiresAbi(7)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class LogFlagsIT {

    private static final int EACCES = 13;
    private static final String PROBE = System.getProperty("landlauncher.probe");

    @TempDir private Path temporary;
    private Path file;
    private Path last;
    private AuditReader reader;

    @BeforeEach
    void a_reader_of_records() throws Exception {
        file = Files.writeString(temporary.toRealPath().resolve("file"), "content");
        last = Files.writeString(temporary.toRealPath().resolve("last"), "content");
        reader = AuditReaderIT.openOrSkip();
        assumeTrue(List.of(Files.readString(Path.of("/proc/cmdline")).strip().split(" ")).contains("audit=1"),
                "needs audit=1 on the kernel's command line");
    }

    @AfterEach
    void close() {
        if (reader != null) {
            reader.close();
        }
    }

    private SandboxPolicy policy(LogFlag... flags) {
        return SandboxPolicy.handling(LandlockAbi.V7)
                .allow(Presets.baseSystem())
                .allowReadExecute(PROBE)
                .logging(flags);
    }

    /** Runs the probe, which is denied something; returns what was logged of that. */
    private Set<String> logged(SandboxPolicy policy, String... operation) throws Exception {
        assertThat(start(policy, operation).waitFor()).isEqualTo(EACCES);
        return loggedSoFar();
    }

    /** What of the file has been logged, once a later denial of another one is. */
    private Set<String> loggedSoFar() throws Exception {
        SandboxedProcess after = start(policy(LogFlag.LOG_NEW_EXEC_ON), "read", last.toString());
        assertThat(after.waitFor()).isEqualTo(EACCES);
        await().until(() -> !reader.read().denialsOf(after.pid()).isEmpty());
        assertThat(reader.losses()).isZero();
        return reader.read().denials().stream()
                .filter(denial -> denial.path().filter(file::equals).isPresent())
                .flatMap(denial -> denial.blockers().stream())
                .collect(Collectors.toSet());
    }

    private static SandboxedProcess start(SandboxPolicy policy, String... operation) throws IOException {
        SandboxedProcessBuilder builder = new SandboxedProcessBuilder(PROBE).policy(policy);
        builder.command().addAll(List.of(operation));
        return builder.start();
    }

    @Test
    void without_a_flag_nothing_is_logged_of_the_program() throws Exception {
        assertThat(logged(policy(), "read", file.toString())).isEmpty();
    }

    @Test
    void with_LOG_NEW_EXEC_ON_what_the_program_is_denied_is_logged() throws Exception {
        assertThat(logged(policy(LogFlag.LOG_NEW_EXEC_ON), "read", file.toString()))
                .containsExactly("fs.read_file");
    }

    @Test
    void with_LOG_NEW_EXEC_ON_so_is_what_a_program_is_denied_that_it_executes() throws Exception {
        assertThat(logged(policy(LogFlag.LOG_NEW_EXEC_ON), "exec", PROBE, "read", file.toString()))
                .containsExactly("fs.read_file");
    }

    @Test
    void LOG_SAME_EXEC_OFF_hides_nothing_of_the_program() throws Exception {
        assertThat(logged(policy(LogFlag.LOG_NEW_EXEC_ON, LogFlag.LOG_SAME_EXEC_OFF), "read", file.toString()))
                .containsExactly("fs.read_file");
    }

    /** What denies to execute the program denies it to the helper, which has not executed anything yet. */
    @Test
    void that_the_program_may_not_be_executed_is_logged_unless_LOG_SAME_EXEC_OFF() throws Exception {
        assertThat(file.toFile().setExecutable(true)).isTrue();

        assertThat(loggedOfStart(policy(LogFlag.LOG_SAME_EXEC_OFF))).isEmpty();
        assertThat(loggedOfStart(policy())).isNotEmpty();
    }

    private Set<String> loggedOfStart(SandboxPolicy policy) throws Exception {
        assertThatThrownBy(() -> new SandboxedProcessBuilder(file.toString()).policy(policy).start())
                .hasMessageContaining("error=13,");
        return loggedSoFar();
    }

    @Test
    void what_a_nested_sandbox_denies_is_logged_unless_LOG_SUBDOMAINS_OFF() throws Exception {
        SandboxPolicy allowed = policy().allowRead(file);
        assertThat(start(allowed, "read", file.toString()).waitFor()).isZero();

        assertThat(logged(allowed.logging(LogFlag.LOG_SUBDOMAINS_OFF), "nest-read", file.toString()))
                .isEmpty();
        assertThat(logged(allowed, "nest-read", file.toString())).containsExactly("fs.read_file");
    }
}

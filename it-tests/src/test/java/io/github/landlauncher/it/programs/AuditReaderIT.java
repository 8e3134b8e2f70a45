package io.github.landlauncher.it.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LogFlag;
import io.github.landlauncher.Presets;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.explain.AuditDenial;
import io.github.landlauncher.explain.AuditLog;
import io.github.landlauncher.explain.AuditReader;
import io.github.landlauncher.explain.Operation;
import io.github.landlauncher.it.RequiresAbi;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The kernel sends a denial to who reads audit records. Skipped where this user may not read them, and
 * where the denial is not in the kernel's log either, since audit is not enabled then.
 */
@RequiresAbi(7)
@RequiresProgram({"cat", "dmesg"})
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class AuditReaderIT {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    @TempDir private Path temporary;

    /** A reader, or the reason for which this JVM has none. */
    static AuditReader openOrSkip() {
        try {
            return AuditLog.open();
        } catch (IOException e) {
            return abort("needs to be allowed to read audit records: " + e);
        }
    }

    /** Lets cat try to read files that it may not. */
    private SandboxedProcess denied(Path... files) throws Exception {
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V7)
                .allow(Presets.baseSystem())
                .allowReadExecute("/usr/bin")
                .logging(LogFlag.LOG_NEW_EXEC_ON);
        SandboxedProcess process = new SandboxedProcessBuilder(command(files))
                .policy(policy)
                .redirectError(Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).isEqualTo(1);
        return process;
    }

    private static List<String> command(Path... files) {
        return Stream.concat(Stream.of(SystemProgram.path("cat")), Stream.of(files).map(Path::toString))
                .toList();
    }

    private boolean isInTheKernelsLog(Path file) throws Exception {
        Path log = temporary.resolve("log");
        new ProcessBuilder(SystemProgram.path("dmesg"))
                .redirectOutput(log.toFile())
                .redirectError(Redirect.DISCARD)
                .start()
                .waitFor();
        return Files.readString(log).contains("path=\"" + file + "\"");
    }

    /** The kernel's log shows few of many records, so that either is a sign. */
    private void skipUnlessAuditIsOn(AuditReader reader, Path file) {
        try {
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> isAbout(reader, file) || isInTheKernelsLog(file));
        } catch (ConditionTimeoutException e) {
            abort("needs audit to be enabled");
        }
    }

    private static boolean isAbout(AuditReader reader, Path file) throws IOException {
        return reader.read().denials().stream()
                .anyMatch(denial -> denial.path().filter(file::equals).isPresent());
    }

    @Test
    void a_denial_is_received_from_the_kernel() throws Exception {
        Path file = Files.writeString(temporary.toRealPath().resolve("file"), "content");
        assertThat(new ProcessBuilder(command(file)).start().waitFor()).isZero();

        try (AuditReader reader = openOrSkip()) {
            SandboxedProcess process = denied(file);
            skipUnlessAuditIsOn(reader, file);

            await().untilAsserted(() -> assertThat(reader.read().denialsOf(process.pid()))
                    .filteredOn(denial -> denial.path().filter(file::equals).isPresent())
                    .singleElement()
                    .extracting(AuditDenial::operations)
                    .isEqualTo(List.of(new Operation.Use(file, Set.of(AccessFs.READ_FILE)))));
            assertThat(reader.losses()).isZero();
        }
    }

    @Test
    void what_was_denied_before_it_was_opened_is_not_received() throws Exception {
        Path before = Files.writeString(temporary.toRealPath().resolve("before"), "content");
        Path after = Files.writeString(temporary.toRealPath().resolve("after"), "content");
        try (AuditReader earlier = openOrSkip()) {
            denied(before);
            skipUnlessAuditIsOn(earlier, before);
            await().until(() -> isAbout(earlier, before));
        }

        try (AuditReader reader = openOrSkip()) {
            SandboxedProcess process = denied(after);

            await().untilAsserted(() ->
                    assertThat(reader.read().denialsOf(process.pid())).isNotEmpty());
            assertThat(isAbout(reader, before)).isFalse();
        }
    }

    @Test
    void a_denial_goes_to_each_reader() throws Exception {
        Path file = Files.writeString(temporary.toRealPath().resolve("file"), "content");

        try (AuditReader one = openOrSkip(); AuditReader other = openOrSkip()) {
            SandboxedProcess process = denied(file);
            skipUnlessAuditIsOn(one, file);

            for (AuditReader reader : List.of(one, other)) {
                await().untilAsserted(() ->
                        assertThat(reader.read().denialsOf(process.pid())).isNotEmpty());
            }
        }
    }

    @Test
    void a_reader_has_one_descriptor_until_it_is_closed() throws Exception {
        openOrSkip().close();
        long before = sockets();

        AuditReader reader = openOrSkip();
        assertThat(sockets()).isEqualTo(before + 1);
        reader.close();

        assertThat(sockets()).isEqualTo(before);
    }

    private static long sockets() throws IOException {
        try (Stream<Path> links = Files.list(DESCRIPTORS)) {
            return links.filter(AuditReaderIT::isSocket).count();
        }
    }

    private static boolean isSocket(Path link) {
        try {
            return Files.readSymbolicLink(link).toString().startsWith("socket:");
        } catch (IOException e) {
            return false; // it is closed by now
        }
    }
}

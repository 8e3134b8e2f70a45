package io.github.landlauncher.it;

import static io.github.landlauncher.AccessFs.MAKE_REG;
import static io.github.landlauncher.AccessFs.READ_FILE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Ruleset;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxStartException;
import io.github.landlauncher.explain.PolicyFinding;
import io.github.landlauncher.explain.PolicyFinding.Kind;
import io.github.landlauncher.explain.PolicyFinding.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What lint calls an error fails a start on this kernel, and what it does not call so fails none. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
class LintIT {

    private static final SandboxPolicy NOTHING = SandboxPolicy.handling(LandlockAbi.V1);

    @TempDir
    private static Path directory;

    @BeforeAll
    static void make() throws IOException {
        Files.createDirectories(directory.resolve("a/sub"));
        Files.createFile(directory.resolve("file"));
        Files.createSymbolicLink(directory.resolve("link"), Path.of("a"));
        Files.createSymbolicLink(directory.resolve("loop"), Path.of("loop"));
        Files.createSymbolicLink(directory.resolve("dangling"), Path.of("none"));
    }

    static Stream<SandboxPolicy> refused() {
        return Stream.of(
                NOTHING.allowRead(at("none")),
                NOTHING.allowRead(at("dangling")),
                NOTHING.allowRead(at("loop")),
                NOTHING.allowRead(at("file/x")),
                NOTHING.allowReadIfExists(at("file/x").toString()),
                NOTHING.allowReadWrite(at("link")),
                NOTHING.allowReadWriteIfExists(at("dangling").toString()),
                NOTHING.allowReadBeneath(directory, "link/sub"),
                NOTHING.allowReadBeneath(directory, "../" + directory.getFileName()),
                NOTHING.allowReadBeneath(at("file"), "x"),
                NOTHING.allowReadBeneath(at("none"), "x"),
                NOTHING.allowRead("/proc/self"),
                NOTHING.allowRead("/proc/thread-self/fd"),
                NOTHING.allowRead("/proc/" + ProcessHandle.current().pid()),
                NOTHING.allowRead("/proc/self/exe"),
                NOTHING.allow(Set.of(READ_FILE, MAKE_REG), at("file")));
    }

    static Stream<SandboxPolicy> started() {
        return Stream.of(
                NOTHING,
                NOTHING.allowRead(at("a")).allowReadWrite(at("a/sub")).allowReadWrite(at("file")),
                NOTHING.allowRead(at("link")),
                NOTHING.allowReadWrite(at("link/sub")),
                NOTHING.allowReadIfExists(at("none").toString()),
                NOTHING.allowReadIfExists(at("dangling").toString()),
                NOTHING.allowReadBeneath(directory, "a/sub", "a/../file", "."),
                NOTHING.allow(Set.of(READ_FILE), at("file")),
                NOTHING.allowRead("/proc", "/proc/sys", "/"),
                NOTHING.allowReadWriteExecute(directory, directory));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void a_policy_with_an_error_cannot_be_started_with(SandboxPolicy policy) {
        assertThat(starts(policy)).isFalse();
        assertThat(errors(policy)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("started")
    void a_policy_without_one_can(SandboxPolicy policy) {
        assertThat(starts(policy)).isTrue();
        assertThat(errors(policy)).isEmpty();
    }

    @Test
    void every_kind_of_error_was_tried() {
        EnumSet<Kind> errors = EnumSet.allOf(Kind.class);
        errors.removeIf(kind -> kind.severity() != Severity.ERROR);

        assertThat(refused().flatMap(policy -> errors(policy).stream()).map(PolicyFinding::kind))
                .containsAll(errors);
    }

    private static List<PolicyFinding> errors(SandboxPolicy policy) {
        return policy.lint().stream()
                .filter(finding -> finding.kind().severity() == Severity.ERROR)
                .toList();
    }

    private static boolean starts(SandboxPolicy policy) {
        try (Ruleset ruleset = policy.createRuleset()) {
            return ruleset.fd() >= 0;
        } catch (SandboxStartException e) {
            return false;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Path at(String name) {
        return directory.resolve(name);
    }
}

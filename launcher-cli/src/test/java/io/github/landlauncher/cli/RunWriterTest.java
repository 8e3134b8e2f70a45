package io.github.landlauncher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.Capability;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Limit;
import io.github.landlauncher.PortRule;
import io.github.landlauncher.Presets;
import io.github.landlauncher.Resource;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.cli.convert.ConversionException;
import io.github.landlauncher.cli.convert.PathKind;
import io.github.landlauncher.cli.convert.RunWriter;
import io.github.landlauncher.cli.convert.Written;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RunWriterTest {

    private static final SandboxPolicy V6 = SandboxPolicy.handling(LandlockAbi.V6);

    static Stream<SandboxPolicy> what_options_can_say() {
        return Stream.of(
                V6,
                V6.bestEffort(LandlockAbi.V3).allow(Presets.baseSystem()).allowRead("/a", "/b"),
                SandboxPolicy.handling(LandlockAbi.V10).allowRead("/r").allowReadExecute("/x")
                        .allowReadWrite("w").allowReadWriteExecute("/wx"),
                V6.allowConnectTcp(80, 443).allowBindTcp(0).containment(),
                V6.denyNetwork().memoryMax(1 << 20).pidsMax(9).runAs(4, 5)
                        .limit(Resource.NOFILE, 1, 2).limit(Resource.AS, Limit.UNLIMITED)
                        .keepCapabilities(Capability.KILL, Capability.CHOWN));
    }

    @ParameterizedTest
    @MethodSource
    void what_options_can_say(SandboxPolicy policy) {
        Written run = RunWriter.write(policy, path -> PathKind.DIRECTORY);

        assertThat(Parsed.policy(run.words().toArray(String[]::new))).isEqualTo(policy);
        assertThat(run.notes()).isEmpty();
    }

    @Test
    void a_path_that_may_be_missing_is_left_out_or_must_be_there() {
        Written run = RunWriter.write(V6.allowReadIfExists("/missing", "/there"), path ->
                path.equals(Path.of("/missing")) ? PathKind.MISSING : PathKind.DIRECTORY);

        assertThat(run.words()).containsExactly("--handling", "6", "--strict", "--no-base", "--ro", "/there");
        assertThat(run.notes()).hasSize(2);
    }

    @Test
    void an_exact_rule_on_a_file_is_the_group_that_allows_as_much_there() {
        assertThat(RunWriter.write(V6.allow(Set.of(AccessFs.READ_FILE, AccessFs.EXECUTE), Path.of("/f")),
                path -> PathKind.OTHER).words()).endsWith("--rx", "/f");
    }

    @Test
    void what_there_is_no_option_for_is_an_error() {
        SandboxPolicy policy = SandboxPolicy.handling(
                        Set.of(AccessFs.EXECUTE, AccessFs.WRITE_FILE), LandlockAbi.V10.accessNet(), Set.of())
                .allow(Set.of(AccessFs.WRITE_FILE), Path.of("/w"))
                .allowReadBeneath(Path.of("/b"), "c")
                .allow(new PortRule(53, LandlockAbi.V10.accessNet()))
                .containment().allowPtrace().noMemfdExec()
                .cpuMax(Duration.ofSeconds(1), Duration.ofSeconds(1));

        assertThatThrownBy(() -> RunWriter.write(policy, path -> PathKind.DIRECTORY))
                .isInstanceOfSatisfying(ConversionException.class, refused ->
                        assertThat(refused.problems()).hasSize(7)
                                .allMatch(problem -> problem.startsWith("landlauncher run cannot say: ")));
        assertThatThrownBy(() -> RunWriter.write(V6.keepCapabilities(), path -> PathKind.DIRECTORY))
                .hasMessage("landlauncher run cannot say: keepCapabilities() with none");
    }
}

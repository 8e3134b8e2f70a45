package io.github.landlauncher.cli.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.Capability;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LogFlag;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.PortRule;
import io.github.landlauncher.Presets;
import io.github.landlauncher.Resource;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.Scope;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class JavaSourceTest {

    private static final int POLICIES = 250;

    @TempDir
    Path directory;

    @Test
    void the_source_of_a_random_policy_compiles_and_makes_an_equal_one() throws Exception {
        long seed = Long.getLong("landlauncher.seed", System.nanoTime());
        System.out.println("JavaSourceTest: -Dlandlauncher.seed=" + seed);
        RandomPolicies random = new RandomPolicies(seed);
        List<SandboxPolicy> policies = new ArrayList<>();
        List<String> sources = new ArrayList<>();
        for (int i = 0; i < POLICIES; i++) {
            policies.add(random.next());
            sources.add(JavaSource.of(policies.get(i)));
        }

        List<SandboxPolicy> made = CompiledPolicies.of(sources, directory);

        for (int i = 0; i < POLICIES; i++) {
            assertThat(made.get(i)).as("seed %d, policy %d:%n%s", seed, i, sources.get(i))
                    .isEqualTo(policies.get(i));
        }
    }

    @Test
    void many_calls_are_no_chain_too_long_for_the_compiler() throws Exception {
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V7);
        for (int i = 0; i < 1500; i++) {
            policy = policy.allowRead("/r" + i).allowReadWrite("/w" + i);
        }

        assertThat(CompiledPolicies.of(List.of(JavaSource.of(policy)), directory)).containsExactly(policy);
    }

    @Test
    void a_common_policy_reads_as_a_person_would_write_it() {
        assertThat(JavaSource.of(SandboxPolicy.handling(LandlockAbi.V6)
                .bestEffort(LandlockAbi.V1)
                .allow(Presets.baseSystem())
                .allowReadExecute("/usr/bin", "/usr/lib/git-core")
                .allowRead("/usr/share/git-core")
                .allowReadWrite("work")
                .allowConnectTcp(443, 80)))
                .isEqualTo("""
                        import io.github.landlauncher.LandlockAbi;
                        import io.github.landlauncher.Presets;
                        import io.github.landlauncher.SandboxPolicy;

                        /** A policy for programs that are started. */
                        final class Policy {

                            private Policy() {}

                            /** What the program may do. */
                            static SandboxPolicy policy() {
                                return SandboxPolicy.handling(LandlockAbi.V6)
                                        .bestEffort(LandlockAbi.V1)
                                        .allow(Presets.baseSystem())
                                        .allowReadExecute("/usr/bin", "/usr/lib/git-core")
                                        .allowRead("/usr/share/git-core")
                                        .allowReadWrite("work")
                                        .allowConnectTcp(443, 80);
                            }
                        }
                        """);
    }

    @Test
    void what_is_beyond_landlock_and_the_name_are_said_too() {
        assertThat(JavaSource.of(SandboxPolicy.handling(LandlockAbi.V7)
                .allowSignals()
                .logging(LogFlag.LOG_NEW_EXEC_ON)
                .named("build")
                .containment().allowPtrace()
                .frozenMetadata()
                .keepCapabilities(Capability.KILL, Capability.CHOWN)
                .runAs(1000, 4_000_000_000L)
                .limit(Resource.NOFILE, 64, 128)
                .limit(Resource.CPU, 5)
                .memoryMax(1L << 32)
                .pidsMax(20)
                .cpuMax(Duration.ofMillis(50), Duration.ofNanos(1_001_000))))
                .contains("""
                                return SandboxPolicy.handling(LandlockAbi.V6)
                                        .allowSignals()
                                        .logging(LogFlag.LOG_NEW_EXEC_ON)
                                        .named("build")
                                        .containment()
                                        .allowPtrace()
                                        .frozenMetadata()
                                        .keepCapabilities(Capability.CHOWN, Capability.KILL)
                                        .runAs(1000, 4000000000L)
                                        .limit(Resource.CPU, 5)
                                        .limit(Resource.NOFILE, 64, 128)
                                        .memoryMax(4294967296L)
                                        .pidsMax(20)
                                        .cpuMax(Duration.ofMillis(50), Duration.ofNanos(1001000));
                        """);
    }

    @Test
    void what_is_no_abi_and_no_group_is_spelt_out() {
        PathRule rule = new PathRule(
                Optional.of(Path.of("/base")), Path.of("sub"), Set.of(AccessFs.WRITE_FILE), false, true);

        assertThat(JavaSource.of(SandboxPolicy.handling(
                        LandlockAbi.V3.accessFs(), Set.of(AccessNet.BIND_TCP), Set.of(Scope.SIGNAL))
                .allow(Set.of(AccessFs.READ_FILE, AccessFs.EXECUTE), Path.of("/a"), Path.of("/b"))
                .allow(rule)
                .allow(new PortRule(80, Set.of()))))
                .contains("""
                                return SandboxPolicy.handling(LandlockAbi.V3.accessFs(), \
                        Set.of(AccessNet.BIND_TCP), Set.of(Scope.SIGNAL))
                                        .allow(Set.of(AccessFs.EXECUTE, AccessFs.READ_FILE), \
                        Path.of("/a"), Path.of("/b"))
                                        .allow(new PathRule(Optional.of(Path.of("/base")), \
                        Path.of("sub"), Set.of(AccessFs.WRITE_FILE), false, true))
                                        .allow(new PortRule(80, Set.of()));
                        """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "a b       | \"a b\"",
        "\"        | \"\\\"\"",
        "\\u0041   | \"\\\\u0041\"",
        "a\\       | \"a\\\\\""
    })
    void a_string_literal_is_of_printable_ascii(String text, String literal) {
        assertThat(JavaText.quoted(text)).isEqualTo(literal);
    }

    @Test
    void control_characters_and_others_beyond_ascii_are_escaped() {
        assertThat(JavaText.quoted("\n\u0001\u007f\u00e4\ud83d\ude00"))
                .isEqualTo("\"\\012\\001\\u007f\\u00e4\\ud83d\\ude00\"");
    }
}

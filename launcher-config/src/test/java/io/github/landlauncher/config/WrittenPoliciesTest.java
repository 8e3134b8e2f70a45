package io.github.landlauncher.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Limit;
import io.github.landlauncher.LogFlag;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.Resource;
import io.github.landlauncher.Rules;
import io.github.landlauncher.SandboxPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written of three policies, to the letter: the files of {@code written}. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WrittenPoliciesTest {

    enum Sample {
        /** As the README begins, but for presets, which depend on the machine's architecture. */
        FIRST(SandboxPolicy.handling(LandlockAbi.V7)
                .bestEffort(LandlockAbi.V1)
                .allow(Rules.none().allowReadIfExists("/lib", "/usr/lib").allowReadWriteIfExists("/dev/null"))
                .allowReadExecute("/usr/bin", "/usr/lib/git-core")
                .allowRead("/usr/share/git-core", "/srv/upstream.git")
                .allowReadWrite("/tmp/work")),
        CONTAINED(SandboxPolicy.handling(LandlockAbi.V10)
                .named("build of \"x\"\u202e")
                .containment()
                .allowPtrace()
                .frozenMetadata()
                .keepCapabilities()
                .runAs(1000, 1000)
                .memoryMax(1L << 30)
                .pidsMax(512)
                .cpuMax(Duration.ofMillis(150), Duration.ofMillis(100))
                .limit(Resource.NOFILE, 256, Limit.UNLIMITED)
                .limit(Resource.FSIZE, 1L << 32)
                .logging(LogFlag.LOG_NEW_EXEC_ON)
                .allowReadExecute("/usr")
                .allowReadWriteBeneath(Path.of("/srv/jobs"), "17/out", "17/tmp$x")
                .allow(Set.of(AccessFs.READ_FILE), Path.of("/etc/hosts"))
                .allowConnectTcp(443, 80)
                .allowConnectUdp(53)),
        PUBLISHED(SandboxPolicy.handling(
                        LandlockAbi.V5.accessFs(), LandlockAbi.V5.accessNet(), LandlockAbi.V6.scopes())
                .bestEffort(LandlockAbi.V1)
                .allow(ifExists("/srv", AccessFs.READ_FILE, AccessFs.WRITE_FILE))
                .allow(ifExists("/usr", AccessFs.READ_FILE, AccessFs.EXECUTE))
                .allow(ifExists("/usr/local", AccessFs.READ_FILE, AccessFs.EXECUTE))
                .allowConnectTcp(443));

        final SandboxPolicy policy;

        Sample(SandboxPolicy policy) {
            this.policy = policy;
        }

        private static PathRule ifExists(String path, AccessFs first, AccessFs second) {
            return new PathRule(Optional.empty(), Path.of(path), EnumSet.of(first, second), false, true);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_policy_is_written_for_people_to_read(Sample sample) throws Exception {
        LandlockConfig config = LandlockConfig.of(sample.policy);

        assertThat(config.toToml()).isEqualTo(Files.readString(file(sample, ".toml")));
        assertThat(config.toJson()).isEqualTo(Files.readString(file(sample, ".json")));
    }

    @ParameterizedTest
    @EnumSource
    void what_is_written_is_the_policy(Sample sample) throws Exception {
        ParseOption[] options =
                sample == Sample.PUBLISHED ? new ParseOption[0] : new ParseOption[] {ParseOption.ALLOW_EXTENSION};

        for (String suffix : new String[] {".toml", ".json"}) {
            assertThat(Samples.parse(file(sample, suffix), options).toPolicy()).isEqualTo(sample.policy);
        }
    }

    private static Path file(Sample sample, String suffix) {
        String name = RightNames.name(sample) + suffix;
        try (Stream<Path> files = Samples.in("written").stream()) {
            return files.filter(file -> file.endsWith(name)).findFirst().orElseThrow();
        }
    }
}

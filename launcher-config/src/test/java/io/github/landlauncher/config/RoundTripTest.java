package io.github.landlauncher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import java.net.URI;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Every policy comes back from what is written of it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RoundTripTest {

    private static final int POLICIES = 2_000;

    @Test
    void every_policy_comes_back_from_both_formats() throws Exception {
        long seed = System.nanoTime();
        RandomPolicies policies = new RandomPolicies(new Random(seed));
        int published = 0;
        for (int i = 0; i < POLICIES; i++) {
            SandboxPolicy policy = policies.next();
            LandlockConfig config = LandlockConfig.of(policy);
            for (ConfigFormat format : ConfigFormat.values()) {
                String text = format == ConfigFormat.TOML ? config.toToml() : config.toJson();
                LandlockConfig read = ExtensionSample.parse(format, "policy", text);
                assertThat(read.toPolicy()).as(() -> "seed " + seed + ", " + text).isEqualTo(policy);
                assertThat(read).as(() -> "seed " + seed + ", " + text).isEqualTo(config);
            }
            published += config.extension().isNone() ? 1 : 0;
        }
        assertThat(published).as(() -> "seed " + seed).isBetween(POLICIES / 8, POLICIES / 2);
    }

    @Test
    void a_policy_is_no_weaker_for_being_composed_with_another() throws Exception {
        long seed = System.nanoTime();
        RandomPolicies policies = new RandomPolicies(new Random(seed));
        int composed = 0;
        for (int i = 0; i < POLICIES; i++) {
            LandlockConfig a = LandlockConfig.of(policies.next());
            LandlockConfig b = LandlockConfig.of(policies.next());
            try {
                LandlockConfig both = a.compose(b);
                assertThat(b.compose(a)).as(() -> "seed " + seed).isEqualTo(both);
                assertThat(both.compose(b)).as(() -> "seed " + seed).isEqualTo(both);
                SandboxPolicy policy = both.toPolicy();
                assertRestricts(policy, a, "seed " + seed);
                assertRestricts(policy, b, "seed " + seed);
                composed++;
            } catch (ConfigException e) {
                assertThatThrownBy(() -> b.compose(a).toPolicy()).as(() -> "seed " + seed)
                        .isInstanceOf(ConfigException.class);
            }
        }
        assertThat(composed).as(() -> "seed " + seed).isGreaterThan(POLICIES / 4);
    }

    private static void assertRestricts(SandboxPolicy policy, LandlockConfig file, String seed) {
        Extension extension = file.extension();
        assertThat(policy.handledFs()).as(() -> seed).containsAll(extension.handling().fs());
        assertThat(policy.handledNet()).as(() -> seed).containsAll(extension.handling().net());
        assertThat(policy.scopes()).as(() -> seed).containsAll(extension.handling().scopes());
        assertThat(policy.floor().map(LandlockAbi::number).orElse(Integer.MAX_VALUE)).as(() -> seed)
                .isGreaterThanOrEqualTo(extension.floor().map(LandlockAbi::number).orElse(Integer.MAX_VALUE));
        assertThat(ContainmentUnionTest.isNoWeaker(policy.beyondLandlock(), extension.containment())).as(() -> seed)
                .isTrue();
    }

    @Test
    void a_path_of_bytes_that_are_no_text_is_refused() {
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V1)
                .allowRead(Path.of(URI.create("file:///tmp/%FF")));

        assertThatThrownBy(() -> LandlockConfig.of(policy))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("path \"/tmp/")
                .hasMessageContaining("cannot be said in a file: it has bytes that are no characters");
    }

    @Test
    void a_name_with_half_a_pair_is_refused() {
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V1).named("a\ud83d");

        assertThatThrownBy(() -> LandlockConfig.of(policy))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("name \"a\\ud83d\" cannot be said in a file: it has half of a surrogate pair,"
                        + " which is no character");
    }

    @Test
    void a_path_that_no_kernel_opens_is_refused() {
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V1).allowRead("/" + "a".repeat(4095));

        assertThatThrownBy(() -> LandlockConfig.of(policy))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no file can mean this policy: policy: stands for a path of 4096 bytes;"
                        + " the longest can have 4095");
    }
}

package io.github.landlauncher.config;

import static io.github.landlauncher.AccessFs.READ_FILE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.SandboxPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The published form of a policy comes with a list of all that it does not say. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PortableTest {

    private static final int POLICIES = 2_000;

    @Test
    void what_the_format_cannot_say_is_told() throws Exception {
        Portable portable = LandlockConfig.portable(WrittenPoliciesTest.Sample.CONTAINED.policy);

        assertThat(portable.losses()).containsExactly(
                "name \"build of \"x\"\\u202e\": the format has no names",
                "strict: the format is best effort by definition",
                "log flags [log_new_exec_on]: the format has none",
                "right RESOLVE_UNIX: the format has no name for it, so it is not denied",
                "right BIND_UDP: the format has no name for it, so it is not denied",
                "right CONNECT_SEND_UDP: the format has no name for it, so it is not denied",
                "containment: no filter of system calls, no capability taken away, core dumps are made",
                "allowed in a containment [ptrace]: the format has no containment",
                "refused system calls [metadata]: they are allowed",
                "kept capabilities []: all are kept, or those the other program leaves",
                "run as 1000:1000: it is the user who starts the program",
                "limit fsize 4294967296 4294967296: there is none",
                "limit nofile 256 unlimited: there is none",
                "memory.max 1073741824: there is no such limit",
                "pids.max 512: there is no such limit",
                "cpu.max 150000 100000: there is no such limit",
                "a missing path is skipped: /usr",
                "a missing path is skipped: /srv/jobs/17/out",
                "symbolic links are followed, also out of /srv/jobs: /srv/jobs/17/out",
                "a missing path is skipped: /srv/jobs/17/tmp$x",
                "symbolic links are followed, also out of /srv/jobs: /srv/jobs/17/tmp$x",
                "a missing path is skipped: /etc/hosts",
                "rights that only directories have are left out on a file: /etc/hosts");
        assertThat(portable.config().toPolicy().handledFs()).isEqualTo(LandlockAbi.V8.accessFs());
        assertThat(portable.config().portRules()).containsOnlyKeys(80, 443);
    }

    @Test
    void a_floor_and_a_denied_network_are_lost() {
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V3).bestEffort(LandlockAbi.V2).denyNetwork();

        assertThat(LandlockConfig.portable(policy).losses()).containsExactly(
                "best effort from ABI 2: the format takes any ABI",
                "denied network: sockets can be made, those for TCP as far as rights on ports go");
    }

    @Test
    void a_published_policy_loses_nothing() {
        SandboxPolicy policy = WrittenPoliciesTest.Sample.PUBLISHED.policy;

        assertThat(LandlockConfig.portable(policy)).isEqualTo(new Portable(LandlockConfig.of(policy), List.of()));
    }

    @Test
    void a_policy_of_which_nothing_has_a_name_has_no_portable_form() {
        SandboxPolicy policy =
                SandboxPolicy.handling(Set.of(AccessFs.RESOLVE_UNIX), Set.of(AccessNet.BIND_UDP), Set.of());

        assertThatThrownBy(() -> LandlockConfig.portable(policy))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the published format has no name for anything the policy handles:"
                        + " resolve_unix, bind_udp");
    }

    @Test
    void a_policy_without_losses_means_the_same_and_no_policy_becomes_weaker_in_silence() throws Exception {
        long seed = System.nanoTime();
        RandomPolicies policies = new RandomPolicies(new Random(seed));
        int lossless = 0;
        for (int i = 0; i < POLICIES; i++) {
            SandboxPolicy policy = policies.next();
            if (policy.handledFs().contains(READ_FILE)) {
                Portable portable = LandlockConfig.portable(policy);
                SandboxPolicy read = ExtensionSample.parse(portable.config().toToml()).toPolicy();
                assertThat(portable.losses().isEmpty()).as(() -> "seed " + seed + ", " + policy)
                        .isEqualTo(saysAllOf(policy, read));
                lossless += portable.losses().isEmpty() ? 1 : 0;
            }
        }
        assertThat(lossless).as(() -> "seed " + seed).isGreaterThan(POLICIES / 8);
    }

    /** Said on its own, not by what is lost. */
    private static boolean saysAllOf(SandboxPolicy policy, SandboxPolicy read) {
        return read.handledFs().equals(policy.handledFs())
                && read.handledNet().equals(policy.handledNet())
                && read.scopes().equals(policy.scopes())
                && read.floor().equals(policy.floor())
                && read.name().equals(policy.name())
                && read.logFlags().equals(policy.logFlags())
                && read.beyondLandlock().equals(policy.beyondLandlock())
                && policy.rules().pathRules().stream().allMatch(rule -> isSaid(rule, read));
    }

    private static boolean isSaid(PathRule rule, SandboxPolicy read) {
        Path path = Path.of(PathText.normalised(rule.path().toString()));
        return rule.base().isEmpty()
                && !rule.exact()
                && rule.ifExists()
                && (rule.access().isEmpty() || read.rules().pathRules().stream().anyMatch(
                        said -> said.path().equals(path) && said.access().containsAll(rule.access())));
    }
}

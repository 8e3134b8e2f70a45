package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.landlauncher.Enforcement;
import io.github.landlauncher.Enforcement.Level;
import io.github.landlauncher.Erratum;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.LogFlag;
import io.github.landlauncher.Presets;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.StartStep;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.LandlockHeader;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.spi.LaunchRequest;
import io.github.landlauncher.spi.StepFailedException;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A kernel whose ABI is newer than every known one is used as one with the newest known. Only what
 * the kernel says of itself is made up here: rulesets and starts are real.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FutureAbiIT {

    private static final int EVERY_BIT = Integer.MAX_VALUE;

    private final FakeLibc fake = FakeLibc.over(Libc.get());
    private final LandlockSupport real = LandlockProbe.ask(Libc.get(), Set.of());

    @BeforeEach
    void the_kernel_has_landlock() {
        assumeThat(real.state()).isEqualTo(LandlockSupport.State.AVAILABLE);
    }

    /** On the running kernel, which says that it has this ABI and has fixed whatever there was. */
    private LinuxLauncher launcher(int abi) {
        return new LinuxLauncher(() -> fake
                .answer("landlock_create_ruleset", arguments -> switch ((int) arguments[2]) {
                    case LandlockHeader.LANDLOCK_CREATE_RULESET_VERSION -> abi;
                    case LandlockHeader.LANDLOCK_CREATE_RULESET_ERRATA -> EVERY_BIT;
                    default -> Libc.get().landlock_create_ruleset(
                            (long) arguments[0], (long) arguments[1], (int) arguments[2]);
                })
                .libc());
    }

    private static LaunchRequest request(SandboxPolicy policy) {
        SandboxPolicy runnable = policy.allow(Presets.baseSystem()).allowReadExecute("/bin/true");
        return RequestBuilder.command("/bin/true").policy(runnable).newSession().build();
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 99, Integer.MAX_VALUE})
    void every_policy_becomes_what_it_is_on_the_newest_known_abi(int abi) {
        LandlockSupport future = launcher(abi).support();
        LandlockAbi newest = LandlockAbi.of(Integer.MAX_VALUE);
        LandlockSupport known = new LandlockSupport(
                future.state(), newest.number(), future.errata(), future.facilities());

        assertThat(future.abi()).isEqualTo(abi);
        assertThat(future.errata()).isEqualTo(EnumSet.allOf(Erratum.class));
        for (LandlockAbi handled : LandlockAbi.values()) {
            SandboxPolicy policy = SandboxPolicy.handling(handled).logging(LogFlag.values());
            for (SandboxPolicy asked : new SandboxPolicy[] {
                policy, policy.bestEffort(newest), policy.containment(), policy.denyNetwork()
            }) {
                Enforcement enforcement = asked.enforcementOn(future);

                assertThat(enforcement).isEqualTo(asked.enforcementOn(known));
                assertThat(enforcement.level()).isEqualTo(Level.FULLY);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 99, Integer.MAX_VALUE})
    void a_policy_that_the_running_kernel_knows_starts(int abi) throws Exception {
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.of(real.abi()));

        for (SandboxPolicy asked : new SandboxPolicy[] {policy, policy.containment()}) {
            SandboxedProcess process = launcher(abi).start(request(asked));

            assertThat(process.waitFor()).isZero();
            assertThat(process.enforcement().level()).isEqualTo(Level.FULLY);
            process.getInputStream().close();
            process.getErrorStream().close();
            process.getOutputStream().close();
        }
    }

    /** Nothing is left out in silence: the kernel itself refuses the ruleset. */
    @ParameterizedTest
    @ValueSource(ints = {12, 99})
    void a_kernel_that_takes_less_than_its_abi_promises_starts_nothing(int abi) {
        LandlockAbi newest = LandlockAbi.of(Integer.MAX_VALUE);
        assumeThat(LandlockAbi.V10.isWithin(real.abi())).as("the kernel takes it all").isFalse();
        SandboxPolicy policy = SandboxPolicy.handling(newest).bestEffort(LandlockAbi.V1);

        assertThatThrownBy(() -> launcher(abi).start(request(policy)))
                .isInstanceOfSatisfying(StepFailedException.class, failed -> {
                    assertThat(failed.step()).isEqualTo(StartStep.CREATE_RULESET);
                    assertThat(failed.errno()).isIn(Errno.EINVAL, Errno.E2BIG);
                });
        assertThat(fake.calls("posix_spawn")).isEmpty();
    }
}

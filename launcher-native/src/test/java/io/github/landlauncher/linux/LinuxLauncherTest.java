package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxUnavailableException;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.spi.LaunchRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LinuxLauncherTest {

    private static final String[] WHAT_A_START_NEEDS = {
        "memfd_create", "epoll_create1", "pipe2", "posix_spawn", "landlock_add_rule", "open"
    };

    private final FakeLibc fake = FakeLibc.over(Libc.get());

    @Nested
    @DisplayNameGeneration(ReplaceUnderscores.class)
    class NoLandlock {

        @ParameterizedTest
        @CsvSource({
            "38, NOT_IMPLEMENTED, does not implement Landlock (ENOSYS), landlock-not-implemented",
            "95, NOT_ENABLED, not enabled on this kernel (EOPNOTSUPP), landlock-not-enabled",
            "1, BLOCKED, a seccomp filter around this JVM forbids, landlock-blocked"
        })
        void nothing_is_started_and_the_advice_fits_the_cause(
                int errno, LandlockSupport.State state, String cause, String anchor) {
            fake.fail("landlock_create_ruleset", errno);
            LinuxLauncher launcher = new LinuxLauncher(fake::libc);

            for (SandboxPolicy policy : policies()) {
                LaunchRequest request = RequestBuilder.command("/bin/true").policy(policy).build();

                assertThatThrownBy(() -> launcher.start(request))
                        .isInstanceOfSatisfying(SandboxUnavailableException.class, unavailable -> {
                            assertThat(unavailable.support().state()).isEqualTo(state);
                            assertThat(unavailable)
                                    .hasMessageStartingWith("Cannot enforce the policy: ")
                                    .hasMessageContaining(cause)
                                    .hasMessageEndingWith("\n  See docs/errors.md#" + anchor);
                        });
                assertThatThrownBy(() -> launcher.createRuleset(policy))
                        .isInstanceOf(SandboxUnavailableException.class);
            }

            assertThat(fake.functions()).doesNotContain(WHAT_A_START_NEEDS);
            assertThat(fake.calls("landlock_create_ruleset")).as("asked once").hasSize(1);
        }

        private List<SandboxPolicy> policies() {
            SandboxPolicy strict = SandboxPolicy.handling(LandlockAbi.V1);
            return List.of(strict, strict.bestEffort(LandlockAbi.V1), strict.allowRead("/"));
        }

        @Test
        void support_says_so() {
            fake.fail("landlock_create_ruleset", Errno.ENOSYS);

            assertThat(new LinuxLauncher(fake::libc).support().state())
                    .isEqualTo(LandlockSupport.State.NOT_IMPLEMENTED);
        }
    }

    @Test
    void an_abi_below_the_policy_s_starts_nothing_either() {
        fake.answer("landlock_create_ruleset", arguments -> 1);
        LinuxLauncher launcher = new LinuxLauncher(fake::libc);
        SandboxPolicy strict = SandboxPolicy.handling(LandlockAbi.V4);

        assertThatThrownBy(() -> launcher.start(
                        RequestBuilder.command("/bin/true").policy(strict).build()))
                .isInstanceOf(SandboxUnavailableException.class)
                .hasMessageEndingWith("#abi-too-low");
        assertThatThrownBy(() -> launcher.start(RequestBuilder.command("/bin/true")
                        .policy(strict.bestEffort(LandlockAbi.V2))
                        .build()))
                .isInstanceOf(SandboxUnavailableException.class)
                .hasMessageEndingWith("#abi-below-floor");
        assertThat(fake.functions()).doesNotContain(WHAT_A_START_NEEDS);
    }

    @Test
    void a_new_launcher_does_nothing() {
        AtomicInteger linked = new AtomicInteger();

        new LinuxLauncher(() -> {
            linked.incrementAndGet();
            return fake.libc();
        });

        assertThat(linked).hasValue(0);
    }

    @Test
    void the_kernel_is_asked_once_however_many_threads_want_to_know_first() throws Exception {
        AtomicInteger linked = new AtomicInteger();
        LinuxLauncher launcher = new LinuxLauncher(() -> {
            linked.incrementAndGet();
            return fake.libc();
        });
        CountDownLatch go = new CountDownLatch(1);
        List<FutureTask<LandlockSupport>> tasks = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            FutureTask<LandlockSupport> task = new FutureTask<>(() -> {
                go.await();
                return launcher.support();
            });
            tasks.add(task);
            new Thread(task).start();
        }
        go.countDown();

        for (FutureTask<LandlockSupport> task : tasks) {
            assertThat(task.get()).isSameAs(launcher.support());
        }
        assertThat(linked).hasValue(1);
    }

    @Test
    void a_c_library_that_cannot_be_linked_is_tried_again_next_time() {
        AtomicInteger tries = new AtomicInteger();
        LinuxLauncher launcher = new LinuxLauncher(() -> {
            if (tries.incrementAndGet() == 1) {
                throw new UnsupportedOperationException("not now");
            }
            return fake.libc();
        });

        assertThatThrownBy(launcher::support).hasMessage("not now");
        assertThat(launcher.support()).isNotNull();
    }
}

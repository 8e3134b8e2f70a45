package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.Presets;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.StartStep;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.LinuxHeader;
import io.github.landlauncher.spi.LaunchRequest;
import io.github.landlauncher.spi.StepFailedException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts on the real kernel with a C library that fails where the test wants it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LinuxLauncherIT {

    private final FakeLibc fake = FakeLibc.over(Libc.get());
    private final LinuxLauncher launcher = new LinuxLauncher(fake::libc);

    @BeforeEach
    void the_kernel_has_landlock() {
        LandlockSupport support = LandlockProbe.ask(Libc.get(), Set.of());
        if (System.getProperty("landlauncher.requireAbi", "").isEmpty()) {
            assumeThat(support.state()).isEqualTo(LandlockSupport.State.AVAILABLE);
        } else {
            assertThat(support.state()).isEqualTo(LandlockSupport.State.AVAILABLE);
        }
    }

    private static RequestBuilder trueProgramWith(Redirect input) {
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V1)
                .allow(Presets.baseSystem())
                .allowReadExecute("/bin/true");
        return RequestBuilder.command("/bin/true").policy(policy).input(input).newSession();
    }

    private static LaunchRequest trueProgram() {
        return trueProgramWith(Redirect.PIPE).build();
    }

    /** Starts with what looks like a terminal, so that there is a filter. */
    private LaunchRequest trueProgramAtATerminal() {
        fake.answer("ioctl", arguments -> 0);
        return trueProgramWith(Redirect.INHERIT).build();
    }

    private void assertStarts() throws Exception {
        SandboxedProcess process = launcher.start(trueProgram());
        assertThat(process.waitFor()).isZero();
        process.getInputStream().close();
        process.getErrorStream().close();
        process.getOutputStream().close();
    }

    /** This JVM's descriptors and what they are. */
    private static Map<Integer, String> descriptors() throws IOException {
        Map<Integer, String> open = new TreeMap<>();
        try (Stream<Path> links = Files.list(Path.of("/proc/self/fd"))) {
            for (Path link : links.toList()) {
                if (Files.isSymbolicLink(link)) { // that of the list itself is gone by now
                    open.put(
                            Integer.valueOf(link.getFileName().toString()),
                            Files.readSymbolicLink(link).toString());
                }
            }
        }
        open.values().removeIf(target -> target.equals("/proc/" + ProcessHandle.current().pid() + "/fd"));
        return open;
    }

    private void assertChildIsGone() {
        int pid = fake.calls("kill").get(0).intArgument(0);

        assertThat(pid).isPositive();
        assertThat(ProcessHandle.of(pid)).isEmpty();
    }

    private StepFailedException failure() {
        return failure(trueProgram());
    }

    private StepFailedException failure(LaunchRequest request) {
        try {
            launcher.start(request);
            throw new AssertionError("started");
        } catch (StepFailedException e) {
            return e;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_program_starts_and_leaves_no_descriptor() throws Exception {
        assertStarts();
        Map<Integer, String> before = descriptors();

        assertStarts();

        assertThat(descriptors()).isEqualTo(before);
    }

    @Test
    void many_threads_may_start_first_and_there_is_one_helper_one_filter_and_one_reaper()
            throws Exception {
        LaunchRequest request = trueProgramAtATerminal();
        CountDownLatch go = new CountDownLatch(1);
        List<FutureTask<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            FutureTask<Integer> task = new FutureTask<>(() -> {
                go.await();
                return launcher.start(request).waitFor();
            });
            tasks.add(task);
            new Thread(task).start();
        }
        go.countDown();

        for (FutureTask<Integer> task : tasks) {
            assertThat(task.get()).isZero();
        }
        assertThat(fake.calls("epoll_create1")).hasSize(1);
        assertThat(fake.calls("memfd_create")).hasSize(kernelRefusesNewFlags() ? 4 : 2);
    }

    /** Kernels before 6.3 know neither of these flags, and each call is made again without it. */
    private boolean kernelRefusesNewFlags() {
        int newFlags = LinuxHeader.MFD_EXEC | LinuxHeader.MFD_NOEXEC_SEAL;
        return fake.calls("memfd_create").stream()
                .anyMatch(call -> (call.intArgument(1) & newFlags) == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"epoll_create1", "fchmod", "write"})
    void a_first_start_that_fails_leaves_nothing_and_the_next_one_works(String function) throws Exception {
        launcher.createRuleset(trueProgram().policy().orElseThrow()).close();
        Map<Integer, String> before = descriptors();
        fake.fail(function, Errno.EMFILE);
        if (function.equals("write")) {
            fake.answer(function, arguments -> (long) -Errno.EIO);
        }

        for (int i = 0; i < 3; i++) {
            failure();
            assertThat(descriptors()).isEqualTo(before);
        }

        fake.forget(function);
        assertStarts();
    }

    @Test
    void a_start_that_gets_no_filter_leaves_nothing_and_the_next_one_works() throws Exception {
        assertStarts();
        Map<Integer, String> before = descriptors();
        LaunchRequest request = trueProgramAtATerminal();
        fake.fail("memfd_create", Errno.EMFILE);

        StepFailedException failure = failure(request);

        assertThat(failure.step()).isEqualTo(StartStep.DESCRIPTORS);
        assertThat(failure.errno()).isEqualTo(Errno.EMFILE);
        assertThat(descriptors()).isEqualTo(before);

        fake.forget("memfd_create");
        assertThat(launcher.start(request).waitFor()).isZero();
    }

    @Test
    void a_start_without_a_terminal_makes_no_filter() throws Exception {
        assertStarts();

        assertThat(fake.calls("write")).as("the helper alone").hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipe2", "posix_spawn_file_actions_adddup2", "posix_spawn"})
    void a_start_that_fails_before_the_child_leaves_nothing(String function) throws Exception {
        assertStarts();
        Map<Integer, String> before = descriptors();
        fake.fail(function, Errno.EAGAIN);

        assertThat(failure().errno()).isEqualTo(Errno.EAGAIN);

        assertThat(descriptors()).isEqualTo(before);
        assertThat(fake.calls("kill")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pidfd_open", "epoll_ctl"})
    void a_child_that_cannot_be_watched_is_killed_and_reaped(String function) throws Exception {
        assertStarts();
        Map<Integer, String> before = descriptors();
        fake.fail(function, Errno.EMFILE);

        StepFailedException failure = failure();

        assertThat(failure.step()).isEqualTo(StartStep.WATCH);
        assertThat(failure.advice()).contains("See docs/errors.md#watch-emfile");
        assertChildIsGone();
        assertThat(descriptors()).isEqualTo(before);
    }

    @Test
    void a_program_that_cannot_be_executed_leaves_nothing() throws Exception {
        assertStarts();
        Map<Integer, String> before = descriptors();
        LaunchRequest missing = RequestBuilder.command("/nonexistent")
                .policy(trueProgram().policy().orElseThrow())
                .build();

        assertThatThrownBy(() -> launcher.start(missing))
                .isInstanceOfSatisfying(StepFailedException.class, failed -> {
                    assertThat(failed.step()).isEqualTo(StartStep.EXECVE);
                    assertThat(failed).hasMessage("error=2, No such file or directory");
                });
        assertChildIsGone();
        assertThat(descriptors()).isEqualTo(before);
    }

    @Test
    void an_end_of_file_without_a_record_is_no_start() throws Exception {
        System.setProperty(HelperImage.PROPERTY, "/bin/true");
        try {
            StepFailedException failure = failure();

            assertThat(failure.step()).isEqualTo(StartStep.PROTOCOL);
            assertThat(failure).hasMessage("the helper did not report, it exited with 0");
            assertThat(failure.advice()).contains("See docs/errors.md#protocol");
            assertChildIsGone();
        } finally {
            System.clearProperty(HelperImage.PROPERTY);
        }
    }
}

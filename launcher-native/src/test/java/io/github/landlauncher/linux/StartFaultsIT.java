package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.LauncherInTest;
import io.github.landlauncher.SandboxStartException;
import io.github.landlauncher.SandboxUnavailableException;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.LandlockHeader;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.LinuxHeader;
import io.github.landlauncher.linux.libc.NotifyHeader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each system call of a start fails once, in each way: the start fails clearly and leaves nothing,
 * or the call is one that a start may do without.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(300)
class StartFaultsIT {

    private static final List<Integer> ERRNOS =
            List.of(Errno.EMFILE, Errno.ENFILE, Errno.ENOMEM, Errno.EAGAIN, Errno.EINTR);

    /** Calls whose failure a start survives, and why. Nothing else is tolerated. */
    private static final Map<String, String> TOLERATED = Map.of(
            "close", "the descriptor is free whatever close says, and nothing was written through it",
            "posix_spawn_file_actions_destroy", "the child runs, and only memory is freed",
            "ioctl " + LinuxHeader.TCGETS,
            "what cannot be told from a terminal is taken for one, and filtered",
            "ioctl " + NotifyHeader.SECCOMP_IOCTL_NOTIF_SET_FLAGS, "watching takes longer, as before Linux 6.6");

    /** What a launcher makes once, if it is needed, and keeps. */
    private static final List<String> LASTING = List.of(
            "/memfd:landlock-exec (deleted)", "/memfd:tree-guard (deleted)",
            "/memfd:seccomp-filter (deleted)", "/memfd:seccomp-notify (deleted)",
            "anon_inode:[eventpoll]", "anon_inode:[eventpoll]", "landlauncher reaper",
            "landlauncher watcher", "landlauncher watch guard", "landlauncher keeper", "landlauncher spawner");

    /** Calls that are made again if a signal interrupts them. */
    private static final Set<String> REPEATED = Set.of("open", "openat2", "read", "recvmsg");

    /** Calls that ask what the kernel has, once; without an answer it is taken to have nothing. */
    private static final Map<String, String> TOLERATED_AT_THE_FIRST_START = Map.of(
            "landlock_create_ruleset " + LandlockHeader.LANDLOCK_CREATE_RULESET_ERRATA,
            "no erratum is taken to be fixed, which is only reported",
            "seccomp", "notifications are taken to be as large as they have always been",
            "capget", "capabilities are taken away although there may be none");

    /** Calls after which nothing starts any more: the kernel is taken to lack what was asked for. */
    private static final Set<String> REMEMBERED = Set.of(
            "landlock_create_ruleset " + LandlockHeader.LANDLOCK_CREATE_RULESET_VERSION,
            "prctl " + LinuxHeader.PR_SET_SECCOMP);

    private final String temporaryFiles = System.getProperty("java.io.tmpdir");

    @TempDir private Path directory;
    private StartKind.Place place;

    private final FailingLibc failing = FailingLibc.over(Libc.get());
    private LauncherInTest launcher = launcher();
    private final Set<String> anchors = new HashSet<>();

    private LauncherInTest launcher() {
        return new LauncherInTest(new LinuxLauncher(failing::libc));
    }

    /** Where private homes are made, and nobody else has one. */
    @BeforeEach
    void temporary_files_have_a_place_of_their_own() throws IOException {
        Path own = Files.createDirectory(directory.resolve("tmp"));
        System.setProperty("java.io.tmpdir", own.toString());
    }

    @AfterEach
    void temporary_files_are_where_they_were() {
        System.setProperty("java.io.tmpdir", temporaryFiles);
    }

    @BeforeEach
    void the_kernel_has_landlock_and_the_page_has_anchors() throws IOException {
        LandlockSupport support = LandlockProbe.ask(Libc.get(), Set.of());
        assertThat(support.state()).isEqualTo(LandlockSupport.State.AVAILABLE);
        place = StartKind.Place.in(directory, "landlauncher-start-faults-" + System.nanoTime());
        for (String line : Files.readAllLines(Path.of("..", "docs", "errors.md"))) {
            if (line.startsWith("<a id=")) {
                anchors.add(line.split("\"")[1]);
            }
        }
    }

    /** One start with one failure: what failed and how, and the exception or null. */
    private record Trial(Optional<String> failed, int errno, IOException thrown) {

        @Override
        public String toString() {
            return failed.orElse("nothing") + " failed with " + Errno.name(errno)
                    + ", there was " + thrown;
        }
    }

    private Trial attempt(StartKind kind, int number, int errno) throws Exception {
        failing.failCall(number, errno);
        List<Process> started;
        try {
            started = kind.start(launcher, place);
        } catch (IOException e) {
            return new Trial(failing.end(), errno, e);
        } catch (RuntimeException | Error e) {
            throw new AssertionError(failing.end() + " failed with " + Errno.name(errno), e);
        }
        Optional<String> failed = failing.end();
        assertConfined(kind, started);
        return new Trial(failed, errno, null);
    }

    private void assertConfined(StartKind kind, List<Process> started) throws Exception {
        for (Process process : started) {
            assertThat(process.waitFor()).isZero();
        }
        assertThat(kind.output(started.get(started.size() - 1), place)).isEqualTo("confined\n");
        for (Process process : started) {
            process.getInputStream().close();
            process.getErrorStream().close();
            process.getOutputStream().close();
        }
    }

    private void assertStarts(StartKind kind) throws Exception {
        assertConfined(kind, kind.start(launcher, place));
    }

    @ParameterizedTest
    @EnumSource
    void each_call_of_a_start_may_fail_and_nothing_is_left(StartKind kind) throws Exception {
        assertStarts(kind);
        assertStarts(kind); // what lasts as long as the JVM is there now
        untilSettled();
        Remains before = Remains.now().withoutFilters();
        int failures = 0;

        for (int number = 1; ; number++) {
            Trial first = attempt(kind, number, ERRNOS.get(0));
            assertNothingIsLeft(first, before);
            if (first.failed().isEmpty()) { // there were not so many
                assertThat(first.thrown()).isNull();
                break;
            }
            assertJudged(first);
            failures++;
            for (int errno : ERRNOS.subList(1, ERRNOS.size())) {
                // What is tolerated is, whatever it says: nobody looks at that.
                if (first.thrown() != null && FailingLibc.mayFail(first.failed().get(), errno)) {
                    Trial next = attempt(kind, number, errno);
                    assertThat(next.failed()).isEqualTo(first.failed());
                    assertNothingIsLeft(next, before);
                    assertJudged(next);
                }
            }
        }

        assertThat(failures).isGreaterThan(25);
        until(() -> Remains.processesWith(place.word()).isEmpty());
        assertStarts(kind);
        untilSettled();
    }

    /** The n-th call of a launcher's first start, which also makes all that lasts as long as the JVM. */
    @Test
    void each_call_of_a_first_start_may_fail_and_the_next_one_makes_what_is_missing() throws Exception {
        Set<String> remembered = new TreeSet<>();
        assertStarts(StartKind.ALL_THAT_LASTS);
        for (int number = 1; ; number++) {
            launcher = launcher();
            untilSettled();
            Remains before = Remains.now();
            Trial trial = attempt(StartKind.ALL_THAT_LASTS, number, Errno.EMFILE);
            untilSettled();
            assertOnceEach(Remains.now().since(before));
            if (trial.failed().isEmpty()) {
                assertThat(trial.thrown()).isNull();
                break;
            }
            if (trial.thrown() instanceof SandboxUnavailableException) {
                remembered.add(trial.failed().get());
                continue;
            }
            String call = trial.failed().get();
            if (!TOLERATED_AT_THE_FIRST_START.containsKey(call) || trial.thrown() != null) {
                assertJudged(trial);
            }
            assertStarts(StartKind.ALL_THAT_LASTS);
            untilSettled();
            assertThat(Remains.now().since(before)).containsExactlyInAnyOrderElementsOf(LASTING);
        }
        assertThat(remembered).isEqualTo(REMEMBERED);
    }

    private static void assertOnceEach(List<String> made) {
        List<String> allowed = new ArrayList<>(LASTING);
        assertThat(made).allMatch(allowed::remove);
    }

    /** At once after a failure; when a program has run, others see to it. */
    private static void assertNothingIsLeft(Trial trial, Remains before) throws Exception {
        if (trial.thrown() == null) {
            until(() -> Remains.now().withoutFilters().equals(before));
        }
        assertThat(Remains.now().withoutFilters()).as("%s", trial).isEqualTo(before);
    }

    private static void untilSettled() {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5))
                .untilAsserted(() -> assertThat(Remains.now()).matches(Remains::isSettled));
    }

    private static void until(Callable<Boolean> condition) {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5)).until(condition);
    }

    private void assertJudged(Trial trial) {
        String call = trial.failed().orElseThrow();
        if (TOLERATED.containsKey(call) || trial.errno() == Errno.EINTR && REPEATED.contains(call)) {
            assertThat(trial.thrown()).as("%s", trial).isNull();
            return;
        }
        assertThat(trial.thrown()).as("%s", trial).isNotNull();
        String error = Failure.strerror(Libc.get(), trial.errno());
        String message = trial.thrown().getMessage();
        if (trial.thrown().getCause() instanceof FileNotFoundException) { // in ProcessBuilder's words
            assertThat(call).isIn("open", "statx");
            assertThat(message).matches("Cannot run program \"/bin/sh\": /.* \\(" + error + "\\)");
            return;
        }
        assertThat(trial.thrown()).as("%s", trial).isExactlyInstanceOf(SandboxStartException.class);
        SandboxStartException failure = (SandboxStartException) trial.thrown();
        assertThat(failure.errno()).as("%s", trial).isEqualTo(trial.errno());
        assertThat(failure.step()).isNotNull();
        List<String> lines = message.lines().toList();
        assertThat(lines.get(0)).matches(
                "Cannot (run program \"/bin/sh\"|create the ruleset): (rule \".*\": )?"
                        + "error=" + trial.errno() + ", " + error);
        assertThat(lines).hasSizeGreaterThan(2);
        String last = lines.get(lines.size() - 1);
        assertThat(last).startsWith("  See docs/errors.md#");
        assertThat(anchors).contains(last.substring(last.indexOf('#') + 1));
    }
}

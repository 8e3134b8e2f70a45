package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.StartStep;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.LinuxHeader;
import io.github.landlauncher.spi.LaunchRequest;
import io.github.landlauncher.spi.ProcessInput;
import io.github.landlauncher.spi.StepFailedException;
import io.github.landlauncher.spi.StreamListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls that only a start with a listener makes fail: it says so, and nothing is left of it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ListenerFaultsIT {

    private final FakeLibc fake = FakeLibc.over(Libc.get());
    private final LinuxLauncher launcher = new LinuxLauncher(fake::libc);

    /** Knows whether it was told anything. */
    private static final class Listener implements StreamListener {
        private final AtomicInteger calls = new AtomicInteger();
        private final CountDownLatch exited = new CountDownLatch(1);

        @Override
        public void started(SandboxedProcess process, ProcessInput input) {
            calls.incrementAndGet();
        }

        @Override
        public void output(ByteBuffer bytes, boolean closed) {
            calls.incrementAndGet();
        }

        @Override
        public void error(ByteBuffer bytes, boolean closed) {
            calls.incrementAndGet();
        }

        @Override
        public boolean inputReady(ByteBuffer room) {
            calls.incrementAndGet();
            return false;
        }

        @Override
        public void exited(int exitValue) {
            exited.countDown();
        }
    }

    private static LaunchRequest request(String script) {
        return RequestBuilder.command("/bin/sh", "-c", script)
                .policy(SandboxPolicy.handling(LandlockAbi.V1).allowReadExecute("/"))
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        // the pidfd is the fourth; a loop of run() watches its bell first
        "false, epoll_ctl, 1, WATCH", "false, epoll_ctl, 2, WATCH", "false, epoll_ctl, 3, WATCH",
        "false, epoll_ctl, 4, WATCH", "false, fcntl, 1, DESCRIPTORS", "false, fcntl, 2, DESCRIPTORS",
        "false, fcntl, 3, DESCRIPTORS",
        "true, epoll_create1, 1, WATCH", "true, eventfd, 1, WATCH", "true, epoll_ctl, 1, WATCH",
        "true, epoll_ctl, 2, WATCH", "true, epoll_ctl, 3, WATCH", "true, epoll_ctl, 4, WATCH",
        "true, epoll_ctl, 5, WATCH", "true, fcntl, 3, DESCRIPTORS"
    })
    void a_call_that_fails_fails_its_step(boolean run, String function, int failing, StartStep step)
            throws Exception {
        start(run, "exit 0"); // what lasts as long as the JVM is there now
        await().until(() -> children().isEmpty());
        List<String> before = descriptors();
        Listener listener = new Listener();
        fail(function, failing);
        Exception thrown = null;
        try {
            launch(run, request("sleep 1000"), listener);
        } catch (StepFailedException e) {
            thrown = e;
        } finally {
            fake.forget(function);
        }

        assertThat(thrown).isInstanceOfSatisfying(StepFailedException.class, failed -> {
            assertThat(failed.step()).isEqualTo(step);
            assertThat(failed.errno()).isEqualTo(Errno.ENOMEM);
        });
        assertThat(listener.calls).hasValue(0);
        assertThat(children()).isEmpty();
        // The JVM's own threads open and close files at any time.
        await().pollDelay(Duration.ZERO).untilAsserted(() -> assertThat(descriptors()).isEqualTo(before));
        start(run, "exit 0");
    }

    /** Lets the n-th call that has to do with a listener fail, on the thread that starts. */
    private void fail(String function, int failing) {
        Thread starting = Thread.currentThread();
        AtomicInteger calls = new AtomicInteger();
        fake.answer(function, arguments -> {
            boolean meant = Thread.currentThread() == starting && isOfListener(function, arguments);
            return meant && calls.incrementAndGet() == failing ? -Errno.ENOMEM : real(function, arguments);
        });
    }

    private static boolean isOfListener(String function, Object... arguments) {
        return switch (function) {
            case "fcntl" -> (int) arguments[1] == LinuxHeader.F_SETFL;
            case "epoll_ctl" -> (int) arguments[1] == LinuxHeader.EPOLL_CTL_ADD;
            default -> true;
        };
    }

    private static Object real(String function, Object... a) {
        Libc libc = Libc.get();
        return switch (function) {
            case "fcntl" -> libc.fcntl((int) a[0], (int) a[1], (int) a[2]);
            case "epoll_ctl" -> libc.epoll_ctl((int) a[0], (int) a[1], (int) a[2], (long) a[3]);
            case "epoll_create1" -> libc.epoll_create1((int) a[0]);
            case "eventfd" -> libc.eventfd((int) a[0], (int) a[1]);
            default -> throw new AssertionError(function);
        };
    }

    private void launch(boolean run, LaunchRequest request, Listener listener) throws IOException {
        if (run) {
            launcher.run(request, listener);
        } else {
            launcher.start(request, listener);
        }
    }

    private void start(boolean run, String script) throws Exception {
        Listener listener = new Listener();
        launch(run, request(script), listener);
        listener.exited.await();
    }

    private static List<Long> children() {
        return ProcessHandle.current().children().map(ProcessHandle::pid).toList();
    }

    /** Pipes and what there is for events; other files are the JVM's. */
    private static List<String> descriptors() throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> links = Files.list(Path.of("/proc/self/fd"))) {
            for (Path link : links.toList()) {
                if (Files.isSymbolicLink(link)) {
                    String target = Files.readSymbolicLink(link).toString();
                    if (target.startsWith("pipe:") || target.startsWith("anon_inode:")) {
                        found.add(target);
                    }
                }
            }
        }
        found.sort(null);
        return found;
    }
}

package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.EPOLL_CTL_ADD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.spi.TreeRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** System calls that fail while a program runs or when it ends: the others are told the truth. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class LifeFaultsIT {

    private static final SandboxPolicy POLICY = SandboxPolicy.handling(LandlockAbi.V1)
            .allowReadExecute("/bin", "/usr")
            .allowReadExecuteIfExists("/lib", "/lib64");

    private final FakeLibc fake = FakeLibc.over(Libc.get());
    private final LinuxLauncher launcher = new LinuxLauncher(fake::libc);
    private final List<SandboxedProcess> started = new ArrayList<>();
    private Remains before;

    private SandboxedProcess start(boolean guarded, String script) throws IOException {
        SandboxedProcess process = launcher.start(RequestBuilder.command("/bin/sh", "-c", script).policy(POLICY)
                .tree(new TreeRequest(Optional.empty(), guarded, false, Optional.empty()))
                .build());
        started.add(process);
        return process;
    }

    private SandboxedProcess start(String script) throws IOException {
        return start(false, script);
    }

    @BeforeEach
    void a_program_runs_and_leaves_nothing() throws Exception {
        for (boolean guarded : new boolean[] {false, true}) {
            SandboxedProcess process = start(guarded, "read x; echo out; echo err >&2; exit 7");
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            assertThat(text(process.getInputStream())).isEqualTo("out\n");
            assertThat(text(process.getErrorStream())).isEqualTo("err\n");
            assertThat(process.waitFor()).isEqualTo(7);
            process.getOutputStream().close();
        }
        await().untilAsserted(() -> assertThat(Remains.now()).matches(Remains::isSettled));
        before = Remains.now();
    }

    @AfterEach
    void nothing_is_left() {
        try {
            await().untilAsserted(() -> assertThat(Remains.now()).isEqualTo(before));
        } finally {
            started.forEach(Process::destroyForcibly); // of a test that failed, so that others do not
        }
    }

    private static String text(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.US_ASCII);
    }

    /** Has a function interrupted before each call; how often it was. */
    private AtomicInteger interruptEverySecond(String function, FakeLibc.Answer real) {
        AtomicInteger interruptions = new AtomicInteger();
        ConcurrentMap<Thread, Boolean> interrupted = new ConcurrentHashMap<>();
        fake.answer(function, arguments -> {
            if (interrupted.merge(Thread.currentThread(), true, (old, next) -> !old)) {
                interruptions.incrementAndGet();
                return function.equals("read") ? (Object) (long) -Errno.EINTR : (Object) (-Errno.EINTR);
            }
            return real.to(arguments);
        });
        return interruptions;
    }

    private static Object realRead(Object... arguments) {
        return Libc.get().read((int) arguments[0], (long) arguments[1], (long) arguments[2]);
    }

    private static Object realWrite(Object... arguments) {
        return Libc.get().write((int) arguments[0], (long) arguments[1], (long) arguments[2]);
    }

    private static Object realWaitid(Object... arguments) {
        return Libc.get().waitid((int) arguments[0], (int) arguments[1], (long) arguments[2],
                (int) arguments[3]);
    }

    private static Object realEpollWait(Object... arguments) {
        return Libc.get().epoll_wait((int) arguments[0], (long) arguments[1], (int) arguments[2],
                (int) arguments[3]);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void every_exit_value_is_told_though_signals_interrupt_every_second_call(boolean guarded)
            throws Exception {
        List<AtomicInteger> interruptions = List.of(
                interruptEverySecond("epoll_wait", LifeFaultsIT::realEpollWait),
                interruptEverySecond("waitid", LifeFaultsIT::realWaitid),
                interruptEverySecond("read", LifeFaultsIT::realRead));
        List<SandboxedProcess> processes = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            processes.add(start(guarded, "echo out; read x; exit " + i));
        }
        for (int i = 0; i < 20; i++) {
            SandboxedProcess process = processes.get(i);
            process.getOutputStream().close();
            assertThat(text(process.getInputStream())).isEqualTo("out\n");
            process.getErrorStream().close();
            assertThat(process.onExit().get().exitValue()).isEqualTo(i);
        }
        assertThat(interruptions).allSatisfy(count -> assertThat(count).hasPositiveValue());
    }

    @Test
    void who_was_reaped_by_somebody_else_has_an_unknown_exit_value_and_is_gone() throws Exception {
        SandboxedProcess process = start("read x; exit 9");
        fake.answer("waitid", arguments -> {
            int result = (int) realWaitid(arguments);
            // Whoever is faster than we are: the child is reaped, and the next one finds none.
            return process.toHandle().isAlive() ? result : -Errno.ECHILD;
        });

        process.getOutputStream().close();

        assertThat(process.waitFor()).isEqualTo(-1);
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void a_read_that_fails_is_an_exception_and_the_next_one_goes_on() throws Exception {
        SandboxedProcess process = start("echo out; read x; exit 3");
        await().until(() -> process.getInputStream().available() == 4);
        fake.answer("read", arguments -> (long) -Errno.EIO);

        assertThatThrownBy(() -> process.getInputStream().read()).isExactlyInstanceOf(IOException.class)
                .hasMessage(Failure.strerror(Libc.get(), Errno.EIO));

        fake.forget("read");
        process.getOutputStream().close();
        assertThat(text(process.getInputStream())).isEqualTo("out\n");
        assertThat(process.waitFor()).isEqualTo(3);
    }

    @Test
    void a_write_that_fails_is_an_exception_and_the_next_one_goes_on() throws Exception {
        SandboxedProcess process = start("read x; exit $x");
        OutputStream in = process.getOutputStream();
        fake.answer("write", arguments -> (long) -Errno.EIO);

        in.write("5\n".getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(in::flush).isExactlyInstanceOf(IOException.class)
                .hasMessage(Failure.strerror(Libc.get(), Errno.EIO));

        fake.forget("write");
        in.flush();
        assertThat(process.waitFor()).isEqualTo(5);
        assertThat(process.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void a_pipe_that_was_made_not_to_block_is_waited_for() throws Exception {
        SandboxedProcess process = start("read x; echo $x; read y; exit 6");
        OutputStream in = process.getOutputStream();
        AtomicInteger writes = new AtomicInteger();
        AtomicInteger reads = new AtomicInteger();
        fake.answer("write", arguments ->
                writes.incrementAndGet() < 3 ? (long) -Errno.EAGAIN : realWrite(arguments));
        fake.answer("read", arguments ->
                reads.incrementAndGet() < 3 ? (long) -Errno.EAGAIN : realRead(arguments));

        in.write("5\n".getBytes(StandardCharsets.US_ASCII));
        in.flush();

        assertThat(process.getInputStream().readNBytes(2)).asString().isEqualTo("5\n");
        in.close();
        assertThat(process.waitFor()).isEqualTo(6);
        assertThat(writes).hasValue(3);
        assertThat(reads).hasValueGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"read", "ioctl"})
    void output_that_cannot_be_saved_at_the_exit_is_the_reader_s_failure_alone(String function)
            throws Exception {
        SandboxedProcess process = start("echo out; read x; exit 4");
        await().until(() -> process.getInputStream().available() == 4);
        AtomicBoolean failed = new AtomicBoolean();
        fake.answer(function, arguments -> {
            failed.set(true);
            return function.equals("read") ? (Object) (long) -Errno.EIO : (Object) (-Errno.EIO);
        });

        process.getOutputStream().close();
        assertThat(process.waitFor()).isEqualTo(4);

        assertThat(failed).isTrue();
        fake.forget(function);
        String error = Failure.strerror(Libc.get(), Errno.EIO);
        assertThatThrownBy(() -> process.getInputStream().read()).isExactlyInstanceOf(IOException.class)
                .hasMessage(error);
        process.getInputStream().close();
        assertThatThrownBy(() -> process.getInputStream().read()).hasMessage("Stream closed");
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "virtual threads came with JDK 21")
    void a_virtual_thread_that_cannot_wait_is_told_why_and_may_try_again() throws Exception {
        SandboxedProcess process = start("read x; echo out; read x; exit 6");
        fake.answer("epoll_ctl", arguments -> (int) arguments[1] == EPOLL_CTL_ADD
                ? -Errno.ENOSPC
                : Libc.get().epoll_ctl((int) arguments[0], (int) arguments[1], (int) arguments[2],
                        (long) arguments[3]));

        ExecutorService virtual = virtualThreads();
        try {
            Future<Integer> read = virtual.submit(() -> process.getInputStream().read());
            assertThatThrownBy(read::get).cause().isExactlyInstanceOf(IOException.class)
                    .hasMessageStartingWith("Cannot wait for the pipe: error=28, ")
                    .hasMessageEndingWith("\n  See docs/errors.md#watch-enospc");

            fake.forget("epoll_ctl");
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            assertThat(virtual.submit(() -> process.getInputStream().read()).get()).isEqualTo('o');
        } finally {
            virtual.shutdown();
        }
        process.getOutputStream().close();
        assertThat(process.waitFor()).isEqualTo(6);
    }

    private static ExecutorService virtualThreads() throws ReflectiveOperationException {
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }
}

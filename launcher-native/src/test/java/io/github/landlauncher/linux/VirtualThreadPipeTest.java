package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.MemoryPool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Pipes and virtual threads, which have fewer carriers than there are pipes to wait for. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "virtual threads came with JDK 21")
class VirtualThreadPipeTest {

    private static final int MORE_THAN_CARRIERS = 2 * Runtime.getRuntime().availableProcessors();

    private final Libc libc = Libc.get();
    private final MemoryPool pool = Scratch.pool(libc);
    private final List<RealPipe> pipes = new ArrayList<>();

    private Pipe.Shared shared;
    private ExecutorService virtual;

    @BeforeEach
    void virtual_threads_and_a_reaper() throws Exception {
        shared = new Pipe.Shared(libc, EventLoop.startReaper(libc));
        virtual = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }

    @AfterEach
    void everything_is_closed() {
        virtual.shutdownNow();
        pipes.forEach(RealPipe::close);
    }

    private RealPipe pipe() throws IOException {
        RealPipe pipe = new RealPipe(libc, pool);
        pipes.add(pipe);
        return pipe;
    }

    @Test
    void the_threads_here_are_virtual_and_this_one_is_not() throws Exception {
        assertThat(virtual.submit(VirtualThreads::isCurrent).get()).isTrue();
        assertThat(VirtualThreads.isCurrent()).isFalse();
    }

    @Test
    void a_writer_gets_its_turn_while_twice_as_many_readers_as_carriers_wait() throws Exception {
        List<PipeInput> inputs = new ArrayList<>();
        List<PipeOutput> outputs = new ArrayList<>();
        List<Future<Integer>> readers = new ArrayList<>();
        CountDownLatch started = new CountDownLatch(MORE_THAN_CARRIERS);
        for (int i = 0; i < MORE_THAN_CARRIERS; i++) {
            RealPipe pipe = pipe();
            PipeInput input = new PipeInput(shared, pipe.takeReadEnd());
            inputs.add(input);
            outputs.add(new PipeOutput(shared, pipe.takeWriteEnd()));
            readers.add(virtual.submit(() -> {
                started.countDown();
                return input.read();
            }));
        }
        started.await();

        Future<?> writer = virtual.submit(() -> {
            for (PipeOutput output : outputs) {
                output.write('x');
            }
            return null;
        });

        writer.get();
        for (Future<Integer> reader : readers) {
            assertThat(reader.get()).isEqualTo('x');
        }
        inputs.forEach(PipeInput::close);
        outputs.forEach(PipeOutput::close);
    }

    @Test
    void close_wakes_a_reader_that_waits() throws Exception {
        RealPipe pipe = pipe();
        PipeInput input = new PipeInput(shared, pipe.takeReadEnd());
        CountDownLatch started = new CountDownLatch(1);
        Future<Integer> reader = virtual.submit(() -> {
            started.countDown();
            return input.read();
        });
        started.await();

        input.close();

        assertThatThrownBy(reader::get).hasRootCauseInstanceOf(IOException.class)
                .hasRootCauseMessage("Stream closed");
    }

    @Test
    void a_reader_that_waits_gets_the_end_when_the_last_writer_has_gone() throws Exception {
        RealPipe pipe = pipe();
        PipeInput input = new PipeInput(shared, pipe.takeReadEnd());
        CountDownLatch started = new CountDownLatch(1);
        Future<Integer> reader = virtual.submit(() -> {
            started.countDown();
            return input.read();
        });
        started.await();

        pipe.closeWriteEnd();

        assertThat(reader.get()).isEqualTo(-1);
        input.close();
    }

    @Test
    void more_than_the_pipe_holds_passes_between_two_virtual_threads() throws Exception {
        RealPipe pipe = pipe();
        PipeInput input = new PipeInput(shared, pipe.takeReadEnd());
        PipeOutput output = new PipeOutput(shared, pipe.takeWriteEnd());
        byte[] content = new byte[1024 * 1024 + 5];
        new Random(1).nextBytes(content);

        Future<byte[]> reader = virtual.submit(input::readAllBytes);
        virtual.submit(() -> {
            output.write(content);
            output.close();
            return null;
        }).get();

        assertThat(reader.get()).isEqualTo(content);
        input.close();
    }

    /** A program can open its own end for reading, and take away what epoll had announced. */
    @Test
    void bytes_that_somebody_else_took_away_do_not_keep_a_reader_s_carrier() throws Exception {
        RealPipe pipe = pipe();
        List<Long> results = new CopyOnWriteArrayList<>();
        Semaphore tries = new Semaphore(0);
        FakeLibc thief = FakeLibc.over(libc).answer("read", arguments -> {
            boolean first = results.isEmpty();
            if (first) {
                pipe.write((byte) 'x');
                assertThat(libc.read((int) arguments[0], (long) arguments[1], 1)).isEqualTo(1);
            }
            long result = libc.read((int) arguments[0], (long) arguments[1], (long) arguments[2]);
            results.add(result);
            tries.release();
            return result;
        });
        PipeInput input = new PipeInput(
                new Pipe.Shared(thief.libc(), EventLoop.startReaper(libc)), pipe.takeReadEnd());
        Future<Integer> reader = virtual.submit(() -> input.read());

        tries.acquire();
        pipe.write((byte) 'y');

        assertThat(reader.get()).isEqualTo('y');
        assertThat(results).containsExactly((long) -Errno.EAGAIN, 1L);
        input.close();
    }

    @Test
    void once_a_virtual_thread_has_used_a_pipe_other_threads_wait_for_it_too() throws Exception {
        RealPipe pipe = pipe();
        pipe.write((byte) 'a');
        PipeInput input = new PipeInput(shared, pipe.takeReadEnd());
        assertThat(virtual.submit(() -> input.read()).get()).isEqualTo('a');
        FutureTask<Integer> reader = new FutureTask<>(input::read);
        Thread thread = new Thread(reader);
        thread.start();
        await().until(() -> thread.getState() == Thread.State.WAITING);

        pipe.write((byte) 'b');

        assertThat(reader.get()).isEqualTo('b');
        input.close();
    }
}

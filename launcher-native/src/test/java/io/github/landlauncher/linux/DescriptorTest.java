package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.FD_CLOEXEC;
import static io.github.landlauncher.linux.libc.LinuxHeader.F_DUPFD_CLOEXEC;
import static io.github.landlauncher.linux.libc.LinuxHeader.F_GETFD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.StartStep;
import io.github.landlauncher.linux.FakeLibc.Call;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.MemoryPool;
import io.github.landlauncher.spi.StepFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DescriptorTest {

    private final Libc real = Libc.get();
    private final MemoryPool pool = Scratch.pool(real);
    private final FakeLibc fake = FakeLibc.withoutSystem()
            .answer("close", arguments -> 0)
            .answer("strerror", arguments -> "some text".getBytes(StandardCharsets.US_ASCII));
    private final Libc libc = fake.libc();

    private List<Integer> closed() {
        return fake.calls("close").stream().map(call -> call.intArgument(0)).toList();
    }

    @Nested
    @DisplayNameGeneration(ReplaceUnderscores.class)
    class A_descriptor {

        @ParameterizedTest
        @ValueSource(ints = {12, 13, 1_000_000})
        void from_12_up_stays_where_it_is(int number) throws IOException {
            try (Descriptor descriptor = Descriptor.of(libc, number, StartStep.WATCH)) {
                assertThat(descriptor.fd()).isEqualTo(number);
            }
            assertThat(closed()).containsExactly(number);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 3, 11})
        void below_12_is_moved_up_and_stays_close_on_exec(int number) throws IOException {
            fake.answer("fcntl", arguments -> 12);

            try (Descriptor descriptor = Descriptor.of(libc, number, StartStep.WATCH)) {
                assertThat(descriptor.fd()).isEqualTo(12);
                assertThat(closed()).containsExactly(number);
            }

            assertThat(fake.calls("fcntl")).extracting(Call::arguments)
                    .containsExactly(List.of(number, F_DUPFD_CLOEXEC, 12));
            assertThat(closed()).containsExactly(number, 12);
        }

        @Test
        void that_cannot_be_moved_is_closed_and_the_step_fails() {
            fake.fail("fcntl", Errno.EMFILE);

            assertThatThrownBy(() -> Descriptor.of(libc, 5, StartStep.WATCH))
                    .isInstanceOfSatisfying(StepFailedException.class, failed -> {
                        assertThat(failed.step()).isEqualTo(StartStep.WATCH);
                        assertThat(failed.errno()).isEqualTo(Errno.EMFILE);
                    });
            assertThat(closed()).containsExactly(5);
        }

        @Test
        void that_was_not_made_fails_the_step_and_closes_nothing() {
            assertThatThrownBy(() -> Descriptor.of(libc, -Errno.ENFILE, StartStep.CREATE_RULESET))
                    .isInstanceOfSatisfying(StepFailedException.class, failed -> {
                        assertThat(failed.step()).isEqualTo(StartStep.CREATE_RULESET);
                        assertThat(failed.errno()).isEqualTo(Errno.ENFILE);
                        assertThat(failed).hasMessage("error=23, some text");
                    });
            assertThat(closed()).isEmpty();
        }

        @Test
        void is_closed_once() throws IOException {
            Descriptor descriptor = Descriptor.of(libc, 12, StartStep.WATCH);

            descriptor.close();
            descriptor.close();

            assertThat(closed()).containsExactly(12);
            assertThatThrownBy(descriptor::fd).isInstanceOf(IllegalStateException.class);
        }

        @Test
        void that_was_given_away_is_not_closed() throws IOException {
            Descriptor descriptor = Descriptor.of(libc, 12, StartStep.WATCH);

            assertThat(descriptor.release()).isEqualTo(12);
            descriptor.close();

            assertThat(closed()).isEmpty();
            assertThatThrownBy(descriptor::fd).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(descriptor::release).isInstanceOf(IllegalStateException.class);
        }
    }

    @Nested
    @DisplayNameGeneration(ReplaceUnderscores.class)
    class A_pipe {

        /** Numbers as pipe2 would write them. */
        private void makes(Scratch scratch, int readEnd, int writeEnd) {
            fake.answer("pipe2", arguments -> {
                int at = (int) ((long) arguments[0] - scratch.address(0));
                scratch.bytes().putInt(at, readEnd).putInt(at + Integer.BYTES, writeEnd);
                return 0;
            });
        }

        @Test
        void has_an_end_to_read_and_an_end_to_write_both_close_on_exec_and_from_12_up()
                throws IOException {
            try (Scratch scratch = Scratch.of(real, pool, 0)) {
                Descriptor[] pipe = Descriptor.pipe(real, scratch);
                try (Descriptor read = pipe[0];
                        Descriptor write = pipe[1]) {
                    long byteAddress = scratch.string(new byte[] {'x'});
                    assertThat(real.write(write.fd(), byteAddress, 1)).isEqualTo(1);
                    assertThat(real.read(read.fd(), byteAddress, 2)).isEqualTo(1);
                    for (Descriptor end : pipe) {
                        assertThat(end.fd()).isGreaterThanOrEqualTo(12);
                        assertThat(real.fcntl(end.fd(), F_GETFD, 0)).isEqualTo(FD_CLOEXEC);
                    }
                }
            }
        }

        @Test
        void that_is_closed_has_no_descriptor_left() throws IOException {
            FakeLibc recorded = FakeLibc.over(real);
            try (Scratch scratch = Scratch.of(real, pool, 0)) {
                Descriptor[] pipe = Descriptor.pipe(recorded.libc(), scratch);
                int readEnd = pipe[0].fd();
                int writeEnd = pipe[1].fd();

                pipe[0].close();
                pipe[1].close();

                assertThat(recorded.calls("close")).extracting(call -> call.intArgument(0))
                        .endsWith(readEnd, writeEnd);
            }
        }

        @Test
        void that_cannot_be_made_fails_the_step() throws IOException {
            fake.fail("pipe2", Errno.EMFILE);

            try (Scratch scratch = Scratch.of(real, pool, 0)) {
                assertThatThrownBy(() -> Descriptor.pipe(libc, scratch))
                        .isInstanceOfSatisfying(StepFailedException.class, failed ->
                                assertThat(failed.step()).isEqualTo(StartStep.DESCRIPTORS));
            }
            assertThat(closed()).isEmpty();
        }

        @Test
        void whose_first_end_cannot_be_moved_is_closed_whole() throws IOException {
            fake.fail("fcntl", Errno.EMFILE);

            try (Scratch scratch = Scratch.of(real, pool, 0)) {
                makes(scratch, 3, 4);
                assertThatThrownBy(() -> Descriptor.pipe(libc, scratch))
                        .isInstanceOf(StepFailedException.class);
            }
            assertThat(closed()).containsExactlyInAnyOrder(3, 4);
        }

        @Test
        void whose_second_end_cannot_be_moved_is_closed_whole() throws IOException {
            fake.answer("fcntl", arguments -> (int) arguments[0] == 3 ? 12 : -Errno.EMFILE);

            try (Scratch scratch = Scratch.of(real, pool, 0)) {
                makes(scratch, 3, 4);
                assertThatThrownBy(() -> Descriptor.pipe(libc, scratch))
                        .isInstanceOf(StepFailedException.class);
            }
            assertThat(closed()).containsExactlyInAnyOrder(3, 4, 12);
        }
    }
}

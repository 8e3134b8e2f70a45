package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.FilterHeader.AF_UNIX;
import static io.github.landlauncher.linux.libc.FilterHeader.SOCK_DGRAM;
import static io.github.landlauncher.linux.libc.FilterHeader.SOCK_STREAM;
import static io.github.landlauncher.linux.libc.NotifyHeader.SOCK_CLOEXEC;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Asking for this JVM's own sockets as if they were a program's. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ProgramSocketsTest {

    private static final int SELF = (int) ProcessHandle.current().pid();

    /** No process has the highest number that the kernel can be told to give. */
    private static final int NOBODY = 4 * 1024 * 1024;

    private final FakeLibc fake = FakeLibc.over(Libc.get());
    private final ProgramSockets sockets =
            new ProgramSockets(fake.libc(), Scratch.pool(Libc.get()));

    /** Two sockets of a type. */
    private static int[] pair(int type) {
        Memory fds = new Memory(Libc.get(), 2 * Integer.BYTES);
        assertThat(Libc.get().socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, fds.address())).isZero();
        return new int[] {fds.bytes().getInt(0), fds.bytes().getInt(Integer.BYTES)};
    }

    private static void close(int... fds) {
        for (int fd : fds) {
            Libc.get().close(fd);
        }
    }

    /** What it opens; this JVM may open files and jars at any time. */
    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.map(ProgramSocketsTest::target)
                    .filter(target -> target.startsWith("socket:") || target.contains("pidfd"))
                    .count();
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return ""; // closed meanwhile
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {SOCK_STREAM, SOCK_DGRAM})
    void a_socket_has_family_type_and_protocol_and_nothing_stays_open(int type) throws Exception {
        int[] pair = pair(type);
        try {
            sockets.of(SELF, pair[0]);
            long before = descriptors();

            assertThat(sockets.of(SELF, pair[0])).contains(new SocketKinds.Kind(AF_UNIX, type, 0));

            assertThat(descriptors()).isEqualTo(before);
        } finally {
            close(pair);
        }
    }

    @Test
    void what_is_no_socket_or_not_there_has_no_kind() {
        assertThat(sockets.of(SELF, NOBODY)).isEmpty();
        assertThat(sockets.of(SELF, 0)).isEmpty();
        assertThat(sockets.of(NOBODY, 0)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pidfd_open", "pidfd_getfd", "getsockopt"})
    void where_a_call_is_refused_the_kind_cannot_be_told(String call) {
        int[] pair = pair(SOCK_STREAM);
        try {
            fake.fail(call, Errno.EPERM);

            assertThat(sockets.of(SELF, pair[0])).isEmpty();
        } finally {
            close(pair);
        }
    }
}

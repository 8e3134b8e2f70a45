package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.FilterHeader.AF_INET;
import static io.github.landlauncher.linux.libc.FilterHeader.AF_UNIX;
import static io.github.landlauncher.linux.libc.FilterHeader.IPPROTO_TCP;
import static io.github.landlauncher.linux.libc.FilterHeader.IPPROTO_UDP;
import static io.github.landlauncher.linux.libc.FilterHeader.SOCK_DGRAM;
import static io.github.landlauncher.linux.libc.FilterHeader.SOCK_STREAM;
import static io.github.landlauncher.linux.libc.NotifyHeader.SOCK_CLOEXEC;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.Memory;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Asking for this JVM's own sockets as if they were a program's. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ProgramSocketsTest {

    private static final int SELF = (int) ProcessHandle.current().pid();

    /** No process has the highest number that the kernel can be told to give. */
    private static final int NOBODY = 4 * 1024 * 1024;

    @TempDir private Path directory;
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

    @Test
    void where_the_call_is_refused_the_kind_cannot_be_told() {
        int[] pair = pair(SOCK_STREAM);
        try {
            fake.answer("getxattr", arguments -> (long) -Errno.EPERM);

            assertThat(sockets.of(SELF, pair[0])).isEmpty();
        } finally {
            close(pair);
        }
    }

    /** The numbers of the descriptors that are open on something, as the kernel words it. */
    private static Set<Integer> open(Predicate<String> something) throws IOException {
        Set<Integer> numbers = new HashSet<>();
        try (DirectoryStream<Path> links = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path link : links) {
                if (Files.isSymbolicLink(link) && something.test(Files.readSymbolicLink(link).toString())) {
                    numbers.add(Integer.valueOf(link.getFileName().toString()));
                }
            }
        }
        return numbers;
    }

    /** The kinds of the sockets that opening a channel makes. */
    private Set<SocketKinds.Kind> kindsOf(Callable<? extends Channel> opening) throws Exception {
        Set<Integer> before = open(text -> text.startsWith("socket:"));
        try (Channel channel = opening.call()) {
            assertThat(channel.isOpen()).isTrue();
            return open(text -> text.startsWith("socket:")).stream()
                    .filter(fd -> !before.contains(fd))
                    .flatMap(fd -> sockets.of(SELF, fd).stream())
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void sockets_of_the_internet_are_told_apart() throws Exception {
        assertThat(kindsOf(() -> SocketChannel.open(StandardProtocolFamily.INET)))
                .contains(new SocketKinds.Kind(AF_INET, SOCK_STREAM, IPPROTO_TCP));
        assertThat(kindsOf(() -> DatagramChannel.open(StandardProtocolFamily.INET)))
                .contains(new SocketKinds.Kind(AF_INET, SOCK_DGRAM, IPPROTO_UDP));
    }

    @Test
    void a_locked_file_in_the_place_of_a_socket_stays_locked() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            String inode = ":" + Files.getAttribute(file, "unix:ino") + " ";
            assertThat(Files.readString(Path.of("/proc/locks"))).contains(inode);

            assertThat(open(file.toRealPath().toString()::equals)).singleElement()
                    .satisfies(fd -> assertThat(sockets.of(SELF, fd)).isEmpty());

            assertThat(Files.readString(Path.of("/proc/locks"))).contains(inode);
        }
    }
}

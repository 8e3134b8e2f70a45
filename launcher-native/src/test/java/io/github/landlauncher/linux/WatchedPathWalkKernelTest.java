package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.LinuxHeader.AT_FDCWD;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_CLOEXEC;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_DIRECTORY;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_NOFOLLOW;
import static io.github.landlauncher.linux.libc.LinuxHeader.O_PATH;
import static io.github.landlauncher.linux.libc.LinuxHeader.RESOLVE_BENEATH;
import static io.github.landlauncher.linux.libc.LinuxHeader.RESOLVE_IN_ROOT;
import static io.github.landlauncher.linux.libc.LinuxHeader.RESOLVE_NO_MAGICLINKS;
import static io.github.landlauncher.linux.libc.LinuxHeader.RESOLVE_NO_SYMLINKS;
import static io.github.landlauncher.linux.libc.LinuxHeader.RESOLVE_NO_XDEV;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.Memory;
import io.github.landlauncher.linux.libc.OpenHow;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random paths among random links lead where openat2(2) of this kernel goes. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WatchedPathWalkKernelTest {

    private static final int TREES = 40;
    private static final int PATHS = 250;
    private static final long SEED = 20261122;
    private static final String[] NAMES = {"a", "b", "c", "d"};
    private static final long[] RESOLVE = {
        0, 0, RESOLVE_BENEATH, RESOLVE_IN_ROOT, RESOLVE_NO_SYMLINKS, RESOLVE_NO_MAGICLINKS,
        RESOLVE_NO_XDEV, RESOLVE_BENEATH | RESOLVE_NO_XDEV, RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS
    };

    private final Libc libc = Libc.get();
    private final Memory name = new Memory(libc, 4096);
    private final Memory how = new Memory(libc, OpenHow.SIZE);
    private final Memory text = new Memory(libc, 4096);
    private final Random random = new Random(SEED);
    private Path top;
    private int dirfd;

    @BeforeEach
    void a_directory(@TempDir Path directory) throws Exception {
        top = directory.toRealPath();
        Files.createDirectories(top.resolve("a"));
        dirfd = open(AT_FDCWD, top + "/a", O_PATH | O_DIRECTORY, 0);
        assertThat(dirfd).isNotNegative();
    }

    @AfterEach
    void close() {
        libc.close(dirfd);
    }

    private int open(int from, String path, int flags, long resolve) {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        name.bytes().put(0, bytes).put(bytes.length, (byte) 0);
        OpenHow.put(how.bytes(), 0, flags | O_CLOEXEC, 0, resolve);
        return libc.openat2(from, name.address(), how.address(), OpenHow.SIZE);
    }

    /** What the kernel opens, or its errno. */
    private String kernel(int from, String path, LastLink lastLink, long resolve) {
        int flags = O_PATH | (lastLink == LastLink.MEANT ? O_NOFOLLOW : 0);
        int fd = open(from, path, flags, resolve);
        if (fd < 0) {
            return Errno.name(-fd);
        }
        byte[] link = ("/proc/self/fd/" + fd).getBytes(StandardCharsets.UTF_8);
        name.bytes().put(0, link).put(link.length, (byte) 0);
        long size = libc.readlink(name.address(), text.address(), text.size());
        libc.close(fd);
        byte[] bytes = new byte[(int) size];
        text.bytes().get(0, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Our answer in the same words; a name that nothing has is the kernel's ENOENT. */
    private Optional<Place> ours(int from, String path, LastLink lastLink, long resolve)
            throws Exception {
        WatchedThread thread =
                new WatchedThread(Path.of("/proc"), (int) ProcessHandle.current().pid());
        ChildPath parsed = ChildPath.of(path.getBytes(StandardCharsets.UTF_8)).orElseThrow();
        return new WatchedPathWalk(thread, lastLink, resolve).place(from, parsed);
    }

    private String name() {
        return NAMES[random.nextInt(NAMES.length)];
    }

    /** Files, directories and links, also of links, out of the tree, to the root and to nothing. */
    private void grow() throws Exception {
        for (int i = 0; i < 12; i++) {
            Path parent = top;
            for (int depth = random.nextInt(3); depth > 0; depth--) {
                Path below = parent.resolve(name());
                parent = Files.isDirectory(below) && !Files.isSymbolicLink(below) ? below : parent;
            }
            Path made = parent.resolve(name());
            if (!Files.exists(made) && !Files.isSymbolicLink(made)) {
                switch (random.nextInt(4)) {
                    case 0 -> Files.writeString(made, "");
                    case 1 -> Files.createDirectory(made);
                    default -> Files.createSymbolicLink(made, Path.of(path()));
                }
            }
        }
    }

    private String path() {
        StringBuilder path = new StringBuilder(switch (random.nextInt(12)) {
            case 0 -> "/";
            case 1 -> top + "/";
            case 2 -> "/proc/self/fd/" + dirfd + "/";
            case 3 -> "/proc/self/cwd/";
            case 4 -> "/dev/";
            default -> "";
        });
        for (int i = random.nextInt(4); i >= 0; i--) {
            int kind = random.nextInt(8);
            path.append(kind == 0 ? "." : kind <= 2 ? ".." : name());
            path.append(i > 0 || random.nextInt(6) == 0 ? "/" : "");
        }
        return path.toString();
    }

    @Test
    void our_walk_ends_where_the_kernels_does() throws Exception {
        int opened = 0;
        int refused = 0;
        for (int tree = 0; tree < TREES; tree++) {
            grow();
            for (int i = 0; i < PATHS; i++) {
                String path = path();
                int from = random.nextInt(4) == 0 ? AT_FDCWD : dirfd;
                LastLink lastLink = random.nextBoolean() ? LastLink.FOLLOWED : LastLink.MEANT;
                long resolve = RESOLVE[random.nextInt(RESOLVE.length)];

                String expected = kernel(from, path, lastLink, resolve);
                Optional<Place> actual = ours(from, path, lastLink, resolve);

                String description = path + " from " + from + ", " + lastLink + ", flags " + resolve
                        + ", kernel: " + expected + ", ours: " + actual + " among " + links();
                if (expected.startsWith("/")) {
                    opened++;
                    assertThat(actual).as(description).isPresent();
                    assertThat(actual.get().exists()).as(description).isTrue();
                    assertThat(actual.get().path()).as(description).hasToString(expected);
                } else {
                    refused++;
                    boolean missing = actual.isPresent() && !actual.get().exists();
                    assertThat(actual.isEmpty() || missing && expected.equals("ENOENT"))
                            .as(description).isTrue();
                }
            }
            clear();
        }
        assertThat(opened).isGreaterThan(TREES * PATHS / 10);
        assertThat(refused).isGreaterThan(TREES * PATHS / 10);
    }

    /** The links, by which a failure is understood. */
    private String links() throws Exception {
        try (var below = Files.walk(top)) {
            StringBuilder links = new StringBuilder();
            for (Path path : below.filter(Files::isSymbolicLink).sorted().toList()) {
                links.append(top.relativize(path)).append(" -> ")
                        .append(Files.readSymbolicLink(path)).append("; ");
            }
            return links.toString();
        }
    }

    private void clear() throws Exception {
        try (var below = Files.walk(top)) {
            for (Path path : below.sorted((one, other) -> other.compareTo(one)).toList()) {
                if (!path.equals(top) && !path.equals(top.resolve("a"))) {
                    Files.delete(path);
                }
            }
        }
    }
}

package io.github.landlauncher.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.landlauncher.it.programs.SystemProgram;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A mounted file system that does not answer: FUSE's kernel side, whose daemon never says a word. Whoever
 * looks up a name in it waits until it is closed, which tells all of them that it is not connected.
 */
final class HungFileSystem implements AutoCloseable {

    private static final String DAEMON = """
            import ctypes, os, sys
            libc = ctypes.CDLL(None, use_errno=True)
            device = os.open('/dev/fuse', os.O_RDWR)
            options = f'fd={device},rootmode=40000,user_id=0,group_id=0'.encode()
            if libc.mount(b'none', sys.argv[1].encode(), b'fuse', 0, options):
                raise OSError(ctypes.get_errno(), 'mount')
            print('mounted', flush=True)
            sys.stdin.read()
            libc.umount2(sys.argv[1].encode(), 2)  # MNT_DETACH
            os.close(device)
            """;

    private final Path directory;
    private final Process daemon;

    private HungFileSystem(Path directory, Process daemon) {
        this.directory = directory;
        this.daemon = daemon;
    }

    /** Mounts one; the test is skipped where that takes a privilege that it has not. */
    static HungFileSystem mount(Path directory) throws IOException {
        Process daemon = new ProcessBuilder(
                        SystemProgram.path("python3"), "-c", DAEMON, Files.createDirectory(directory).toString())
                .redirectError(Redirect.DISCARD)
                .start();
        assumeTrue("mounted".equals(daemon.inputReader().readLine()), "needs to be able to mount FUSE");
        return new HungFileSystem(directory, daemon);
    }

    /** A name that nobody finds out about. */
    Path name() {
        return directory.resolve("name");
    }

    @Override
    public void close() throws IOException {
        daemon.getOutputStream().close();
        daemon.onExit().join();
    }
}

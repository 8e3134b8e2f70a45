package io.github.landlauncher.cli.demo;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.CountDownLatch;

/**
 * A temporary directory for all that the demo makes; deleted at the end, after Ctrl-C too.
 *
 * <pre>
 * plain/      what ProcessBuilder's git works on
 * sandboxed/  a copy, for Landlauncher's git: the only directory it may write to
 * outside/    what the attacks are after
 * </pre>
 */
final class DemoDirectory implements AutoCloseable {

    private final Path path;
    private final boolean keep;
    private final Thread hook = new Thread(this::shutDown, "demo clean-up");
    private final Thread user = Thread.currentThread();
    private final CountDownLatch unwound = new CountDownLatch(1);

    private DemoDirectory(Path path, boolean keep) {
        this.path = path;
        this.keep = keep;
    }

    /**
     * Makes one in the directory for temporary files, readable by this user only. When the JVM shuts
     * down early, this thread is interrupted, and the directory deleted after it has closed it.
     */
    static DemoDirectory create(boolean keep) throws IOException {
        Path path = Files.createTempDirectory("landlauncher-demo-").toRealPath();
        DemoDirectory directory = new DemoDirectory(path, keep);
        Runtime.getRuntime().addShutdownHook(directory.hook);
        return directory;
    }

    Path path() {
        return path;
    }

    Path plain() {
        return path.resolve("plain");
    }

    Path sandboxed() {
        return path.resolve("sandboxed");
    }

    Path outside() {
        return path.resolve("outside");
    }

    /** Makes the sandboxed directory a copy of the plain one. */
    void copy() throws IOException {
        Files.walkFileTree(plain(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                return copied(directory);
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                    throws IOException {
                return copied(file);
            }
        });
    }

    private FileVisitResult copied(Path source) throws IOException {
        Path target = sandboxed().resolve(plain().relativize(source));
        Files.copy(source, target, StandardCopyOption.COPY_ATTRIBUTES);
        return FileVisitResult.CONTINUE;
    }

    /** Deletes the directory, unless it is to be kept. */
    @Override
    public void close() throws IOException {
        unwound.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // The hook runs, and deletes when nobody uses the directory any more.
        }
        delete();
    }

    private void shutDown() {
        user.interrupt();
        endProcesses();
        try {
            unwound.await();
            endProcesses();
            delete();
        } catch (IOException | InterruptedException e) {
            System.err.println("landlauncher: " + path + " was not deleted: " + e);
        }
    }

    private void endProcesses() {
        ProcessHandle.current().descendants().forEach(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
        Daemons.kill(path);
    }

    private void delete() throws IOException {
        if (keep) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                    throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure)
                    throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure)
                    throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}

package io.github.landlauncher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * A directory of one start: a program's home, of which nothing remains when the program and all it
 * has started have ended.
 *
 * <pre>
 * &lt;java.io.tmpdir>/landlauncher-PID-START-RANDOM/    0700, no rule for the program
 *     lock                                              locked by this JVM, fcntl(2)
 *     home/                                             0700, the program may read and write
 * </pre>
 *
 * <p>If the program runs as another user, the home is that user's, and the directory has mode 0711.
 *
 * <p>The lock ends with this JVM, however it ends, and holds between containers that share the
 * directory. Whoever gets the lock of such a directory may remove it: {@link HomeSweep} does, for
 * what was left behind. Since a sweep may come between making a directory and locking it, a
 * directory is in use only once its maker holds the lock and has then found the file still there
 * and not empty. A sweep removes under the lock only, and never writes into a lock file, so from
 * then on none can begin; and one that began before has the lock, or has removed the file. Then the
 * maker takes another name.
 */
final class PrivateHome {

    /** The file of the lock. */
    static final Path LOCK = Path.of("lock");

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY = mode("rwx------");
    private static final FileAttribute<Set<PosixFilePermission>> LOCK_MODE = mode("rw-------");
    private static final Set<StandardOpenOption> NEW_FILE = Set.of(
            StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);

    /** Directories in the home, by the variable that names each; those before they are below. */
    private static final Map<String, String> DIRECTORIES = Map.of(
            "TMPDIR", "tmp",
            "XDG_CONFIG_HOME", ".config",
            "XDG_CACHE_HOME", ".cache",
            "XDG_DATA_HOME", ".local/share",
            "XDG_STATE_HOME", ".local/state",
            "XDG_RUNTIME_DIR", ".run");

    private final ReentrantLock removal = new ReentrantLock();
    private final Path directory;
    private final FileChannel lock;
    private boolean removed;
    private volatile Process process;

    private PrivateHome(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    private static FileAttribute<Set<PosixFilePermission>> mode(String mode) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
    }

    /** Makes one for a program of this user; nothing is left if that fails. */
    static PrivateHome make(Optional<RunAs> user) throws IOException {
        Path parent = HomeNames.parent();
        PrivateHome home = claim(parent);
        try {
            home.makeDirectories();
            if (user.isPresent()) {
                home.giveTo(user.get());
            }
            HomeRemover.begin(home, parent);
            return home;
        } catch (IOException | RuntimeException | Error e) {
            home.remove();
            throw e;
        }
    }

    /** Makes directories until one is ours: another JVM's sweep may take one for abandoned. */
    private static PrivateHome claim(Path parent) throws IOException {
        while (true) {
            Path directory = parent.resolve(HomeNames.next());
            Files.createDirectory(directory, OWNER_ONLY);
            FileChannel lock = lock(directory);
            if (lock != null) {
                return new PrivateHome(directory, lock);
            }
        }
    }

    /** Locks a new directory, or returns null if a sweep was faster. */
    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(directory.resolve(LOCK), NEW_FILE, LOCK_MODE);
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw discarding(directory, e);
        }
        boolean ours = false;
        try {
            sign(channel, directory.resolve(LOCK));
            ours = channel.tryLock() != null && isThere(directory.resolve(LOCK));
            return ours ? channel : null;
        } catch (IOException e) {
            throw discarding(directory, e);
        } finally {
            if (!ours) {
                channel.close();
            }
        }
    }

    /** Also finds out whether there is space, which a directory alone may not need. */
    private static void sign(FileChannel lock, Path file) throws IOException {
        String text = "Locked by process " + ProcessHandle.current().pid()
                + " while this directory is in use.\n";
        try {
            lock.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw new FileSystemException(file.toString(), null, e.getMessage());
        }
    }

    /** Removes what there is of a directory after a failure. */
    private static IOException discarding(Path directory, IOException failure) {
        try {
            Files.deleteIfExists(directory.resolve(LOCK));
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    /** Does not open the file: closing it would end the lock. */
    private static boolean isThere(Path lock) throws IOException {
        try {
            return Files.readAttributes(lock, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                            .size()
                    > 0;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private void makeDirectories() throws IOException {
        Files.createDirectory(path(), OWNER_ONLY);
        for (String below : DIRECTORIES.values()) {
            Files.createDirectories(path().resolve(below), OWNER_ONLY);
        }
    }

    private void giveTo(RunAs user) throws IOException {
        try (Stream<Path> all = Files.walk(path())) {
            for (Path made : all.toList()) {
                Files.setAttribute(made, "unix:gid", (int) user.gid(), LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(made, "unix:uid", (int) user.uid(), LinkOption.NOFOLLOW_LINKS);
            }
        }
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
    }

    /** The program's home. */
    Path path() {
        return directory.resolve("home");
    }

    /** The policy with a rule for this home, which it needs only if it handles rights on files. */
    SandboxPolicy allowedBy(SandboxPolicy policy) {
        return policy.handledFs().isEmpty() ? policy : policy.allowReadWrite(path());
    }

    /** Sets the variables that lead a program here. */
    void describeIn(Map<String, String> environment) {
        environment.put("HOME", path().toString());
        for (Map.Entry<String, String> entry : DIRECTORIES.entrySet()) {
            environment.put(entry.getKey(), path().resolve(entry.getValue()).toString());
        }
    }

    /** Says whose home this is, once that has been started. */
    void belongTo(Process program) {
        process = program;
    }

    /** To be called when nobody can use this home any more: no process of the tree is left. */
    void treeIsGone() {
        HomeRemover.remove(this);
    }

    /** Whether the program has been started and has ended. */
    boolean isOver() {
        Process program = process;
        return program != null && !program.isAlive();
    }

    /** Removes the directory, at once and once; what cannot be removed is left to the next sweep. */
    void remove() {
        removal.lock();
        try {
            if (!removed) {
                removed = true;
                removeTree();
                HomeRemover.end(this);
            }
        } finally {
            removal.unlock();
        }
    }

    private void removeTree() {
        try (lock;
                SecureDirectoryStream<Path> parent = TreeRemoval.open(directory.getParent());
                SecureDirectoryStream<Path> top = TreeRemoval.open(parent, directory)) {
            TreeRemoval.remove(parent, top, directory, LOCK);
        } catch (IOException e) {
            HomeRemover.warn(directory, e);
        }
    }
}

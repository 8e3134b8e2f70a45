package io.github.landlauncher;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/**
 * Removes the {@link PrivateHome}s that JVMs have left behind which were killed or had no time.
 *
 * <p>Never looks into those of this JVM: closing a file ends the locks that the process has on it,
 * whoever took them.
 */
final class HomeSweep {

    private final SecureDirectoryStream<Path> all;
    private final Path parent;
    private final UserPrincipal owner;

    private HomeSweep(SecureDirectoryStream<Path> all, Path parent, UserPrincipal owner) {
        this.all = all;
        this.parent = parent;
        this.owner = owner;
    }

    /** Removes what nobody holds the lock of, of the directories that {@code owner} has made. */
    static void in(Path parent, UserPrincipal owner) {
        try (SecureDirectoryStream<Path> all = TreeRemoval.open(parent)) {
            new HomeSweep(all, parent, owner).run();
        } catch (IOException e) {
            HomeRemover.warn(parent, e);
        } catch (DirectoryIteratorException e) {
            HomeRemover.warn(parent, e.getCause());
        }
    }

    private void run() {
        for (Path entry : all) {
            Path name = entry.getFileName();
            if (HomeNames.isAnothers(name.toString())) {
                try {
                    consider(name);
                } catch (NoSuchFileException e) {
                    // Another JVM has removed it.
                } catch (IOException e) {
                    HomeRemover.warn(parent.resolve(name), e);
                }
            }
        }
    }

    private void consider(Path name) throws IOException {
        PosixFileAttributes attributes =
                all.getFileAttributeView(name, PosixFileAttributeView.class, NOFOLLOW_LINKS)
                        .readAttributes();
        if (!attributes.isDirectory() || !attributes.owner().equals(owner)) {
            return;
        }
        try (SecureDirectoryStream<Path> top = TreeRemoval.open(all, parent.resolve(name));
                FileChannel lock = openLock(top)) {
            if (lock != null && lock.tryLock() != null) {
                TreeRemoval.remove(all, top, parent.resolve(name), PrivateHome.LOCK);
            }
        }
    }

    /** Opens the file of the lock, or makes it; null if something else has its name. */
    private static FileChannel openLock(SecureDirectoryStream<Path> top) throws IOException {
        try {
            BasicFileAttributeView view =
                    top.getFileAttributeView(
                            PrivateHome.LOCK, BasicFileAttributeView.class, NOFOLLOW_LINKS);
            if (!view.readAttributes().isRegularFile()) {
                return null;
            }
        } catch (NoSuchFileException e) {
            // The other JVM ended before it had made one, or is about to.
        }
        // Reading and writing, since that does not wait for anybody if it should be a pipe by now.
        return (FileChannel) top.newByteChannel(
                PrivateHome.LOCK,
                Set.of(
                        StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE,
                        NOFOLLOW_LINKS));
    }
}

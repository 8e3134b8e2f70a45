package io.github.landlauncher;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.security.SecureRandom;
import java.util.Set;

/**
 * Removes a directory in which a hostile program could do what it liked, and may still do so.
 *
 * <p>It is taken apart in its top directory, where the program has no rights: each directory found
 * is first moved there, under a name that nobody can guess, and only then looked into. So
 *
 * <ul>
 *   <li>no more than two directories are open at a time and no path grows, however deep the tree is;
 *   <li>nothing is looked into that is still where a program could exchange it, and no symbolic link
 *       is ever followed;
 *   <li>no mount is entered, since a mount point cannot be moved (EBUSY);
 *   <li>what was moved is out of the hierarchy that the program may change.
 * </ul>
 *
 * <p>Directories that are not open to their owner are opened up first. For those that the owner may
 * not read, Java needs a path, two components below the top directory at most. What these name is out
 * of the program's hierarchy already; only a program whose policy handles no rights on files, and
 * that still runs, could exchange the last one for a link, and have the mode of another directory of
 * the same user become 0700.
 */
final class TreeRemoval {

    private static final Set<PosixFilePermission> OPEN_TO_OWNER =
            PosixFilePermissions.fromString("rwx------");

    /** What is found after the first pass was made meanwhile; what is found then has a live maker. */
    private static final int PASSES = 2;

    private final SecureDirectoryStream<Path> top;
    private final Path path;
    private final Path kept;
    /** Who made the top directory, and removes it. */
    private final UserPrincipal owner;
    private final String prefix = "removed-" + Long.toHexString(new SecureRandom().nextLong()) + "-";
    private long moved;
    private IOException failure;

    private TreeRemoval(SecureDirectoryStream<Path> top, Path path, Path kept) throws IOException {
        this.top = top;
        this.path = path;
        this.kept = kept;
        this.owner =
                top.getFileAttributeView(PosixFileAttributeView.class).readAttributes().owner();
    }

    /** Opens a directory whose path is trusted. */
    static SecureDirectoryStream<Path> open(Path directory) throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(directory);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        stream.close();
        throw new IOException(directory + ": its file system cannot be used by descriptors");
    }

    /** Opens a directory in an open one, never a link to one; opens it up to its owner before. */
    static SecureDirectoryStream<Path> open(SecureDirectoryStream<Path> parent, Path directory)
            throws IOException {
        Path name = directory.getFileName();
        PosixFileAttributes attributes = attributes(parent, name);
        if (!attributes.isDirectory()) {
            throw new NotDirectoryException(directory.toString());
        }
        openUp(parent, directory, attributes, attributes.owner());
        return parent.newDirectoryStream(name, NOFOLLOW_LINKS);
    }

    /**
     * Removes a directory and everything in it, the file {@code kept} last, and only if all else is
     * gone.
     *
     * @param parent the directory that it is in
     * @param top the directory itself
     * @param path its absolute path
     * @throws IOException if something cannot be removed, which keeps nothing else from being removed
     */
    static void remove(
            SecureDirectoryStream<Path> parent, SecureDirectoryStream<Path> top, Path path, Path kept)
            throws IOException {
        new TreeRemoval(top, path, kept).run();
        try {
            top.deleteFile(kept);
        } catch (NoSuchFileException e) {
            // The program has done so, or there never was one.
        }
        parent.deleteDirectory(path.getFileName());
    }

    private void run() throws IOException {
        empty(top, path);
        for (long i = 0; i < moved; i++) {
            try {
                removeMoved(Path.of(prefix + i));
            } catch (IOException e) {
                note(e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void removeMoved(Path name) throws IOException {
        if (!attributes(top, name).isDirectory()) {
            top.deleteFile(name); // exchanged before it was moved
            return;
        }
        for (int pass = 1; pass <= PASSES; pass++) {
            try (SecureDirectoryStream<Path> directory = top.newDirectoryStream(name, NOFOLLOW_LINKS)) {
                empty(directory, path.resolve(name));
            }
            try {
                top.deleteDirectory(name);
                return;
            } catch (DirectoryNotEmptyException e) {
                if (pass == PASSES) {
                    throw new DirectoryNotEmptyException(path.resolve(name).toString());
                }
            }
        }
    }

    private void empty(SecureDirectoryStream<Path> directory, Path itsPath) {
        try {
            for (Path entry : directory) {
                Path name = entry.getFileName();
                boolean stays = directory == top
                        && (name.equals(kept) || name.toString().startsWith(prefix));
                if (!stays) {
                    take(directory, itsPath.resolve(name));
                }
            }
        } catch (DirectoryIteratorException e) {
            note(e.getCause());
        }
    }

    /** Deletes a file or moves a directory to the top. */
    private void take(SecureDirectoryStream<Path> directory, Path entry) {
        Path name = entry.getFileName();
        try {
            PosixFileAttributes attributes = attributes(directory, name);
            if (attributes.isDirectory()) {
                // Or a user who is not root could not move it.
                openUp(directory, entry, attributes, owner);
                directory.move(name, top, Path.of(prefix + moved));
                moved++;
            } else {
                directory.deleteFile(name);
            }
        } catch (NoSuchFileException e) {
            // Somebody else has removed it.
        } catch (IOException e) {
            note(e);
        }
    }

    private static PosixFileAttributes attributes(SecureDirectoryStream<Path> parent, Path name)
            throws IOException {
        return parent.getFileAttributeView(name, PosixFileAttributeView.class, NOFOLLOW_LINKS)
                .readAttributes();
    }

    private static void openUp(
            SecureDirectoryStream<Path> parent,
            Path entry,
            PosixFileAttributes attributes,
            UserPrincipal owner)
            throws IOException {
        if (attributes.permissions().containsAll(OPEN_TO_OWNER)) {
            return;
        }
        try {
            parent.getFileAttributeView(
                            entry.getFileName(), PosixFileAttributeView.class, NOFOLLOW_LINKS)
                    .setPermissions(OPEN_TO_OWNER);
        } catch (AccessDeniedException e) {
            // The view opens it for reading, which it has to be made readable for.
            if (!attributes.owner().equals(owner)) {
                throw e;
            }
            Files.setPosixFilePermissions(entry, OPEN_TO_OWNER);
        }
    }

    private void note(IOException e) {
        if (failure == null) {
            failure = e;
        }
    }
}

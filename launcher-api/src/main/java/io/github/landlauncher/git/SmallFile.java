package io.github.landlauncher.git;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Reads files that somebody else wrote: plain files only, so that no FIFO or device holds anybody up,
 * and not more than fits.
 */
final class SmallFile {

    /** The largest configuration file, list of attributes or of alternates that is read. */
    static final int LARGEST = 1 << 20;

    private SmallFile() {}

    /**
     * Nearly PATH_MAX. git uses shorter paths for the same files, from the directory that it runs in, so
     * that what cannot be looked at by such a path may be there for git.
     */
    private static final int LONGEST = 4_000;

    /** What can be found at a path; {@link #UNKNOWN} if it is too long to say. */
    enum Kind { MISSING, PLAIN, DIRECTORY, LINK, OTHER, UNKNOWN }

    /** What is there, without following a symbolic link as last component. */
    static Kind kindOf(Path path) {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS);
            if (attributes.isRegularFile()) {
                return Kind.PLAIN;
            }
            if (attributes.isDirectory()) {
                return Kind.DIRECTORY;
            }
            return attributes.isSymbolicLink() ? Kind.LINK : Kind.OTHER;
        } catch (IOException e) {
            boolean tooLong = path.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST;
            return tooLong ? Kind.UNKNOWN : Kind.MISSING;
        }
    }

    /**
     * The bytes of a plain file.
     *
     * @throws IOException if it is none, is larger than {@link #LARGEST}, or cannot be read
     */
    static byte[] read(Path file) throws IOException {
        if (kindOf(file) != Kind.PLAIN) {
            throw new IOException("not a plain file");
        }
        try (InputStream in = Files.newInputStream(file, StandardOpenOption.READ, NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new IOException("larger than " + LARGEST + " bytes");
            }
            return bytes;
        }
    }

    /** Bytes as text, if they are UTF-8. */
    static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}

package io.github.landlauncher.linux;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A path as a program gave it to a system call, taken apart; see path_resolution(7).
 *
 * @param absolute whether it begins with a slash
 * @param names its components, {@code .} and {@code ..} among them; none if it is all slashes, or empty
 * @param slash whether a slash follows the last component, which then must be a directory
 */
record ChildPath(boolean absolute, List<Path> names, boolean slash) {

    /** Copies the names. */
    ChildPath {
        names = List.copyOf(names);
    }

    /** Whether there is nothing at all, which names something only with AT_EMPTY_PATH. */
    boolean isEmpty() {
        return !absolute && names.isEmpty();
    }

    /**
     * Takes the bytes of a path apart, which have no NUL.
     *
     * @return empty if they are no characters in the JVM's encoding of file names
     */
    static Optional<ChildPath> of(byte[] bytes) {
        try {
            String text = Encoding.CHARSET.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            Path path = Path.of(text); // drops only slashes
            return Optional.of(new ChildPath(path.isAbsolute(), names(path),
                    path.getNameCount() > 0 && text.endsWith("/")));
        } catch (CharacterCodingException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** The components of a path; the one of an empty path is not one to the kernel. */
    static List<Path> names(Path path) {
        List<Path> names = new ArrayList<>(path.getNameCount());
        path.forEach(names::add);
        names.removeIf(name -> name.toString().isEmpty());
        return names;
    }
}

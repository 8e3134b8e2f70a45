package io.github.landlauncher.examples.ci;

import java.io.IOException;
import java.nio.file.Path;
import org.tomlj.TomlPosition;

/** A file that is no job. */
final class BadJobException extends IOException {

    private static final long serialVersionUID = 1;

    /**
     * An exception.
     *
     * @param position where in the file, or null if it is about the file as a whole
     */
    BadJobException(Path file, TomlPosition position, String message) {
        super(file + (position == null ? "" : ":" + position.line() + ":" + position.column()) + ": " + message);
    }
}

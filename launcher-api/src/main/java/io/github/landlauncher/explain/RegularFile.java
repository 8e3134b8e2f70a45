package io.github.landlauncher.explain;

import io.github.landlauncher.spi.SandboxLauncher;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Opens files that somebody else made, and nothing that would hold up who opens it. */
final class RegularFile {

    private RegularFile() {}

    /**
     * Opens a regular file for reading.
     *
     * @throws IOException if it is something else, a named pipe for example, or cannot be read
     */
    static FileChannel open(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new IOException("no regular file: " + path);
        }
        // What the file is may change before it is opened. Java cannot help that, a launcher can.
        return SandboxLauncher.Installed.isThere()
                ? SandboxLauncher.installed().openRegular(path)
                : FileChannel.open(path, StandardOpenOption.READ);
    }
}

package io.github.landlauncher.explain;

import io.github.landlauncher.spi.SandboxLauncher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Opens and reads files that somebody else made, and nothing that would hold up who opens it. */
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

    /** So many bytes at a place in a file, or as many as there are; little-endian, ready to be got. */
    static ByteBuffer bytes(FileChannel channel, long offset, int size) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        if (offset < 0 || offset >= channel.size()) {
            return buffer.limit(0);
        }
        while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) > 0) {
            // reads on
        }
        return buffer.flip();
    }

    /** The beginning of a file, but not more than so many bytes. */
    static ByteBuffer start(FileChannel channel, int most) throws IOException {
        return bytes(channel, 0, (int) Math.min(channel.size(), most));
    }
}

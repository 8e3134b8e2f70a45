package io.github.landlauncher.it;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The directory tree that tests of file access work on, and the policy's view of it.
 *
 * <pre>
 *     top/
 *     |-- ro/         read
 *     |-- rw/         read and write, as allowReadWrite means it
 *     |-- rw2/        the same
 *     |-- wonly/      write to existing files
 *     `-- secret/     nothing
 * </pre>
 *
 * Each of the five holds the same, so that one operation can be tried in every place:
 *
 * <pre>
 *     place/
 *     |-- file        a line of text
 *     |-- second      a line of text
 *     |-- run         a copy of the probe, executable
 *     |-- dynamic     a copy of the probe that is linked dynamically, executable
 *     |-- script      a shell script that exits with 0, executable
 *     |-- link        a symbolic link to file
 *     |-- socket      an AF_UNIX stream socket; someone outside listens on it
 *     |-- empty/
 *     `-- sub/
 *         `-- file    a line of text
 * </pre>
 *
 * The names {@code new} are free. Operations change the tree: each test makes its own.
 */
final class Layout implements AutoCloseable {

    /** What the files hold. */
    static final String CONTENT = "content\n";

    private final Path top;
    private final List<ServerSocketChannel> listeners = new ArrayList<>();

    private Layout(Path top) {
        this.top = top;
    }

    /** Makes the tree in an empty directory. Close it to stop listening on the sockets. */
    static Layout in(Path directory) throws IOException {
        return in(directory, Place.values());
    }

    /** Makes only these places of the tree, which is faster. */
    static Layout in(Path directory, Place... places) throws IOException {
        Layout layout = new Layout(directory.toRealPath());
        for (Place place : places) {
            layout.fill(layout.path(place));
        }
        return layout;
    }

    /** The directory of this place. */
    Path path(Place place) {
        return top.resolve(place.directory());
    }

    /** A name in the directory of this place. */
    Path path(Place place, String name) {
        return path(place).resolve(name);
    }

    @Override
    public void close() throws IOException {
        for (ServerSocketChannel listener : listeners) {
            listener.close();
        }
    }

    private void fill(Path place) throws IOException {
        Files.createDirectories(place.resolve("empty"));
        Files.createDirectories(place.resolve("sub"));
        Files.writeString(place.resolve("file"), CONTENT);
        Files.writeString(place.resolve("second"), CONTENT);
        Files.writeString(place.resolve("sub/file"), CONTENT);
        Files.copy(Probe.path(), place.resolve("run"));
        Files.copy(Probe.dynamicPath(), place.resolve("dynamic"));
        Path script = Files.writeString(place.resolve("script"), "#!/bin/sh\nexit 0\n");
        if (!script.toFile().setExecutable(true)) {
            throw new IOException("Cannot make " + script + " executable");
        }
        Files.createSymbolicLink(place.resolve("link"), Path.of("file"));
        listenOn(place.resolve("socket"));
    }

    /** Nobody accepts: a stream socket's peer is connected once it is in the queue. */
    private void listenOn(Path path) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listeners.add(listener);
        listener.bind(UnixDomainSocketAddress.of(path));
    }
}

package io.github.landlauncher.it.explain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whom sandboxed programs may try to reach: sockets of a probe that no sandbox holds, and this JVM.
 *
 * @param abstractName the name of an abstract socket
 * @param socket the path of another one
 * @param pid the JVM
 */
record Peers(String abstractName, Path socket, long pid) {

    /** Makes the sockets, for datagrams; the path is in a directory. */
    static Peers of(BatchProbe free, Path directory, String name) throws IOException {
        long pid = ProcessHandle.current().pid();
        Peers peers = new Peers("landlauncher-" + pid + "-" + name, directory.resolve(name), pid);
        Files.deleteIfExists(peers.socket); // of a comparison before this one
        free.must(directory, "keep-abstract", peers.abstractName);
        free.must(directory, "keep-path", peers.socket.toString());
        return peers;
    }
}

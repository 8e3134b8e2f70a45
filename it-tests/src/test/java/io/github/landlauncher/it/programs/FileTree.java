package io.github.landlauncher.it.programs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What is below a directory, as a value. */
final class FileTree {

    private FileTree() {}

    /**
     * A line for each file: its mode, owner and type, and what it holds.
     *
     * @param ignored names of files whose content is left out
     */
    static Map<String, String> of(Path top, Set<String> ignored) throws IOException {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(top)) {
            paths.forEach(path -> tree.put(
                    top.relativize(path).toString(),
                    line(path, !ignored.contains(path.getFileName().toString()))));
        }
        return tree;
    }

    private static String line(Path path, boolean content) {
        try {
            Map<String, Object> attributes =
                    Files.readAttributes(path, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS);
            String line = Integer.toOctalString((int) attributes.get("mode"))
                    + " " + attributes.get("uid") + ":" + attributes.get("gid");
            if (Files.isSymbolicLink(path)) {
                return line + " -> " + Files.readSymbolicLink(path);
            }
            return content && Files.isRegularFile(path)
                    ? line + " " + Files.size(path) + " " + digest(path)
                    : line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(Path path) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(path)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

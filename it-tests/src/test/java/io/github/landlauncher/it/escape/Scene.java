package io.github.landlauncher.it.escape;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where an attempt takes place: directories, and a victim that is outside every sandbox. An attempt
 * that has succeeded leaves traces, and so the next one takes place elsewhere.
 *
 * <pre>
 *     top/
 *     |-- ro/         read
 *     |-- rw/         read and write; the attacker's working directory
 *     |-- rw2/        the same
 *     |-- wonly/      write to existing files
 *     |-- xonly/      execute, but not read
 *     |-- programs/   read and execute
 *     |-- secret/     nothing
 *     `-- mounted/    nothing; as root, a mount of the victim's
 * </pre>
 */
final class Scene implements AutoCloseable {

    /** What the attacker is after; the same as in the C program. */
    static final String SECRET = "the secret\n";

    /** A user that is neither root nor the one that runs the tests. */
    static final int OTHER_USER = 54321;

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z0-9]+)}");

    private final Path top;
    private final Map<String, String> words = new HashMap<>();
    private final Process victim;
    private int names;

    private Scene(Path top) throws IOException {
        this.top = top;
        for (String place : List.of("ro", "rw", "rw2", "wonly", "secret")) {
            fill(Files.createDirectory(path(place)));
        }
        for (String place : List.of(
                "mounted", "rw/mountpoint", "ro/empty", "secret/watched")) {
            Files.createDirectory(path(place));
        }
        Files.writeString(path("secret/watched/file"), SECRET);
        Files.copy(Program.dynamicPath(), path("rw").resolve("dynamic"));
        Files.copy(Program.path(), Files.createDirectory(path("xonly")).resolve("program"));
        fillPrograms(Files.createDirectory(top.resolve("programs")));
        victim = new ProcessBuilder(Program.command("victim", top.toString())).start();
        words.putAll(hear(victim));
        words.put("victim", words.remove("pid"));
        words.put("top", top.toString());
        words.put("jvm", Long.toString(ProcessHandle.current().pid()));
    }

    /** Sets the scene in a new directory. */
    static Scene in(Path directory) throws IOException {
        return new Scene(Files.createDirectories(directory).toRealPath());
    }

    /** One of the directories. */
    Path path(String place) {
        return top.resolve(place);
    }

    /** What the victim said about itself. */
    String word(String name) {
        String word = words.get(name);
        if (word == null) {
            throw new IllegalArgumentException("nothing is called {" + name + "} in " + words);
        }
        return word;
    }

    /** Tells what something new in this scene is called. */
    void word(String name, String value) {
        words.put(name, value);
    }

    /**
     * Puts what there is in this scene in place of <code>{name}</code>: a directory's path, or what
     * the victim said. {@code {free}} is a TCP port that nobody uses, {@code {new}} a new name.
     */
    List<String> resolve(List<String> arguments) {
        return arguments.stream().map(this::resolve).toList();
    }

    private String resolve(String argument) {
        Matcher matcher = PLACEHOLDER.matcher(argument);
        return matcher.replaceAll(found -> Matcher.quoteReplacement(value(found.group(1))));
    }

    private String value(String name) {
        if (name.equals("free")) {
            return freePort();
        }
        if (name.equals("new")) {
            return "new" + ++names;
        }
        if (words.containsKey(name)) {
            return words.get(name);
        }
        if (name.equals("loader") || name.equals("disk")) {
            return Machine.word(name);
        }
        if (!Files.isDirectory(path(name))) {
            throw new IllegalArgumentException("nothing is called {" + name + "}");
        }
        return path(name).toString();
    }

    private static String freePort() {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return Integer.toString(server.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads what a process says of itself, up to "ready". */
    static Map<String, String> hear(Process process) throws IOException {
        BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        Map<String, String> said = new HashMap<>();
        for (String line = lines.readLine(); !"ready".equals(line); line = lines.readLine()) {
            if (line == null || !line.contains("=")) {
                throw new IOException("it is not ready, but says: " + line);
            }
            int end = line.indexOf('=');
            said.put(line.substring(0, end), line.substring(end + 1));
        }
        return said;
    }

    private static void fill(Path place) throws IOException {
        Path file = Files.writeString(place.resolve("file"), SECRET);
        if (Unavailable.reasonFor("getxattr", Machine.isRoot()).isEmpty()) {
            Files.getFileAttributeView(file, UserDefinedFileAttributeView.class)
                    .write("landlauncher", StandardCharsets.UTF_8.encode(SECRET));
        }
        Files.writeString(place.resolve("second"), SECRET);
        Files.createSymbolicLink(place.resolve("link"), Path.of("file"));
    }

    /** Only root can make what belongs to another user. */
    private void fillPrograms(Path programs) throws IOException {
        Path program = Files.copy(Program.path(), programs.resolve("setuid"));
        Path unreadable = Files.writeString(path("ro").resolve("unreadable"), SECRET);
        if (Machine.isRoot()) {
            Files.setAttribute(program, "unix:uid", OTHER_USER);
            Files.setAttribute(unreadable, "unix:uid", OTHER_USER);
        }
        Files.setAttribute(program, "unix:mode", 04755);
        Files.setAttribute(unreadable, "unix:mode", 0);
    }

    /** Ends the victim and removes the directories. */
    @Override
    public void close() throws IOException {
        try {
            victim.getOutputStream().close();
            victim.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while the victim ends", e);
        } finally {
            victim.destroyForcibly();
        }
        remove(top);
    }

    private static void remove(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> entries = Files.list(path)) {
                for (Path entry : entries.toList()) {
                    remove(entry);
                }
            }
        }
        Files.deleteIfExists(path);
    }
}

package io.github.landlauncher.explain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The facts as this JVM finds them, for one look: mounts are read once. */
final class FoundFacts implements FileFacts {

    /** The kernel's default. */
    private static final int FIRST_UNPRIVILEGED_PORT = 1024;

    private static final Path PROC = Path.of("/proc");

    private Mounts mounts;

    @Override
    public Optional<Inode> inode(Path path) {
        return attributes(path, "unix:uid,gid,mode,rdev").map(found -> new Inode(
                id(found.get("uid")), id(found.get("gid")), (int) found.get("mode"), (long) found.get("rdev")));
    }

    @Override
    public boolean isEmpty(Path directory) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            return !entries.iterator().hasNext();
        } catch (IOException | DirectoryIteratorException e) {
            return true; // Not known to have any.
        }
    }

    @Override
    public boolean same(Path one, Path other) {
        Optional<Map<String, Object>> identity = attributes(one, "unix:dev,ino");
        return identity.isPresent() && identity.equals(attributes(other, "unix:dev,ino"));
    }

    @Override
    public boolean isRunning(Path file) {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (runs(process, file)) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Without /proc nothing is known to run.
        }
        return false;
    }

    private static boolean runs(Path process, Path file) {
        try {
            return Files.isSameFile(process.resolve("exe"), file);
        } catch (IOException e) {
            return false; // It has ended, or is somebody else's.
        }
    }

    /** The seventh field of /proc/PID/stat, proc_pid_stat(5); the second may have blanks. */
    @Override
    public boolean hasTerminal(int pid) {
        List<String> lines = lines(PROC.resolve(pid + "/stat"));
        if (lines.isEmpty()) {
            return true; // Not known to have none.
        }
        String stat = String.join("\n", lines);
        return !stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ")[4].equals("0");
    }

    @Override
    public Mounts.Mount mount(Path path) {
        if (mounts == null) {
            mounts = Mounts.read();
        }
        return mounts.of(path);
    }

    @Override
    public boolean protectsHardLinks() {
        return number("fs/protected_hardlinks", 0) == 1;
    }

    @Override
    public int firstUnprivilegedPort() {
        return number("net/ipv4/ip_unprivileged_port_start", FIRST_UNPRIVILEGED_PORT);
    }

    private static int number(String setting, int otherwise) {
        List<String> lines = lines(PROC.resolve("sys").resolve(setting));
        return lines.isEmpty() ? otherwise : Integer.parseInt(lines.get(0).strip());
    }

    /** None of a file that cannot be read. Names of files may be in any encoding. */
    private static List<String> lines(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Optional<Map<String, Object>> attributes(Path path, String names) {
        try {
            return Optional.of(Files.readAttributes(path, names, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static long id(Object value) {
        return (int) value & 0xffffffffL;
    }
}

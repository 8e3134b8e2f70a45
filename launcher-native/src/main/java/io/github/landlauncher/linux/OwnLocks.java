package io.github.landlauncher.linux;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The record locks of this JVM, as /proc/locks tells of them, proc_locks(5): such as {@link
 * java.nio.channels.FileLock} takes. A process loses those on a file when it closes any descriptor of
 * it, so that a file which somebody else names must not be opened if there is one.
 */
final class OwnLocks {

    private static final Path LOCKS = Path.of("/proc/locks");
    private static final String OWN_PID = Long.toString(ProcessHandle.current().pid());

    /** Anybody may hold any number of locks. */
    private static final int MOST = 10_000;

    private static final int TYPE = 1;
    private static final int PID = 4;
    private static final int FILE = 5;

    private OwnLocks() {}

    /**
     * Checks that this JVM has no lock on a file. Device numbers are not compared: some file systems
     * tell others here than stat(2) does.
     *
     * @param held a link to the file, which keeps it there
     * @param path how to name it
     * @throws IOException if it has one, or that cannot be told
     */
    static void checkNone(Path held, Path path) throws IOException {
        String inode = ":" + Files.getAttribute(held, "unix:ino");
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(Files.newInputStream(LOCKS), StandardCharsets.US_ASCII))) {
            int count = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (++count > MOST || isOwn(line, inode)) {
                    throw new IOException("Cannot open " + path + ": "
                            + (count > MOST ? "too many locks in " + LOCKS : "this JVM has locked it"));
                }
            }
        }
    }

    /** A lock that is waited for has an arrow as its type, and is nobody's yet. */
    private static boolean isOwn(String line, String inode) {
        String[] fields = line.split(" +");
        return fields.length > FILE
                && fields[TYPE].equals("POSIX")
                && fields[PID].equals(OWN_PID)
                && fields[FILE].endsWith(inode);
    }
}

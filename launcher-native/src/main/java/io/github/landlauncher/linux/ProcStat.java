package io.github.landlauncher.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process as /proc/PID/stat shows it; see proc_pid_stat(5).
 *
 * @param pid its process id
 * @param parent its parent's
 * @param session its session, the pid of who made it
 * @param start when it started, in clock ticks since boot: with the pid, its identity
 * @param living whether a thread of it still runs: not so of a zombie that waits to be reaped
 */
record ProcStat(int pid, int parent, int session, long start, boolean living) {

    private static final Path PROC = Path.of("/proc");

    /** Where the fields are, counted from the state, which is the page's field 3. */
    private static final int STATE = 0;

    private static final int PARENT = 1;
    private static final int SESSION = 3;
    private static final int THREADS = 17;
    private static final int START = 19;

    /**
     * All processes that /proc has while it is being read.
     *
     * @throws IOException if /proc is not mounted, or belongs to another pid namespace
     */
    static List<ProcStat> all() throws IOException {
        String self = Files.readSymbolicLink(PROC.resolve("self")).toString();
        if (!self.equals(Long.toString(ProcessHandle.current().pid()))) {
            throw new IOException("/proc belongs to another pid namespace");
        }
        List<ProcStat> all = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (Character.isDigit(name.charAt(0))) {
                    ProcStat stat = of(Integer.parseInt(name));
                    if (stat != null) {
                        all.add(stat);
                    }
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return all;
    }

    /** The process that has this pid now, or null. */
    static ProcStat of(int pid) {
        String line = read(pid, "stat");
        return line == null ? null : parse(line);
    }

    /** The name in parentheses may be anything, parentheses and spaces too. */
    static ProcStat parse(String line) {
        int name = line.indexOf(' ');
        String[] fields = line.substring(line.lastIndexOf(')') + 2).trim().split(" ");
        boolean zombie = "Z".equals(fields[STATE]) || "X".equals(fields[STATE]);
        return new ProcStat(
                Integer.parseInt(line.substring(0, name)),
                Integer.parseInt(fields[PARENT]),
                Integer.parseInt(fields[SESSION]),
                Long.parseLong(fields[START]),
                // A leader that has ended is a zombie while other threads of it go on.
                !zombie || Integer.parseInt(fields[THREADS]) > 1);
    }

    /** Whether the process that has this pid now has no_new_privs, as all have that we start. */
    static boolean hasNoNewPrivs(int pid) {
        String status = read(pid, "status");
        return status != null && status.contains("\nNoNewPrivs:\t1\n");
    }

    private static String read(int pid, String file) {
        try {
            byte[] bytes = Files.readAllBytes(PROC.resolve(Integer.toString(pid)).resolve(file));
            return bytes.length == 0 ? null : new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return null; // it has ended, or /proc hides it
        }
    }
}

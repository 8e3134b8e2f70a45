package io.github.landlauncher.examples.ci;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Where jobs may write: not into each other's directories. */
final class Workspaces {

    private Workspaces() {}

    /**
     * Checks that no two jobs share a directory or have one within the other's.
     *
     * @throws IOException if two do, symbolic links followed
     */
    static void check(List<Job> jobs) throws IOException {
        for (Job job : jobs) {
            Path directory = job.directory().toRealPath();
            for (Job other : jobs) {
                if (other != job && other.directory().toRealPath().startsWith(directory)) {
                    throw new IOException("job " + job.name() + " could change the directory of job "
                            + other.name() + ", which is " + other.directory());
                }
            }
        }
    }
}

package io.github.landlauncher.it.escape;

import java.util.List;
import java.util.stream.Stream;

/** The table of all attempts. */
final class Attempts {

    /** Group by group. */
    static final List<Attempt> ALL =
            Stream.of(
                            FileAttempts.READING,
                            FileAttempts.WRITING,
                            MetadataAttempts.ALL,
                            ProgramAttempts.EXECUTION,
                            ProgramAttempts.MOUNTS,
                            ProcessAttempts.PROCESSES,
                            ProcessAttempts.SIGNALS,
                            LeakAttempts.ALL,
                            RaceAttempts.ALL,
                            IpcAttempts.IPC,
                            IpcAttempts.UNIX,
                            NetworkAttempts.ALL,
                            SystemAttempts.TERMINAL,
                            SystemAttempts.ADMINISTRATION,
                            SystemAttempts.RESOURCES)
                    .flatMap(List::stream)
                    .toList();

    private Attempts() {}
}

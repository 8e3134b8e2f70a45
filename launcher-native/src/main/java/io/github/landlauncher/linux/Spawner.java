package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.SpawnTypes.POSIX_SPAWN_FILE_ACTIONS_SIZE;

import io.github.landlauncher.StartStep;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.MemoryPool;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** posix_spawn(3) of the helper, the only way a child comes into being here. */
final class Spawner {

    private static final int SMALL_THINGS = 1024;

    private final Libc libc;
    private final MemoryPool pool;

    Spawner(Libc libc, MemoryPool pool) {
        this.libc = libc;
        this.pool = pool;
    }

    /**
     * Spawns a program; returns its pid.
     *
     * @param path the program
     * @param arguments its argv
     * @param environment its environment, or empty for the native one as it is now
     * @param dups what becomes of its descriptors, in this order; every other descriptor without
     *     close-on-exec is inherited
     */
    int spawn(
            byte[] path,
            List<byte[]> arguments,
            Optional<List<byte[]>> environment,
            List<Stdio.Dup> dups)
            throws IOException {
        long size = SMALL_THINGS + path.length + Scratch.sizeOf(arguments)
                + (environment.isPresent() ? Scratch.sizeOf(environment.get()) : 0);
        try (Scratch scratch = Scratch.of(libc, pool, size)) {
            int pid = scratch.reserve(Long.BYTES);
            long actions = scratch.address(scratch.reserve(POSIX_SPAWN_FILE_ACTIONS_SIZE));
            long argv = scratch.strings(arguments);
            long envp = environment.isPresent()
                    ? scratch.strings(environment.get())
                    : nativeEnvironment(scratch);
            check(libc.posix_spawn_file_actions_init(actions));
            try {
                for (Stdio.Dup dup : dups) {
                    check(libc.posix_spawn_file_actions_adddup2(actions, dup.source(), dup.target()));
                }
                check(libc.posix_spawn(
                        scratch.address(pid), scratch.string(path), actions, 0, argv, envp));
            } finally {
                libc.posix_spawn_file_actions_destroy(actions);
            }
            return scratch.bytes().getInt(pid);
        }
    }

    private long nativeEnvironment(Scratch scratch) {
        long environ = libc.environ();
        return environ != 0 ? environ : scratch.strings(List.of());
    }

    private void check(int result) throws IOException {
        if (result < 0) {
            throw Failure.of(libc, StartStep.SPAWN, -result);
        }
    }
}

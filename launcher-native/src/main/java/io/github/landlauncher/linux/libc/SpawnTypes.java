package io.github.landlauncher.linux.libc;

/**
 * Room for the opaque types of {@code spawn.h} and {@code signal.h}.
 *
 * <p>Only the C library reads and writes them, so their size matters and nothing else. Each C
 * library chooses its own and could choose a larger one, so the first two are half as much again as
 * glibc and musl need. The tests compare them with the headers of the machine.
 */
public final class SpawnTypes {

    /** Bytes for a {@code posix_spawn_file_actions_t}; glibc and musl use 80. */
    public static final int POSIX_SPAWN_FILE_ACTIONS_SIZE = 128;

    /** Bytes for a {@code posix_spawnattr_t}; glibc and musl use 336. */
    public static final int POSIX_SPAWNATTR_SIZE = 512;

    /** Bytes for a {@code sigset_t}: 1024 signals in glibc and musl alike. */
    public static final int SIGSET_SIZE = 128;

    private SpawnTypes() {}
}

package io.github.landlauncher.linux.libc;

/**
 * Room for the opaque type of {@code spawn.h}.
 *
 * <p>Only the C library reads and writes it, so its size matters and nothing else. Each C library
 * chooses its own and could choose a larger one, so this is half as much again as glibc and musl
 * need. The tests compare it with the header of the machine.
 */
public final class SpawnTypes {

    /** Bytes for a {@code posix_spawn_file_actions_t}; glibc and musl use 80. */
    public static final int POSIX_SPAWN_FILE_ACTIONS_SIZE = 128;

    private SpawnTypes() {}
}

package io.github.landlauncher.explain;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A shared library that a program is linked with.
 *
 * @param name as in DT_NEEDED
 * @param neededBy the program, or the library, that names it
 * @param file where the loader finds it if it may read everything; empty if nowhere
 * @param listed whether that place is known by the loader's cache alone
 */
record NeededLibrary(String name, Path neededBy, Optional<Path> file, boolean listed) {}

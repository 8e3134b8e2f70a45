package io.github.landlauncher.it;

import java.util.Locale;

/** A directory of the {@link Layout}, named after what the tests' usual policy allows in it. */
enum Place {
    /** Read and nothing else. */
    RO,
    /** Everything that {@code allowReadWrite} stands for. */
    RW,
    /** The same as {@link #RW}, for moves from one granted directory to another. */
    RW2,
    /** Write to existing files, and nothing else. */
    WONLY,
    /** Nothing. */
    SECRET;

    /** The name of the directory. */
    String directory() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A writable place that is not this one. */
    Place other() {
        return this == RW ? RW2 : RW;
    }
}

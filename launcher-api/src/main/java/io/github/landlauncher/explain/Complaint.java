package io.github.landlauncher.explain;

import java.util.List;

/**
 * What a line of a program's standard error says that it was denied, as far as a line tells.
 *
 * @param act what was tried
 * @param crossDevice whether the error is EXDEV rather than EACCES
 * @param named what is surely meant as paths, in order; of a pair the source first
 * @param words what may be a path or contain one, likeliest first
 */
record Complaint(Act act, boolean crossDevice, List<String> named, List<String> words) {

    /** What was tried. */
    enum Act {
        READ,
        WRITE,
        CREATE,
        MAKE_DIRECTORY,
        MAKE_SYMBOLIC_LINK,
        MAKE_FIFO,
        /** A file of any name in the directory that is named. */
        MAKE_TEMPORARY,
        REMOVE,
        RENAME,
        LINK,
        EXECUTE,
        UNKNOWN
    }

    /** Copies the lists. */
    Complaint {
        named = List.copyOf(named);
        words = List.copyOf(words);
    }

    /** Whether it is about two paths. */
    boolean isPair() {
        return (act == Act.RENAME || act == Act.LINK) && named.size() == 2;
    }
}

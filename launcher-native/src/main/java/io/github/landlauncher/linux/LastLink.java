package io.github.landlauncher.linux;

/** What becomes of a symbolic link that is the last component of a path. */
enum LastLink {
    /** It is followed, LOOKUP_FOLLOW. */
    FOLLOWED,
    /** It is what is meant, unless a slash follows it. */
    MEANT,
    /** It is what is meant in any case: what is made, removed or renamed, LOOKUP_PARENT. */
    ENTRY
}

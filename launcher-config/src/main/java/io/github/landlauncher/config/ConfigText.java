package io.github.landlauncher.config;

/**
 * A text to be read, small enough and of valid characters.
 *
 * @param name what messages call it
 * @param format how it is written
 * @param content the text
 */
record ConfigText(String name, ConfigFormat format, String content) {

    /**
     * In bytes. Policies are written by people; what is longer is a mistake or an attack. tomlj keeps a tree
     * of all it reads: the worst megabyte took 15 seconds, or more memory than 512 MB.
     */
    static final int MAX_SIZE = 1 << 18;

    /** Tables and arrays within each other; the format itself needs four. */
    static final int MAX_NESTING = 16;
}

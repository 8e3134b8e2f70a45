package io.github.landlauncher.config;

/** Text of a file in a message, which need not be as long as the file. */
final class Quoted {

    /** In characters. */
    private static final int MAX = 80;

    private Quoted() {}

    static String of(String text) {
        if (text.codePointCount(0, text.length()) <= MAX) {
            return '"' + text + '"';
        }
        return '"' + text.substring(0, text.offsetByCodePoints(0, MAX)) + "...\"";
    }
}

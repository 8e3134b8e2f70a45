package io.github.landlauncher.it;

/** Where the sandboxed builder is known and meant to be unlike ProcessBuilder. */
enum Difference {
    /** Text of failures: the JDK changed it after 17, ours stays as it was. */
    ERROR_TEXT_OF_17,
    /** A NUL character in the directory: the JDK cuts the name short, we refuse it. */
    DIRECTORY_WITH_NUL
}

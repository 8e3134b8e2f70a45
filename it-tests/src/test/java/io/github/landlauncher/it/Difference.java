package io.github.landlauncher.it;

/** Where the sandboxed builder is known and meant to be unlike ProcessBuilder. */
enum Difference {
    /** A NUL character in the directory: the JDK cuts the name short, we refuse it. */
    DIRECTORY_WITH_NUL,
    /**
     * A directory of PATH that is a loop of symbolic links: with an untouched environment the JDK
     * leaves the search to glibc, which gives up there; ours always goes on, as the JDK does itself.
     */
    LOOP_IN_PATH,
    /** Arguments and directory: JDK 17 has them in {@code file.encoding}, later ones and ours not. */
    DEFAULT_CHARSET_OF_17,
    /**
     * The error stream's object if it is merged into output: a pipe at its end in the JDK, ours is
     * the null stream that the specification of redirectErrorStream asks for.
     */
    MERGED_ERROR_STREAM,
    /** The JDK's startPipeline sets redirects of its builders, so that it works once; ours does not. */
    PIPELINE_CHANGES_BUILDERS,
    /** SIGQUIT: JDK 17 hands on that its thread blocks it, later ones do not, nor do ours. */
    SIGQUIT_OF_17,
    /** SIGPIPE: JDKs before 25 hand on that a library ignores it, later ones reset it, and ours always. */
    IGNORED_SIGPIPE,
    /** The session: the JDK's children share the JVM's, ours only if they share a stream. */
    NEW_SESSION,
    /** Starts are logged by the JDK since 22 and some later releases of 21, by ours always. */
    LOG_OF_22,
    /** A log handler that throws fails the start: the JDK's program then runs on, ours is killed. */
    LOG_HANDLER_THAT_THROWS,
    /** no_new_privs, which a program needs to have before Landlock can be enforced on it. */
    NO_NEW_PRIVS
}

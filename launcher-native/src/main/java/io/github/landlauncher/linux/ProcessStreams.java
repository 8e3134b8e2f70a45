package io.github.landlauncher.linux;

import java.io.InputStream;
import java.io.OutputStream;

/** This JVM's part of the three streams of a process. */
interface ProcessStreams {

    /** Where the user writes to. */
    OutputStream in();

    /** Where the user reads what the program writes. */
    InputStream out();

    /** Where the user reads the program's errors. */
    InputStream err();

    /**
     * The process has ended and nobody knows yet: saves what can still be read and frees the
     * descriptors, unless it does so in {@link #exitIsKnown}. Never blocks.
     */
    void processExited();

    /**
     * The process has ended and can be asked how. Never blocks.
     *
     * @param exitValue as the user sees it
     */
    void exitIsKnown(int exitValue);

    /** The user has asked for the end of the process. Never blocks. */
    void destroyed();

    /** The start has failed: frees the descriptors. */
    void abandon();
}

package io.github.landlauncher.linux;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;

/** The program of a start, as its process sees it: a child of this JVM, or of a guard. */
interface Program {

    /** What a shell adds to the number of the signal that ended a program. */
    int KILLED_BY = 128;

    /** The program's process id. */
    int pid();

    /** The JDK's handle of the program; empty where /proc is not mounted. */
    Optional<ProcessHandle> handle();

    /** Has a loop run an action whenever {@link #poll()} may have something to tell. */
    void watch(EventLoop loop, Runnable action) throws IOException;

    /** Whether the current thread is the one that runs that action; only while it is watched. */
    boolean isHeardByThisThread();

    /**
     * The exit value, told once: to the first caller after the program has ended. Frees what there is
     * to free by then. Never blocks.
     */
    OptionalInt poll();

    /** The process that the tree descends from: the program itself, or its guard. */
    int root();

    /** Whether the root is not reaped yet, so that its pid cannot mean another process. */
    boolean holdsRoot();

    /** Sends a signal to the program, unless it has ended. */
    void signal(int signal);

    /**
     * Sends a signal to all of the program's process group at once, if that cannot be another one
     * yet; it must have been the program's own.
     */
    void signalGroup(int signal);
}

package io.github.landlauncher.cli.demo;

import java.io.IOException;

/** Starts what a ProcessBuilder describes, in one way or another. */
@FunctionalInterface
interface Starter {

    /** Starts it; as {@link ProcessBuilder#start()}. */
    Process start(ProcessBuilder prepared) throws IOException;
}

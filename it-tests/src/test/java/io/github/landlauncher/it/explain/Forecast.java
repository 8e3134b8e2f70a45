package io.github.landlauncher.it.explain;

import io.github.landlauncher.explain.Operation;

/** What a sandbox is foretold to make of operations. */
interface Forecast {

    /** Said of an operation of which anything may become. */
    String OPEN = "open";

    /** The errno's name, or an empty string if the operation should not be denied. */
    String of(Operation operation);
}

package io.github.landlauncher.it;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Map;

/** What the two builders have in common: ProcessBuilder's methods, as far as tests call them. */
interface Launch {

    Map<String, String> environment();

    Launch directory(File directory);

    Launch redirectInput(Redirect source);

    Launch redirectOutput(Redirect destination);

    Launch redirectError(Redirect destination);

    Launch redirectErrorStream(boolean redirectErrorStream);

    Process start() throws IOException;

    /** Adds a variable, and so gives the program a map instead of the native environment. */
    default Launch with(String name, String value) {
        environment().put(name, value);
        return this;
    }

    /** Starts the program and waits for its end. */
    default Outcome finish() throws IOException, InterruptedException {
        return Outcome.of(start());
    }
}

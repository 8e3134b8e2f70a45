package io.github.landlauncher.it;

import io.github.landlauncher.explain.Attempt;
import java.nio.file.Path;

/**
 * Starts a watched probe that opens a file, its first argument, over and over and writes what becomes
 * of it to a second; prints its pid, and waits to be killed.
 */
final class WatchedJvmMain {

    private WatchedJvmMain() {}

    public static void main(String... arguments) throws Exception {
        Path file = Path.of(arguments[0]);
        Process process = new Watched() {
            @Override
            public void attempted(Attempt attempt) {
                // There would be too many to keep.
            }
        }.probe(file, "open-until-failure", file.toString())
                .redirectOutput(Path.of(arguments[1]).toFile())
                .start();
        System.out.println(process.pid());
        System.in.read();
    }
}

package io.github.landlauncher.it.escape;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.it.KernelAbi;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The launcher that is attacked: a JVM on the stage, with a terminal for its standard input and
 * descriptors that it leaks. It starts every attempt in every way and writes what became of it.
 */
final class StageMain {

    private final Path directory;
    private final PrintWriter out;
    private int scenes;
    private Scene scene;

    private StageMain(Path directory, PrintWriter out) {
        this.directory = directory;
        this.out = out;
    }

    /** Works in a directory, writes to a file, and makes all attempts or those that are named. */
    public static void main(String... arguments) throws Exception {
        List<String> names = Arrays.asList(arguments).subList(2, arguments.length);
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(Path.of(arguments[1])))) {
            StageMain stage = new StageMain(Path.of(arguments[0]), out);
            for (Attempt attempt : Attempts.ALL) {
                if (names.isEmpty() || names.contains(attempt.name())) {
                    stage.make(attempt);
                }
            }
            stage.close();
        }
    }

    private void make(Attempt attempt) throws Exception {
        take(Trial.free(attempt, scene()));
        int current = KernelAbi.current();
        for (Profile profile : Profile.values()) {
            if (current == 0) {
                take(Trial.withoutLandlock(attempt, profile, scene()));
            } else if (!Machine.isGuest() || profile.makesADifferenceTo(attempt.group())) {
                take(Trial.sandboxed(attempt, profile, current, scene()));
            }
        }
        for (int abi = 1; abi <= lastMasked(attempt, current); abi++) {
            take(Trial.asOnOlder(attempt, LandlockAbi.of(abi), scene()));
        }
        out.flush();
    }

    /** Up to which ABI older kernels are imitated: nowhere in a guest, of which there is one of each. */
    private static int lastMasked(Attempt attempt, int current) {
        int last = attempt.expectation().dependsOnAbi() ? current - 1 : Math.min(current - 1, 1);
        return Machine.isGuest() ? 0 : last;
    }

    private void take(Observation observation) throws IOException {
        out.println(observation.line());
        if (observation.result().isOpen()) {
            close();
        }
    }

    private Scene scene() throws IOException {
        if (scene == null) {
            scene = Scene.in(directory.resolve(Integer.toString(++scenes)));
        }
        return scene;
    }

    private void close() throws IOException {
        if (scene != null) {
            scene.close();
            scene = null;
        }
    }
}

package io.github.landlauncher.it.escape;

import io.github.landlauncher.it.JavaCommand;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What became of all attempts, which are made once for all tests. */
final class Observations {

    private final List<Observation> all;

    private Observations(List<Observation> all) {
        this.all = List.copyOf(all);
    }

    /** Makes all attempts, from a JVM that stands on the stage. Works in a directory. */
    static Observations make(Path directory) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Path errors = directory.resolve("errors");
        try (Scene scene = Scene.in(directory.resolve("stage"))) {
            List<String> java =
                    new JavaCommand()
                            .property("landlauncher.secret", "in the arguments")
                            .property(Machine.GUEST, Boolean.toString(Machine.isGuest()))
                            .command(StageMain.class, directory.toString(), output.toString());
            ProcessBuilder stage =
                    new ProcessBuilder(Launch.stage(scene, java))
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.to(errors.toFile()));
            stage.environment().put("LANDLAUNCHER_SECRET", Scene.SECRET.strip());
            int exitValue = stage.start().waitFor();
            if (exitValue != 0) {
                throw new IOException(
                        "the stage ends with " + exitValue + ": " + Files.readString(errors));
            }
        }
        return parse(Files.readAllLines(output));
    }

    /** The observations in so many lines of text. */
    static Observations parse(List<String> lines) {
        return new Observations(lines.stream().map(Observation::parse).toList());
    }

    /** The lines of text. */
    List<String> lines() {
        return all.stream().map(Observation::line).toList();
    }

    /** How an attempt ended without a sandbox. */
    Result baseline(Attempt attempt) {
        return find(attempt, Observation.BASELINE).orElseThrow().result();
    }

    /** The observations of an attempt in sandboxes. */
    List<Observation> sandboxed(Attempt attempt) {
        return all.stream()
                .filter(one -> one.attempt().equals(attempt.name()))
                .filter(one -> !one.column().equals(Observation.BASELINE))
                .toList();
    }

    Optional<Observation> find(Attempt attempt, String column) {
        return all.stream()
                .filter(one -> one.attempt().equals(attempt.name()) && one.column().equals(column))
                .findFirst();
    }
}

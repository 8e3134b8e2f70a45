package io.github.landlauncher.it.kernels;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The directory in which {@code it-tests/kernels/run} leaves a directory for each kernel. */
final class ResultsDirectory {

    private static final List<String> FILES = List.of(
            "architecture", "release", "options", "status", "seconds", "results", "missing");

    private ResultsDirectory() {}

    /**
     * What is known of each kernel, in an order that people expect.
     *
     * @throws IOException if something there cannot be read
     */
    static List<KernelRun> read(Path directory) throws IOException {
        List<KernelRun> runs = new ArrayList<>();
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path entry : entries.filter(Files::isDirectory).toList()) {
                runs.add(KernelRun.parse(entry.getFileName().toString(), files(entry)));
            }
        }
        runs.sort(KernelOrder.INSTANCE);
        return runs;
    }

    private static Map<String, String> files(Path directory) throws IOException {
        Map<String, String> files = new HashMap<>();
        for (String name : FILES) {
            Path file = directory.resolve(name);
            if (Files.exists(file)) {
                // A guest that was cut off may leave half a character, which is no reason to fail here.
                files.put(name, new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            }
        }
        return files;
    }
}

package io.github.landlauncher.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The sample files, each of which says how it is read by what its name ends with. */
final class Samples {

    private Samples() {}

    /** The files of a directory, sorted by name. */
    static List<Path> in(String directory) {
        try (Stream<Path> files = Files.list(Path.of(Samples.class.getResource(directory).toURI()))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean isConfig(Path file) {
        return file.toString().endsWith(".toml") || file.toString().endsWith(".json");
    }

    static LandlockConfig parse(Path file, ParseOption... options) throws IOException {
        ConfigFormat format = file.toString().endsWith(".json") ? ConfigFormat.JSON : ConfigFormat.TOML;
        return LandlockConfig.parse(
                Set.of(options), format, file.getFileName().toString(), Files.readAllBytes(file));
    }

    /** What is beside a sample, without the last end of line. */
    static String expected(Path file) throws IOException {
        return Files.readString(Path.of(file + ".txt")).stripTrailing();
    }
}

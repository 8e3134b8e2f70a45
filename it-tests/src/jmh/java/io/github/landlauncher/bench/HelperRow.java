package io.github.landlauncher.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The size of the helper, as source and as binary. */
final class HelperRow {

    private HelperRow() {}

    static Row measure(Path source, Path binary) throws IOException {
        long bytes = Files.size(binary);
        int lines = Files.readAllLines(source).size();
        return new Row("helper", Row.text("%,d bytes, %d lines", bytes, lines),
                "<= 4,096 bytes, <= 250 lines", bytes <= 4096 && lines <= 250);
    }
}

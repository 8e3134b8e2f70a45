package io.github.landlauncher.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The sizes of the helper and of the guard, as source and as binary. */
final class HelperRows {

    private final Path sources;
    private final Path binaries;

    /**
     * Measures what was built.
     *
     * @param sources the directory of the sources
     * @param binaries the directory of the binaries for this machine
     */
    HelperRows(Path sources, Path binaries) {
        this.sources = sources;
        this.binaries = binaries;
    }

    List<Row> measure() throws IOException {
        long bytes = bytes("landlock-exec");
        int lines = lines("landlock-exec.c");
        Row helper = new Row("helper", Row.text(
                "%,d bytes, %d lines (and protocol.h %d, seccomp.h %d, kernel.h %d)",
                bytes, lines, lines("protocol.h"), lines("seccomp.h"), lines("kernel.h")),
                "<= 4,096 bytes, <= 250 lines", bytes <= 4096 && lines <= 250);
        return List.of(helper, Row.told("guard, for killSurvivors() only",
                Row.text("%,d bytes, %d lines (and kernel.h)", bytes("tree-guard"), lines("tree-guard.c"))));
    }

    private long bytes(String binary) throws IOException {
        return Files.size(binaries.resolve(binary));
    }

    private int lines(String source) throws IOException {
        return Files.readAllLines(sources.resolve(source)).size();
    }
}

package io.github.landlauncher.linux;

import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;

/** A test that has a fake program in a directory of its own. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class ProgramTest {

    FakeProgram program;

    @BeforeEach
    void a_program(@TempDir Path directory) throws Exception {
        program = new FakeProgram(directory);
    }

    /** Links that lead out of the directory are what JUnit warns of when it removes that. */
    @AfterEach
    void no_link_out_of_the_directory_is_left() throws Exception {
        Files.deleteIfExists(program.entry("root"));
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(program.entry("fd"))) {
            for (Path descriptor : descriptors) {
                Files.delete(descriptor);
            }
        }
    }

    /** Makes a file below the program's working directory. */
    Path file(String name) throws Exception {
        Path file = program.work().resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "");
    }

    /** Makes a directory there. */
    Path directory(String name) throws Exception {
        return Files.createDirectories(program.work().resolve(name));
    }

    /** Makes a symbolic link there. */
    Path link(String name, String text) throws Exception {
        return Files.createSymbolicLink(program.work().resolve(name), Path.of(text));
    }

    Path work(String name) {
        return program.work().resolve(name);
    }
}

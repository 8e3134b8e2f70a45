package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of our builder expect of both is true of NuProcess itself. */
class NuOriginalIT {

    @TempDir private Path directory;

    @TestFactory
    Stream<DynamicTest> tests_with_the_original() throws Exception {
        Path results = directory.resolve("results");
        Path messages = directory.resolve("messages");
        List<String> command = new JavaCommand()
                .property(NuWay.PROPERTY, NuWay.ORIGINAL.name())
                .command(NuOriginalMain.class, results.toString());
        Process jvm = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(messages.toFile()))
                .start();
        if (!jvm.waitFor(5, TimeUnit.MINUTES)) {
            jvm.destroyForcibly().waitFor();
            throw new AssertionError("hangs: " + Files.readString(messages));
        }
        assertThat(jvm.exitValue()).as(Files.readString(messages)).isZero();
        List<String> lines = Files.readAllLines(results);
        assertThat(lines).hasSizeGreaterThan(50);
        return lines.stream().map(NuOriginalIT::test);
    }

    private static DynamicTest test(String line) {
        String[] nameAndFailure = line.split("\t", 2);
        return dynamicTest(nameAndFailure[0], () -> assertThat(nameAndFailure[1]).isEmpty());
    }
}

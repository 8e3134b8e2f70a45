package io.github.landlauncher.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.landlauncher.it.ForeignCommand.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A command line of another launcher, translated and run, ends every operation as that launcher
 * itself does.
 *
 * <p>The variables LANDLAUNCHER_SETPRIV and LANDLAUNCHER_LANDRUN name the programs; otherwise they
 * are looked for in PATH. The tests of one that is not there, or too old to know what is asked of it
 * (setpriv before util-linux 2.42), are skipped.
 */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConvertedLaunchersIT {

    /** What one that knows all that is asked of it can do. */
    private static final Map<Launcher, List<String>> KNOWN_BY = Map.of(
            Launcher.SETPRIV, List.of("--landlock-access", "fs:ioctl-dev"),
            Launcher.LANDRUN, List.of("--rox", "/"));

    @TempDir private Path directory;

    static Stream<ForeignCommand> commands() {
        return ForeignCommand.all().stream().filter(command -> KNOWN_BY.containsKey(command.launcher()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void files_are_denied_as_by_the_launcher_itself(ForeignCommand command) throws Exception {
        String program = program(command.launcher());
        SoftAssertions softly = new SoftAssertions();
        try (Trials theirs = new Trials(Files.createDirectory(directory.resolve("t")), Place.RW, Place.RW2);
                Trials ours = new Trials(Files.createDirectory(directory.resolve("o")), Place.RW, Place.RW2)) {
            for (Operation operation : Operation.ALL) {
                ProbeResult their = theirs.run(operation, Place.RW, Place.RW2,
                        (layout, arguments) -> started(program, command.in(layout, Place.RW, Place.RW2), arguments));
                ProbeResult our = ours.run(operation, Place.RW, Place.RW2,
                        (layout, arguments) -> Sandbox.run(
                                command.launcher().policy(command.in(layout, Place.RW, Place.RW2)), arguments));
                softly.assertThat(our.exitValue()).as("%s%n%s", operation, their.error())
                        .isEqualTo(their.exitValue());
            }
        }
        softly.assertAll();
    }

    private static ProbeResult started(String program, List<String> options, List<String> operation)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>();
        words.add(program);
        words.addAll(options);
        words.add("--");
        words.addAll(Probe.command(operation));
        return ProbeResult.of(words, new ProcessBuilder(words).start());
    }

    /** The launcher itself; skips the test if there is none that is new enough. */
    private static String program(Launcher launcher) throws IOException, InterruptedException {
        String name = launcher.name().toLowerCase(Locale.ROOT);
        String variable = "LANDLAUNCHER_" + launcher;
        String program = System.getenv().getOrDefault(variable, name);
        assumeTrue(runs(program, KNOWN_BY.get(launcher)),
                () -> program + " is not there or too old; " + variable + " can name another");
        return program;
    }

    private static boolean runs(String program, List<String> options) throws InterruptedException {
        List<String> command = Stream.of(List.of(program), options, List.of("--", "true"))
                .flatMap(List::stream).toList();
        try {
            return ProbeResult.of(command, new ProcessBuilder(command).start()).exitValue() == 0;
        } catch (IOException e) {
            return false; // There is no such program.
        }
    }
}

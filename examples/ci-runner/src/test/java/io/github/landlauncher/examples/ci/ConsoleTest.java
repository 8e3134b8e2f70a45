package io.github.landlauncher.examples.ci;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Lines of jobs are told apart, and a terminal's last line says how far they are. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConsoleTest {

    private static final Step BUILD = new Step("build", List.of("make", "all"), Duration.ofSeconds(5));
    private static final Job APP = new Job(
            "app", Path.of("app"), SandboxPolicy.handling(LandlockAbi.V1), Map.of(), List.of(BUILD));

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void without_a_terminal_there_are_only_lines() {
        show(new Console(out, false, 2));

        assertThat(printed()).isEqualTo("""
                [app] -- build: make all
                [app] cc -o app
                [app] -- build: failed, exit status 1
                """);
    }

    @Test
    void on_a_terminal_the_last_line_is_erased_and_written_again() {
        show(new Console(out, true, 2));

        String erase = "\r\033[K";
        assertThat(printed()).isEqualTo(erase + "[app] -- build: make all\n0 of 2 jobs done; app (1/1 build)"
                + erase + "[app] cc -o app\n0 of 2 jobs done; app (1/1 build)"
                + erase + "[app] -- build: failed, exit status 1\n0 of 2 jobs done; app (1/1 build)"
                + erase + "1 of 2 jobs done"
                + erase);
    }

    private static void show(Console console) {
        console.at(APP, 1, BUILD);
        console.line(APP, "cc -o app");
        console.ended(APP, StepResult.ended(BUILD, 1, Duration.ZERO));
        console.done(APP);
        console.end();
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}

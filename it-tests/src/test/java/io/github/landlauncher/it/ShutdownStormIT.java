package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A JVM that ends while sixteen threads start programs. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class ShutdownStormIT {

    /** Adds nothing much to what a program sleeps, and nobody else sleeps for that. */
    private final String mark = "0." + System.nanoTime();

    private final List<Long> staying = new ArrayList<>();

    /** The processes that have the mark among their arguments, zombies not included. */
    private List<Path> processes() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(process -> process.getFileName().toString().matches("[0-9]+"))
                    .filter(process -> commandLine(process).contains(mark))
                    .filter(process -> !commandLine(process).contains(StormMain.class.getName()))
                    .toList();
        }
    }

    private static String commandLine(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // it has ended
        }
    }

    private static long pid(Path process) {
        return Long.parseLong(process.getFileName().toString());
    }

    /** Whether a process is a program that stays, neither helper nor guard. */
    private static boolean isProgram(Path process) {
        return commandLine(process).startsWith("/bin/sleep\0");
    }

    private Process storm(String asked, String end) throws IOException {
        Process jvm = new ProcessBuilder(
                        new JavaCommand().command(StormMain.class, asked, end, mark))
                .redirectError(Redirect.INHERIT)
                .start();
        BufferedReader output = jvm.inputReader();
        for (String line = output.readLine(); !line.equals("storm"); line = output.readLine()) {
            staying.add(Long.valueOf(line));
        }
        assertThat(staying).hasSize(8);
        return jvm;
    }

    @AfterEach
    void nothing_stays() {
        await().until(() -> {
            List<Path> found = processes();
            found.forEach(process ->
                    ProcessHandle.of(pid(process)).ifPresent(ProcessHandle::destroyForcibly));
            return found.isEmpty();
        });
    }

    private void assertEnds(Process jvm, int status) throws InterruptedException {
        assertThat(jvm.waitFor(1, TimeUnit.MINUTES)).as("the JVM ends").isTrue();
        assertThat(jvm.exitValue()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"nothing, exit", "nothing, wait", "killSurvivors, exit", "killSurvivors, wait"})
    void the_jvm_ends_with_its_status_and_programs_live_on_by_themselves(String asked, String end)
            throws Exception {
        Process jvm = storm(asked, end);

        if (end.equals("wait")) {
            jvm.destroy();
        }

        assertEnds(jvm, end.equals("wait") ? 143 : 3);
        // What was on its way has become its program and ended, or was given up.
        await().until(() -> processes().stream().filter(ShutdownStormIT::isProgram)
                .map(ShutdownStormIT::pid).sorted().toList()
                .equals(staying.stream().sorted().toList()));
        int guards = asked.equals("killSurvivors") ? staying.size() : 0;
        await().until(() -> processes().size() == staying.size() + guards);
        assertThat(staying).allMatch(Tree::isLiving);
    }

    @ParameterizedTest
    @CsvSource({
        "dieWithParent, exit", "dieWithParent, wait",
        "'dieWithParent,killSurvivors', exit", "'dieWithParent,killSurvivors', wait"
    })
    void with_dieWithParent_nothing_is_left_not_even_what_was_on_its_way(String asked, String end)
            throws Exception {
        Process jvm = storm(asked, end);

        if (end.equals("wait")) {
            jvm.destroy();
        }

        assertEnds(jvm, end.equals("wait") ? 143 : 3);
        await().until(() -> processes().isEmpty());
        assertThat(staying).noneMatch(Tree::isLiving);
    }
}

package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.landlauncher.it.programs.RequiresProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program that names a file of a file system that does not answer hangs itself, and nobody else. */
@RequiresAbi(1)
@RequiresProgram("python3")
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class WatchHungIT {

    @TempDir private Path temp;

    private static boolean isLookingUp() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().equals("landlauncher watcher"))
                .flatMap(thread -> Arrays.stream(thread.getValue()))
                .anyMatch(frame -> frame.getClassName().endsWith(".WatchedPathWalk"));
    }

    @Test
    void other_programs_are_watched_and_go_on() throws Exception {
        Path file = Files.writeString(temp.toRealPath().resolve("file"), "content");
        Watched hung = new Watched();
        Watched other = new Watched();
        Process process;
        try (HungFileSystem system = HungFileSystem.mount(temp.toRealPath().resolve("hung"))) {
            assertThat(Sandbox.run(hung.probe(file, "read", file.toString()))).succeeds();
            process = hung.probe(file, "read", system.name().toString()).start();
            await().during(Duration.ofSeconds(1)).until(WatchHungIT::isLookingUp);

            assertThat(Sandbox.run(other.probe(file, "read", file.toString()))).succeeds();

            assertThat(other.opensOf(file)).isEqualTo(1);
            assertThat(other.unseen).isEmpty();
            await().untilAsserted(() -> assertThat(hung.unseen).singleElement().asString()
                    .contains("longer than 10 seconds", "does not answer"));
            assertThat(process.isAlive()).isTrue();
        }

        assertThat(process.waitFor()).isNotZero();
        assertThat(Sandbox.run(hung.probe(file, "read", file.toString()))).succeeds();
        assertThat(hung.opensOf(file)).isEqualTo(2);
    }
}

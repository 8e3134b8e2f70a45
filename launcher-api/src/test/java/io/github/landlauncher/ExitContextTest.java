package io.github.landlauncher;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.spi.StreamListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a completed run says of why it failed. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class ExitContextTest {

    private static final String COMPLAINT = "cat: file: Permission denied\n";

    @TempDir Path directory;
    private FakeLauncher launcher;

    @BeforeEach
    void a_new_launcher_and_a_file() throws IOException {
        launcher = FakeLauncher.reset();
        Files.writeString(directory.resolve("file"), "");
    }

    private SandboxedProcessBuilder builder() {
        return new SandboxedProcessBuilder("cat", "file")
                .policy(SandboxPolicy.handling(LandlockAbi.V7))
                .directory(directory.toFile());
    }

    private StreamListener listener() {
        return launcher.listeners.get(0);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void what_it_wrote_is_explained_in_its_directory() {
        CompletableFuture<Completed> run = builder().runAsync();
        listener().error(bytes(COMPLAINT), true);
        listener().exited(1);

        assertThat(run.join().explanations()).singleElement().satisfies(denied ->
                assertThat(denied.toString()).startsWith("denied (EACCES): READ_FILE on "));
        assertThat(run.join().toString())
                .startsWith("Completed[pid=")
                .contains(", denied (EACCES): READ_FILE on ")
                .doesNotContain("\n");
    }

    @Test
    void merged_output_is_read_too() {
        CompletableFuture<Completed> run = builder().redirectErrorStream(true).runAsync();
        listener().output(bytes(COMPLAINT), true);
        listener().exited(1);

        assertThat(run.join().explanations()).hasSize(1);
    }

    @Test
    void output_of_its_own_is_not() {
        CompletableFuture<Completed> run = builder().runAsync();
        listener().output(bytes(COMPLAINT), true);
        listener().exited(1);

        assertThat(run.join().explanations()).isEmpty();
    }

    @Test
    void success_needs_no_explanation() {
        CompletableFuture<Completed> run = builder().runAsync();
        listener().error(bytes(COMPLAINT), true);
        listener().exited(0);

        assertThat(run.join().explanations()).isEmpty();
        assertThat(run.join().toString()).doesNotContain("denied");
    }

    @Test
    void a_result_is_not_lost_if_it_cannot_be_explained() {
        CompletableFuture<Completed> run = builder().runAsync();
        launcher.support = null;
        listener().error(bytes(COMPLAINT), true);
        listener().exited(1);

        assertThat(run.join().exitValue()).isEqualTo(1);
        assertThat(run.join().explanations()).isEmpty();
    }

    @Test
    void the_policy_of_a_ruleset_counts_as_well() throws IOException {
        try (Ruleset ruleset = SandboxPolicy.handling(LandlockAbi.V7).createRuleset()) {
            CompletableFuture<Completed> run = new SandboxedProcessBuilder("cat", "file")
                    .ruleset(ruleset)
                    .directory(directory.toFile())
                    .runAsync();
            listener().error(bytes(COMPLAINT), true);
            listener().exited(1);

            assertThat(run.join().explanations()).hasSize(1);
        }
    }
}

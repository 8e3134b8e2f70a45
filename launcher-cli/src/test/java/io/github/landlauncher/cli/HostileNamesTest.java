package io.github.landlauncher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.cli.DenialLines.Form;
import io.github.landlauncher.explain.Denial;
import io.github.landlauncher.explain.DenialReport;
import io.github.landlauncher.explain.OpenFlag;
import io.github.landlauncher.explain.Operation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a program can have the lines to add say, by the names that it makes and the files that it tries. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HostileNamesTest {

    private static final SandboxPolicy POLICY = SandboxPolicy.handling(LandlockAbi.V11);

    @TempDir private Path temporary;
    private Path directory;
    private final DenialReport report = new DenialReport();

    @BeforeEach
    void resolve() throws IOException {
        directory = temporary.toRealPath();
    }

    private void deny(Operation operation) {
        report.accept(new Denial(7, Optional.of(directory.resolve("evil\n\u001b[2J")), "openat",
                POLICY.explainerOn(LandlockAbi.V11).explain(operation)));
    }

    private static Operation open(Path path) {
        return new Operation.Open(path, Set.of(OpenFlag.READ));
    }

    private List<String> lines(Form form) {
        return DenialLines.of(report, form, 0, Path.of("/nowhere"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "a b; rm -rf ~", "$(touch pwned)", "`id`", "it's", "a'$(id)'b", "a\"b", "*", "-rf", "a\\b", "#a",
        "~", "!!", "a)b", "a=b", "a,b", "@a", "${HOME}"
    })
    void a_shell_reads_the_options_as_one_word_each(String name) throws Exception {
        Path file = Files.writeString(directory.resolve(name), "");
        deny(open(file));

        List<String> lines = lines(Form.OPTIONS);
        Process shell = new ProcessBuilder(
                "sh", "-c", "printf '%s\\0' " + lines.get(lines.size() - 1)).directory(directory.toFile()).start();
        String words = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(words.split("\0")).containsExactly("--ro", file.toString());
        assertThat(shell.waitFor()).isZero();
    }

    @Test
    void a_colon_is_not_put_into_a_list_that_it_would_split() throws Exception {
        Path file = Files.createDirectories(directory.resolve("x:/etc"));
        deny(open(file));

        assertThat(lines(Form.VARIABLES)).noneMatch(line -> line.contains("LL_FS_RO"));
        assertThat(lines(Form.OPTIONS)).endsWith("  --ro " + file);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void many_files_of_a_directory_do_not_have_its_name_split_or_written_on_lines(Form form) throws Exception {
        Path colon = Files.createDirectories(directory.resolve("x:/a\n  --rwx /"));
        for (int i = 0; i < 9; i++) {
            deny(open(Files.writeString(colon.resolve("file" + i), "")));
        }

        assertThat(lines(form)).noneMatch(line -> line.contains("\n  --rwx /"));
        assertThat(lines(form)).noneMatch(line -> line.contains("LL_FS_RO"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/etc", "/home"})
    void listing_a_directory_does_not_have_all_below_it_offered_for_reading(String listed) {
        deny(open(Path.of(listed)));

        for (Form form : List.of(Form.OPTIONS, Form.VARIABLES)) {
            assertThat(lines(form)).noneMatch(line -> line.contains("--ro") || line.contains("LL_FS_RO"));
            assertThat(lines(form)).endsWith("  .allow(Set.of(AccessFs.READ_DIR), Path.of(\"" + listed + "\"))");
        }
    }

    @Test
    void a_broad_denial_does_not_swallow_the_narrow_lines() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");
        deny(open(Path.of("/")));
        deny(new Operation.Use(file, Set.of(AccessFs.READ_FILE)));

        assertThat(lines(Form.OPTIONS)).contains("  --ro " + file);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void no_line_has_what_moves_a_cursor(Form form) throws Exception {
        deny(open(Files.writeString(directory.resolve("a\u001b[2K\rb\u202e"), "")));

        assertThat(lines(form)).noneMatch(line -> line.chars().anyMatch(c -> c < ' ' || c == 0x202e));
    }
}

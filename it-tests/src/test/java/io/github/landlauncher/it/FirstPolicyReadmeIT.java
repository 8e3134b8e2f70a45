package io.github.landlauncher.it;

import static io.github.landlauncher.it.ReadmeIT.blocks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Presets;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxStartException;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.explain.DenialReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's way to a first policy: each text that it shows is printed, and in the end it works. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
class FirstPolicyReadmeIT {

    private static final Path TOP = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    private Path temp;

    @Test
    void the_command_that_explains_says_what_the_next_one_adds() throws Exception {
        assertThat(new ProcessBuilder("./landlauncher", "--version").directory(TOP.toFile()).start().waitFor())
                .as("with that it is built, if a source is newer, which it would say otherwise")
                .isZero();
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", blocks("sh").get(1)).directory(TOP.toFile());
        builder.environment().put("LC_ALL", "C");

        Process process = builder.start();

        String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(blocks("")).contains(error);
        assertThat(blocks("sh").get(2)).contains(error.substring(error.indexOf("--ro")).strip());
    }

    @Test
    void the_report_of_a_policy_that_is_too_tight_is_the_text_shown_and_allows_it() throws Exception {
        String file = Files.writeString(temp.toRealPath().resolve("names"), "b\na\n").toString();

        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V7)
                .bestEffort(LandlockAbi.V1)
                .allow(Presets.baseSystem())
                .allowReadExecute("/usr/bin");
        DenialReport report = new DenialReport();
        Process process = new SandboxedProcessBuilder("/usr/bin/sort", file)
                .policy(policy)
                .reportDenials(report)
                .start();
        if (process.waitFor() != 0) {
            System.err.println(report);
        }

        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(blocks("")).contains((report + "\n").replace(file, "/srv/data/names"));
        assertThat(new SandboxedProcessBuilder("/usr/bin/sort", file)
                .policy(report.allowIn(policy))
                .start()
                .getInputStream()).hasContent("a\nb\n");
    }

    @Test
    void the_first_policy_works_in_the_end() throws Exception {
        String file = Files.writeString(temp.resolve("names"), "b\na\n").toString();

        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V7)
                .bestEffort(LandlockAbi.V1)
                .allow(Presets.baseSystem())
                .allowReadExecute("/usr/bin")
                .allowRead(file);
        Process process = new SandboxedProcessBuilder("/usr/bin/sort", file).policy(policy).start();

        assertThat(process.getInputStream()).hasContent("a\nb\n");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void a_policy_that_is_too_tight_fails_with_the_text_shown() throws Exception {
        String file = Files.writeString(temp.resolve("names"), "b\na\n").toString();

        SandboxStartException e = catchThrowableOfType(SandboxStartException.class, () -> tooTight(file));

        assertThat(blocks("")).contains(e.getMessage() + "\n");
    }

    private static void tooTight(String file) throws IOException {
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V7)
                .bestEffort(LandlockAbi.V1)
                .allow(Presets.baseSystem());
        new SandboxedProcessBuilder("/usr/bin/sort", file).policy(policy).start();
    }
}

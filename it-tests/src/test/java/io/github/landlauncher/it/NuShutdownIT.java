package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of the programs of handlers when the JVM shuts down. */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class NuShutdownIT {

    @TempDir private Path directory;

    /** What the program says of its end. */
    private String lastWord(NuWay way, String how, String... properties) throws Exception {
        Path word = directory.resolve("word");
        JavaCommand java = new JavaCommand().property(NuWay.PROPERTY, way.name());
        for (String property : properties) {
            java.property(property.split("=")[0], property.split("=")[1]);
        }
        List<String> command =
                new ArrayList<>(java.command(NuShutdownMain.class, how, word.toString()));
        Process jvm = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(directory.resolve("messages").toFile()))
                .start();
        boolean ended = jvm.waitFor(1, TimeUnit.MINUTES);
        jvm.destroyForcibly();
        assertThat(ended).as(Files.readString(directory.resolve("messages"))).isTrue();
        await().until(() -> Files.exists(word) && Files.size(word) > 0);
        return Files.readString(word).strip();
    }

    @ParameterizedTest
    @EnumSource(NuWay.class)
    void a_running_program_is_sent_sigterm(NuWay way) throws Exception {
        assertThat(lastWord(way, "running")).isEqualTo("term");
    }

    @ParameterizedTest
    @CsvSource({"ORIGINAL, false", "SANDBOXED, false", "SANDBOXED, no"})
    void unless_a_property_forbids_it(NuWay way, String value) throws Exception {
        assertThat(lastWord(way, "running", "com.zaxxer.nuprocess.enableShutdownHook=" + value))
                .isEqualTo("end");
    }

    @Test
    void a_callback_that_does_not_return_is_no_hindrance() throws Exception {
        assertThat(lastWord(NuWay.SANDBOXED, "callback")).isEqualTo("term");
    }

    @Test
    void programs_that_have_ended_do_not_matter() throws Exception {
        assertThat(lastWord(NuWay.SANDBOXED, "finished")).isEqualTo("term");
    }

    @Test
    void the_first_start_of_all_may_be_made_while_the_jvm_shuts_down() throws Exception {
        assertThat(lastWord(NuWay.SANDBOXED, "first")).isEqualTo("end");
    }
}

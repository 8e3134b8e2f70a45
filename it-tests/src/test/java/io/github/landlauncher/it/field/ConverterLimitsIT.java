package io.github.landlauncher.it.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.landlauncher.Resource;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.it.Outcome;
import io.github.landlauncher.it.RequiresAbi;
import io.github.landlauncher.it.programs.RequiresProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small files that want much memory, disk or time. */
@RequiresAbi(3)
@RequiresProgram("convert")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConverterLimitsIT {

    /** 30 million pixels of 8 bytes. */
    private static final String LARGE = "viewbox 0 0 5500 5500\n";

    @TempDir private Path directory;
    private Converter converter;

    @BeforeEach
    void makeConverter() throws IOException {
        converter = new Converter(directory);
    }

    private String slow() throws IOException {
        StringBuilder drawing = new StringBuilder("viewbox 0 0 3000 3000\n");
        for (int i = 0; i < 400; i++) {
            drawing.append("circle 1500,1500 ").append(1500 + i).append(',').append(i).append('\n');
        }
        return "mvg:" + converter.sent("slow.mvg", drawing.toString());
    }

    @Test
    void without_limits_a_drawing_of_a_line_takes_the_memory_for_30_million_pixels() throws Exception {
        String large = "mvg:" + converter.sent("large.mvg", LARGE);

        Outcome outcome = converter.free(large, "-resize", "1x1!", "-format", "%wx%h", "info:");

        assertThat(outcome).isEqualTo(new Outcome(0, "1x1", ""));
    }

    /** ImageMagick turns to a file where there is no memory, and that has its limit as well. */
    @Test
    void with_limits_on_memory_and_on_files_it_fails() throws Exception {
        String large = "mvg:" + converter.sent("large.mvg", LARGE);

        Outcome outcome = converter.contained(large, "-resize", "1x1!", "-format", "%wx%h", "info:");

        assertThat(outcome.exitValue()).isNotZero();
        assertThat(outcome.output()).doesNotContain("1x1");
        try (var files = Files.list(converter.path("out"))) {
            assertThat(files.mapToLong(file -> file.toFile().length()).sum()).isLessThanOrEqualTo(16 << 20);
        }
    }

    @Test
    void without_limits_a_drawing_of_400_circles_takes_more_than_two_seconds() throws Exception {
        Process process = converter.freeBuilder(slow(), "null:").start();
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> process.info()
                    .totalCpuDuration()
                    .filter(time -> time.compareTo(Duration.ofSeconds(2)) > 0)
                    .isPresent());
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void with_a_limit_on_processor_time_it_is_killed() throws Exception {
        converter.allowing(policy -> policy.limit(Resource.CPU, 1));

        assertThat(converter.contained(slow(), "null:").exitValue()).isEqualTo(128 + 9);
    }

    @Test
    void with_a_time_out_it_is_ended() throws Exception {
        SandboxedProcess process = converter.containedBuilder(slow(), "null:")
                .timeout(Duration.ofSeconds(1))
                .start();

        assertThat(process.waitFor()).isNotZero();
        assertThat(process.timedOut()).isTrue();
    }
}

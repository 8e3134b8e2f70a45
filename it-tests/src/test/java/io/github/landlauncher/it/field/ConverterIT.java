package io.github.landlauncher.it.field;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.Enforcement;
import io.github.landlauncher.Enforcement.Mechanism;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.it.Outcome;
import io.github.landlauncher.it.RequiresAbi;
import io.github.landlauncher.it.programs.RequiresProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The service converts pictures as it did before it was sandboxed. */
@RequiresAbi(3)
@RequiresProgram("convert")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConverterIT {

    @TempDir private Path directory;
    private Converter converter;

    @BeforeEach
    void makeConverter() throws IOException {
        converter = new Converter(directory);
    }

    /** Without the metadata: they have the time. */
    @ParameterizedTest
    @CsvSource({
        "png, -strip",
        "jpg, -strip -quality 85",
        "gif, -strip -resize 50%",
        "tiff, -strip -rotate 90 -compress zip",
        "ppm, -strip -blur 0x2 -colorspace gray -normalize"
    })
    void a_picture_becomes_the_same_bytes_as_without(String format, String options) throws Exception {
        String made = converter.path("out/made." + format).toString();
        String[] arguments =
                (converter.path("in/picture.ppm") + " " + options + " " + made).split(" ");
        byte[] free = made(converter.free(arguments), made);
        Files.delete(Path.of(made));

        byte[] contained = made(converter.contained(arguments), made);

        assertThat(contained).isNotEmpty().isEqualTo(free);
    }

    @Test
    void a_picture_of_each_format_is_read_back_with_the_same_pixels() throws Exception {
        for (String format : new String[] {"png", "gif", "tiff", "bmp", "miff"}) {
            String between = converter.path("in/between." + format).toString();
            converter.free(converter.path("in/picture.ppm").toString(), "-colors", "200", between);
            String made = converter.path("out/made.ppm").toString();
            byte[] free = made(converter.free(between, made), made);
            Files.delete(Path.of(made));

            assertThat(made(converter.contained(between, made), made)).as(format).isEqualTo(free);
        }
    }

    @Test
    void it_is_held_by_landlock_a_filter_and_limits() throws Exception {
        SandboxedProcess process = converter.containedBuilder("-version").start();

        Enforcement enforcement = process.enforcement();

        assertThat(Outcome.of(process).output()).contains("ImageMagick");
        assertThat(enforcement.lines().stream().map(Enforcement.Line::mechanism))
                .contains(Mechanism.LANDLOCK, Mechanism.SECCOMP, Mechanism.CREDENTIALS, Mechanism.RLIMIT);
    }

    private static byte[] made(Outcome outcome, String file) throws IOException {
        assertThat(outcome.exitValue()).as("%s", outcome).isZero();
        return Files.readAllBytes(Path.of(file));
    }
}

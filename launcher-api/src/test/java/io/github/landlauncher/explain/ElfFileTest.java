package io.github.landlauncher.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ElfFileTest {

    @TempDir Path directory;

    private Optional<ElfFile> read(byte[] content) throws IOException {
        return ElfFile.read(Files.write(directory.resolve("file"), content));
    }

    private static byte[] program() {
        return new ElfBuilder()
                .interpreter("/lib64/ld-linux-x86-64.so.2")
                .needed("liba.so.1", "libb.so")
                .runpath("$ORIGIN/../lib:/opt/lib")
                .build();
    }

    @Test
    void a_program_names_its_loader_and_its_libraries_in_order() throws IOException {
        ElfFile file = read(program()).orElseThrow();

        assertThat(file.machine()).isEqualTo(ElfFile.EM_X86_64);
        assertThat(file.interpreter()).contains("/lib64/ld-linux-x86-64.so.2");
        assertThat(file.needed()).containsExactly("liba.so.1", "libb.so");
        assertThat(file.runpath()).contains("$ORIGIN/../lib:/opt/lib");
        assertThat(file.rpath()).isEmpty();
        assertThat(file.soname()).isEmpty();
        assertThat(file.noDefaultLibraries()).isFalse();
    }

    @Test
    void a_library_has_a_name_of_its_own() throws IOException {
        ElfFile file = read(new ElfBuilder().soname("liba.so.1").rpath("/opt").build()).orElseThrow();

        assertThat(file.soname()).contains("liba.so.1");
        assertThat(file.rpath()).contains("/opt");
        assertThat(file.interpreter()).isEmpty();
        assertThat(file.needed()).isEmpty();
    }

    @Test
    void a_flag_turns_the_usual_directories_off() throws IOException {
        assertThat(read(new ElfBuilder().entry(0x6ffffffbL, 0x800).build()).orElseThrow().noDefaultLibraries())
                .isTrue();
        assertThat(read(new ElfBuilder().entry(0x6ffffffbL, 0x8000001).build())
                        .orElseThrow()
                        .noDefaultLibraries())
                .isFalse();
    }

    @Test
    void entries_after_the_end_of_the_dynamic_section_do_not_count() throws IOException {
        byte[] file = new ElfBuilder().needed("liba.so").entry(0, 0).needed("libb.so").build();

        // The address of the strings comes after that end too, so no name is known.
        assertThat(read(file).orElseThrow().needed()).isEmpty();
    }

    @Test
    void strings_outside_the_file_are_left_out() throws IOException {
        byte[] file = new ElfBuilder().needed("liba.so").entry(1, 1L << 40).entry(1, -1).entry(1, 0).build();

        assertThat(read(file).orElseThrow().needed()).containsExactly("liba.so");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 5})
    void other_formats_are_none(int changed) throws IOException {
        byte[] file = program();
        file[changed] ^= 3;

        assertThat(read(file)).isEmpty();
    }

    @Test
    void scripts_and_short_files_are_none() throws IOException {
        assertThat(read("#!/bin/sh\n".getBytes())).isEmpty();
        assertThat(read(new byte[0])).isEmpty();
        assertThat(read(Arrays.copyOf(program(), 63))).isEmpty();
    }

    @Test
    void a_header_alone_has_nothing_to_tell() throws IOException {
        ElfFile file = read(Arrays.copyOf(program(), 64)).orElseThrow();

        assertThat(file.needed()).isEmpty();
        assertThat(file.interpreter()).isEmpty();
    }

    @Test
    void what_is_no_regular_file_is_not_opened() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "has mkfifo");
        Path pipe = directory.resolve("pipe");
        new ProcessBuilder("/usr/bin/mkfifo", pipe.toString()).start().waitFor();
        assertThat(pipe).exists();

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertThat(ElfFile.read(pipe)).isEmpty();
            assertThat(ElfFile.read(directory)).isEmpty();
            assertThat(ElfFile.read(Path.of("/dev/zero"))).isEmpty();
            assertThat(ElfFile.read(directory.resolve("missing"))).isEmpty();
        });
    }

    @Test
    void huge_numbers_read_nothing() throws IOException {
        for (long huge : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32, 0xffffffffL}) {
            for (int at : new int[] {32, 64 + 8, 64 + 16, 64 + 32, 120 + 8, 120 + 32, 176 + 8, 176 + 32}) {
                byte[] file = program();
                ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(at, huge);

                assertThatCode(() -> read(file)).as("%d at %d", huge, at).doesNotThrowAnyException();
            }
        }
    }

    @Test
    void damaged_files_have_a_result_too() throws IOException {
        Random random = new Random(7);
        LoaderPlaces places = new LoaderPlaces(
                false, Optional.empty(), List.of(directory.toString()), List.of("lib"),
                Optional.empty());
        for (int i = 0; i < 3_000; i++) {
            byte[] file = program();
            for (int changes = 1 + random.nextInt(8); changes > 0; changes--) {
                file[random.nextInt(file.length)] = (byte) (random.nextBoolean() ? random.nextInt() : -1);
            }
            int length = random.nextInt(4) == 0 ? random.nextInt(file.length) : file.length;
            byte[] damaged = Arrays.copyOf(file, length);
            Path path = Files.write(directory.resolve("liba.so.1"), damaged);

            assertThatCode(() -> new LibrarySearch(places, Optional.of("$ORIGIN"), directory).of(path))
                    .as(() -> Arrays.toString(damaged))
                    .doesNotThrowAnyException();
        }
    }
}

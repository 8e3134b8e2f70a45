package io.github.landlauncher.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class InterpreterTest {

    private static final int HEADER = 64;
    private static final int E_PHOFF = 32;
    private static final int E_PHENTSIZE = 54;
    private static final int E_PHNUM = 56;
    private static final int PT_LOAD = 1;
    private static final int PT_INTERP = 3;

    @TempDir Path directory;

    private Optional<Path> interpreterOf(byte... content) throws IOException {
        return Interpreter.of(Files.write(directory.resolve("file"), content));
    }

    private Optional<Path> interpreterOf(String content) throws IOException {
        return interpreterOf(content.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Nested
    @DisplayNameGeneration(ReplaceUnderscores.class)
    class Of_a_script {

        @ParameterizedTest
        @ValueSource(strings = {
            "#!/bin/sh\necho\n",
            "#! /bin/sh\n",
            "#!\t \t/bin/sh\n",
            "#!/bin/sh -e\n",
            "#!/bin/sh\t-e -x\n",
            "#!/bin/sh   \n",
            "#!/bin/sh",
            "#!/bin/sh\0rest",
            "#!/bin/sh\n#!/bin/other\n"
        })
        void it_is_the_first_word_after_the_mark(String script) throws IOException {
            assertThat(interpreterOf(script)).contains(Path.of("/bin/sh"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "#", "#!", "#!\n", "#!  \n/bin/sh\n", "#!\0/bin/sh", "echo #!/bin/sh",
            " #!/bin/sh\n", "# !/bin/sh\n", "!#/bin/sh\n", "\n#!/bin/sh\n"})
        void there_is_none_without_mark_and_word_on_the_first_line(String script) throws IOException {
            assertThat(interpreterOf(script)).isEmpty();
        }

        @Test
        void a_relative_one_stays_relative() throws IOException {
            assertThat(interpreterOf("#!bin/sh\n")).contains(Path.of("bin/sh"));
        }

        @Test
        void a_carriage_return_belongs_to_the_name() throws IOException {
            assertThat(interpreterOf("#!/bin/sh\r\n")).contains(Path.of("/bin/sh\r"));
        }

        @Test
        void the_longest_name_the_kernel_takes_is_read_whole() throws IOException {
            String longest = "/" + "i".repeat(252);

            assertThat(interpreterOf("#!" + longest + "\nrest\n")).contains(Path.of(longest));
            assertThat(interpreterOf("#!" + longest + " -e\n")).contains(Path.of(longest));
            assertThat(interpreterOf("#!" + longest)).contains(Path.of(longest));
        }

        @Test
        void a_longer_name_is_none_as_for_the_kernel() throws IOException {
            assertThat(interpreterOf("#!/" + "i".repeat(253) + "\n")).isEmpty();
            assertThat(interpreterOf("#!/" + "i".repeat(10_000) + "\n")).isEmpty();
        }

        @Test
        void long_arguments_do_not_matter() throws IOException {
            assertThat(interpreterOf("#!/bin/sh " + "x".repeat(10_000))).contains(Path.of("/bin/sh"));
        }
    }

    @Nested
    @DisplayNameGeneration(ReplaceUnderscores.class)
    class Of_an_elf_file {

        private static final byte[] LOADER = "/lib/ld.so\0".getBytes(StandardCharsets.US_ASCII);

        /** An executable with a PT_LOAD and a PT_INTERP segment, and no more than that. */
        private ByteBuffer executable(byte[] interpreter) {
            int table = HEADER;
            int name = table + 2 * 56;
            ByteBuffer file = ByteBuffer.allocate(name + interpreter.length + 100)
                    .order(ByteOrder.LITTLE_ENDIAN);
            file.put(0, new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1})
                    .putLong(E_PHOFF, table)
                    .putShort(E_PHENTSIZE, (short) 56)
                    .putShort(E_PHNUM, (short) 2);
            file.putInt(table, PT_LOAD).putLong(table + 8, 0).putLong(table + 32, 4096);
            file.putInt(table + 56, PT_INTERP)
                    .putLong(table + 56 + 8, name)
                    .putLong(table + 56 + 32, interpreter.length)
                    .put(name, interpreter);
            return file;
        }

        @Test
        void that_this_machine_runs_it_is_a_program_that_exists() throws IOException {
            Optional<Path> interpreter = Interpreter.of(Path.of("/bin/true"));

            assertThat(interpreter).hasValueSatisfying(loader -> assertThat(loader).isExecutable());
        }

        @Test
        void that_is_the_loader_itself_there_is_none() throws IOException {
            Path loader = Interpreter.of(Path.of("/bin/true")).orElseThrow();

            assertThat(Interpreter.of(loader)).isEmpty();
        }

        @Test
        void it_is_what_the_segment_of_type_interp_names() throws IOException {
            assertThat(interpreterOf(executable(LOADER).array())).contains(Path.of("/lib/ld.so"));
        }

        @Test
        void without_such_a_segment_there_is_none() throws IOException {
            assertThat(interpreterOf(executable(LOADER).putShort(E_PHNUM, (short) 1).array())).isEmpty();
            assertThat(interpreterOf(executable(LOADER).putShort(E_PHNUM, (short) 0).array())).isEmpty();
        }

        @Test
        void a_name_ends_at_its_first_nul() throws IOException {
            byte[] name = "/lib/ld.so\0more\0".getBytes(StandardCharsets.US_ASCII);

            assertThat(interpreterOf(executable(name).array())).contains(Path.of("/lib/ld.so"));
        }

        @Test
        void a_name_without_nul_at_its_end_is_none_as_for_the_kernel() throws IOException {
            byte[] name = "/lib/ld.so".getBytes(StandardCharsets.US_ASCII);

            assertThat(interpreterOf(executable(name).array())).isEmpty();
        }

        @Test
        void of_another_class_or_byte_order_is_none() throws IOException {
            assertThat(interpreterOf(executable(LOADER).put(4, (byte) 1).array())).isEmpty();
            assertThat(interpreterOf(executable(LOADER).put(5, (byte) 2).array())).isEmpty();
        }

        @Test
        void that_ends_too_early_there_is_none() throws IOException {
            byte[] whole = executable(LOADER).array();
            int name = HEADER + 2 * 56;
            for (int length = 0; length < name + LOADER.length; length++) {
                assertThat(interpreterOf(Arrays.copyOf(whole, length))).as("%d bytes", length).isEmpty();
            }
            assertThat(interpreterOf(Arrays.copyOf(whole, name + LOADER.length))).isPresent();
        }

        @ParameterizedTest
        @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE - 56, 1L << 40})
        void whose_offsets_lead_out_of_the_file_there_is_none(long offset) throws IOException {
            int segment = HEADER + 56;

            assertThat(interpreterOf(executable(LOADER).putLong(E_PHOFF, offset).array())).isEmpty();
            assertThat(interpreterOf(executable(LOADER).putLong(segment + 8, offset).array())).isEmpty();
            assertThat(interpreterOf(executable(LOADER).putLong(segment + 32, offset).array())).isEmpty();
        }

        @Test
        void whose_table_claims_to_be_huge_costs_no_memory_and_has_none() throws IOException {
            ByteBuffer file = executable(LOADER).putShort(E_PHNUM, (short) 0xffff);

            assertThat(interpreterOf(file.array())).isEmpty();
            assertThat(interpreterOf(file.putShort(E_PHENTSIZE, (short) 0x7fff).array())).isEmpty();
        }

        @Test
        void made_of_garbage_is_survived() throws IOException {
            Random random = new Random(1);
            for (int i = 0; i < 2_000; i++) {
                byte[] file = executable(LOADER).array();
                for (int wrong = 0; wrong < 8; wrong++) {
                    file[6 + random.nextInt(file.length - 6)] = (byte) random.nextInt();
                }

                assertThat(interpreterOf(file)).isNotNull();
            }
        }
    }

    @Test
    void a_named_pipe_has_none_and_is_not_waited_for() throws Exception {
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertThat(Interpreter.of(pipe)).isEmpty());
    }

    @Test
    void a_directory_has_none() throws IOException {
        assertThat(Interpreter.of(directory)).isEmpty();
    }

    @Test
    void a_file_that_is_not_there_has_none() throws IOException {
        assertThat(Interpreter.of(directory.resolve("missing"))).isEmpty();
    }
}

package io.github.landlauncher.it.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.Presets;
import io.github.landlauncher.it.RequiresAbi;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the preset for GCC and make builds, which is the same as freely, and what it denies. */
@RequiresAbi(4)
@RequiresProgram({"bash", "python3", "make", "gcc", "ar"})
@DisplayNameGeneration(ReplaceUnderscores.class)
class GccPresetIT {

    private static final String PROJECT = """
            cat >Makefile <<'END'
            CFLAGS = -O2 -g -Wall
            all: out/main out/main-shared
            out/main: out/main.o out/libpart.a; $(CC) -o $@ $^ -lm
            out/main-shared: out/main.o out/libpart.so; $(CC) -o $@ $^ -lm -Wl,-rpath,'$$ORIGIN'
            out/libpart.a: out/part.o; $(AR) rcsD $@ $^ && ranlib -D $@
            out/libpart.so: part.c | out; $(CC) $(CFLAGS) -fPIC -shared -o $@ $<
            out/%.o: %.c | out; $(CC) $(CFLAGS) -MMD -c -o $@ $<
            out: ; mkdir -p out
            stripped: out/main; cp out/main out/stripped && strip out/stripped && objdump -f out/stripped \\
              | grep -c 'file format' && nm out/main | sort | sed -n '/ T main/s/.* //p'
            clean: ; rm -rf out && echo clean
            END
            echo 'int part(void) { return 42; }' >part.c
            cat >main.c <<'END'
            #include <math.h>
            #include <stdio.h>
            #include <sys/stat.h>
            int part(void);
            int main(int argc, char **argv) { return printf("%.2f %s\\n", sqrt(part()), argv[argc - 1]) < 0; }
            END
            """;

    @TempDir private Path directory;
    private Workplace place;

    @BeforeEach
    void makePlace() throws IOException {
        place = new Workplace(directory).presets(Presets.gcc()).prepared(PROJECT);
    }

    @Test
    void a_project_is_built_inspected_and_cleaned() throws Exception {
        assertThat(make("all 2>&1")).isEmpty();
        assertThat(place.work().resolve("out/main-shared")).isNotEmptyFile();
        assertThat(make("stripped 2>&1; make -s clean")).isEqualTo("1\nmain\nclean\n");
        assertThat(place.work().resolve("out")).doesNotExist();
    }

    @Test
    void link_time_optimization_works() throws Exception {
        String output = place.same("/bin/sh", "-euc",
                "gcc -O2 -flto=2 -o main main.c part.c -lm; rm main; echo linked 2>&1");

        assertThat(output).isEqualTo("linked\n");
    }

    @Test
    void what_was_built_runs_if_the_policy_allows_it_for_the_project() throws Exception {
        place.allowing(policy -> policy.allowReadWriteExecute(place.work()));

        assertThat(make("all; ./out/main static; ./out/main-shared shared"))
                .isEqualTo("6.48 static\n6.48 shared\n");
    }

    @Test
    void without_that_it_does_not() throws Exception {
        Seen seen = place.contained("/bin/sh", "-euc", "make -s all; ./out/main");

        assertThat(seen.exitValue()).isEqualTo(126);
        assertThat(seen.error()).contains("Permission denied");
    }

    @Test
    void other_files_programs_and_changes_of_the_compiler_are_denied() throws Exception {
        new Denials(directory, Presets.gcc())
                .changing("/usr/bin/make")
                .changing("/usr/include/stdio.h")
                .and("exec", "/usr/bin/env", "true")
                .and("exec", "/usr/bin/bash", "-c", "exit 0")
                .and("read", "/etc/nsswitch.conf")
                .check();
    }

    private String make(String arguments) throws IOException, InterruptedException {
        return place.same("/bin/sh", "-euc", "make -s -j2 " + arguments);
    }
}

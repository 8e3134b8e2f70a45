package io.github.landlauncher.it.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.it.RequiresAbi;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** make and gcc in a containment do what they do without: build, link and run what they built. */
@RequiresAbi(3)
@RequiresProgram({"bash", "make", "gcc", "ar"})
@DisplayNameGeneration(ReplaceUnderscores.class)
class MakeIT {

    private static final String PROJECT = """
            cat >Makefile <<'END'
            CFLAGS = -O2 -g -Wall -fPIC
            OBJECTS = $(foreach n,1 2 3 4 5 6,part$(n).o)
            check: main shared; ./main; LD_LIBRARY_PATH=. ./shared
            main: main.o libparts.a; $(CC) $(LDFLAGS) -o $@ main.o libparts.a -lm -pthread
            shared: main.o libparts.so; $(CC) $(LDFLAGS) -o $@ main.o -L. -lparts -lm -pthread
            libparts.a: $(OBJECTS); $(AR) rcsD $@ $^
            libparts.so: $(OBJECTS); $(CC) $(LDFLAGS) -shared -o $@ $^
            part%.c: ; echo 'int part$*(void) { return $*; }' >$@
            lto: CFLAGS += -flto=2
            lto: main; ./main
            .SECONDARY:
            END
            cat >main.c <<'END'
            #include <math.h>
            #include <pthread.h>
            #include <stdio.h>
            int part1(void), part2(void), part3(void), part4(void), part5(void), part6(void);
            static void *sum(void *total) {
              *(int *) total = part1() + part2() + part3() + part4() + part5() + part6();
              return NULL;
            }
            int main(void) {
              int total = 0;
              pthread_t thread;
              if (pthread_create(&thread, NULL, sum, &total) || pthread_join(thread, NULL)) return 1;
              return printf("%d %.0f\\n", total, sqrt(total * 21)) < 0;
            }
            END
            """;

    @TempDir private Path directory;
    private Workplace place;

    @BeforeEach
    void project() throws IOException {
        place = new Workplace(directory).prepared(PROJECT);
        place.allowing(policy -> policy.allowReadWriteExecute(place.work()));
    }

    @Test
    void they_build_libraries_and_programs_in_parallel_and_run_them() throws Exception {
        String output = place.script("make -s -j4 check 2>&1");

        assertThat(output).isEqualTo("21 21\n21 21\n");
    }

    @Test
    void they_optimize_at_link_time() throws Exception {
        assertThat(place.ignoring(objects()).script("make -s -j2 lto 2>&1")).isEqualTo("21 21\n");
    }

    /** Objects for link-time optimization have random names in them. */
    private static String[] objects() {
        return new String[] {
            "main.o", "part1.o", "part2.o", "part3.o", "part4.o", "part5.o", "part6.o", "libparts.a",
            "main"
        };
    }
}

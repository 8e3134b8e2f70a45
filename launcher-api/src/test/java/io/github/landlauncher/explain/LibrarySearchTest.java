package io.github.landlauncher.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LibrarySearchTest {

    @TempDir Path temporary;
    private Path top;
    private Optional<String> libraryPath = Optional.empty();

    @BeforeEach
    void follow_links() throws IOException {
        top = temporary.toRealPath();
    }

    private Path put(String path, ElfBuilder file) throws IOException {
        Path place = top.resolve(path);
        Files.createDirectories(place.getParent());
        return Files.write(place, file.build());
    }

    private static ElfBuilder elf(String... needed) {
        return new ElfBuilder().needed(needed);
    }

    private List<NeededLibrary> librariesOf(Path program) {
        LoaderPlaces places = new LoaderPlaces(
                false,
                Optional.of(top.resolve("ld.so.cache")),
                List.of(top + "/lib", top + "/usr/lib"),
                List.of("lib/multi", "lib64"),
                Optional.of("x86_64"));
        return new LibrarySearch(places, libraryPath, top).of(program);
    }

    private List<Path> filesOf(Path program) {
        return librariesOf(program).stream().map(library -> library.file().orElse(Path.of(""))).toList();
    }

    private Path file(String path) {
        return top.resolve(path);
    }

    @Test
    void libraries_of_libraries_come_after_those_of_the_program() throws IOException {
        Path program = put("bin/program", elf("liba.so", "libb.so"));
        put("lib/liba.so", elf("libc.so"));
        put("usr/lib/libb.so", elf("libc.so", "liba.so"));
        put("lib/libc.so", elf("libb.so"));

        assertThat(librariesOf(program))
                .containsExactly(
                        new NeededLibrary("liba.so", program, Optional.of(file("lib/liba.so")), false),
                        new NeededLibrary("libb.so", program, Optional.of(file("usr/lib/libb.so")), false),
                        new NeededLibrary(
                                "libc.so", file("lib/liba.so"), Optional.of(file("lib/libc.so")), false));
    }

    @Test
    void a_missing_library_is_told_by_name() throws IOException {
        Path program = put("bin/program", elf("liba.so"));

        assertThat(librariesOf(program))
                .containsExactly(new NeededLibrary("liba.so", program, Optional.empty(), false));
    }

    @Test
    void libraries_for_other_processors_are_passed_over() throws IOException {
        Path program = put("bin/program", elf("liba.so"));
        put("lib/liba.so", new ElfBuilder().machine(ElfFile.EM_AARCH64));
        put("usr/lib/liba.so", elf());

        assertThat(filesOf(program)).containsExactly(file("usr/lib/liba.so"));
    }

    @Test
    void an_rpath_is_before_the_environment_and_a_runpath_after() throws IOException {
        libraryPath = Optional.of(top + "/env");
        put("env/liba.so", elf());
        put("own/liba.so", elf());
        put("lib/liba.so", elf());

        assertThat(filesOf(put("bin/old", elf("liba.so").rpath(top + "/own"))))
                .containsExactly(file("own/liba.so"));
        assertThat(filesOf(put("bin/new", elf("liba.so").runpath(top + "/own"))))
                .containsExactly(file("env/liba.so"));
        libraryPath = Optional.empty();
        assertThat(filesOf(put("bin/new", elf("liba.so").runpath(top + "/own"))))
                .containsExactly(file("own/liba.so"));
    }

    @Test
    void an_rpath_counts_for_libraries_below_and_a_runpath_does_not() throws IOException {
        put("own/liba.so", elf("libb.so"));
        put("own/libb.so", elf());

        assertThat(filesOf(put("bin/old", elf("liba.so").rpath(top + "/own"))))
                .containsExactly(file("own/liba.so"), file("own/libb.so"));
        assertThat(filesOf(put("bin/new", elf("liba.so").runpath(top + "/own"))))
                .containsExactly(file("own/liba.so"), Path.of(""));
    }

    @Test
    void a_runpath_makes_every_rpath_void() throws IOException {
        put("own/liba.so", elf());

        assertThat(filesOf(put("bin/both", elf("liba.so").rpath(top + "/own").runpath("/nowhere"))))
                .containsExactly(Path.of(""));
    }

    @Test
    void origin_is_where_the_file_is() throws IOException {
        Path program = put("bin/program", elf("liba.so", "libb.so").runpath("$ORIGIN/../own:${ORIGIN}"));
        put("own/liba.so", elf());
        put("bin/libb.so", elf());
        Path link = Files.createSymbolicLink(file("link"), program);

        assertThat(filesOf(link)).containsExactly(file("bin/../own/liba.so"), file("bin/libb.so"));
    }

    @Test
    void lib_and_platform_are_those_of_the_loader() throws IOException {
        put("own/lib64/x86_64/liba.so", elf());

        assertThat(filesOf(put("bin/program", elf("liba.so").runpath(top + "/own/$LIB/$PLATFORM"))))
                .containsExactly(file("own/lib64/x86_64/liba.so"));
        assertThat(filesOf(put("bin/program", elf("liba.so").runpath(top + "/own/$LIBRARY/$PLATFORM"))))
                .containsExactly(Path.of(""));
    }

    @Test
    void relative_and_empty_elements_start_at_the_working_directory() throws IOException {
        put("liba.so", elf());
        put("own/libb.so", elf());
        libraryPath = Optional.of("own;");

        assertThat(filesOf(put("bin/program", elf("liba.so", "libb.so"))))
                .containsExactly(file("liba.so"), file("own/libb.so"));
    }

    @Test
    void a_name_with_a_slash_is_a_path() throws IOException {
        put("own/liba.so", elf());

        assertThat(filesOf(put("bin/program", elf("own/liba.so", top + "/own/../own/liba.so"))))
                .containsExactly(file("own/liba.so"), file("own/../own/liba.so"));
    }

    @Test
    void the_cache_is_before_the_usual_directories() throws IOException {
        Path program = put("bin/program", elf("liba.so", "libb.so"));
        put("listed/liba.so", elf());
        put("lib/liba.so", elf());
        put("lib/libb.so", elf());
        Files.write(file("ld.so.cache"), LoaderCacheTest.cache(
                "liba.so", top + "/listed/liba.so",
                "libb.so", top + "/lib/libb.so"));

        assertThat(librariesOf(program))
                .containsExactly(
                        new NeededLibrary("liba.so", program, Optional.of(file("listed/liba.so")), true),
                        new NeededLibrary("libb.so", program, Optional.of(file("lib/libb.so")), false));
        assertThat(filesOf(put("bin/program", elf("liba.so").entry(0x6ffffffbL, 0x800))))
                .containsExactly(Path.of(""));
    }

    @Test
    void what_the_cache_lists_and_is_gone_is_looked_for_elsewhere() throws IOException {
        put("lib/liba.so", elf());
        Files.write(file("ld.so.cache"), LoaderCacheTest.cache("liba.so", top + "/listed/liba.so"));

        assertThat(filesOf(put("bin/program", elf("liba.so")))).containsExactly(file("lib/liba.so"));
    }

    @Test
    void circles_and_long_lists_come_to_an_end() throws IOException {
        String list = "$ORIGIN/".repeat(400) + ":" + "x:".repeat(300);
        for (int i = 0; i < 300; i++) {
            put("lib/lib" + i + ".so", elf("lib" + (i + 1) % 300 + ".so", "missing" + i + ".so").rpath(list));
        }

        assertThat(filesOf(put("bin/program", elf("lib0.so"))).get(0)).isEqualTo(file("lib/lib0.so"));
    }

    @Test
    void the_loader_of_musl_is_its_own_libc_and_searches_otherwise() throws IOException {
        Path list = Files.writeString(file("ld-musl-x86_64.path"), top + "/one\n" + top + "/two:/three\n");
        Path program = put("bin/program",
                elf("libc.so", "liba.so", "libb.so")
                        .runpath(top + "/own")
                        .interpreter("/lib/ld-musl-x86_64.so.1"));
        put("own/liba.so", elf("libd.so"));
        put("own/libd.so", elf());
        put("two/libb.so", elf());

        List<NeededLibrary> libraries =
                new LibrarySearch(LoaderPlaces.ofMusl(list), Optional.empty(), top).of(program);

        assertThat(libraries).map(NeededLibrary::file).containsExactly(
                Optional.of(Path.of("/lib/ld-musl-x86_64.so.1")),
                Optional.of(file("own/liba.so")),
                Optional.of(file("two/libb.so")),
                Optional.of(file("own/libd.so")));
    }
}

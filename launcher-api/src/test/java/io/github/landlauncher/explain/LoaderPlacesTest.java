package io.github.landlauncher.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LoaderPlacesTest {

    private static LoaderPlaces places(int machine, String interpreter) {
        return LoaderPlaces.of(new ElfFile(machine, Optional.of(interpreter), List.of(), Optional.empty(),
                Optional.empty(), Optional.empty(), false));
    }

    @Test
    void the_loader_of_glibc_has_a_cache_and_directories_for_the_processor() {
        LoaderPlaces places = places(ElfFile.EM_AARCH64, "/lib/ld-linux-aarch64.so.1");

        assertThat(places.musl()).isFalse();
        assertThat(places.cache()).contains(Path.of("/etc/ld.so.cache"));
        assertThat(places.directories())
                .containsExactly("/lib/aarch64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/lib64", "/usr/lib64",
                        "/lib", "/usr/lib");
        assertThat(places.lib()).containsExactly("lib/aarch64-linux-gnu", "lib64", "lib");
        assertThat(places.platform()).contains("aarch64");
    }

    @Test
    void the_loader_of_risc_v_has_no_platform() {
        assertThat(places(ElfFile.EM_RISCV, "/lib/ld-linux-riscv64-lp64d.so.1").platform()).isEmpty();
    }

    @Test
    void an_unknown_processor_has_the_directories_of_all() {
        assertThat(places(9999, "/lib/ld.so").directories())
                .containsExactly("/lib64", "/usr/lib64", "/lib", "/usr/lib");
    }

    @Test
    void the_loader_of_musl_has_no_cache() {
        LoaderPlaces places = places(ElfFile.EM_X86_64, "/no/such/lib/ld-musl-x86_64.so.1");

        assertThat(places.musl()).isTrue();
        assertThat(places.cache()).isEmpty();
        assertThat(places.directories()).containsExactly("/lib", "/usr/local/lib", "/usr/lib");
    }
}

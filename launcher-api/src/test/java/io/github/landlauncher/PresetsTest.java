package io.github.landlauncher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PresetsTest {

    @Test
    void the_base_system_is_optional_path_by_path() {
        assertThat(Presets.baseSystem().pathRules()).isNotEmpty().allMatch(PathRule::ifExists);
    }

    @Test
    void the_base_system_is_about_files_only() {
        assertThat(Presets.baseSystem().portRules()).isEmpty();
    }

    @Test
    void the_base_system_writes_to_dev_null_and_nowhere_else() {
        assertThat(Presets.baseSystem().pathRules())
                .filteredOn(PathRule::writes)
                .extracting(PathRule::path)
                .containsExactly(Path.of("/dev/null"));
    }

    @ParameterizedTest
    @CsvSource({
        "amd64, /lib64/ld-linux-x86-64.so.2, /lib/ld-musl-x86_64.so.1",
        "x86_64, /lib64/ld-linux-x86-64.so.2, /lib/ld-musl-x86_64.so.1",
        "aarch64, /lib/ld-linux-aarch64.so.1, /lib/ld-musl-aarch64.so.1",
        "riscv64, /lib/ld-linux-riscv64-lp64d.so.1, /lib/ld-musl-riscv64.so.1"
    })
    void the_base_system_executes_the_elf_interpreters_of_the_architecture_and_nothing_else(
            String architecture, Path glibc, Path musl) {
        assertThat(executed(architecture)).containsExactly(glibc, musl);
    }

    @Test
    void on_an_architecture_without_a_helper_the_base_system_executes_nothing() {
        assertThat(executed("s390x")).isEmpty();
    }

    @Test
    void the_base_system_contains_no_directory_that_tells_users_apart() {
        assertThat(Presets.baseSystem().pathRules())
                .extracting(rule -> rule.path().toString())
                .noneMatch(path -> path.matches("/|/etc|/home.*|/root.*|/proc.*|/dev|/usr|/tmp.*|/var.*"));
    }

    @Test
    void the_base_system_fits_every_abi() {
        for (LandlockAbi abi : LandlockAbi.values()) {
            assertThat(SandboxPolicy.handling(abi).allow(Presets.baseSystem()).rules().pathRules())
                    .hasSameSizeAs(Presets.baseSystem().pathRules());
        }
    }

    private static Iterable<Path> executed(String architecture) {
        String property = "os.arch";
        String before = System.setProperty(property, architecture);
        try {
            return Presets.baseSystem().pathRules().stream()
                    .filter(rule -> rule.access().contains(AccessFs.EXECUTE))
                    .map(PathRule::path)
                    .toList();
        } finally {
            System.setProperty(property, before);
        }
    }
}

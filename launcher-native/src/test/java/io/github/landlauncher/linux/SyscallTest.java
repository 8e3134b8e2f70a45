package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The numbers, compared with the kernel's headers as far as those know them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SyscallTest {

    private static final Pattern DEFINITION = Pattern.compile("#define (__NR\\w+) (\\w+)");

    private static boolean isNative(Architecture architecture) {
        return Architecture.of(System.getProperty("os.arch")) == architecture;
    }

    /** The macros of a header; empty if there is no such compiler or header. */
    private static Optional<Map<String, String>> macros(
            String compiler, Architecture architecture, String header) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                compiler, "-E", "-dM", "-D__ARCH_WANT_SYS_CLONE3", "-include", header, "-x", "c",
                "/dev/null"));
        if (architecture == Architecture.AARCH64) {
            command.add("-D__ARCH_WANT_RENAMEAT");
        }
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            return Optional.empty();
        }
        Map<String, String> macros = new HashMap<>();
        Matcher definition =
                DEFINITION.matcher(new String(process.getInputStream().readAllBytes()));
        while (definition.find()) {
            // The one that is no call is the count of calls.
            if (definition.group(1).equals("__NR_syscalls")) {
                continue;
            }
            macros.put(definition.group(1), definition.group(2));
        }
        return process.waitFor() == 0 ? Optional.of(macros) : Optional.empty();
    }

    private static Integer value(Map<String, String> macros, String name) {
        String value = macros.get(name);
        while (value != null && value.startsWith("__NR")) {
            value = macros.get(value);
        }
        return value == null ? null : Integer.valueOf(value);
    }

    private static void compare(Architecture architecture, Map<String, String> macros) {
        int newest = macros.keySet().stream()
                .map(name -> value(macros, name))
                .filter(number -> number != null)
                .mapToInt(Integer::intValue)
                .max()
                .orElseThrow();
        assertThat(newest).as("the header knows landlock").isGreaterThanOrEqualTo(446);
        for (Syscall call : Syscall.values()) {
            int ours = call.number(architecture);
            Integer theirs = value(macros, "__NR_" + call);
            if (ours <= newest) {
                assertThat(theirs == null ? Syscall.NONE : theirs).as("%s", call).isEqualTo(ours);
            } else {
                assertThat(theirs).as("%s", call).isNull();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "X86_64, x86_64-linux-gnu-gcc", "AARCH64, aarch64-linux-gnu-gcc",
        "RISCV64, riscv64-linux-gnu-gcc"
    })
    void each_number_is_that_of_the_kernels_header(Architecture architecture, String cross)
            throws Exception {
        Optional<Map<String, String>> macros =
                macros(isNative(architecture) ? "cc" : cross, architecture, "asm/unistd.h");
        assumeThat(isNative(architecture) || macros.isPresent()).as("headers").isTrue();

        compare(architecture, macros.orElseThrow());
    }

    @ParameterizedTest
    @EnumSource(value = Architecture.class, names = {"AARCH64", "RISCV64"})
    void each_number_is_that_of_the_header_of_all_newer_architectures(Architecture architecture)
            throws Exception {
        compare(architecture, macros("cc", architecture, "asm-generic/unistd.h").orElseThrow());
    }

    /** The numbers that the headers of an older kernel lack are the same everywhere. */
    @Test
    void calls_since_linux_5_have_one_number() {
        for (Syscall call : Syscall.values()) {
            int number = call.number(Architecture.X86_64);

            assertThat(number == call.number(Architecture.AARCH64)).as("%s", call)
                    .isEqualTo(number >= 424);
        }
    }

    @Test
    void the_order_is_that_of_the_numbers() {
        assertThat(Syscall.values())
                .isSortedAccordingTo((one, other) -> Integer.compare(
                        one.number(Architecture.X86_64), other.number(Architecture.X86_64)));
    }
}

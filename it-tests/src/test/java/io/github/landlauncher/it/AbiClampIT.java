package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.landlauncher.LandlockAbi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Below {@code abi-clamp} of {@code src/test/c/clamp}, which lets tests see old kernels on a new one,
 * the kernel has the ABI asked for, in all that a program can ask it.
 */
@KernelFacing
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
class AbiClampIT {

    /** Of the ABIs, what a table of rights does not say. */
    private static final Map<String, List<String>> FIRST_AND_LATER = Map.of(
            "size", List.of("8", "4:16", "6:24", "10:48"),
            "rule-types", List.of("1", "4:2"),
            "rule-flags", List.of("0", "10:0x1"),
            "restrict-flags", List.of("0", "7:0x7", "8:0xf", "11:0x1f"));

    private static final int ERRATA_CAN_BE_ASKED_FOR = 7;

    /** Only one program can decide on the system calls of another. */
    @BeforeAll
    static void nothing_else_decides_on_system_calls_here() throws Exception {
        String error = clamped("1", "landlock-abi").error();
        assumeFalse(error.contains("EBUSY"), "needs to be the only one who decides on system calls");
    }

    static IntStream older() {
        return IntStream.rangeClosed(1, newest());
    }

    /** The newest ABI that this kernel and the project have. */
    private static int newest() {
        return Math.min(KernelAbi.current(), LandlockAbi.values().length);
    }

    @Test
    void without_a_clamp_the_kernel_has_all_of_its_own_abi() throws Exception {
        Map<String, String> features = features(Probe.runFree("landlock-features"));

        if (KernelAbi.current() == newest()) {
            features.remove("errata"); // which kernels of any ABI may know, or may not
            assertThat(features).isEqualTo(of(newest()));
        }
        assertThat(features).containsKeys("fs", "net", "scopes");
    }

    @ParameterizedTest
    @MethodSource("older")
    void the_kernel_says_that_it_has_the_abi_asked_for(int abi) throws Exception {
        ProbeResult result = clamped(Integer.toString(abi), "landlock-abi");

        assertThat(result).succeeds();
        assertThat(result.lines()).containsExactly(Integer.toString(abi));
    }

    @ParameterizedTest
    @MethodSource("older")
    void the_kernel_has_the_rights_sizes_and_flags_of_that_abi_and_no_others(int abi) throws Exception {
        Map<String, String> own = features(Probe.runFree("landlock-features"));
        Map<String, String> expected = of(abi);
        expected.put("errata", abi < ERRATA_CAN_BE_ASKED_FOR
                ? "-" + Errno.EINVAL.number() : own.get("errata"));

        Map<String, String> features = features(clamped(Integer.toString(abi), "landlock-features"));

        assertThat(features).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"absent, ENOSYS", "off, EOPNOTSUPP"})
    void a_kernel_without_landlock_can_be_had_too(String kernel, Errno errno) throws Exception {
        assertThat(clamped(kernel, "landlock-abi").lines()).containsExactly("-" + errno.number());
        assertThat(clamped(kernel, "landlock-features")).failsWith(errno);
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent", "1"})
    void the_exit_status_is_that_of_the_command(String kernel) throws Exception {
        assertThat(clamped(kernel, "exit", "3")).exitsWith(3);
        assertThat(run(List.of(clamp(), kernel, "/bin/sh", "-c", "kill -9 $$")).exitValue())
                .isEqualTo(137);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1x", "", "1000", "offf"})
    void an_abi_that_there_is_not_is_refused(String abi) throws Exception {
        ProbeResult result = clamped(abi, "landlock-abi");

        assertThat(result.exitValue()).isEqualTo(255);
        assertThat(result.error()).containsPattern("usage: abi-clamp|this kernel has");
    }

    /** What a kernel of this ABI has, in the words of the probe. */
    private static Map<String, String> of(int number) {
        LandlockAbi abi = LandlockAbi.of(number);
        Map<String, String> features = FIRST_AND_LATER.keySet().stream()
                .collect(Collectors.toMap(Function.identity(), name -> last(name, number)));
        features.put("fs", bits(abi.accessFs()));
        features.put("net", bits(abi.accessNet()));
        features.put("scopes", bits(abi.scopes()));
        return features;
    }

    /** The last of the values that an ABI as old as this has. */
    private static String last(String name, int abi) {
        List<String> values = FIRST_AND_LATER.get(name);
        String last = values.get(0);
        for (String value : values.subList(1, values.size())) {
            String[] since = value.split(":");
            last = Integer.parseInt(since[0]) <= abi ? since[1] : last;
        }
        return last;
    }

    /** The constants are declared in the order of the kernel's bits. */
    private static String bits(Set<? extends Enum<?>> features) {
        long bits = features.stream().mapToLong(feature -> 1L << feature.ordinal()).sum();
        return bits == 0 ? "0" : "0x" + Long.toHexString(bits);
    }

    private static Map<String, String> features(ProbeResult result) {
        assertThat(result).succeeds();
        return result.lines().stream()
                .map(line -> line.split(" "))
                .collect(Collectors.toMap(words -> words[0], words -> words[1]));
    }

    private static String clamp() {
        return Probe.path().resolveSibling("abi-clamp").toString();
    }

    private static ProbeResult clamped(String kernel, String... operation) throws Exception {
        List<String> command = new ArrayList<>(List.of(clamp(), kernel));
        command.addAll(Probe.command(operation));
        return run(command);
    }

    private static ProbeResult run(List<String> command) throws Exception {
        return ProbeResult.of(command, new ProcessBuilder(command).start());
    }
}

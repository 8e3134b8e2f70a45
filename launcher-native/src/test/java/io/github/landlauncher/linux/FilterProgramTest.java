package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.FilterOracle.ALLOW;
import static io.github.landlauncher.linux.FilterOracle.ERRNO;
import static io.github.landlauncher.linux.FilterOracle.JVM;
import static io.github.landlauncher.linux.FilterOracle.KILL_PROCESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.SyscallGroup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The programs, run by a machine of the test's own and compared with the rows of the table. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FilterProgramTest {

    /** Above every number that any kernel has. */
    private static final int NUMBERS = 521;

    private static final int[] FAR_NUMBERS = {
        600, 4095, 65536, 0x3fffffff, 0x40000000, 0x40000000 | 16, 0x40000000 | 514, 0x7fffffff,
        0x80000000, -1
    };

    private static Stream<Arguments> setsAndArchitectures() {
        return FilterSets.all().stream().flatMap(set ->
                Arrays.stream(Architecture.values()).map(machine -> Arguments.of(set, machine)));
    }

    private static ClassicBpf program(Set<SyscallGroup> groups, Architecture architecture) {
        return new ClassicBpf(FilterProgram.of(groups, architecture, JVM));
    }

    private static boolean mayBeFolded(int number, Architecture architecture) {
        return FilterTable.UNIMPLEMENTED.stream()
                .anyMatch(call -> call.number(architecture) == number);
    }

    @ParameterizedTest
    @MethodSource("setsAndArchitectures")
    void every_call_gets_what_the_rows_say(Set<SyscallGroup> groups, Architecture architecture) {
        ClassicBpf program = program(groups, architecture);
        FilterOracle oracle = new FilterOracle(groups, architecture);
        for (int number = 0; number < NUMBERS; number++) {
            if (!mayBeFolded(number, architecture)) {
                compare(program, oracle, architecture, number);
            }
        }
        for (int number : FAR_NUMBERS) {
            compare(program, oracle, architecture, number);
        }
    }

    private static void compare(
            ClassicBpf program, FilterOracle oracle, Architecture architecture, int number) {
        List<FilterRow> rows = oracle.rows(number);
        List<List<Long>> candidates = new ArrayList<>();
        for (int argument = 0; argument < 6; argument++) {
            candidates.add(FilterOracle.candidates(rows, argument));
        }
        long[] arguments = new long[6];
        for (long first : candidates.get(0)) {
            for (long second : candidates.get(1)) {
                for (long third : candidates.get(2)) {
                    for (long fourth : candidates.get(3)) {
                        arguments[0] = first;
                        arguments[1] = second;
                        arguments[2] = third;
                        arguments[3] = fourth;
                        int expected = oracle.verdict(number, rows, arguments);
                        int actual = program.run(architecture.auditArch(), number, arguments);
                        if (actual != expected) {
                            throw new AssertionError(String.format("%d %s: %x, not %x", number,
                                    Arrays.toString(arguments), actual, expected));
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("setsAndArchitectures")
    void an_unimplemented_number_is_refused_only_between_two_that_are_refused_alike(
            Set<SyscallGroup> groups, Architecture architecture) {
        ClassicBpf program = program(groups, architecture);
        int arch = architecture.auditArch();
        for (Syscall call : FilterTable.UNIMPLEMENTED) {
            int number = call.number(architecture);
            if (number != Syscall.NONE) {
                int above = number + 1;
                while (mayBeFolded(above, architecture)) {
                    above++;
                }
                int verdict = program.run(arch, number);
                assertThat(verdict).as(call.toString()).satisfiesAnyOf(
                        is -> assertThat(is).isEqualTo(ALLOW),
                        is -> assertThat(is).isEqualTo(program.run(arch, number - 1)));
                assertThat(verdict == ALLOW || verdict == program.run(arch, above)).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("setsAndArchitectures")
    void a_call_of_another_architecture_kills(Set<SyscallGroup> groups, Architecture architecture) {
        ClassicBpf program = program(groups, architecture);
        int i386 = 0x40000003;
        int arm = 0x40000028;
        List<Integer> foreign = new ArrayList<>(List.of(0, -1, i386, arm));
        for (int bit = 0; bit < 32; bit++) {
            foreign.add(architecture.auditArch() ^ 1 << bit);
        }
        for (Architecture other : Architecture.values()) {
            foreign.add(other.auditArch());
        }
        foreign.removeIf(arch -> arch == architecture.auditArch());

        for (int arch : foreign) {
            for (int number : new int[] {0, 16, 29, 56, 101, 117, 220, 435, 0x40000000, -1}) {
                assertThat(program.run(arch, number, 0, 0x5412)).isEqualTo(KILL_PROCESS);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("setsAndArchitectures")
    void the_kernel_can_remember_each_number_that_no_row_names(
            Set<SyscallGroup> groups, Architecture architecture) {
        ClassicBpf program = program(groups, architecture);
        FilterOracle oracle = new FilterOracle(groups, architecture);
        for (int number = 0; number < NUMBERS; number++) {
            boolean argumentsMatter = oracle.rows(number).stream()
                    .findFirst()
                    .filter(row -> !row.refusal().tests().isEmpty())
                    .isPresent();
            program.run(architecture.auditArch(), number);
            assertThat(program.sawArguments()).as("number %d", number).isEqualTo(argumentsMatter);
        }
    }

    /** Both numbers are what installing costs: docs/decisions/0014-balanced-filter.md. */
    @Test
    void typical_programs_are_so_long_and_their_ways_for_all_numbers_together_too() {
        assertThat(sizes(Architecture.X86_64)).isEqualTo("""
                terminal: 13 instructions, 2835 steps
                no network: 104 instructions, 4600 steps
                tcp: 135 instructions, 4644 steps
                abi 1: 132 instructions, 4636 steps
                root: 106 instructions, 4621 steps
                everything: 174 instructions, 4798 steps
                """);
        assertThat(sizes(Architecture.AARCH64)).isEqualTo("""
                terminal: 10 instructions, 2363 steps
                no network: 95 instructions, 4354 steps
                tcp: 127 instructions, 4406 steps
                abi 1: 114 instructions, 4422 steps
                root: 101 instructions, 4391 steps
                everything: 153 instructions, 4556 steps
                """);
    }

    private static String sizes(Architecture architecture) {
        StringBuilder sizes = new StringBuilder();
        FilterSets.typical().forEach((name, groups) -> {
            ClassicBpf program = program(groups, architecture);
            sizes.append(String.format("%s: %d instructions, %d steps%n", name,
                    program.instructions(), program.stepsOfAllNumbers(architecture.auditArch())));
        });
        return sizes.toString();
    }

    @Test
    void programs_for_arm_and_risc_v_differ_in_nothing_but_the_architecture() {
        for (Set<SyscallGroup> groups : FilterSets.all()) {
            byte[] arm = FilterProgram.of(groups, Architecture.AARCH64, JVM);
            byte[] riscv = FilterProgram.of(groups, Architecture.RISCV64, JVM);

            assertThat(Arrays.mismatch(arm, riscv)).isEqualTo(12); // operand of the second
            assertThat(Arrays.mismatch(
                    Arrays.copyOfRange(arm, 16, arm.length),
                    Arrays.copyOfRange(riscv, 16, riscv.length))).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void the_helper_can_go_on_after_it_has_installed_any_program(Architecture architecture) {
        Map<Architecture, List<Integer>> numbers = Map.of(
                // close, write, rt_sigaction, rt_sigprocmask, execve, exit_group, close_range
                Architecture.X86_64, List.of(3, 1, 13, 14, 59, 231, 436),
                Architecture.AARCH64, List.of(57, 64, 134, 135, 221, 94, 436),
                Architecture.RISCV64, List.of(57, 64, 134, 135, 221, 94, 436));
        for (Set<SyscallGroup> groups : FilterSets.all()) {
            ClassicBpf program = program(groups, architecture);
            for (int number : numbers.get(architecture)) {
                assertThat(program.run(architecture.auditArch(), number)).isEqualTo(ALLOW);
                assertThat(program.sawArguments()).isFalse();
            }
        }
    }

    @Test
    void the_process_to_protect_from_signals_is_in_the_program() {
        Set<SyscallGroup> signals = Set.of(SyscallGroup.SIGNALS_TO_JVM);
        int kill = 62;
        ClassicBpf program =
                new ClassicBpf(FilterProgram.of(signals, Architecture.X86_64, 31_000));
        int arch = Architecture.X86_64.auditArch();

        assertThat(program.run(arch, kill, 31_000)).isEqualTo(ERRNO | 1);
        assertThat(program.run(arch, kill, -31_000)).isEqualTo(ERRNO | 1);
        assertThat(program.run(arch, kill, JVM)).isEqualTo(ALLOW);
    }
}

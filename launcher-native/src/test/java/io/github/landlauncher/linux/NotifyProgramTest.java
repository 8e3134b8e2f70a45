package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.FilterHeader.SECCOMP_RET_ALLOW;
import static io.github.landlauncher.linux.libc.FilterHeader.__X32_SYSCALL_BIT;
import static io.github.landlauncher.linux.libc.NotifyHeader.SECCOMP_RET_USER_NOTIF;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.linux.libc.LinuxHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The programs for a watcher, run by a machine of the test's own and compared with the table. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class NotifyProgramTest {

    /** Above every number that any kernel has. */
    private static final int NUMBERS = 521;

    /** Longest way to the verdict on a call without a test; the search is balanced. */
    private static final int MOST_STEPS = 11;

    private static final int[] FAR_NUMBERS = {600, 4095, 65536, 0x3fffffff, 0x7fffffff, -1};

    private static ClassicBpf program(Architecture architecture) {
        return new ClassicBpf(NotifyProgram.of(architecture));
    }

    /** Values of an argument, among them all on which the outcome of a test may depend. */
    private static List<Long> candidates(List<ArgumentTest> tests, int argument) {
        TreeSet<Long> candidates = new TreeSet<>();
        for (ArgumentTest test : tests) {
            if (test.argument() == argument) {
                for (int value : test.values()) {
                    candidates.addAll(List.of((long) value, value ^ 1L, (long) value | ~test.mask(),
                            Integer.toUnsignedLong(value) | 0xdeadL << 32));
                }
                candidates.add((long) test.mask());
            }
        }
        candidates.add(0L);
        candidates.add(-1L);
        return new ArrayList<>(candidates);
    }

    private static boolean holds(ArgumentTest test, long... arguments) {
        int seen = (int) arguments[test.argument()] & test.mask();
        return test.values().contains(seen) == test.among();
    }

    @ParameterizedTest
    @EnumSource
    void a_call_is_shown_exactly_when_all_tests_of_its_row_hold(Architecture architecture) {
        ClassicBpf program = program(architecture);
        WatchTable.numbers(architecture).forEach((number, call) -> {
            List<ArgumentTest> tests = NotifyProgram.tests(call);
            for (long[] arguments : combinations(tests)) {
                boolean shown = tests.stream().allMatch(test -> holds(test, arguments));

                assertThat(program.run(architecture.auditArch(), number, arguments))
                        .as("%s %s", call, Arrays.toString(arguments))
                        .isEqualTo(shown ? SECCOMP_RET_USER_NOTIF : SECCOMP_RET_ALLOW);
            }
        });
    }

    private static List<long[]> combinations(List<ArgumentTest> tests) {
        List<long[]> all = new ArrayList<>(List.of(new long[6]));
        for (int argument = 0; argument < 6; argument++) {
            List<long[]> more = new ArrayList<>();
            for (long candidate : candidates(tests, argument)) {
                for (long[] arguments : all) {
                    long[] copy = arguments.clone();
                    copy[argument] = candidate;
                    more.add(copy);
                }
            }
            all = more;
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource
    void a_call_that_is_not_in_the_table_is_let_be_without_a_look_at_its_arguments(
            Architecture architecture) {
        ClassicBpf program = program(architecture);
        Map<Integer, Syscall> watched = WatchTable.numbers(architecture);
        for (int number = 0; number < NUMBERS; number++) {
            if (!watched.containsKey(number)) {
                assertThat(program.run(architecture.auditArch(), number)).isEqualTo(SECCOMP_RET_ALLOW);
                assertThat(program.sawArguments()).isFalse();
                assertThat(program.steps()).isLessThanOrEqualTo(MOST_STEPS);
            }
        }
        for (int number : FAR_NUMBERS) {
            assertThat(program.run(architecture.auditArch(), number)).isEqualTo(SECCOMP_RET_ALLOW);
        }
    }

    @ParameterizedTest
    @EnumSource
    void other_entrances_to_the_kernel_are_let_be_so_that_nobody_is_killed_by_being_watched(
            Architecture architecture) {
        ClassicBpf program = program(architecture);
        for (int number : WatchTable.numbers(architecture).keySet()) {
            assertThat(program.run(architecture.auditArch(), number | __X32_SYSCALL_BIT))
                    .isEqualTo(SECCOMP_RET_ALLOW);
            assertThat(program.run(0x40000003, number)).as("AUDIT_ARCH_I386")
                    .isEqualTo(SECCOMP_RET_ALLOW);
        }
    }

    @Test
    void opening_is_shown_unless_it_opens_a_mere_place() {
        ClassicBpf program = program(Architecture.X86_64);
        int openat = Syscall.OPENAT.number(Architecture.X86_64);
        int arch = Architecture.X86_64.auditArch();

        assertThat(program.run(arch, openat, -100, 1, 0)).isEqualTo(SECCOMP_RET_USER_NOTIF);
        assertThat(program.run(arch, openat, -100, 1, LinuxHeader.O_PATH | LinuxHeader.O_CLOEXEC))
                .isEqualTo(SECCOMP_RET_ALLOW);
    }

    /** Otherwise a start would wait for an answer of whoever waits for the listener. */
    @ParameterizedTest
    @EnumSource
    void the_message_by_which_the_helper_sends_the_listener_is_not_shown(Architecture architecture) {
        ClassicBpf program = program(architecture);
        int sendmsg = Syscall.SENDMSG.number(architecture);
        int arch = architecture.auditArch();

        assertThat(program.run(arch, sendmsg, 11, 1, NotifyProgram.FLAGS_OF_HELPER))
                .isEqualTo(SECCOMP_RET_ALLOW);
        assertThat(program.run(arch, sendmsg, 11, 1, 0)).isEqualTo(SECCOMP_RET_USER_NOTIF);
        assertThat(program.run(arch, sendmsg, 11, 1, NotifyProgram.FLAGS_OF_HELPER | 1))
                .isEqualTo(SECCOMP_RET_USER_NOTIF);
    }

    @Test
    void the_flags_of_that_message_are_those_in_the_helper_s_source() throws IOException {
        String header = Files.readString(Path.of("..", "helper-c", "kernel.h"));
        String source = Files.readString(Path.of("..", "helper-c", "seccomp.h"));
        Map<String, Integer> flags = Pattern.compile("(MSG_[A-Z]+) = (0x[0-9a-f]+)")
                .matcher(header)
                .results()
                .collect(Collectors.toMap(found -> found.group(1),
                        (MatchResult found) -> Integer.decode(found.group(2))));

        assertThat(source).contains("MSG_NOSIGNAL | MSG_CONFIRM | MSG_PROXY)");
        assertThat(flags.values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(NotifyProgram.FLAGS_OF_HELPER);
    }

    /** What the helper calls when the program is in force, but execve, nobody may be asked about. */
    @ParameterizedTest
    @EnumSource
    void what_the_helper_calls_after_the_listener_is_sent_is_not_shown(Architecture architecture) {
        List<Integer> calls = switch (architecture) {
            case X86_64 -> List.of(0, 1, 3, 13, 14, 17, 157, 231, 317, 436);
            default -> List.of(57, 63, 64, 67, 94, 134, 135, 167, 277, 436);
        };

        assertThat(WatchTable.numbers(architecture)).doesNotContainKeys(calls.toArray(Integer[]::new));
    }

    @ParameterizedTest
    @EnumSource
    void the_program_is_short(Architecture architecture) {
        assertThat(program(architecture).instructions()).isLessThan(150);
    }
}

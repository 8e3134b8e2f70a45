package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The program, run by an interpreter of the part of classic BPF that it uses. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TerminalFilterTest {

    private static final int ALLOW = 0x7fff0000;
    private static final int KILL_PROCESS = 0x80000000;
    private static final int EPERM = 0x00050000 | 1;
    private static final int ENOSYS = 0x00050000 | 38;

    private static final long TIOCSTI = 0x5412;
    private static final long TIOCLINUX = 0x541C;

    private static final long[] GARBAGE = {0, 1L << 32, 0xdeadbeefL << 32, 0xffffffffL << 32};

    /** What elf.h, audit.h and asm/unistd.h have for them. */
    private enum Machine {
        AMD64(62, 16),
        AARCH64(183, 29),
        RISCV64(243, 29);

        private static final int AUDIT_ARCH_64BIT_LITTLE_ENDIAN = 0xC0000000;

        private final int auditArch;
        private final int ioctl;

        Machine(int elfMachine, int ioctl) {
            this.auditArch = AUDIT_ARCH_64BIT_LITTLE_ENDIAN | elfMachine;
            this.ioctl = ioctl;
        }

        private byte[] program() {
            return TerminalFilter.program(name().toLowerCase(java.util.Locale.ROOT));
        }

        /** What the program says to a system call with this second argument. */
        private int verdict(int number, long argument) {
            return run(program(), number, auditArch, argument);
        }
    }

    /** Runs a program on a struct seccomp_data; anything that seccomp would not accept is an error. */
    private static int run(byte[] program, int number, int arch, long argument1) {
        ByteBuffer data = ByteBuffer.allocate(64)
                .order(ByteOrder.nativeOrder())
                .putInt(0, number)
                .putInt(4, arch)
                .putLong(8, -1)
                .putLong(16, -1)
                .putLong(24, argument1)
                .putLong(32, -1);
        ByteBuffer code = ByteBuffer.wrap(program).order(ByteOrder.nativeOrder());
        int accumulator = 0;
        int at = 0;
        while (true) {
            assertThat(at).as("instruction").isLessThan(program.length / 8);
            int operand = code.getInt(at * 8 + 4);
            int ifTrue = Byte.toUnsignedInt(code.get(at * 8 + 2));
            int ifFalse = Byte.toUnsignedInt(code.get(at * 8 + 3));
            int operation = Short.toUnsignedInt(code.getShort(at * 8));
            at++;
            switch (operation) {
                case 0x20 -> { // BPF_LD | BPF_W | BPF_ABS
                    assertThat(operand % 4).as("alignment of %d", operand).isZero();
                    accumulator = data.getInt(operand);
                }
                case 0x15 -> at += accumulator == operand ? ifTrue : ifFalse;
                case 0x35 -> at += Integer.compareUnsigned(accumulator, operand) >= 0 ? ifTrue : ifFalse;
                case 0x06 -> {
                    return operand;
                }
                default -> throw new AssertionError("operation " + operation);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Machine.class)
    void typing_into_the_terminal_is_refused_whatever_the_upper_half_of_the_request(Machine machine) {
        for (long garbage : GARBAGE) {
            assertThat(machine.verdict(machine.ioctl, garbage | TIOCSTI)).isEqualTo(EPERM);
            assertThat(machine.verdict(machine.ioctl, garbage | TIOCLINUX)).isEqualTo(EPERM);
        }
    }

    @ParameterizedTest
    @EnumSource(Machine.class)
    void every_other_request_of_the_terminal_is_allowed(Machine machine) {
        for (long request = 0x5400; request <= 0x54ff; request++) {
            if (request != TIOCSTI && request != TIOCLINUX) {
                assertThat(machine.verdict(machine.ioctl, request)).as("%x", request).isEqualTo(ALLOW);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Machine.class)
    void the_upper_half_of_an_allowed_request_does_not_matter_either(Machine machine) {
        assertThat(machine.verdict(machine.ioctl, TIOCSTI << 32)).isEqualTo(ALLOW);
        assertThat(machine.verdict(machine.ioctl, TIOCSTI << 32 | 0x5401)).isEqualTo(ALLOW);
    }

    @ParameterizedTest
    @EnumSource(Machine.class)
    void every_other_system_call_is_allowed(Machine machine) {
        for (int number = 0; number <= 600; number++) {
            if (number != machine.ioctl) {
                assertThat(machine.verdict(number, TIOCSTI)).as("number %d", number).isEqualTo(ALLOW);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Machine.class)
    void a_system_call_of_another_architecture_kills(Machine machine) {
        int i386 = 0x40000003;
        int arm = 0x40000028;
        for (int arch : new int[] {0, -1, i386, arm, machine.auditArch ^ 1, machine.auditArch ^ 1 << 31}) {
            assertThat(run(machine.program(), machine.ioctl, arch, 0)).isEqualTo(KILL_PROCESS);
            assertThat(run(machine.program(), 0, arch, TIOCSTI)).isEqualTo(KILL_PROCESS);
        }
        for (Machine other : Machine.values()) {
            if (other != machine) {
                assertThat(run(machine.program(), 0, other.auditArch, 0)).isEqualTo(KILL_PROCESS);
            }
        }
    }

    @Test
    void x32_numbers_do_not_exist_on_x86_64() {
        for (int number : new int[] {0x40000000, 0x40000000 | 16, 0x40000000 | 514, 0x7fffffff, -1}) {
            assertThat(Machine.AMD64.verdict(number, TIOCSTI)).as("%x", number).isEqualTo(ENOSYS);
        }
        assertThat(Machine.AMD64.verdict(0x3fffffff, TIOCSTI)).isEqualTo(ALLOW);
    }

    @ParameterizedTest
    @CsvSource({"AMD64, 13", "AARCH64, 11", "RISCV64, 11"})
    void a_program_has_so_many_instructions(Machine machine, int instructions) {
        assertThat(machine.program()).hasSize(instructions * 8);
    }

    @Test
    void there_is_no_program_for_an_architecture_whose_numbers_are_unknown() {
        assertThatThrownBy(() -> TerminalFilter.program("s390x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("s390x");
    }
}

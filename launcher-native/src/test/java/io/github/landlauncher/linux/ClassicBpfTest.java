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

/** The machine that the other tests believe. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ClassicBpfTest {

    private static byte[] program(int... fields) {
        ByteBuffer code = ByteBuffer.allocate(fields.length * 2).order(ByteOrder.nativeOrder());
        for (int i = 0; i < fields.length; i += 4) {
            code.putShort((short) fields[i]).put((byte) fields[i + 1]).put((byte) fields[i + 2])
                    .putInt(fields[i + 3]);
        }
        return code.array();
    }

    @ParameterizedTest
    @CsvSource({
        "0x05, 0, 0, 5, jump 0", // out of the program
        "0x05, 0, 0, -1, jump 0", // backwards
        "0x15, 1, 0, 0, jump out of the program 0",
        "0x15, 0, 255, 0, jump out of the program 0",
        "0x06, 0, 0, 0, unreachable 1",
        "0x20, 0, 0, 64, load 0", // past struct seccomp_data
        "0x20, 0, 0, -4, load 0",
        "0x20, 0, 0, 2, load 0",
        "0x28, 0, 0, 0, operation 40", // BPF_LD | BPF_H | BPF_ABS
        "0x61, 0, 0, 0, operation 97", // BPF_LDX | BPF_MEM
        "0x16, 0, 0, 0, operation 22" // BPF_RET | BPF_A
    })
    void what_a_filter_must_not_have_is_refused(
            String operation, int ifTrue, int ifFalse, int k, String error) {
        byte[] program =
                program(Integer.decode(operation), ifTrue, ifFalse, k, 0x06, 0, 0, 0x7fff0000);

        assertThatThrownBy(() -> new ClassicBpf(program))
                .isInstanceOf(AssertionError.class)
                .hasMessage(error);
    }

    @Test
    void a_program_must_end_with_a_return() {
        assertThatThrownBy(() -> new ClassicBpf(program(0x20, 0, 0, 0)))
                .hasMessage("jump out of the program 0");
    }

    @Test
    void it_runs_each_instruction() {
        ClassicBpf bpf = new ClassicBpf(program(
                0x20, 0, 0, 24, // the low half of the second argument
                0x45, 0, 1, 0x10, // any bit
                0x06, 0, 0, 1,
                0x54, 0, 0, 0xff, // and
                0x15, 0, 1, 7, // equal
                0x06, 0, 0, 2,
                0x35, 0, 1, 0x80, // at least
                0x05, 0, 0, 1, // jump
                0x06, 0, 0, 3,
                0x06, 0, 0, 4));

        assertThat(bpf.run(0, 0, 0, 0x30)).isEqualTo(1);
        assertThat(bpf.steps()).isEqualTo(3);
        assertThat(bpf.run(0, 0, 0, 0xf0f07)).isEqualTo(2);
        assertThat(bpf.run(0, 0, 0, 0x10000000f0fL)).isEqualTo(3);
        assertThat(bpf.run(0, 0, 0, -0x11)).isEqualTo(4);
        assertThat(bpf.steps()).isEqualTo(7);
        assertThat(bpf.sawArguments()).isTrue();
        assertThat(bpf.instructions()).isEqualTo(10);
    }
}

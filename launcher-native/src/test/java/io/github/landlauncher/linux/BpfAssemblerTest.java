package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BpfAssemblerTest {

    private static final int JEQ = 0x10;

    private final BpfAssembler code = new BpfAssembler();

    private ClassicBpf assembled() {
        return new ClassicBpf(code.program());
    }

    @Test
    void the_last_that_was_added_runs_first() {
        code.load(0, code.jump(JEQ, 7, code.ret(1), code.ret(2)));

        assertThat(assembled().run(0, 7)).isEqualTo(1);
        assertThat(assembled().run(0, 8)).isEqualTo(2);
        assertThat(assembled().instructions()).isEqualTo(4);
    }

    @Test
    void one_return_serves_all_who_can_reach_it() {
        int next = code.ret(0);
        for (int i = 0; i < 100; i++) {
            next = code.jump(JEQ, i, code.ret(1), next);
        }
        code.load(0, next);

        assertThat(assembled().instructions()).isEqualTo(103);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 200, 252, 253, 254, 255, 256, 257, 258, 259, 300, 511, 1000})
    void a_jump_may_go_as_far_as_the_program_is_long(int comparisons) {
        int notFound = code.ret(0);
        int found = code.ret(1);
        int next = notFound;
        for (int i = 0; i < comparisons; i++) {
            next = code.jump(JEQ, i, found, i % 2 == 0 ? next : code.jump(JEQ, -i, notFound, next));
        }
        code.load(0, next);

        ClassicBpf bpf = assembled();
        for (int i = 0; i < comparisons; i++) {
            assertThat(bpf.run(0, i)).isEqualTo(1);
            assertThat(bpf.run(0, -i - comparisons)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {240, 248, 249, 250, 251, 252, 253, 254, 255, 256, 257, 258, 300})
    void both_ways_of_a_jump_may_be_far(int between) {
        for (boolean swapped : new boolean[] {false, true}) {
            BpfAssembler program = new BpfAssembler();
            int one = program.ret(1);
            int two = program.ret(2);
            int three = program.ret(3);
            for (int i = 0; i < between; i++) {
                three = program.and(-1, three);
            }
            int far = swapped ? program.jump(JEQ, 7, two, one) : program.jump(JEQ, 7, one, two);
            program.load(0, program.jump(JEQ, 5, three, far));

            ClassicBpf bpf = new ClassicBpf(program.program());
            assertThat(bpf.run(0, 5)).isEqualTo(3);
            assertThat(bpf.run(0, 7)).isEqualTo(swapped ? 2 : 1);
            assertThat(bpf.run(0, 8)).isEqualTo(swapped ? 1 : 2);
        }
    }

    @Test
    void a_load_may_be_followed_by_something_far() {
        int one = code.ret(1);
        code.ret(2);
        code.load(0, code.and(0xff, one));

        assertThat(code.program()).hasSize(8 * 5);
    }

    @Test
    void a_program_that_the_kernel_would_refuse_is_not_made() {
        int next = code.ret(0);
        for (int i = 1; i < 4096; i++) {
            next = code.and(i, next);
        }
        int all = next;

        assertThat(assembled().instructions()).isEqualTo(4096);
        assertThatThrownBy(() -> code.and(0, all)).hasMessage("more than 4096 instructions");
    }
}

package io.github.landlauncher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.LandlockSupport.State;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LandlockSupportTest {

    @Test
    void abi_0_is_a_kernel_without_landlock() {
        assertThat(LandlockSupport.ofAbi(0).state()).isEqualTo(State.NOT_IMPLEMENTED);
        assertThat(LandlockSupport.ofAbi(1).state()).isEqualTo(State.AVAILABLE);
    }

    @Test
    void a_negative_abi_is_refused_in_every_state() {
        assertThatThrownBy(() -> LandlockSupport.ofAbi(-1)).isInstanceOf(IllegalArgumentException.class);
        for (State state : State.values()) {
            assertThatThrownBy(() -> new LandlockSupport(state, -1, Set.of(), Set.of()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void an_available_landlock_has_an_abi() {
        assertThatThrownBy(() -> new LandlockSupport(State.AVAILABLE, 0, Set.of(), Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("state AVAILABLE with ABI 0");
    }

    @ParameterizedTest
    @EnumSource(value = State.class, names = "AVAILABLE", mode = EnumSource.Mode.EXCLUDE)
    void an_unavailable_landlock_has_none(State state) {
        assertThat(new LandlockSupport(state, 0, Set.of(), Set.of()).abi()).isZero();
        assertThatThrownBy(() -> new LandlockSupport(state, 7, Set.of(), Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("state " + state + " with ABI 7");
    }

    @Test
    void it_keeps_a_copy_of_errata_and_facilities() {
        EnumSet<Erratum> errata = EnumSet.of(Erratum.WHITEOUT_HANDLING);
        EnumSet<Facility> facilities = EnumSet.of(Facility.SECCOMP);
        LandlockSupport support = new LandlockSupport(State.AVAILABLE, 7, errata, facilities);

        errata.clear();
        facilities.clear();

        assertThat(support.errata()).containsExactly(Erratum.WHITEOUT_HANDLING);
        assertThat(support.has(Facility.SECCOMP)).isTrue();
        assertThat(support.has(Facility.ROOT)).isFalse();
        assertThatThrownBy(() -> support.errata().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void null_is_refused() {
        assertThatThrownBy(() -> new LandlockSupport(null, 1, Set.of(), Set.of()))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> new LandlockSupport(State.AVAILABLE, 1, null, Set.of()))
                .isInstanceOf(NullPointerException.class);
    }

    @Test
    void a_newer_abi_than_any_known_one_knows_every_feature() {
        assertThat(Features.all()).allMatch(LandlockSupport.ofAbi(99)::knows);
    }

    @Test
    void an_unavailable_landlock_knows_no_feature() {
        assertThat(Features.all()).noneMatch(LandlockSupport.ofAbi(0)::knows);
    }

    @Test
    void the_bits_of_the_errata_are_the_kernels() {
        List<Erratum> in0xA =
                EnumSet.allOf(Erratum.class).stream().filter(erratum -> erratum.isIn(0xA)).toList();

        assertThat(in0xA).containsExactly(Erratum.SCOPED_SIGNAL_HANDLING, Erratum.WHITEOUT_HANDLING);
        assertThat(EnumSet.allOf(Erratum.class)).extracting(Erratum::number).containsExactly(1, 2, 3, 4);
    }

    @Test
    void the_running_kernel_is_what_the_installed_launcher_says() {
        FakeLauncher launcher = FakeLauncher.reset();
        launcher.support = LandlockSupport.ofAbi(4);

        assertThat(LandlockSupport.current()).isEqualTo(LandlockSupport.ofAbi(4));
    }
}

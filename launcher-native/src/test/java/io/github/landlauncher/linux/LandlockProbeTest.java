package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.Erratum;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.LandlockSupport.State;
import io.github.landlauncher.linux.FakeLibc.Call;
import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.LandlockHeader;
import io.github.landlauncher.linux.libc.Libc;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LandlockProbeTest {

    private final FakeLibc fake = FakeLibc.withoutSystem();

    /** A kernel that answers the two queries like this. */
    private LandlockSupport kernel(int version, int errata) {
        fake.answer("landlock_create_ruleset", arguments ->
                (int) arguments[2] == LandlockHeader.LANDLOCK_CREATE_RULESET_VERSION ? version : errata);
        return LandlockProbe.ask(fake.libc(), Set.of());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6, 7, 11, 12, 99})
    void a_version_is_the_abi_also_if_it_is_newer_than_all_known_ones(int version) {
        LandlockSupport support = kernel(version, -Errno.EINVAL);

        assertThat(support.state()).isEqualTo(State.AVAILABLE);
        assertThat(support.abi()).isEqualTo(version);
    }

    @ParameterizedTest
    @CsvSource({
        "38, NOT_IMPLEMENTED", // ENOSYS
        "95, NOT_ENABLED", // EOPNOTSUPP
        "1, BLOCKED", // EPERM
        "13, BLOCKED", // EACCES
        "22, NOT_IMPLEMENTED", // EINVAL: not a Landlock we know
        "0, NOT_IMPLEMENTED"
    })
    void a_failure_says_why_there_is_no_landlock(int errno, State state) {
        LandlockSupport support = kernel(-errno, -errno);

        assertThat(support.state()).isEqualTo(state);
        assertThat(support.abi()).isZero();
        assertThat(support.errata()).isEmpty();
    }

    @Test
    void the_queries_have_neither_attribute_nor_size() {
        kernel(7, 0);

        assertThat(fake.calls("landlock_create_ruleset")).extracting(Call::arguments).containsExactly(
                List.of(0L, 0L, LandlockHeader.LANDLOCK_CREATE_RULESET_VERSION),
                List.of(0L, 0L, LandlockHeader.LANDLOCK_CREATE_RULESET_ERRATA));
    }

    @Test
    void a_kernel_without_landlock_is_not_asked_for_errata() {
        kernel(-Errno.ENOSYS, 0);

        assertThat(fake.calls("landlock_create_ruleset")).hasSize(1);
    }

    @Test
    void each_bit_of_the_mask_is_an_erratum() {
        assertThat(kernel(7, 0x0).errata()).isEmpty();
        assertThat(kernel(7, 0x1).errata()).containsExactly(Erratum.TCP_SOCKET_IDENTIFICATION);
        assertThat(kernel(7, 0x2).errata()).containsExactly(Erratum.SCOPED_SIGNAL_HANDLING);
        assertThat(kernel(7, 0x4).errata()).containsExactly(Erratum.DISCONNECTED_DIRECTORY_HANDLING);
        assertThat(kernel(7, 0x8).errata()).containsExactly(Erratum.WHITEOUT_HANDLING);
        assertThat(kernel(2, 0xC).errata()).containsExactly(
                Erratum.DISCONNECTED_DIRECTORY_HANDLING, Erratum.WHITEOUT_HANDLING);
    }

    @Test
    void unknown_errata_change_nothing() {
        Set<Erratum> all = EnumSet.allOf(Erratum.class);

        assertThat(kernel(7, 0x7ffffff0).errata()).isEmpty();
        assertThat(kernel(7, 0x7fffffff).errata()).isEqualTo(all);
    }

    @Test
    void a_kernel_that_does_not_know_the_query_reports_none() {
        assertThat(kernel(6, -Errno.EINVAL).errata()).isEmpty();
    }

    @Test
    void the_real_kernel_answers() {
        assertThat(LandlockProbe.ask(Libc.get(), Set.of()))
                .isEqualTo(LandlockProbe.ask(Libc.get(), Set.of()));
    }
}

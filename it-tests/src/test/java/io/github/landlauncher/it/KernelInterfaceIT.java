package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.Erratum;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LandlockFeature;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.Scope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the kernel takes is what docs/kernel-abi.md says of its ABI: rights, scopes, flags and the
 * bytes of a ruleset's attribute. The probe asks without the library.
 */
@KernelFacing
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
class KernelInterfaceIT {

    private static final int NEWEST = LandlockAbi.values().length;
    private static final int WORD = 8;

    /** A ruleset about this right is one that every ABI takes. */
    private static final String EXECUTE = "1";

    private final int abi = KernelAbi.current();

    @BeforeEach
    void the_kernel_takes_what_every_abi_has() throws Exception {
        assertThat(Probe.runFree("landlock-create", EXECUTE)).succeeds();
        assertThat(Probe.runFree("landlock-restrict", "0")).succeeds();
        assertThat(Probe.runFree("landlock-add", "0")).succeeds();
    }

    @ParameterizedTest
    @EnumSource
    void a_right_on_files_is_taken_from_its_abi_on(AccessFs right) throws Exception {
        assertThat(Probe.runFree("landlock-create", bit(right.ordinal())))
                .exitsWith(isKnown(right) ? 0 : Errno.EINVAL.number());
    }

    @ParameterizedTest
    @EnumSource
    void a_right_on_ports_is_taken_from_its_abi_on(AccessNet right) throws Exception {
        int refusal = (abi < 4 ? Errno.E2BIG : Errno.EINVAL).number();

        assertThat(Probe.runFree("landlock-create", EXECUTE, bit(right.ordinal())))
                .exitsWith(isKnown(right) ? 0 : refusal);
    }

    @ParameterizedTest
    @EnumSource
    void a_scope_is_taken_from_its_abi_on(Scope scope) throws Exception {
        assertThat(Probe.runFree("landlock-create", EXECUTE, "0", bit(scope.ordinal())))
                .exitsWith(isKnown(scope) ? 0 : Errno.E2BIG.number());
    }

    @Test
    void what_no_known_abi_has_is_not_taken() throws Exception {
        assumeTrue(abi <= NEWEST, "needs an ABI that is known here");
        int beyond = (abi < 4 ? Errno.E2BIG : Errno.EINVAL).number();
        int beyondScopes = (abi < 6 ? Errno.E2BIG : Errno.EINVAL).number();

        assertThat(Probe.runFree("landlock-create", bit(AccessFs.values().length)))
                .failsWith(Errno.EINVAL);
        assertThat(Probe.runFree("landlock-create", EXECUTE, bit(AccessNet.values().length)))
                .exitsWith(beyond);
        assertThat(Probe.runFree("landlock-create", EXECUTE, "0", bit(Scope.values().length)))
                .exitsWith(beyondScopes);
        assertThat(Probe.runFree("landlock-restrict", "32")).failsWith(Errno.EINVAL);
        assertThat(Probe.runFree("landlock-add", "2")).failsWith(Errno.EINVAL);
    }

    /** Words of the attribute: ports, scopes, and for denials unlogged files, ports and scopes. */
    @ParameterizedTest
    @CsvSource({
        "1, 1 1, 4", "2, 1 0 1, 6", "3, 1 0 0 1, 10", "4, 1 1 0 0 1, 10", "5, 1 0 1 0 0 1, 10"
    })
    void a_word_of_the_attribute_is_taken_from_its_abi_on(int word, String words, int since)
            throws Exception {
        String[] given = words.split(" ");
        String[] operation = new String[given.length + 1];
        operation[0] = "landlock-create";
        System.arraycopy(given, 0, operation, 1, given.length);

        assertThat(Probe.runFree(operation)).exitsWith(abi >= since ? 0 : Errno.E2BIG.number());
        assertThat(abi >= since).isEqualTo(word * WORD < attributeBytes());
    }

    /** Of the two words behind Linux 7.3's 48 bytes. */
    @Test
    void a_word_behind_the_newest_attribute_has_to_be_zero() throws Exception {
        assumeTrue(abi <= NEWEST, "needs an ABI that is known here");

        assertThat(Probe.runFree("landlock-create", "1", "0", "0", "0", "0", "0", "0", "0"))
                .succeeds();
        assertThat(Probe.runFree("landlock-create", "1", "0", "0", "0", "0", "0", "1"))
                .failsWith(Errno.E2BIG);
    }

    @ParameterizedTest
    @CsvSource({"1, 7", "2, 7", "4, 7", "8, 8", "16, 11"})
    void a_flag_of_restrict_self_is_taken_from_its_abi_on(String flag, int since) throws Exception {
        assertThat(Probe.runFree("landlock-restrict", flag))
                .exitsWith(abi >= since ? 0 : Errno.EINVAL.number());
    }

    @Test
    void the_flag_of_rules_that_are_not_logged_is_taken_from_abi_10_on() throws Exception {
        assertThat(Probe.runFree("landlock-add", "1"))
                .exitsWith(abi >= 10 ? 0 : Errno.EINVAL.number());
    }

    @Test
    void the_library_reports_the_abi_and_the_errata_that_the_kernel_does() throws Exception {
        int errata = Integer.parseInt(Probe.runFree("landlock-errata").text().strip());
        if (abi >= 7) {
            assertThat(errata).isNotNegative();
        }
        LandlockSupport support = LandlockSupport.current();

        assertThat(support.state()).isEqualTo(LandlockSupport.State.AVAILABLE);
        assertThat(support.abi()).isEqualTo(abi);
        for (Erratum erratum : Erratum.values()) {
            boolean set = errata > 0 && (errata >> (erratum.number() - 1) & 1) == 1;
            assertThat(support.errata().contains(erratum)).as(erratum.name()).isEqualTo(set);
        }
    }

    private boolean isKnown(LandlockFeature feature) {
        return feature.since().isWithin(abi);
    }

    private int attributeBytes() {
        return abi < 4 ? 8 : abi < 6 ? 16 : abi < 10 ? 24 : 48;
    }

    private static String bit(int number) {
        return Long.toString(1L << number);
    }
}

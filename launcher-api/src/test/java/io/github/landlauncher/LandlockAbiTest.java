package io.github.landlauncher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LandlockAbiTest {

    /** include/uapi/linux/landlock.h of Linux 7.3 and its history. */
    private static final Map<String, Integer> SINCE = Map.ofEntries(
            Map.entry("EXECUTE", 1),
            Map.entry("WRITE_FILE", 1),
            Map.entry("READ_FILE", 1),
            Map.entry("READ_DIR", 1),
            Map.entry("REMOVE_DIR", 1),
            Map.entry("REMOVE_FILE", 1),
            Map.entry("MAKE_CHAR", 1),
            Map.entry("MAKE_DIR", 1),
            Map.entry("MAKE_REG", 1),
            Map.entry("MAKE_SOCK", 1),
            Map.entry("MAKE_FIFO", 1),
            Map.entry("MAKE_BLOCK", 1),
            Map.entry("MAKE_SYM", 1),
            Map.entry("REFER", 2),
            Map.entry("TRUNCATE", 3),
            Map.entry("IOCTL_DEV", 5),
            Map.entry("RESOLVE_UNIX", 9),
            Map.entry("BIND_TCP", 4),
            Map.entry("CONNECT_TCP", 4),
            Map.entry("BIND_UDP", 10),
            Map.entry("CONNECT_SEND_UDP", 10),
            Map.entry("ABSTRACT_UNIX_SOCKET", 6),
            Map.entry("SIGNAL", 6),
            Map.entry("LOG_SAME_EXEC_OFF", 7),
            Map.entry("LOG_NEW_EXEC_ON", 7),
            Map.entry("LOG_SUBDOMAINS_OFF", 7));

    /** The numbers of files, ports and scopes for each ABI, from 1 on. */
    private static final List<List<Integer>> COUNTS = List.of(
            List.of(13, 0, 0),
            List.of(14, 0, 0),
            List.of(15, 0, 0),
            List.of(15, 2, 0),
            List.of(16, 2, 0),
            List.of(16, 2, 2),
            List.of(16, 2, 2),
            List.of(16, 2, 2),
            List.of(17, 2, 2),
            List.of(17, 4, 2),
            List.of(17, 4, 2));

    @Test
    void the_first_abi_of_each_feature_is_the_kernels() {
        assertThat(Features.all()).hasSize(SINCE.size()).allSatisfy(feature ->
                assertThat(feature.since().number()).as(feature.name()).isEqualTo(SINCE.get(feature.name())));
    }

    @Test
    void no_two_features_share_a_name() {
        assertThat(Features.all()).extracting(LandlockFeature::name).doesNotHaveDuplicates();
    }

    @Test
    void each_feature_says_in_words_of_its_own_what_is_open_without_it() {
        assertThat(Features.all()).extracting(LandlockFeature::withoutIt)
                .doesNotHaveDuplicates()
                .allSatisfy(clause -> assertThat(clause).isNotBlank().doesNotEndWith("."));
    }

    @ParameterizedTest
    @EnumSource(LandlockAbi.class)
    void each_abi_has_exactly_the_features_that_began_with_it_or_before(LandlockAbi abi) {
        assertThat(features(abi)).containsExactlyInAnyOrderElementsOf(Features.all().stream()
                .filter(feature -> !(feature instanceof LogFlag))
                .filter(feature -> SINCE.get(feature.name()) <= abi.number())
                .toList());
    }

    @ParameterizedTest
    @EnumSource(LandlockAbi.class)
    void the_numbers_of_rights_and_scopes_are_the_kernels(LandlockAbi abi) {
        assertThat(List.of(abi.accessFs().size(), abi.accessNet().size(), abi.scopes().size()))
                .isEqualTo(COUNTS.get(abi.number() - 1));
    }

    @ParameterizedTest
    @EnumSource(value = LandlockAbi.class, names = "V1", mode = EnumSource.Mode.EXCLUDE)
    void each_abi_contains_the_one_before(LandlockAbi abi) {
        LandlockAbi before = LandlockAbi.of(abi.number() - 1);

        assertThat(features(abi)).containsAll(features(before));
        assertThat(before.isWithin(abi.number())).isTrue();
        assertThat(abi.isWithin(before.number())).isFalse();
    }

    @ParameterizedTest
    @EnumSource(LandlockAbi.class)
    void the_sets_of_an_abi_cannot_be_changed(LandlockAbi abi) {
        assertThatThrownBy(() -> abi.accessFs().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> abi.scopes().add(Scope.SIGNAL)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> abi.accessNet().add(AccessNet.BIND_TCP))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @EnumSource(LandlockAbi.class)
    void an_abi_is_found_by_its_number(LandlockAbi abi) {
        assertThat(abi.name()).isEqualTo("V" + abi.number());
        assertThat(LandlockAbi.of(abi.number())).isEqualTo(abi);
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 13, 99, Integer.MAX_VALUE})
    void a_number_above_the_newest_known_one_gives_the_newest(int number) {
        assertThat(LandlockAbi.of(number)).isEqualTo(LandlockAbi.V11);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void a_number_below_1_is_refused(int number) {
        assertThatThrownBy(() -> LandlockAbi.of(number))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Landlock ABI " + number + ": the first one is 1");
    }

    @ParameterizedTest
    @CsvSource({
        "V1, 5.13", "V2, 5.19", "V3, 6.2", "V4, 6.7", "V5, 6.10", "V6, 6.12",
        "V7, 6.15", "V8, 7.0", "V9, 7.1", "V10, 7.2", "V11, 7.3"
    })
    void each_abi_names_the_linux_release_that_brought_it(LandlockAbi abi, String release) {
        assertThat(abi.linux()).isEqualTo(release);
    }

    @Test
    void the_rights_that_mean_something_on_a_plain_file_are_the_kernels() {
        assertThat(Arrays.stream(AccessFs.values()).filter(AccessFs::appliesToFiles))
                .containsExactly(
                        AccessFs.EXECUTE,
                        AccessFs.WRITE_FILE,
                        AccessFs.READ_FILE,
                        AccessFs.TRUNCATE,
                        AccessFs.IOCTL_DEV,
                        AccessFs.RESOLVE_UNIX);
    }

    @Test
    void the_rights_that_change_nothing_are_six() {
        assertThat(Arrays.stream(AccessFs.values()).filter(right -> !right.writes()))
                .containsExactly(
                        AccessFs.EXECUTE,
                        AccessFs.READ_FILE,
                        AccessFs.READ_DIR,
                        AccessFs.REFER,
                        AccessFs.IOCTL_DEV,
                        AccessFs.RESOLVE_UNIX);
    }

    private static Set<LandlockFeature> features(LandlockAbi abi) {
        return Set.copyOf(Stream.of(abi.accessFs(), abi.accessNet(), abi.scopes())
                .flatMap(Set::stream)
                .map(LandlockFeature.class::cast)
                .toList());
    }
}

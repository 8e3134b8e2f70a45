package io.github.landlauncher.explain;

import static io.github.landlauncher.Capability.DAC_OVERRIDE;
import static io.github.landlauncher.Capability.DAC_READ_SEARCH;
import static io.github.landlauncher.Capability.FOWNER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.Capability;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kernel's rules about owner, group, mode and capabilities, of single files. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class InodeTest {

    private static final long OWNER = 1000;
    private static final long GROUP = 2000;

    /** Who asks: user, group and supplementary group; the file is 1000's and of group 2000. */
    @ParameterizedTest
    @CsvSource({
        // the owner's bits hold for the owner, also where others have more
        "1000, 100, 100, 0100600, 6, true", "1000, 100, 100, 0100600, 1, false",
        "1000, 2000, 2000, 0100077, 4, false", "1000, 100, 100, 0100200, 6, false",
        // the group's for the group
        "1, 2000, 100, 0100640, 4, true", "1, 2000, 100, 0100640, 2, false",
        "1, 100, 2000, 0100640, 4, true", "1, 2000, 100, 0100604, 4, false",
        "1, 100, 2000, 0100706, 6, false",
        // the last for everybody else
        "1, 100, 100, 0100604, 4, true", "1, 100, 100, 0100660, 4, false", "1, 100, 100, 0100001, 1, true",
        "1, 100, 100, 0100644, 0, true", "1, 100, 100, 0100000, 0, true",
        // root without capabilities is one of them
        "0, 0, 0, 0100600, 4, false", "0, 0, 0, 0100644, 4, true", "0, 0, 0, 0040700, 1, false",
        // directories
        "1, 100, 100, 0040711, 1, true", "1, 100, 100, 0040711, 4, false", "1, 100, 100, 0040755, 3, false",
        "1, 100, 100, 0041777, 3, true"
    })
    void mode_bits_decide_for_who_has_no_capability(
            long user, long group, long further, String mode, int wanted, boolean permitted) {
        Subject subject = new Subject(user, group, Set.of(further), 0);

        assertThat(inode(mode).permits(subject, wanted)).isEqualTo(permitted);
    }

    @ParameterizedTest
    @CsvSource({
        "0100000, 4, true", "0100000, 6, true", "0100000, 1, false", "0100100, 1, true", "0100001, 5, true",
        "0040000, 7, true", "0020000, 6, true"
    })
    void dac_override_permits_all_but_executing_what_nobody_may_execute(
            String mode, int wanted, boolean permitted) {
        assertThat(inode(mode).permits(stranger(DAC_OVERRIDE), wanted)).isEqualTo(permitted);
    }

    @ParameterizedTest
    @CsvSource({
        "0100000, 4, true", "0100000, 2, false", "0100000, 6, false", "0100111, 5, false", "0100110, 1, false",
        "0040000, 4, true", "0040000, 1, true", "0040000, 5, true", "0040000, 3, false"
    })
    void dac_read_search_permits_reading_files_and_reading_and_searching_directories(
            String mode, int wanted, boolean permitted) {
        assertThat(inode(mode).permits(stranger(DAC_READ_SEARCH), wanted)).isEqualTo(permitted);
    }

    @Test
    void in_a_sticky_directory_only_owners_let_go() {
        Subject subject = new Subject(1, 1, Set.of(), 0);
        Inode mine = new Inode(1, 1, 0100600, 0);
        Inode others = new Inode(2, 2, 0100666, 0);
        Inode plain = new Inode(3, 3, 0040777, 0);
        Inode sticky = new Inode(3, 3, 0041777, 0);
        Inode mySticky = new Inode(1, 3, 0041777, 0);

        assertThat(plain.letsGo(others, subject)).isTrue();
        assertThat(sticky.letsGo(mine, subject)).isTrue();
        assertThat(sticky.letsGo(others, subject)).isFalse();
        assertThat(mySticky.letsGo(others, subject)).isTrue();
        assertThat(sticky.letsGo(others, stranger(FOWNER))).isTrue();
        assertThat(sticky.letsGo(others, stranger(DAC_OVERRIDE))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "0100666, true", "0100644, false", "0104666, false", "0102666, true", "0102676, false",
        "0020666, false", "0120777, false"
    })
    void where_hard_links_are_protected_strangers_link_plain_files_that_they_may_write(
            String mode, boolean safe) {
        assertThat(inode(mode).isSafeToLink(stranger())).isEqualTo(safe);
    }

    @Test
    void three_devices_know_no_ioctl() {
        assertThat(device(1, 3).knowsNoIoctl()).isTrue();
        assertThat(device(1, 5).knowsNoIoctl()).isTrue();
        assertThat(device(1, 7).knowsNoIoctl()).isTrue();
        assertThat(device(1, 9).knowsNoIoctl()).isFalse();
        assertThat(device(5, 3).knowsNoIoctl()).isFalse();
        assertThat(new Inode(0, 0, 0060666, 0x103).knowsNoIoctl()).isFalse();
    }

    @Test
    void types_are_told_apart() {
        assertThat(inode("0040755").isDirectory()).isTrue();
        assertThat(inode("0100755").isRegularFile()).isTrue();
        assertThat(inode("0120777").isSymbolicLink()).isTrue();
        assertThat(inode("0140777").isSocket()).isTrue();
        assertThat(inode("0140777").isDirectory()).isFalse();
        assertThat(inode("0060600").isDirectory()).isFalse();
        assertThat(inode("0100644").isStored()).isTrue();
        assertThat(inode("0020644").isStored()).isFalse();
        assertThat(inode("0010644").isStored()).isFalse();
    }

    private static Inode inode(String octalMode) {
        return new Inode(OWNER, GROUP, Integer.parseInt(octalMode, 8), 0);
    }

    private static Inode device(int major, int minor) {
        return new Inode(0, 0, 0020666, major << 8 | minor);
    }

    private static Subject stranger(Capability... capabilities) {
        long bits = Arrays.stream(capabilities).mapToLong(one -> 1L << one.ordinal()).sum();
        return new Subject(7, 7, Set.of(7L), bits);
    }
}

package io.github.landlauncher.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.linux.libc.LinuxHeader;
import io.github.landlauncher.linux.libc.WatchHeader;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which calls are watched on which architecture, and with which arguments. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WatchTableTest {

    /** Those that start from the working directory alone, which newer architectures lack. */
    private static final Set<Syscall> X86_ONLY = EnumSet.of(
            Syscall.OPEN, Syscall.CREAT, Syscall.MKDIR, Syscall.MKNOD, Syscall.SYMLINK, Syscall.UNLINK,
            Syscall.RMDIR, Syscall.RENAME, Syscall.LINK);

    private static boolean shown(Syscall call, long... arguments) {
        return WatchTable.row(call).tests().stream().allMatch(test -> {
            int bits = (int) arguments[test.argument()] & test.mask();
            return test.values().contains(bits) == test.among();
        });
    }

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void each_architecture_watches_the_calls_that_it_has(Architecture architecture) {
        Set<Syscall> expected = EnumSet.copyOf(WatchTable.calls());
        if (architecture != Architecture.X86_64) {
            expected.removeAll(X86_ONLY);
        }
        if (architecture == Architecture.RISCV64) {
            expected.remove(Syscall.RENAMEAT);
        }

        assertThat(WatchTable.numbers(architecture).values())
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(WatchTable.numbers(architecture))
                .allSatisfy((number, call) ->
                        assertThat(call.number(architecture)).isEqualTo(number));
    }

    @ParameterizedTest
    @CsvSource({"EXECVE", "EXECVEAT", "OPENAT2", "RENAMEAT2", "UNLINKAT", "BIND", "KILL", "MOUNT"})
    void most_calls_are_shown_whatever_their_arguments(Syscall call) {
        assertThat(WatchTable.calls()).contains(call);
        assertThat(WatchTable.row(call).tests()).isEmpty();
    }

    @Test
    void opening_a_mere_place_is_not_shown() {
        assertThat(shown(Syscall.OPEN, 0x1000, LinuxHeader.O_RDWR | LinuxHeader.O_CREAT)).isTrue();
        assertThat(shown(Syscall.OPEN, 0x1000, LinuxHeader.O_PATH | LinuxHeader.O_CLOEXEC)).isFalse();
        assertThat(shown(Syscall.OPENAT, LinuxHeader.O_PATH, 0x1000, LinuxHeader.O_RDONLY)).isTrue();
        assertThat(shown(Syscall.OPENAT, 3, 0x1000, LinuxHeader.O_PATH)).isFalse();
    }

    @Test
    void sending_without_an_address_is_not_shown() {
        assertThat(shown(Syscall.SENDTO, 3, 0x1000, 5, 0, 0x2000, 16)).isTrue();
        assertThat(shown(Syscall.SENDTO, 3, 0x1000, 5, 0, 0, 0)).isFalse();
    }

    @Test
    void requests_to_the_standard_streams_and_those_always_allowed_are_not_shown() {
        assertThat(shown(Syscall.IOCTL, 3, LinuxHeader.TCGETS)).isTrue();
        assertThat(shown(Syscall.IOCTL, 3, LinuxHeader.FIONREAD)).isTrue();
        assertThat(shown(Syscall.IOCTL, 0, LinuxHeader.TCGETS)).isFalse();
        assertThat(shown(Syscall.IOCTL, 2, LinuxHeader.TCGETS)).isFalse();
        assertThat(shown(Syscall.IOCTL, 3, WatchHeader.FIOCLEX)).isFalse();
        assertThat(shown(Syscall.IOCTL, 3, WatchHeader.FIDEDUPERANGE)).isFalse();
    }
}

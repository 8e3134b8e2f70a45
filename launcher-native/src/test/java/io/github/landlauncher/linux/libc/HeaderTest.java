package io.github.landlauncher.linux.libc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The constants, compared with this machine's C headers as far as those know them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HeaderTest {

    /** The headers to compare with. */
    CHeader header() {
        return CHeader.OWN;
    }

    /** Constants that came later than the oldest headers we build with (Linux 5.13). */
    private static final Set<String> NEWER =
            Set.of("F_SEAL_EXEC", "MFD_EXEC", "MFD_NOEXEC_SEAL", "AT_EXECVE_CHECK",
                    "FS_IOC_GETFSUUID", "FS_IOC_GETFSSYSFSPATH", "PIDFD_SIGNAL_PROCESS_GROUP",
                    "SECCOMP_IOCTL_NOTIF_SET_FLAGS", "SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP");

    /** Macros of the C library that go beyond the kernel's constant. */
    Set<String> wider() {
        return Set.of();
    }

    @Test
    void linux_constants_are_those_of_the_c_headers(@TempDir Path directory) {
        Map<String, Long> ours = CHeader.constants(LinuxHeader.class);

        Map<String, Long> theirs = header().macros(directory, ours.keySet());

        Set<String> unknown = new TreeSet<>(ours.keySet());
        unknown.removeAll(theirs.keySet());
        assertThat(NEWER).containsAll(unknown);
        theirs.keySet().removeAll(wider());
        // C has an unsigned number where Java has an int with all 32 bits.
        theirs.replaceAll((name, value) -> name.equals("EPOLLET") ? (int) (long) value : value);
        assertThat(ours).containsAllEntriesOf(theirs);
    }

    @Test
    void constants_of_watched_calls_are_those_of_the_c_headers(@TempDir Path directory) {
        Map<String, Long> ours = CHeader.constants(WatchHeader.class);

        Map<String, Long> theirs = header().macros(directory, ours.keySet());

        Set<String> unknown = new TreeSet<>(ours.keySet());
        unknown.removeAll(theirs.keySet());
        assertThat(NEWER).containsAll(unknown);
        // C has unsigned numbers where Java has ints with all 32 bits.
        theirs.replaceAll((name, value) -> (long) (int) (long) value);
        assertThat(ours).containsAllEntriesOf(theirs);
    }

    @Test
    void constants_of_user_notification_are_those_of_the_c_headers(@TempDir Path directory) {
        Map<String, Long> ours = CHeader.constants(NotifyHeader.class);
        Set<String> old = new TreeSet<>(ours.keySet());
        old.removeAll(NEWER);

        assertThat(ours).containsAllEntriesOf(header().values(directory, old));
        assertThat(ours).containsAllEntriesOf(header().macros(directory, ours.keySet()));
    }

    @Test
    void constants_of_audit_are_those_of_the_c_headers(@TempDir Path directory) {
        Map<String, Long> ours = CHeader.constants(AuditHeader.class);

        Map<String, Long> theirs = header().values(directory, ours.keySet());

        assertThat(ours).containsExactlyInAnyOrderEntriesOf(theirs);
    }

    @Test
    void filter_constants_are_those_of_the_c_headers(@TempDir Path directory) {
        Map<String, Long> ours = CHeader.constants(FilterHeader.class);

        Map<String, Long> theirs = header().macros(directory, ours.keySet());

        // C has unsigned numbers where Java has ints with all 32 bits.
        theirs.replaceAll((name, value) -> (long) (int) (long) value);
        ours.keySet().removeIf(name -> name.equals("__X32_SYSCALL_BIT") && !theirs.containsKey(name));
        // Only newer headers name it: linux/ext4.h.
        String version = "_IOW('f', 4, long)";
        assertThat((long) FilterHeader.EXT4_IOC_SETVERSION)
                .isEqualTo(header().values(directory, Set.of(version)).get(version));
        theirs.put("EXT4_IOC_SETVERSION", (long) FilterHeader.EXT4_IOC_SETVERSION);
        assertThat(ours).containsExactlyInAnyOrderEntriesOf(theirs);
    }

    @Test
    void landlock_constants_are_those_of_the_c_header_as_far_as_it_goes(@TempDir Path directory) {
        Map<String, Long> ours = CHeader.constants(LandlockHeader.class);

        Map<String, Long> theirs = header().macros(directory, ours.keySet());

        assertThat(theirs).containsKeys("LANDLOCK_ACCESS_FS_MAKE_SYM", "__NR_landlock_add_rule");
        assertThat(ours).containsAllEntriesOf(theirs);
        assertThat(header().values(directory, Set.of("LANDLOCK_RULE_PATH_BENEATH")))
                .containsEntry(
                        "LANDLOCK_RULE_PATH_BENEATH",
                        (long) LandlockHeader.LANDLOCK_RULE_PATH_BENEATH);
    }

    @Test
    void landlock_rights_are_the_first_bits_each_once() {
        assertThat(sorted("LANDLOCK_ACCESS_FS_")).containsExactly(bits(17));
        assertThat(sorted("LANDLOCK_ACCESS_NET_")).containsExactly(bits(4));
        assertThat(sorted("LANDLOCK_SCOPE_")).containsExactly(bits(2));
        assertThat(sorted("LANDLOCK_RESTRICT_SELF_")).containsExactly(bits(5));
        assertThat(sorted("LANDLOCK_CREATE_RULESET_")).containsExactly(bits(2));
        assertThat(sorted("LANDLOCK_ADD_RULE_")).containsExactly(bits(1));
        assertThat(sorted("LANDLOCK_RULE_")).containsExactly(1, 2);
    }

    private static long[] sorted(String prefix) {
        return CHeader.constants(LandlockHeader.class).entrySet().stream()
                .filter(constant -> constant.getKey().startsWith(prefix))
                .mapToLong(Map.Entry::getValue)
                .sorted()
                .toArray();
    }

    private static long[] bits(int count) {
        return LongStream.range(0, count).map(bit -> 1L << bit).toArray();
    }

    @Test
    void error_numbers_have_their_names() {
        assertThat(CHeader.constants(Errno.class))
                .isNotEmpty()
                .allSatisfy((name, errno) -> assertThat(Errno.name(errno.intValue()))
                        .isEqualTo(name));
    }

    @Test
    void the_name_of_each_error_number_is_that_of_the_c_header(@TempDir Path directory) {
        Map<String, Long> ours = new TreeMap<>(
                IntStream.rangeClosed(1, 133)
                        .boxed()
                        .filter(errno -> errno != 41 && errno != 58)
                        .collect(Collectors.toMap(Errno::name, Integer::longValue)));

        assertThat(ours).hasSize(131);
        assertThat(header().macros(directory, ours.keySet()))
                .containsExactlyInAnyOrderEntriesOf(ours);
    }

    @Test
    void a_number_that_is_no_error_has_no_name() {
        assertThat(Errno.name(41)).isEqualTo("errno 41");
        assertThat(Errno.name(58)).isEqualTo("errno 58");
        assertThat(Errno.name(0)).isEqualTo("errno 0");
        assertThat(Errno.name(134)).isEqualTo("errno 134");
        assertThat(Errno.name(-13)).isEqualTo("errno -13");
    }
}

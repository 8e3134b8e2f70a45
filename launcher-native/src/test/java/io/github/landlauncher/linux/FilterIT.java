package io.github.landlauncher.linux;

import static io.github.landlauncher.SyscallGroup.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.SyscallGroup;
import io.github.landlauncher.linux.libc.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The kernel takes the programs, installed by the helper, and refuses real calls. Each call also
 * runs without a program, where it does nothing or fails with something else.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FilterIT {

    private static final Architecture HERE = Architecture.of(System.getProperty("os.arch"));
    private static final int JVM = (int) ProcessHandle.current().pid();
    private static final String AT_FDCWD = "-100";

    private static FilterTool tool;

    @TempDir private static Path directory;

    @BeforeAll
    static void compile() throws Exception {
        tool = new FilterTool(directory);
    }

    private static byte[] program(Set<SyscallGroup> groups) {
        return FilterProgram.of(groups, HERE, JVM);
    }

    private static List<String> words(Syscall call, String... arguments) {
        List<String> words = new ArrayList<>(
                List.of("call", Integer.toString(call.number(HERE))));
        words.addAll(List.of(arguments));
        return words;
    }

    private static String file() {
        return ":" + directory.resolve("file");
    }

    private static Arguments of(
            SyscallGroup group, int errno, Syscall call, int free, String... arguments) {
        return Arguments.of(group, call, List.of(arguments), free, errno);
    }

    /** Group, errno with its program, system call, errno without it, arguments. */
    private static Stream<Arguments> calls() {
        String jvm = Integer.toString(JVM);
        return Stream.of(
                of(SOCKETS_ALL, Errno.EAFNOSUPPORT, Syscall.SOCKET, 0, "1", "1", "0"),
                of(SOCKETS_ALL, Errno.EPROTONOSUPPORT, Syscall.SOCKETPAIR, Errno.EFAULT,
                        "1", "2", "0", "0"),
                of(SOCKETS_BUT_UNIX, Errno.EAFNOSUPPORT, Syscall.SOCKET, 0, "2", "1", "0"),
                of(SOCKETS_BUT_TCP, Errno.EPROTONOSUPPORT, Syscall.SOCKET, 0, "2", "2", "0"),
                of(SOCKETS_BUT_TCP, Errno.ENOENT, Syscall.SETSOCKOPT, Errno.EBADF, "-1", "6", "31"),
                of(SOCKETS_BUT_TCP_AND_UDP, Errno.EAFNOSUPPORT, Syscall.SOCKET, 0, "16", "3", "0"),
                // A flag that no kernel knows, so that the answer does not depend on its modules.
                of(SOCKETS_VSOCK_AND_ALG, Errno.EAFNOSUPPORT, Syscall.SOCKET, Errno.EINVAL,
                        "38", "0x10005", "0"),
                of(UNIX_SOCKETS, Errno.EAFNOSUPPORT, Syscall.SOCKET, 0, "1", "1", "0"),
                of(UNIX_SOCKETS, Errno.EPROTONOSUPPORT, Syscall.SOCKETPAIR, Errno.EFAULT,
                        "1", "2", "0", "0"),
                of(FAST_OPEN, Errno.EOPNOTSUPP, Syscall.SENDTO, Errno.EBADF,
                        "-1", "0", "0", "0x20000000"),
                of(NAMESPACES, Errno.EPERM, Syscall.UNSHARE, 0, "0"),
                of(MOUNTS, Errno.EPERM, Syscall.CHROOT, Errno.EFAULT, "0"),
                of(PTRACE, Errno.EPERM, Syscall.PIDFD_GETFD, Errno.EBADF, "-1", "0", "0"),
                of(KEYRINGS, Errno.EPERM, Syscall.KEYCTL, Errno.EOPNOTSUPP, "0x7fffffff"),
                // Flags that no kernel knows come before any question of permission.
                of(IO_URING, Errno.ENOSYS, Syscall.IO_URING_ENTER, Errno.EINVAL,
                        "-1", "0", "0", "0x80000000"),
                of(OBSERVATION, Errno.EPERM, Syscall.PERF_EVENT_OPEN, Errno.EINVAL,
                        "0", "0", "-1", "-1", "-1"),
                of(FILE_HANDLES, Errno.EPERM, Syscall.NAME_TO_HANDLE_AT, Errno.EFAULT,
                        AT_FDCWD, ":/", "0", "0", "0"),
                of(ADMINISTRATION, Errno.EPERM, Syscall.ADJTIMEX, Errno.EFAULT, "0"),
                of(ADMINISTRATION, Errno.EPERM, Syscall.IOCTL, Errno.EBADF, "-1", "0x5000940E"),
                of(SYSV_IPC, Errno.EPERM, Syscall.SEMCTL, Errno.EINVAL, "-1", "0", "0"),
                of(TERMINAL_INPUT, Errno.EPERM, Syscall.IOCTL, Errno.EBADF, "-1", "0x5412"),
                of(FOREIGN_LIMITS, Errno.EPERM, Syscall.PRLIMIT64, 0, jvm, "7", "0", "0"),
                of(SETID_BITS, Errno.EPERM, Syscall.FCHMODAT, 0, AT_FDCWD, file(), "04700"),
                of(SIGNALS_TO_JVM, Errno.EPERM, Syscall.KILL, 0, jvm, "0"),
                of(TRUNCATE, Errno.EACCES, Syscall.OPENAT, 0, AT_FDCWD, file(), "0x203"),
                of(METADATA, Errno.EPERM, Syscall.FCHOWNAT, 0, AT_FDCWD, file(), "-1", "-1"),
                of(METADATA, Errno.EPERM, Syscall.IOCTL, Errno.EBADF, "-1", "0x40806685"),
                of(MEMFD, Errno.EPERM, Syscall.MEMFD_CREATE, 0, ":memory", "0"));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void a_call_gets_its_errno_from_the_program_of_its_group_and_of_all(
            SyscallGroup group, Syscall call, List<String> arguments, int free, int errno)
            throws Exception {
        Files.writeString(directory.resolve("file"), "content");
        List<String> words = words(call, arguments.toArray(new String[0]));

        assertThat(tool.free(words).status()).as("without").isEqualTo(free);
        assertThat(tool.filtered(program(EnumSet.noneOf(SyscallGroup.class)), words).status())
                .as("with an empty one").isEqualTo(free);
        assertThat(tool.filtered(program(Set.of(group)), words).status()).isEqualTo(errno);
        if (!group.name().startsWith("SOCKETS")) {
            Set<SyscallGroup> everything = FilterSets.typical().get("everything");
            assertThat(tool.filtered(program(everything), words).status()).isEqualTo(errno);
        }
    }

    @Test
    void every_group_has_a_call_here() {
        assertThat(calls().map(arguments -> arguments.get()[0]).distinct())
                .containsExactly((Object[]) SyscallGroup.values());
    }

    @Test
    void the_kernel_takes_every_program_and_lets_what_is_allowed_pass() throws Exception {
        int getpid = HERE == Architecture.X86_64 ? 39 : 172;
        List<String> words = List.of("call", Integer.toString(getpid));
        for (Set<SyscallGroup> groups : FilterSets.all()) {
            assertThat(tool.filtered(program(groups), words)).as("%s", groups)
                    .isEqualTo(new FilterTool.Result("", 0));
        }
    }

    /** Why mkdir(2) has no row among the set-user-ID bits, and these others have one. */
    @Test
    void the_kernel_itself_drops_set_id_bits_from_the_mode_of_a_directory() throws Exception {
        int mkdirat = HERE == Architecture.X86_64 ? 258 : 34;
        String creatingForWriting = "0x41";

        assertThat(tool.free(List.of("call", Integer.toString(mkdirat), AT_FDCWD,
                ":" + directory.resolve("made"), "06700")).status()).isZero();
        assertThat(tool.free(words(Syscall.MKNODAT, AT_FDCWD, ":" + directory.resolve("node"),
                "0106700")).status()).isZero();
        assertThat(tool.free(words(Syscall.OPENAT, AT_FDCWD, ":" + directory.resolve("opened"),
                creatingForWriting, "06700")).status()).isZero();

        assertThat(Map.of(
                        "made", mode("made"), "node", mode("node"), "opened", mode("opened")))
                .isEqualTo(Map.of("made", 0700, "node", 06700, "opened", 06700));
    }

    private static int mode(String name) throws IOException {
        return (int) Files.getAttribute(directory.resolve(name), "unix:mode") & 07777;
    }

    @Test
    void a_call_by_its_x32_number_does_not_exist() throws Exception {
        int x32 = 0x40000000;
        int getpid = HERE == Architecture.X86_64 ? 39 : 172;

        assertThat(tool.filtered(program(Set.of(KEYRINGS)),
                List.of("call", Integer.toString(x32 | getpid))).status()).isEqualTo(Errno.ENOSYS);
    }
}

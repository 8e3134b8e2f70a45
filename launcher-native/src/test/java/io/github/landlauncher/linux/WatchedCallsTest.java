package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.SocketAddressTest.address;
import static io.github.landlauncher.linux.libc.FilterHeader.AF_INET;
import static io.github.landlauncher.linux.libc.FilterHeader.IPPROTO_UDP;
import static io.github.landlauncher.linux.libc.FilterHeader.SOCK_DGRAM;
import static io.github.landlauncher.linux.libc.LinuxHeader.AT_FDCWD;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.explain.Attempt;
import java.nio.file.Files;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each watched call can be an attempt, with its arguments at their places. */
class WatchedCallsTest extends ProgramTest {

    private static final int SOCKET = 3;
    private static final int DEVICE = 4;
    private static final int PIDFD = 5;

    private Map<Syscall, Object[]> examples() {
        Map<Syscall, Object[]> examples = new EnumMap<>(Syscall.class);
        names(examples);
        byte[] port = address(AF_INET, 16, 0, 80);
        byte[] message = FakeProgram.buffer(64).putLong(0, program.put(port)).putInt(8, 16).array();
        examples.put(Syscall.BIND, new Object[] {SOCKET, port, 16});
        examples.put(Syscall.CONNECT, new Object[] {SOCKET, port, 16});
        examples.put(Syscall.SENDTO, new Object[] {SOCKET, "data", 4, 0, port, 16});
        examples.put(Syscall.SENDMSG, new Object[] {SOCKET, message, 0});
        examples.put(Syscall.SENDMMSG, new Object[] {SOCKET, message, 1, 0});
        examples.put(Syscall.IOCTL, new Object[] {DEVICE, 0x5401, 0});
        int jvm = FakeProgram.JVM;
        examples.put(Syscall.KILL, new Object[] {jvm, 9});
        examples.put(Syscall.TKILL, new Object[] {jvm, 9});
        examples.put(Syscall.TGKILL, new Object[] {jvm, jvm, 9});
        examples.put(Syscall.RT_SIGQUEUEINFO, new Object[] {jvm, 9, 0});
        examples.put(Syscall.RT_TGSIGQUEUEINFO, new Object[] {jvm, jvm, 9, 0});
        examples.put(Syscall.PIDFD_SEND_SIGNAL, new Object[] {PIDFD, 9, 0, 0});
        for (Syscall call : new Syscall[] {
            Syscall.MOUNT, Syscall.UMOUNT2, Syscall.PIVOT_ROOT, Syscall.MOVE_MOUNT}) {
            examples.put(call, new Object[] {});
        }
        return examples;
    }

    private static void names(Map<Syscall, Object[]> examples) {
        Object here = AT_FDCWD;
        byte[] how = new byte[24];
        examples.put(Syscall.OPEN, new Object[] {"file", 0});
        examples.put(Syscall.OPENAT, new Object[] {here, "file", 0});
        examples.put(Syscall.OPENAT2, new Object[] {here, "file", how, how.length});
        examples.put(Syscall.CREAT, new Object[] {"file", 0});
        examples.put(Syscall.TRUNCATE, new Object[] {"file", 0});
        examples.put(Syscall.EXECVE, new Object[] {"file", 0, 0});
        examples.put(Syscall.EXECVEAT, new Object[] {here, "file", 0, 0, 0});
        examples.put(Syscall.MKDIR, new Object[] {"new", 0});
        examples.put(Syscall.MKDIRAT, new Object[] {here, "new", 0});
        examples.put(Syscall.MKNOD, new Object[] {"new", 0, 0});
        examples.put(Syscall.MKNODAT, new Object[] {here, "new", 0, 0});
        examples.put(Syscall.SYMLINK, new Object[] {"text", "new"});
        examples.put(Syscall.SYMLINKAT, new Object[] {"text", here, "new"});
        examples.put(Syscall.UNLINK, new Object[] {"file"});
        examples.put(Syscall.UNLINKAT, new Object[] {here, "file", 0});
        examples.put(Syscall.RMDIR, new Object[] {"dir"});
        examples.put(Syscall.RENAME, new Object[] {"file", "new"});
        examples.put(Syscall.RENAMEAT, new Object[] {here, "file", here, "new"});
        examples.put(Syscall.RENAMEAT2, new Object[] {here, "file", here, "new", 0});
        examples.put(Syscall.LINK, new Object[] {"file", "new"});
        examples.put(Syscall.LINKAT, new Object[] {here, "file", here, "new", 0});
    }

    @Test
    void each_call_of_the_table_is_decoded() throws Exception {
        file("file");
        directory("dir");
        program.socket(SOCKET, AF_INET, SOCK_DGRAM, IPPROTO_UDP);
        program.descriptor(DEVICE, "/dev/zero");
        program.descriptor(PIDFD, "anon_inode:[pidfd]");
        Files.writeString(program.entry("fdinfo").resolve("5"), "Pid:\t" + FakeProgram.JVM + "\n");
        program.status(FakeProgram.PID, "7\t7\t7\t7", "0000000000200000", true);
        Map<Syscall, Object[]> examples = examples();

        assertThat(examples.keySet()).isEqualTo(WatchTable.calls());
        for (Map.Entry<Syscall, Object[]> example : examples.entrySet()) {
            assertThat(program.attempts(example.getKey(), example.getValue())).as("%s", example.getKey())
                    .isNotEmpty().extracting(Attempt::systemCall)
                    .containsOnly(example.getKey().toString());
        }
    }

    /** A path at an address that is not there, and zeros for all the rest. */
    @Test
    void a_call_without_its_memory_is_no_attempt() throws Exception {
        for (Syscall call : WatchTable.calls()) {
            Object[] zeros = Collections.nCopies(Notice.ARGUMENTS, 0).toArray();

            assertThat(program.attempts(call, zeros)).as("%s", call).isEmpty();
        }
    }
}

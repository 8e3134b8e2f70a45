package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.Syscall.IOCTL;
import static io.github.landlauncher.linux.Syscall.MOUNT;
import static io.github.landlauncher.linux.Syscall.MOVE_MOUNT;
import static io.github.landlauncher.linux.Syscall.PIVOT_ROOT;
import static io.github.landlauncher.linux.Syscall.UMOUNT2;
import static io.github.landlauncher.linux.libc.LinuxHeader.TCGETS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.SyscallGroup;
import io.github.landlauncher.explain.Operation;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** ioctl(2), and calls that change mounts. */
class DeviceCallsTest extends ProgramTest {

    @Test
    void a_device_that_the_program_opened_is_controlled() throws Exception {
        program.descriptor(3, "/dev/zero");
        program.descriptor(0, "/dev/null");

        assertThat(program.operations(IOCTL, 3, TCGETS))
                .containsExactly(new Operation.ControlDevice(Path.of("/dev/zero")));
    }

    @Test
    void what_is_no_device_is_not_landlocks() throws Exception {
        program.descriptor(3, file("file").toString());
        program.descriptor(4, directory("dir").toString());
        program.descriptor(5, "pipe:[1]");
        program.descriptor(6, "socket:[1]");

        for (int fd = 3; fd <= 7; fd++) {
            assertThat(program.operations(IOCTL, fd, TCGETS)).isEmpty();
        }
    }

    @Test
    void a_device_that_a_standard_stream_is_may_be_a_duplicate_of_it() throws Exception {
        program.descriptor(255, "/dev/zero");

        for (int fd = 0; fd <= 2; fd++) {
            program.descriptor(fd, "/dev/zero");
            assertThat(program.operations(IOCTL, 255, TCGETS)).isEmpty();
            program.descriptor(fd, "pipe:[1]");
        }

        assertThat(program.operations(IOCTL, 255, TCGETS)).hasSize(1);
    }

    @Test
    void mounts_are_changed_by_who_has_the_capability() throws Exception {
        for (Syscall call : new Syscall[] {MOUNT, UMOUNT2, PIVOT_ROOT, MOVE_MOUNT}) {
            program.status(FakeProgram.PID, "7\t7\t7\t7", "000001ffffdfffff", true);
            assertThat(program.operations(call)).isEmpty();

            program.status(FakeProgram.PID, "7\t7\t7\t7", "0000000000200000", true);
            assertThat(program.operations(call))
                    .containsExactly(new Operation.Call(SyscallGroup.MOUNTS));
        }
    }
}

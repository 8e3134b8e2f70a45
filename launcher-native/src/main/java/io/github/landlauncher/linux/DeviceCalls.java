package io.github.landlauncher.linux;

import io.github.landlauncher.SyscallGroup;
import io.github.landlauncher.explain.Operation;
import io.github.landlauncher.linux.libc.LinuxHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** ioctl(2) on devices, and the calls that change mounts. */
final class DeviceCalls {

    private static final List<Operation> NONE = List.of();
    private static final int STANDARD_STREAMS = 3;

    private DeviceCalls() {}

    /**
     * ioctl(2) on a device that the program opened itself.
     *
     * <p>A duplicate of a standard stream, as shells make one, is not told from the device opened
     * again: nothing is said of a device that one of the standard streams is too.
     */
    static List<Operation> control(PendingCall call) throws UnreadableException {
        WatchedThread thread = call.thread();
        Optional<Path> device = thread.descriptor(call.integer(0)).filter(DeviceCalls::isDevice);
        for (int fd = 0; fd < STANDARD_STREAMS && device.isPresent(); fd++) {
            if (thread.descriptorText(fd).equals(device)) {
                return NONE;
            }
        }
        return device.<List<Operation>>map(path -> List.of(new Operation.ControlDevice(path)))
                .orElse(NONE);
    }

    private static boolean isDevice(Path path) {
        try {
            int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            int type = mode & LinuxHeader.S_IFMT;
            return type == LinuxHeader.S_IFCHR || type == LinuxHeader.S_IFBLK;
        } catch (IOException e) {
            return false;
        }
    }

    /** Mounting and its like, which need a capability before anybody else is asked. */
    static List<Operation> mount(PendingCall call) throws UnreadableException {
        boolean may = call.thread().status().filter(ThreadStatus::mayMount).isPresent();
        return may ? List.of(new Operation.Call(SyscallGroup.MOUNTS)) : NONE;
    }
}

package io.github.landlauncher.linux;

import static io.github.landlauncher.linux.libc.NotifyHeader.SECCOMP_GET_NOTIF_SIZES;
import static io.github.landlauncher.linux.libc.NotifyHeader.SECCOMP_IOCTL_NOTIF_ID_VALID;
import static io.github.landlauncher.linux.libc.NotifyHeader.SECCOMP_IOCTL_NOTIF_RECV;
import static io.github.landlauncher.linux.libc.NotifyHeader.SECCOMP_IOCTL_NOTIF_SEND;
import static io.github.landlauncher.linux.libc.NotifyHeader.SECCOMP_IOCTL_NOTIF_SET_FLAGS;
import static io.github.landlauncher.linux.libc.NotifyHeader.SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP;
import static io.github.landlauncher.linux.libc.NotifyHeader.SECCOMP_USER_NOTIF_FLAG_CONTINUE;

import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.Memory;
import io.github.landlauncher.linux.libc.SeccompNotif;
import io.github.landlauncher.linux.libc.SeccompNotifResp;
import io.github.landlauncher.linux.libc.SeccompNotifSizes;

/**
 * The owner of a seccomp listener, seccomp_unotify(2): hears which system calls wait, and lets them
 * go on. It has no way to refuse one.
 *
 * <p>Thread-safe; after it was closed asking answers nothing, and whoever still waits or comes to wait
 * gets ENOSYS.
 */
final class SyscallListener implements AutoCloseable {

    private final Libc libc;
    private final Room room;
    private final Descriptor descriptor;
    private boolean closed;

    /** Takes over a descriptor. */
    SyscallListener(Libc libc, Room room, Descriptor descriptor) {
        this.libc = libc;
        this.room = room;
        this.descriptor = descriptor;
        // Each side waits for the other, so both may as well use one CPU; kernels before 6.6 refuse.
        libc.ioctl(descriptor.fd(), SECCOMP_IOCTL_NOTIF_SET_FLAGS, SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP);
    }

    /** Memory for one question and one answer, which listeners share; who uses it has its lock. */
    static final class Room {
        private final Memory memory;
        private final int answer;

        private Room(Libc libc, int notif, int response) {
            answer = (notif + Long.BYTES - 1) & -Long.BYTES;
            memory = new Memory(libc, answer + response);
        }

        /** As large as the kernel says; its structures may have grown since those that we know. */
        static Room of(Libc libc) {
            Memory sizes = new Memory(libc, SeccompNotifSizes.SIZE);
            // Without an answer they are as they have been since Linux 5.0.
            libc.seccomp(SECCOMP_GET_NOTIF_SIZES, 0, sizes.address());
            return new Room(libc,
                    Math.max(SeccompNotif.SIZE, SeccompNotifSizes.notif(sizes.bytes(), 0)),
                    Math.max(SeccompNotifResp.SIZE, SeccompNotifSizes.response(sizes.bytes(), 0)));
        }

        private Waiting waiting() {
            long[] arguments = new long[Notice.ARGUMENTS];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = SeccompNotif.arg(memory.bytes(), 0, i);
            }
            return new Waiting(SeccompNotif.id(memory.bytes(), 0), new Notice(
                    SeccompNotif.pid(memory.bytes(), 0), SeccompNotif.nr(memory.bytes(), 0), arguments));
        }

        /** The kernel refuses memory that is not zeroed. */
        private void zero() {
            for (int i = 0; i < memory.size(); i++) {
                memory.bytes().put(i, (byte) 0);
            }
        }
    }

    /** A call that waits. */
    record Waiting(long id, Notice notice) {}

    /** The number to wait for; only while it is open. */
    int fd() {
        return descriptor.fd();
    }

    /**
     * The call that has waited longest; only when epoll has said that there is one, else it blocks.
     *
     * @return null if it waits no more: it was interrupted, or its thread has ended
     */
    Waiting next() {
        synchronized (room) {
            room.zero();
            return control(SECCOMP_IOCTL_NOTIF_RECV, 0) < 0 ? null : room.waiting();
        }
    }

    /**
     * Whether a call still waits. Only then is what was read of its thread what it had: the number of
     * a thread that has ended may mean another one.
     */
    boolean waits(long id) {
        synchronized (room) {
            room.memory.bytes().putLong(0, id);
            return control(SECCOMP_IOCTL_NOTIF_ID_VALID, 0) == 0;
        }
    }

    /** Lets a call be made as if nobody had asked. It may have stopped waiting. */
    void letGoOn(long id) {
        synchronized (room) {
            SeccompNotifResp.put(
                    room.memory.bytes(), room.answer, id, SECCOMP_USER_NOTIF_FLAG_CONTINUE);
            control(SECCOMP_IOCTL_NOTIF_SEND, room.answer);
        }
    }

    private int control(long request, int at) {
        return closed
                ? -Errno.EBADF
                : libc.ioctl(descriptor.fd(), request, room.memory.address() + at);
    }

    /** Closing again has no effect. */
    @Override
    public void close() {
        synchronized (room) {
            if (!closed) {
                closed = true;
                descriptor.close();
            }
        }
    }
}

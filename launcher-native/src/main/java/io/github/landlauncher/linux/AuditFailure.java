package io.github.landlauncher.linux;

import io.github.landlauncher.linux.libc.Errno;
import io.github.landlauncher.linux.libc.Libc;
import java.io.IOException;

/** Says why audit records cannot be read, and what to do about it. */
final class AuditFailure {

    private AuditFailure() {}

    /** A call that has failed. */
    static IOException of(Libc libc, String call, int errno) {
        return new IOException("Cannot read audit records: " + call + ": " + Failure.text(libc, errno)
                + "\n  " + advice(errno));
    }

    private static String advice(int errno) {
        return switch (errno) {
            case Errno.EPERM, Errno.EACCES -> "It takes CAP_AUDIT_READ in the initial user namespace, which"
                    + " root of most containers lacks.\n  See docs/errors.md#audit-eperm";
            case Errno.EPROTONOSUPPORT -> "This kernel was built without CONFIG_AUDIT, or booted with"
                    + " audit=0.\n  See docs/errors.md#audit-eprotonosupport";
            default -> "See docs/errors.md#audit-error";
        };
    }
}

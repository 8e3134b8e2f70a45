package io.github.landlauncher.explain;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.spi.AuditFeed;
import io.github.landlauncher.spi.SandboxLauncher;
import java.io.IOException;

/**
 * Receives what Landlock denies from the kernel, while auditd, if there is one, goes on to get it too.
 * Made by {@link AuditLog#open()} before the programs it is about are started. Thread-safe; it has no
 * thread of its own, and one descriptor.
 *
 * <p>It takes Landlock ABI 7 (Linux 6.15) and CONFIG_AUDIT; CAP_AUDIT_READ in the initial user
 * namespace, so that root of most containers may not; and a policy with {@link
 * io.github.landlauncher.SandboxPolicy#logging logging(LogFlag.LOG_NEW_EXEC_ON)}. What is missing of
 * the following cannot be told from a kernel that has nothing to say:
 *
 * <ul>
 *   <li>Audit is enabled: {@code auditctl -e 1}, or {@code audit=1} on the kernel's command line;
 *       {@code auditctl -s} shows it. By default it is not, unless auditd is installed.
 *   <li>This JVM is in the initial network namespace, for the kernel sends to no other.
 *   <li>It is in the initial pid namespace, for {@link AuditLog#denialsOf}.
 *   <li>No rule {@code never,task} is there, as some distributions have it, and audit was enabled before
 *       this JVM was started: otherwise {@link AuditDenial#pid()}, {@link AuditDenial#executable()} and
 *       {@link AuditDenial#errno()} are empty.
 * </ul>
 *
 * <p>Records that are not read in time are dropped, and {@link #losses()} tells. The kernel keeps 8 MiB
 * of them for who has CAP_NET_ADMIN, and otherwise what net.core.rmem_max allows. It also drops what is
 * denied faster than it can send, and nothing tells a reader: {@code audit_backlog_limit} is 64 records by
 * default, which a program that is denied hundreds of files in a row fills. {@code auditctl -b 8192}, or
 * {@code audit_backlog_limit=8192} on the kernel's command line, is enough for thousands; {@code auditctl
 * -s} shows how many were lost.
 *
 * <p>Source: netlink(7), linux/audit.h.
 */
public final class AuditReader implements AutoCloseable {

    /** Some MiB at most. */
    private static final int CAPACITY = 10_000;

    private final AuditFeed feed;
    private final AuditWindow window = new AuditWindow(CAPACITY);
    private long losses;

    private AuditReader(AuditFeed feed) {
        this.feed = feed;
    }

    static AuditReader open(SandboxLauncher launcher) throws IOException {
        LandlockSupport support = launcher.support();
        if (!LandlockAbi.V7.isWithin(support.abi())) {
            throw new IOException("Cannot read audit records: Landlock writes them from ABI 7 (Linux 6.15)"
                    + " on, and this kernel has "
                    + (support.abi() == 0 ? "no Landlock" : "ABI " + support.abi())
                    + "\n  Watch the program instead, or read what it says; see docs/explain.md"
                    + "\n  See docs/errors.md#audit-abi");
        }
        return new AuditReader(launcher.openAudit());
    }

    /**
     * What has been denied since this reader was opened, as far as its records have arrived; never waits.
     * Of more than the newest 10,000 records the oldest are forgotten.
     *
     * <p>A thread of the kernel's delivers records, a moment after the denial: when a program has exited,
     * its last ones may still be on their way, and so may be part of what a denial tells.
     *
     * @throws IOException if this reader is closed, or the kernel gives no records any more
     */
    public synchronized AuditLog read() throws IOException {
        losses += feed.drain(line -> AuditRecord.read(line).ifPresent(window::add));
        return window.log();
    }

    /**
     * How many times so far records were lost, each time one or more: the kernel had no room for them
     * since they were not read in time. If this has grown, {@link #read()} does not tell all. It does
     * not count what the kernel drops before it sends it, for want of memory or by {@code
     * audit_backlog_limit}: that is in the kernel's log only.
     */
    public synchronized long losses() {
        return losses;
    }

    /** Receives no more; closing it twice is harmless. */
    @Override
    public void close() {
        feed.close();
    }
}

package io.github.landlauncher.explain;

import io.github.landlauncher.explain.AuditRecord.Type;
import io.github.landlauncher.spi.SandboxLauncher;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What Landlock has denied according to the kernel's audit log: the most exact source there is, for who
 * may read it.
 *
 * <p>It takes a kernel with Landlock ABI 7 (Linux 6.15) or later and CONFIG_AUDIT, audit that is enabled
 * ({@code auditctl -e 1}), and a policy with {@link
 * io.github.landlauncher.SandboxPolicy#logging logging(LogFlag.LOG_NEW_EXEC_ON)}: without that flag the
 * kernel logs no denial of what a program was executed for. Records are in /var/log/audit/audit.log if
 * auditd runs, and otherwise in the kernel's log; to read either is a privilege. {@link #open()} gets
 * them from the kernel itself. The kernel drops records if there are too many at once.
 *
 * <p>Only a log that no program can write into is to be trusted. The kernel's own records cannot be
 * forged.
 *
 * <p>Source: docs.kernel.org/admin-guide/LSM/landlock.html.
 */
public final class AuditLog {

    private final List<AuditDenial> denials;

    private AuditLog(List<AuditDenial> denials) {
        this.denials = denials;
    }

    /**
     * Reads the lines of a log, as auditd writes them, {@code dmesg} or {@code journalctl -k}; other
     * lines are passed over.
     *
     * @param lines to be read to their end; they are not closed
     */
    public static AuditLog read(Stream<String> lines) {
        return of(lines.flatMap(line -> AuditRecord.read(line).stream()).toList());
    }

    /**
     * Begins to receive denials from the kernel, from now on: of all programs of the machine, not only
     * this JVM's. {@link AuditReader} says what that takes.
     *
     * @throws IOException if records cannot be received here: this kernel has Landlock before ABI 7, or
     *     no audit (EPROTONOSUPPORT), or this JVM lacks CAP_AUDIT_READ in the initial user namespace
     *     (EPERM), or it is at its limit of open files; the message says which
     * @throws IllegalStateException if launcher-native is not on the class or module path
     * @throws UnsupportedOperationException if this system is not Linux on x86-64, aarch64 or riscv64,
     *     or the C library cannot be linked
     */
    public static AuditReader open() throws IOException {
        return AuditReader.open(SandboxLauncher.installed());
    }

    static AuditLog of(List<AuditRecord> records) {
        Map<String, AuditRecord> calls = new HashMap<>();
        Map<String, OptionalLong> programs = new HashMap<>();
        for (AuditRecord record : records) {
            if (record.type() == Type.SYSCALL) {
                calls.putIfAbsent(record.event(), record);
            } else if (record.type() == Type.LANDLOCK_DOMAIN && record.number("pid").isPresent()) {
                programs.putIfAbsent(record.text("domain").orElse(""), record.number("pid"));
            }
        }
        return new AuditLog(records.stream()
                .filter(record -> record.type() == Type.LANDLOCK_ACCESS)
                .flatMap(record -> denial(record, calls, programs).stream())
                .toList());
    }

    private static Optional<AuditDenial> denial(
            AuditRecord access, Map<String, AuditRecord> calls, Map<String, OptionalLong> programs) {
        Optional<String> domain = access.text("domain");
        Optional<String> blockers = access.text("blockers");
        if (domain.isEmpty() || blockers.isEmpty()) {
            return Optional.empty();
        }
        Optional<AuditRecord> call = Optional.ofNullable(calls.get(access.event()));
        return Optional.of(new AuditDenial(
                domain.get(),
                programs.getOrDefault(domain.get(), OptionalLong.empty()),
                Arrays.asList(blockers.get().split(",")),
                access.path("path"),
                port(access),
                call.map(record -> record.number("pid")).orElse(OptionalLong.empty()),
                call.flatMap(record -> record.path("exe")),
                call.map(AuditLog::errno).orElse(OptionalInt.empty())));
    }

    /** Of a connection the destination, of a bound socket its own. */
    private static OptionalInt port(AuditRecord access) {
        OptionalLong destination = access.number("dest");
        OptionalLong port = destination.isPresent() ? destination : access.number("src");
        return port.isPresent() && port.getAsLong() >= 0 && port.getAsLong() <= 65535
                ? OptionalInt.of((int) port.getAsLong())
                : OptionalInt.empty();
    }

    private static OptionalInt errno(AuditRecord call) {
        long exit = call.number("exit").orElse(0);
        return exit < 0 && exit > -4096 ? OptionalInt.of((int) -exit) : OptionalInt.empty();
    }

    /** All denials, in the order of the log. */
    public List<AuditDenial> denials() {
        return denials;
    }

    /**
     * The denials of a program and of all that it has started.
     *
     * @param pid {@link Process#pid()} of the program, if this JVM is in the initial pid namespace; when
     *     a number has been used again, the log has denials of more than one program by it
     */
    public List<AuditDenial> denialsOf(long pid) {
        return denials.stream()
                .filter(denial -> denial.program().equals(OptionalLong.of(pid)))
                .toList();
    }
}

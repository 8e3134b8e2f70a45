package io.github.landlauncher.linux;

import io.github.landlauncher.linux.libc.FilterHeader;

/** A machine whose system call numbers are known. */
enum Architecture {
    X86_64(FilterHeader.AUDIT_ARCH_X86_64),
    AARCH64(FilterHeader.AUDIT_ARCH_AARCH64),
    RISCV64(FilterHeader.AUDIT_ARCH_RISCV64);

    private final int auditArch;

    Architecture(int auditArch) {
        this.auditArch = auditArch;
    }

    /**
     * The architecture of a name in the JVM's spelling.
     *
     * @throws IllegalArgumentException if its system call numbers are unknown
     */
    static Architecture of(String osArch) {
        return switch (osArch) {
            case "amd64" -> X86_64;
            case "aarch64" -> AARCH64;
            case "riscv64" -> RISCV64;
            default -> throw new IllegalArgumentException("no system call numbers for " + osArch);
        };
    }

    /** What a seccomp program sees of it, the constant of linux/audit.h. */
    int auditArch() {
        return auditArch;
    }

    /** Whether numbers with __X32_SYSCALL_BIT are another entrance to the same system calls. */
    boolean hasX32() {
        return this == X86_64;
    }
}

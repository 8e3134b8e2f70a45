package io.github.landlauncher;

import static io.github.landlauncher.AccessFs.IOCTL_DEV;
import static io.github.landlauncher.AccessFs.READ_FILE;
import static io.github.landlauncher.AccessFs.WRITE_FILE;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;

/** The rules of those presets that are about parts of the system. */
final class SystemPresets {

    private static final int DNS_PORT = 53;

    private SystemPresets() {}

    static Rules baseSystem(String architecture) {
        return Rules.none()
                .allowReadExecuteIfExists(elfInterpreters(architecture))
                .allowReadIfExists("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib")
                .allowReadIfExists("/etc/ld.so.cache", "/etc/ld.so.preload")
                // What a locale that is not installed is looked up in; Debian's, behind a link.
                .allowReadIfExists("/usr/share/locale", "/etc/locale.alias")
                .allowReadIfExists("/usr/share/zoneinfo", "/etc/localtime")
                // A number that allocators ask for: glibc's with threads, jemalloc, mimalloc in Python.
                .allowReadIfExists("/proc/sys/vm/overcommit_memory")
                .allowReadIfExists("/dev/zero", "/dev/urandom", "/dev/random")
                .allowReadWriteIfExists("/dev/null");
    }

    private static String[] elfInterpreters(String architecture) {
        return switch (architecture) {
            case "amd64", "x86_64" -> new String[] {
                "/lib64/ld-linux-x86-64.so.2", "/lib/ld-musl-x86_64.so.1"
            };
            case "aarch64" -> new String[] {
                "/lib/ld-linux-aarch64.so.1", "/lib/ld-musl-aarch64.so.1"
            };
            case "riscv64" -> new String[] {
                "/lib/ld-linux-riscv64-lp64d.so.1", "/lib/ld-musl-riscv64.so.1"
            };
            default -> new String[0];
        };
    }

    /** Directories that hold keys too, such as /etc/ssl and /etc/pki, are not allowed as a whole. */
    static Rules tls() {
        return openssl()
                .allowReadIfExists("/etc/ssl/certs", "/etc/ssl/cert.pem", "/etc/ssl/ca-bundle.pem")
                .allowReadIfExists("/usr/share/ca-certificates", "/usr/local/share/ca-certificates")
                // Fedora, SUSE and Arch, in this order.
                .allowReadIfExists("/etc/pki/tls/certs", "/etc/pki/tls/cert.pem")
                .allowReadIfExists("/etc/pki/ca-trust", "/usr/share/pki/ca-trust-source")
                .allowReadIfExists("/var/lib/ca-certificates", "/etc/pki/trust", "/usr/share/pki/trust")
                .allowReadIfExists("/etc/ca-certificates")
                .allowReadIfExists("/etc/gnutls", "/etc/pkcs11/pkcs11.conf", "/etc/pkcs11/modules")
                .allowReadIfExists("/usr/share/p11-kit");
    }

    /** What libcrypto reads when it is loaded, also by programs that never make a connection. */
    static Rules openssl() {
        return Rules.none()
                .allowReadIfExists("/etc/ssl/openssl.cnf", "/etc/ssl/openssl.cnf.d")
                .allowReadIfExists("/etc/pki/tls/openssl.cnf", "/etc/pki/tls/openssl.d")
                .allowReadIfExists("/etc/crypto-policies", "/usr/share/crypto-policies")
                .allowReadIfExists("/proc/sys/crypto/fips_enabled");
    }

    static Rules dns() {
        return Rules.none()
                .allowReadIfExists("/etc/resolv.conf", "/etc/nsswitch.conf", "/usr/etc/nsswitch.conf")
                .allowReadIfExists("/etc/hosts", "/etc/host.conf", "/etc/gai.conf", "/usr/etc/gai.conf")
                .allowReadIfExists("/etc/services", "/usr/etc/services")
                .allowReadIfExists("/etc/protocols", "/usr/etc/protocols")
                // NetworkManager keeps passwords of networks beside its own.
                .allowReadIfExists("/run/systemd/resolve")
                .allowReadIfExists("/run/NetworkManager/resolv.conf")
                .allowReadIfExists("/run/NetworkManager/no-stub-resolv.conf")
                .allowReadIfExists("/run/resolvconf/resolv.conf", "/run/netconfig/resolv.conf")
                .allowReadIfExists("/run/connman/resolv.conf", "/mnt/wsl/resolv.conf")
                .allowConnectTcp(DNS_PORT)
                .allowConnectUdp(DNS_PORT);
    }

    static Rules terminal() {
        return Rules.none()
                .allowReadIfExists("/etc/terminfo", "/lib/terminfo", "/usr/share/terminfo")
                .allowReadIfExists("/usr/share/tabset", "/etc/inputrc")
                .allow(controllingTerminal());
    }

    /** Not exact, so that policies which do not handle IOCTL_DEV can have it too. */
    private static PathRule controllingTerminal() {
        return new PathRule(Optional.empty(), Path.of("/dev/tty"),
                EnumSet.of(READ_FILE, WRITE_FILE, IOCTL_DEV), false, true);
    }
}

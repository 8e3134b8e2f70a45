package io.github.landlauncher.it;

import static io.github.landlauncher.AccessFs.READ_FILE;
import static io.github.landlauncher.AccessFs.REFER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.Enforcement;
import io.github.landlauncher.Enforcement.Level;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LandlockFeature;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.Scope;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Under best effort a policy for any ABI starts on every kernel with Landlock, and what its report
 * calls enforced is what is denied, right by right and scope by scope. BaselineIT and
 * PeerBaselineIT show that without a sandbox nothing of it is denied.
 */
@KernelFacing
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
class BestEffortIT {

    @TempDir private Path directory;

    @ParameterizedTest
    @EnumSource
    void of_the_rights_on_files_those_reported_as_enforced_are_denied(LandlockAbi abi)
            throws Exception {
        Set<AccessFs> denied = EnumSet.noneOf(AccessFs.class);
        try (Layout layout = Layout.in(directory, Place.RW)) {
            for (AccessFs right : AccessFs.values()) {
                if (isDenied(right, allowingAllBut(right, abi, layout), layout)) {
                    denied.add(right);
                }
            }
        }

        Set<LandlockFeature> expected = reported(abi, AccessFs.values());
        expected.add(REFER); // denied by every ruleset that handles any right on files
        assertThat(denied).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void of_the_rights_on_ports_those_reported_as_enforced_are_denied(LandlockAbi abi)
            throws Exception {
        Set<AccessNet> denied = EnumSet.noneOf(AccessNet.class);
        for (AccessNet right : AccessNet.values()) {
            if (isDenied(right, bestEffort(abi))) {
                denied.add(right);
            }
        }

        assertThat(denied).isEqualTo(reported(abi, AccessNet.values()));
    }

    @ParameterizedTest
    @EnumSource
    void of_the_scopes_those_reported_as_enforced_are_denied(LandlockAbi abi) throws Exception {
        Set<Scope> denied = EnumSet.noneOf(Scope.class);
        for (Scope scope : Scope.values()) {
            if (isDenied(scope, bestEffort(abi))) {
                denied.add(scope);
            }
        }

        assertThat(denied).isEqualTo(reported(abi, Scope.values()));
    }

    @ParameterizedTest
    @EnumSource
    void the_report_of_the_process_is_the_preview_for_this_kernel(LandlockAbi abi)
            throws Exception {
        Enforcement preview = bestEffort(abi).enforcementOn(LandlockSupport.current());
        Enforcement report = Sandbox.enforcement(bestEffort(abi));
        // On ABI 1 the kernel denies REFER, and so is stricter than a policy that allows it somewhere.
        boolean complete =
                requested(abi).stream().allMatch(it -> it.since().isWithin(KernelAbi.current()));

        assertThat(report.lines()).containsAll(preview.lines());
        assertThat(report.level()).isEqualTo(complete ? Level.FULLY : Level.PARTIALLY);
    }

    private static SandboxPolicy bestEffort(LandlockAbi abi) {
        return Sandbox.policy(abi).bestEffort(LandlockAbi.V1);
    }

    /** A policy under which one right is missing, and so the one that a denial comes from. */
    private static SandboxPolicy allowingAllBut(AccessFs right, LandlockAbi abi, Layout layout) {
        EnumSet<AccessFs> others = EnumSet.copyOf(abi.accessFs());
        others.remove(right);
        return bestEffort(abi)
                .allow(others, layout.path(Place.RW))
                .allow(EnumSet.of(READ_FILE), Path.of("/dev/full"));
    }

    /** Each on a name of its own, so that one layout does for all of them. */
    private static boolean isDenied(AccessFs right, SandboxPolicy policy, Layout layout)
            throws Exception {
        String place = layout.path(Place.RW).toString();
        return denies(switch (right) {
            case EXECUTE -> Sandbox.run(policy, "exec", place + "/run", "exit", "0");
            case WRITE_FILE -> Sandbox.run(policy, "write", place + "/file");
            case READ_FILE -> Sandbox.run(policy, "read", place + "/file");
            case READ_DIR -> Sandbox.run(policy, "list", place);
            case REMOVE_DIR -> Sandbox.run(policy, "rmdir", place + "/empty");
            case REMOVE_FILE -> Sandbox.run(policy, "unlink", place + "/second");
            case MAKE_CHAR -> Sandbox.run(policy, "mkchar", place + "/char", "1", "3");
            case MAKE_DIR -> Sandbox.run(policy, "mkdir", place + "/dir");
            case MAKE_REG -> Sandbox.run(policy, "create", place + "/reg");
            case MAKE_SOCK -> Sandbox.run(policy, "mksock", place + "/sock");
            case MAKE_FIFO -> Sandbox.run(policy, "mkfifo", place + "/fifo");
            case MAKE_BLOCK -> Sandbox.run(policy, "mkblock", place + "/block", "7", "0");
            case MAKE_SYM -> Sandbox.run(policy, "symlink", "file", place + "/sym");
            case REFER -> Sandbox.run(policy, "link", place + "/file", place + "/sub/linked");
            case TRUNCATE -> Sandbox.run(policy, "truncate", place + "/file");
            case IOCTL_DEV -> Sandbox.run(policy, "ioctl-dev", "/dev/full");
            case RESOLVE_UNIX -> Sandbox.run(policy, "unix-connect", place + "/socket");
        });
    }

    private static boolean isDenied(AccessNet right, SandboxPolicy policy) throws Exception {
        return switch (right) {
            case BIND_TCP -> denies(Sandbox.run(policy, "bind-tcp", "0"));
            case BIND_UDP -> denies(Sandbox.run(policy, "bind-udp", "0"));
            case CONNECT_TCP -> {
                try (ServerSocket server = Loopback.listen()) {
                    yield denies(Sandbox.run(policy, "connect-tcp", Loopback.portOf(server)));
                }
            }
            case CONNECT_SEND_UDP -> {
                try (DatagramSocket receiver =
                        new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
                    String port = Integer.toString(receiver.getLocalPort());
                    yield denies(Sandbox.run(policy, "send-udp", port));
                }
            }
        };
    }

    private static boolean isDenied(Scope scope, SandboxPolicy policy) throws Exception {
        return switch (scope) {
            case SIGNAL -> {
                try (Peer peer = Peer.start("record-signals")) {
                    yield denies(Sandbox.run(policy, "kill", peer.pidText(), "0"));
                }
            }
            case ABSTRACT_UNIX_SOCKET -> {
                String name = UUID.randomUUID().toString();
                Peer peer = Peer.start("listen-abstract", name);
                try (peer) {
                    yield denies(Sandbox.run(policy, "connect-abstract", name));
                }
            }
        };
    }

    /** Whether Landlock said no; a user who cannot make devices is told so by EPERM. */
    private static boolean denies(ProbeResult result) {
        Errno errno = Errno.of(result.exitValue()).orElse(null);
        boolean device = result.command().get(1).matches("mkchar|mkblock");
        if (result.exitValue() == 0 || (device && errno == Errno.EPERM)) {
            return false;
        }
        assertThat(errno).as(result.toString()).isIn(Errno.EACCES, Errno.EXDEV, Errno.EPERM);
        return true;
    }

    private static Set<LandlockFeature> reported(LandlockAbi abi, LandlockFeature... features)
            throws Exception {
        Enforcement enforcement = Sandbox.enforcement(bestEffort(abi));
        Set<LandlockFeature> enforced = new HashSet<>();
        for (LandlockFeature feature : features) {
            if (enforcement.enforces(feature)) {
                enforced.add(feature);
            }
        }
        return enforced;
    }

    private static Set<LandlockFeature> requested(LandlockAbi abi) {
        Set<LandlockFeature> requested = new HashSet<>(abi.accessFs());
        requested.addAll(abi.accessNet());
        requested.addAll(abi.scopes());
        return requested;
    }
}

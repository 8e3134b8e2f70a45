package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.it.ForeignCommand.Launcher;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A command line of another launcher, translated and run, denies what that launcher's documentation
 * says. {@link BaselineIT} shows that each operation works without a sandbox.
 */
@RequiresAbi(1)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConvertedDenialsIT {

    @TempDir private Path directory;

    static List<ForeignCommand> commands() {
        return ForeignCommand.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void files_are_denied_as_documented(ForeignCommand command) throws Exception {
        try (Trials trials = new Trials(directory, Place.RW, Place.RW2)) {
            for (Operation operation : Operation.ALL) {
                int expected = operation.exitValue(
                        command.grantedNames(), command.grantedNames(), command.launcher().abi());
                trials.run(operation, Place.RW, Place.RW2,
                        layout -> command.launcher().policy(command.in(layout, Place.RW, Place.RW2)), expected);
            }

            trials.assertAll();
        }
    }

    @RequiresAbi(5)
    @ParameterizedTest
    @EnumSource
    void ioctl_on_a_device_is_denied_unless_allowed(Launcher launcher) throws Exception {
        assertThat(Probe.runFree("ioctl-dev", "/dev/null")).succeeds();

        SandboxPolicy read = launcher.policy(reaching(launcher, switch (launcher) {
            case SETPRIV -> List.of("--landlock-rule", "path-beneath:read-file:/dev/null");
            case LANDRUN -> List.of("--ro", "/dev/null");
            case SANDBOXER -> List.of("LL_FS_RW=", "LL_FS_RO=/dev/null:" + Probe.path());
        }));
        SandboxPolicy write = launcher.policy(reaching(launcher, switch (launcher) {
            case SETPRIV -> List.of("--landlock-rule", "path-beneath:read-file,ioctl-dev:/dev/null");
            case LANDRUN -> List.of("--rw", "/dev/null");
            case SANDBOXER -> List.of("LL_FS_RW=/dev/null", "LL_FS_RO=" + Probe.path());
        }));

        assertThat(Sandbox.run(read, "ioctl-dev", "/dev/null")).failsWith(Errno.EACCES);
        assertThat(Sandbox.run(write, "ioctl-dev", "/dev/null")).succeeds();
    }

    @RequiresAbi(6)
    @ParameterizedTest
    @EnumSource
    void ports_and_processes_are_out_of_reach_unless_allowed(Launcher launcher) throws Exception {
        String name = UUID.randomUUID().toString();
        try (ServerSocket server = Loopback.listen();
                Peer signalled = Peer.start("record-signals");
                Peer listener = Peer.start("listen-abstract", name)) {
            String port = Loopback.portOf(server);
            SandboxPolicy closed = launcher.policy(reaching(launcher, closed(launcher)));
            SandboxPolicy open = launcher.policy(reaching(launcher, open(launcher, port)));

            assertThat(Sandbox.run(closed, "connect-tcp", port)).failsWith(Errno.EACCES);
            assertThat(Sandbox.run(closed, "bind-tcp", "0")).failsWith(Errno.EACCES);
            assertThat(Sandbox.run(closed, "kill", signalled.pidText(), "0")).failsWith(Errno.EPERM);
            assertThat(Sandbox.run(closed, "connect-abstract", name)).failsWith(Errno.EPERM);
            assertThat(Sandbox.run(open, "connect-tcp", port)).succeeds();
            assertThat(Sandbox.run(open, "connect-tcp", Integer.toString(Loopback.freePort())))
                    .failsWith(Errno.EACCES);
            assertThat(Sandbox.run(open, "bind-tcp", "0")).succeeds();
            assertThat(Sandbox.run(open, "kill", signalled.pidText(), "0")).succeeds();
            assertThat(Sandbox.run(open, "connect-abstract", name)).succeeds();
            assertThat(listener.finish()).succeeds();
        }
    }

    /** Denies ports and what is around the process. */
    private static List<String> closed(Launcher launcher) {
        return switch (launcher) {
            case SETPRIV -> List.of("--landlock-access", "net", "--landlock-access", "scope");
            case LANDRUN -> List.of();
            case SANDBOXER -> List.of("LL_FS_RO=" + Probe.path(), "LL_FS_RW=", "LL_TCP_BIND=",
                    "LL_TCP_CONNECT=", "LL_SCOPED=a:s");
        };
    }

    /** Allows a port, binding the one that the kernel picks, and what is around the process. */
    private static List<String> open(Launcher launcher, String port) {
        return switch (launcher) {
            case SETPRIV -> List.of("--landlock-access", "net:connect-tcp",
                    "--landlock-rule", "net-port:connect-tcp:" + port);
            case LANDRUN -> List.of("--connect-tcp", port, "--bind-tcp", "0", "--unrestricted-scoped");
            case SANDBOXER ->
                List.of("LL_FS_RO=" + Probe.path(), "LL_FS_RW=", "LL_TCP_CONNECT=" + port);
        };
    }

    /** These options, with what it takes to run the probe. */
    private static List<String> reaching(Launcher launcher, List<String> more) {
        List<String> options = new ArrayList<>(switch (launcher) {
            case SETPRIV -> List.of("--landlock-access", "fs",
                    "--landlock-rule", "path-beneath:execute,read-file:" + Probe.path());
            case LANDRUN -> List.of("--best-effort", "--rox", Probe.path().toString());
            case SANDBOXER -> List.<String>of();
        });
        options.addAll(more);
        return options;
    }
}

package io.github.landlauncher.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.Ruleset;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcessBuilder;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a program can reach of the processes around it. PeerBaselineIT shows that all of it can be
 * reached without a sandbox.
 */
@KernelFacing
@RequiresAbi(6)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ScopeIT {

    private static final String NO_SIGNAL = "0";
    private static final String SIGUSR1 = "10";

    @Test
    void a_signal_to_another_process_fails_with_eperm_and_does_not_arrive() throws Exception {
        try (Peer peer = Peer.start("record-signals")) {
            assertThat(Sandbox.run(Sandbox.policy(), "kill", peer.pidText(), SIGUSR1))
                    .failsWith(Errno.EPERM);

            assertThat(peer.finish().lines()).isEmpty();
        }
    }

    @Test
    void a_signal_by_way_of_a_descriptor_s_owner_does_not_arrive() throws Exception {
        try (Peer peer = Peer.start("record-signals")) {
            assertThat(Sandbox.run(Sandbox.policy(), "sigio", peer.pidText(), SIGUSR1)).succeeds();

            assertThat(peer.finish().lines()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kill", "sigio"})
    void with_signals_allowed_a_signal_to_another_process_arrives(String operation)
            throws Exception {
        SandboxPolicy policy = Sandbox.policy().allowSignals();

        try (Peer peer = Peer.start("record-signals")) {
            assertThat(Sandbox.run(policy, operation, peer.pidText(), SIGUSR1)).succeeds();

            assertThat(peer.finish().lines()).containsExactly(SIGUSR1);
        }
    }

    @Test
    void a_signal_to_the_jvm_fails_with_eperm() throws Exception {
        String jvm = Long.toString(ProcessHandle.current().pid());
        assertThat(Probe.runFree("kill", jvm, NO_SIGNAL)).succeeds();

        assertThat(Sandbox.run(Sandbox.policy(), "kill", jvm, NO_SIGNAL)).failsWith(Errno.EPERM);
    }

    @Test
    void a_program_can_signal_its_own_children() throws Exception {
        assertThat(Sandbox.run(Sandbox.policy(), "kill-child")).succeeds();
    }

    @Test
    void programs_of_one_ruleset_cannot_signal_each_other() throws Exception {
        try (Ruleset ruleset = Sandbox.policy().createRuleset()) {
            Process sibling = started(ruleset);
            try {
                String pid = Long.toString(sibling.pid());
                assertThat(Probe.runFree("kill", pid, NO_SIGNAL)).succeeds();

                ProbeResult result =
                        Sandbox.run(
                                new SandboxedProcessBuilder(Probe.command("kill", pid, NO_SIGNAL))
                                        .ruleset(ruleset));

                assertThat(result).failsWith(Errno.EPERM);
            } finally {
                sibling.destroyForcibly().waitFor();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"listen-abstract, connect-abstract", "receive-abstract, send-abstract"})
    void an_abstract_socket_of_another_process_cannot_be_reached(String serve, String reach)
            throws Exception {
        String name = UUID.randomUUID().toString();

        try (Peer peer = Peer.start(serve, name)) {
            assertThat(Sandbox.run(Sandbox.policy(), reach, name)).failsWith(Errno.EPERM);
            assertThat(Sandbox.run(Sandbox.policy().allowSignals(), reach, name))
                    .failsWith(Errno.EPERM);

            assertThat(Probe.runFree(reach, name)).succeeds();
            assertThat(peer.finish()).succeeds();
        }
    }

    @ParameterizedTest
    @CsvSource({"listen-abstract, connect-abstract", "receive-abstract, send-abstract"})
    void with_abstract_sockets_allowed_one_of_another_process_can_be_reached(
            String serve, String reach) throws Exception {
        String name = UUID.randomUUID().toString();
        SandboxPolicy policy = Sandbox.policy().allowAbstractUnixSockets();

        try (Peer peer = Peer.start(serve, name)) {
            assertThat(Sandbox.run(policy, reach, name)).succeeds();
            assertThat(peer.finish()).succeeds();
        }
    }

    @ParameterizedTest
    @CsvSource({"listen-abstract, connect-abstract", "receive-abstract, send-abstract"})
    void an_abstract_socket_of_a_program_s_own_child_can_be_reached(String serve, String reach)
            throws Exception {
        String name = UUID.randomUUID().toString();
        String probe = Probe.path().toString();
        String both = "\"$0\" %s %s | { read -r ready; \"$0\" %s %s; }";
        String script = both.formatted(serve, name, reach, name);

        ProbeResult result =
                Sandbox.run(
                        new SandboxedProcessBuilder("/bin/sh", "-c", script, probe)
                                .policy(Sandbox.policy().allowReadExecute("/bin/sh")));

        assertThat(result).succeeds();
    }

    private static Process started(Ruleset ruleset) throws Exception {
        Process process =
                new SandboxedProcessBuilder(Probe.command("record-signals"))
                        .ruleset(ruleset)
                        .start();
        assertThat(new String(process.getInputStream().readNBytes("ready\n".length())))
                .isEqualTo("ready\n");
        return process;
    }
}

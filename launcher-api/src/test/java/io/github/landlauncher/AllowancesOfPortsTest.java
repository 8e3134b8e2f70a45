package io.github.landlauncher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which rights each rule on a port allows, and which ports and rights are refused. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AllowancesOfPortsTest {

    private static final SandboxPolicy EVERYTHING = SandboxPolicy.handling(LandlockAbi.V11);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65535})
    void a_port_in_range_is_allowed(int port) {
        assertThat(EVERYTHING.allowBindTcp(port).rules().portRules())
                .containsExactly(new PortRule(port, Set.of(AccessNet.BIND_TCP)));
        assertThat(EVERYTHING.allowConnectTcp(port).rules().portRules())
                .containsExactly(new PortRule(port, Set.of(AccessNet.CONNECT_TCP)));
        assertThat(EVERYTHING.allowBindUdp(port).rules().portRules())
                .containsExactly(new PortRule(port, Set.of(AccessNet.BIND_UDP)));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65536, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void a_port_out_of_range_is_refused(int port) {
        List<Runnable> calls = List.of(
                () -> EVERYTHING.allowConnectTcp(port),
                () -> EVERYTHING.allowBindTcp(443, port),
                () -> EVERYTHING.allowConnectUdp(port),
                () -> Rules.none().allowBindUdp(port));

        assertThat(calls).allSatisfy(call -> assertThatThrownBy(call::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("port " + port + " is not in 0 to 65535"));
    }

    @Test
    void sending_datagrams_needs_a_port_of_its_own_too() {
        assertThat(EVERYTHING.allowConnectUdp(53, 123).rules().portRules()).containsExactly(
                new PortRule(53, Set.of(AccessNet.CONNECT_SEND_UDP)),
                new PortRule(123, Set.of(AccessNet.CONNECT_SEND_UDP)),
                new PortRule(0, Set.of(AccessNet.BIND_UDP)));
    }

    @Test
    void a_rule_on_a_port_can_have_any_rights_that_are_handled() {
        PortRule rule = new PortRule(443, Set.of(AccessNet.BIND_TCP, AccessNet.CONNECT_TCP));

        assertThat(EVERYTHING.allow(rule).rules().portRules()).containsExactly(rule);
        assertThatThrownBy(() -> SandboxPolicy.handling(
                Set.of(), Set.of(AccessNet.BIND_TCP), Set.of()).allow(rule))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the policy handles only [BIND_TCP]");
    }

    @Test
    void a_port_whose_right_is_not_handled_is_refused() {
        SandboxPolicy tcp = SandboxPolicy.handling(LandlockAbi.V4);

        assertThatThrownBy(() -> tcp.allowConnectUdp(53))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("net_port 53 [CONNECT_SEND_UDP]: the policy handles only"
                        + " [BIND_TCP, CONNECT_TCP], and a rule can allow only what is handled."
                        + " CONNECT_SEND_UDP is handled by SandboxPolicy.handling(LandlockAbi.V10), with"
                        + " bestEffort(floor) for kernels older than Linux 7.2");
        assertThatThrownBy(() -> SandboxPolicy.handling(LandlockAbi.V3).allowBindTcp(80))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tcp.allow(Rules.none().allowBindUdp(53)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

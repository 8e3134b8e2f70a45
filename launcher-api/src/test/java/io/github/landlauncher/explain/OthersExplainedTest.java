package io.github.landlauncher.explain;

import static io.github.landlauncher.AccessFs.READ_FILE;
import static io.github.landlauncher.explain.Explaining.NOTHING;
import static io.github.landlauncher.explain.Explaining.allowed;
import static io.github.landlauncher.explain.Explaining.explain;
import static io.github.landlauncher.explain.Explaining.read;
import static io.github.landlauncher.explain.Explaining.rights;
import static io.github.landlauncher.explain.Explaining.suggests;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.Scope;
import io.github.landlauncher.SyscallGroup;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OthersExplainedTest {

    private static final SandboxPolicy V10 = SandboxPolicy.handling(LandlockAbi.V10);

    private static Operation use(AccessNet right, int port) {
        return new Operation.UsePort(right, port);
    }

    private static void refused(Explanation explanation, String errno) {
        assertThat(explanation.errno()).as(explanation.toString()).isEqualTo(errno);
        assertThat(explanation.unmet()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "BIND_TCP, .allowBindTcp(80)",
        "CONNECT_TCP, .allowConnectTcp(80)",
        "BIND_UDP, .allowBindUdp(80)",
        "CONNECT_SEND_UDP, .allowConnectUdp(80)"
    })
    void a_port_takes_a_rule_about_itself_and_the_right(AccessNet right, String java) {
        refused(explain(V10, use(right, 80)), "EACCES");
        suggests(explain(V10, use(right, 80)), V10, java);
        refused(explain(explain(V10, use(right, 80)).suggestions().get(0).allowIn(V10), use(right, 81)), "EACCES");
    }

    @Test
    void a_datagram_is_allowed_by_itself_where_binding_is_not_handled() {
        SandboxPolicy policy = SandboxPolicy.handling(Set.of(), Set.of(AccessNet.CONNECT_SEND_UDP), Set.of());

        suggests(explain(policy, use(AccessNet.CONNECT_SEND_UDP, 53)), policy,
                ".allow(new PortRule(53, Set.of(AccessNet.CONNECT_SEND_UDP)))");
    }

    @Test
    void a_port_is_open_where_the_right_is_not_handled_or_not_known() {
        SandboxPolicy policy = NOTHING.bestEffort(LandlockAbi.V1);
        Explanation old = explain(policy, LandlockAbi.V3, use(AccessNet.CONNECT_TCP, 443));

        allowed(old);
        assertThat(old.notes()).anyMatch(note -> note.startsWith("CONNECT_TCP: dropped (needs Landlock ABI 4"));
        allowed(explain(SandboxPolicy.handling(rights(READ_FILE), Set.of(), Set.of()),
                use(AccessNet.CONNECT_TCP, 443)));
    }

    @Test
    void a_containment_makes_no_socket_that_no_rule_is_about() {
        SandboxPolicy contained = V10.containment();
        Explanation explanation = explain(contained, use(AccessNet.CONNECT_TCP, 443));

        refused(explanation, "EAFNOSUPPORT");
        suggests(explanation, contained, ".allowConnectTcp(443)");
        SandboxPolicy tcp = contained.allowConnectTcp(443);
        refused(explain(tcp, use(AccessNet.CONNECT_SEND_UDP, 53)), "EPROTONOSUPPORT");
        suggests(explain(tcp, use(AccessNet.CONNECT_SEND_UDP, 53)), tcp, ".allowConnectUdp(53)");
    }

    @Test
    void a_containment_below_abi_4_is_told_of_the_port_too() {
        SandboxPolicy policy = V10.bestEffort(LandlockAbi.V1).containment();
        Explanation explanation = explain(policy, LandlockAbi.V3, use(AccessNet.CONNECT_TCP, 443));

        refused(explanation, "EAFNOSUPPORT");
        assertThat(explanation.suggestions()).extracting(Suggestion::java)
                .containsExactly(".allowConnectTcp(443)");
        allowed(explain(explanation.suggestions().get(0).allowIn(policy), LandlockAbi.V3,
                explanation.operation()));
    }

    @Test
    void without_network_nothing_allows_a_socket() {
        for (Operation operation : new Operation[] {
            use(AccessNet.CONNECT_TCP, 443), use(AccessNet.BIND_UDP, 53),
            new Operation.Call(SyscallGroup.SOCKETS_BUT_UNIX), new Operation.Call(SyscallGroup.UNIX_SOCKETS),
            new Operation.ResolveUnix(Path.of("/run/socket")), new Operation.Reach(Scope.ABSTRACT_UNIX_SOCKET)
        }) {
            Explanation explanation = explain(V10.denyNetwork(), operation);

            refused(explanation, "EAFNOSUPPORT");
            assertThat(explanation.suggestions()).isEmpty();
            assertThat(explanation.notes()).contains("nothing allows it but leaving out denyNetwork()");
        }
    }

    @Test
    void udp_in_a_containment_needs_a_policy_that_handles_it() {
        Explanation explanation = explain(NOTHING.containment(), use(AccessNet.CONNECT_SEND_UDP, 53));

        refused(explanation, "EAFNOSUPPORT");
        assertThat(explanation.suggestions()).isEmpty();
        assertThat(explanation.notes()).anyMatch(note -> note.contains("handle CONNECT_SEND_UDP"));
    }

    @ParameterizedTest
    @CsvSource({"SIGNAL, .allowSignals()", "ABSTRACT_UNIX_SOCKET, .allowAbstractUnixSockets()"})
    void a_scope_is_turned_off_by_its_method(Scope scope, String java) {
        Operation reach = new Operation.Reach(scope);

        refused(explain(NOTHING, reach), "EPERM");
        suggests(explain(NOTHING, reach), NOTHING, java);
        allowed(explain(NOTHING.bestEffort(LandlockAbi.V1), LandlockAbi.V5, reach));
        SandboxPolicy only = SandboxPolicy.handling(Set.of(), Set.of(), Set.of(scope));
        assertThat(explain(only, reach).suggestions()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(SyscallGroup.class)
    void nothing_is_filtered_without_a_containment(SyscallGroup group) {
        allowed(explain(NOTHING, new Operation.Call(group)));
    }

    @ParameterizedTest
    @CsvSource({
        "PTRACE, EPERM, .allowPtrace()",
        "NAMESPACES, EPERM, .allowUserNamespaces()",
        "IO_URING, ENOSYS, .allowIoUring()"
    })
    void a_group_of_calls_is_left_to_a_containment_by_its_method(
            SyscallGroup group, String errno, String java) {
        SandboxPolicy contained = NOTHING.containment();

        refused(explain(contained, new Operation.Call(group)), errno);
        suggests(explain(contained, new Operation.Call(group)), contained, java);
    }

    @ParameterizedTest
    @EnumSource(value = SyscallGroup.class, names = {
        "KEYRINGS", "OBSERVATION", "FILE_HANDLES", "ADMINISTRATION", "SYSV_IPC", "TERMINAL_INPUT",
        "FOREIGN_LIMITS", "SETID_BITS", "SOCKETS_VSOCK_AND_ALG", "SOCKETS_BUT_TCP"
    })
    void most_groups_nothing_allows_but_to_leave_the_containment_out(SyscallGroup group) {
        Explanation explanation = explain(NOTHING.containment(), new Operation.Call(group));

        assertThat(explanation.allowed()).isFalse();
        assertThat(explanation.suggestions()).isEmpty();
        assertThat(explanation.notes()).contains("nothing allows it but leaving out containment()");
    }

    @Test
    void a_policy_that_this_kernel_cannot_enforce_allows_nothing() {
        Explainer explainer = Explainer.of(NOTHING, LandlockSupport.ofAbi(3));
        Explanation explanation = explainer.explain(read(Path.of("/etc/passwd")));

        assertThat(explanation.errno()).isEqualTo("EACCES");
        assertThat(explanation.notes()).isEqualTo(explainer.problems());
        assertThat(explanation.toString())
                .startsWith("denied (EACCES): this policy cannot be enforced here\n  no program starts");
        assertThat(explainer.explain(new Operation.Call(SyscallGroup.MEMFD)).allowed()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(LandlockAbi.class)
    void best_effort_denies_on_each_kernel_what_that_kernel_knows(LandlockAbi abi) {
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V11).bestEffort(LandlockAbi.V1);

        for (AccessFs right : AccessFs.values()) {
            Operation use = new Operation.Use(Path.of("/"), rights(right));
            boolean denied = abi.accessFs().contains(right) || right == AccessFs.REFER;
            assertThat(explain(policy, abi, use).allowed()).as("%s on %s", right, abi).isEqualTo(!denied);
        }
        for (AccessNet right : AccessNet.values()) {
            assertThat(explain(policy, abi, use(right, 1)).allowed()).isEqualTo(!abi.accessNet().contains(right));
        }
        assertThat(explain(policy, abi, new Operation.Reach(Scope.SIGNAL)).allowed())
                .isEqualTo(!abi.scopes().contains(Scope.SIGNAL));
    }
}

package io.github.landlauncher.config;

import static io.github.landlauncher.AccessFs.EXECUTE;
import static io.github.landlauncher.AccessFs.MAKE_REG;
import static io.github.landlauncher.AccessFs.READ_DIR;
import static io.github.landlauncher.AccessFs.READ_FILE;
import static io.github.landlauncher.AccessFs.RESOLVE_UNIX;
import static io.github.landlauncher.AccessFs.WRITE_FILE;
import static io.github.landlauncher.AccessNet.BIND_UDP;
import static io.github.landlauncher.AccessNet.CONNECT_SEND_UDP;
import static io.github.landlauncher.AccessNet.CONNECT_TCP;
import static io.github.landlauncher.config.ExtensionSample.parse;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.Capability;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Limit;
import io.github.landlauncher.LogFlag;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.PortRule;
import io.github.landlauncher.Presets;
import io.github.landlauncher.Resource;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.Scope;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What the keys of the table {@code landlauncher} make of a policy. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExtensionTest {

    private static final SandboxPolicy READING =
            SandboxPolicy.handling(Set.of(READ_FILE), Set.of(), Set.of()).bestEffort(LandlockAbi.V1);

    @Test
    void an_empty_table_changes_nothing() throws Exception {
        LandlockConfig plain = parse("[[ruleset]]\nhandled_access_fs = ['read_file']\n");

        assertThat(reading("")).isEqualTo(plain).hasToString(plain.toString());
        assertThat(plain.toPolicy()).isEqualTo(READING);
    }

    @Test
    void name_strictness_and_log_flags_are_those_of_the_policy() throws Exception {
        assertThat(reading("name = 'build'\nstrict = true\nlog = ['log_new_exec_on']").toPolicy())
                .isEqualTo(READING.named("build").strict().logging(LogFlag.LOG_NEW_EXEC_ON));
        assertThat(reading("best_effort = 4").toPolicy()).isEqualTo(READING.bestEffort(LandlockAbi.V4));
        assertThat(reading("strict = false").toPolicy()).isEqualTo(READING);
    }

    @Test
    void rights_of_every_abi_are_handled() throws Exception {
        SandboxPolicy policy = parse("""
                abi = 2
                [landlauncher]
                handled_access_fs = ["abi.read_execute", "resolve_unix"]
                handled_access_net = ["bind_udp", "connect_send_udp"]
                scoped = ["signal"]
                """).toPolicy();

        assertThat(policy).isEqualTo(SandboxPolicy.handling(
                        Set.of(EXECUTE, READ_FILE, READ_DIR, AccessFs.REFER, RESOLVE_UNIX),
                        Set.of(BIND_UDP, CONNECT_SEND_UDP),
                        Set.of(Scope.SIGNAL))
                .bestEffort(LandlockAbi.V1));
    }

    @Test
    void rules_keep_their_order_after_published_ones_and_presets() throws Exception {
        SandboxPolicy policy = parse("""
                [[variable]]
                name = "base"
                literal = ["/b", "/a"]

                [[path_beneath]]
                allowed_access = ["read_file"]
                parent = ["/y", "/x"]

                [landlauncher]
                handled_access_fs = ["execute", "read_dir"]

                [[landlauncher.preset]]
                name = "npm"
                cache = "${base}/cache"

                [[landlauncher.path_beneath]]
                allowed_access = ["resolve_unix"]
                parent = ["/run/z", "/run/./a", "/run/z"]

                [[landlauncher.path_beneath]]
                allowed_access = ["make_reg"]
                beneath = "${base}"
                parent = ["in"]
                exact = true
                if_exists = true

                [[landlauncher.net_port]]
                allowed_access = ["connect_send_udp", "connect_tcp"]
                port = [53, 7, 53]
                """).toPolicy();

        SandboxPolicy expected = SandboxPolicy.handling(
                        Set.of(READ_FILE, EXECUTE, READ_DIR, RESOLVE_UNIX, MAKE_REG),
                        Set.of(CONNECT_SEND_UDP, CONNECT_TCP),
                        Set.of())
                .bestEffort(LandlockAbi.V1)
                .allow(new PathRule(Optional.empty(), Path.of("/x"), Set.of(READ_FILE), false, true))
                .allow(new PathRule(Optional.empty(), Path.of("/y"), Set.of(READ_FILE), false, true))
                .allow(Presets.named("npm", Map.of("cache", Path.of("/a/cache"))))
                .allow(Presets.named("npm", Map.of("cache", Path.of("/b/cache"))))
                .allow(rule("/run/z"))
                .allow(rule("/run/./a"))
                .allow(rule("/run/z"))
                .allow(new PathRule(Optional.of(Path.of("/a")), Path.of("in"), Set.of(MAKE_REG), true, true))
                .allow(new PathRule(Optional.of(Path.of("/b")), Path.of("in"), Set.of(MAKE_REG), true, true))
                .allow(List.of(), List.of(port(53), port(7), port(53)));
        assertThat(policy).isEqualTo(expected);
    }

    private static PathRule rule(String path) {
        return new PathRule(Optional.empty(), Path.of(path), Set.of(RESOLVE_UNIX), false, false);
    }

    private static PortRule port(int port) {
        return new PortRule(port, Set.of(CONNECT_SEND_UDP, CONNECT_TCP));
    }

    @Test
    void a_missing_path_of_a_published_rule_can_be_an_error() throws Exception {
        SandboxPolicy policy = parse("""
                [[path_beneath]]
                allowed_access = ["read_file"]
                parent = ["/x"]
                [landlauncher]
                missing_path = "error"
                """).toPolicy();

        assertThat(policy).isEqualTo(READING.allow(
                new PathRule(Optional.empty(), Path.of("/x"), Set.of(READ_FILE), false, false)));
    }

    @Test
    void a_preset_allows_what_is_handled_and_handles_nothing() throws Exception {
        SandboxPolicy policy = reading("[[landlauncher.preset]]\nname = 'dns'").toPolicy();

        assertThat(policy).isEqualTo(READING.allow(Presets.dns().pathRules(), List.of()));
    }

    @Test
    void a_containment_has_all_that_a_policy_can_ask_for() throws Exception {
        SandboxPolicy policy = reading("""
                preset_version = %d
                [landlauncher.containment]
                hardening = true
                deny_network = true
                allow = ["ptrace", "namespaces"]
                refuse = ["metadata", "unix_sockets", "memfd"]
                keep_capabilities = ["net_bind_service"]
                run_as = "1000:4294967294"
                memory_max = 1048576
                pids_max = 100
                cpu_max = { quota_us = 50000, period_us = 100000 }

                [[landlauncher.containment.limit]]
                resource = "nofile"
                soft = 10
                hard = "unlimited"
                """.formatted(Presets.VERSION)).toPolicy();

        assertThat(policy).isEqualTo(READING.containment().denyNetwork()
                .allowPtrace().allowUserNamespaces()
                .frozenMetadata().noUnixSockets().noMemfdExec()
                .keepCapabilities(Capability.NET_BIND_SERVICE)
                .runAs(1000, 4294967294L)
                .memoryMax(1048576).pidsMax(100).cpuMax(Duration.ofMillis(50), Duration.ofMillis(100))
                .limit(Resource.NOFILE, 10, Limit.UNLIMITED));
        assertThat(reading("containment = { keep_capabilities = 'none', allow = ['io_uring'] }").toPolicy())
                .isEqualTo(READING.keepCapabilities().allowIoUring());
    }

    @Test
    void a_rule_may_allow_nothing() throws Exception {
        SandboxPolicy policy = reading("path_beneath = [{ allowed_access = [], parent = ['/x'] }]").toPolicy();

        assertThat(policy).isEqualTo(READING.allow(
                new PathRule(Optional.empty(), Path.of("/x"), Set.of(), false, false)));
    }

    @Test
    void what_a_rule_of_the_table_allows_is_handled() throws Exception {
        LandlockConfig config = reading("path_beneath = [{ allowed_access = ['write_file'], parent = ['/x'] }]");

        assertThat(config.handledFs()).containsExactly(WRITE_FILE, READ_FILE);
    }

    private static LandlockConfig reading(String table) throws ConfigException {
        return parse("[[ruleset]]\nhandled_access_fs = ['read_file']\n[landlauncher]\n" + table);
    }
}

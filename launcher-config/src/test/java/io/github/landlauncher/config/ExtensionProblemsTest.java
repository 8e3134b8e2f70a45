package io.github.landlauncher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.Presets;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with the table {@code landlauncher} is told with its place and what is expected. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExtensionProblemsTest {

    @Test
    void without_the_option_the_table_is_refused_at_its_key() {
        byte[] toml = "[landlauncher]\nstrict = 7\n".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> LandlockConfig.parse(Set.of(), ConfigFormat.TOML, "p.toml", toml))
                .isInstanceOf(ConfigException.class)
                .hasMessage("p.toml:1:1: the key landlauncher is beyond the published format and was not allowed"
                        + " (ParseOption.ALLOW_EXTENSION)");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " -> ", quoteCharacter = '`', textBlock = """
            x = 1 -> 2:1: unknown key "x"; the keys here are: name, strict, best_effort, missing_path, log, \
            handled_access_fs, handled_access_net, scoped, preset_version, preset, path_beneath, net_port, containment
            name = 1 -> 2:8: expected a string, found an integer
            name = "" -> 2:8: empty name; leave name out instead
            name = "a\\nb" -> 2:8: a name must not have control characters: "a\\u000ab"
            strict = "yes" -> 2:10: expected a boolean, found a string
            best_effort = true -> 2:15: expected an integer, found a boolean
            best_effort = 0 -> 2:15: best_effort 0 is not in 1 to 11
            best_effort = 12 -> 2:15: best_effort 12 is not in 1 to 11
            missing_path = "ignore" -> 2:16: unknown way to treat a missing path "ignore"; there are: error, skip
            log = [] -> 2:7: empty array; it must have an element, or the key be left out
            log = ["on"] -> 2:8: unknown log flag "on"; \
            there are: log_same_exec_off, log_new_exec_on, log_subdomains_off
            handled_access_net = ["udp"] -> 2:23: unknown right "udp"; for ports they are: \
            bind_tcp, connect_tcp, bind_udp, connect_send_udp, abi.all
            scoped = ["abi.all"] -> 2:11: abi.all depends on the ABI, and the key abi is missing
            preset = [{}] -> 2:11: missing key name
            preset = [{ name = "java" }] -> 2:11: missing key home
            preset = [{ name = "gcc", home = "/" }] -> 2:27: unknown key "home"; the keys here are: name
            preset = [{ name = "npm", cache = "/${" }] -> 2:37: unclosed variable reference "${"; "}" ends one, \
            and "$${" is no reference
            path_beneath = [{}] -> 2:17: missing key allowed_access + 2:17: missing key parent
            path_beneath = [{ allowed_access = ["execute"], parent = [""] }] -> 2:59: \
            empty path; "." is the working directory
            path_beneath = [{ allowed_access = ["execute"], parent = ["/a"], beneath = "/b" }] -> 2:59: \
            absolute path; with beneath it must be relative
            path_beneath = [{ allowed_access = ["execute"], parent = "/a" }] -> 2:58: \
            expected an array of strings, found a string
            net_port = [{ allowed_access = ["bind_udp"], port = [] }] -> 2:53: \
            empty array; it must have an element, or the key be left out
            net_port = [{ allowed_access = ["bind_udp"], port = [65536] }] -> 2:54: port 65536 is not in 0 to 65535
            """)
    void a_wrong_value_is_a_problem(String table, String problems) {
        assertProblems("[landlauncher]\n" + table, problems);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " -> ", quoteCharacter = '`', textBlock = """
            hardened = true -> 2:1: unknown key "hardened"; the keys here are: hardening, deny_network, allow, \
            refuse, keep_capabilities, run_as, memory_max, pids_max, cpu_max, limit
            allow = ["mounts"] -> 2:10: unknown group that may be allowed "mounts"; \
            there are: namespaces, ptrace, io_uring
            refuse = ["ptrace"] -> 2:11: unknown group that may be refused "ptrace"; \
            there are: unix_sockets, metadata, memfd
            keep_capabilities = "all" -> 2:21: expected "none" or an array of capabilities, found "all"
            keep_capabilities = [] -> 2:21: empty array; to keep no capability, say "none"
            keep_capabilities = 1 -> 2:21: expected an array of strings, found an integer
            run_as = "me" -> 2:10: expected the numbers of a user and a group, such as "1000:1000", found "me"
            run_as = "1:4294967295" -> 2:10: a user or group is 0 to 4294967294, not 1:4294967295
            memory_max = 0 -> 2:14: memory_max 0 is not 1 or more
            pids_max = 4194305 -> 2:12: pids_max 4194305 is not in 1 to 4194304
            cpu_max = 5 -> 2:11: expected a table, found an integer
            cpu_max = { quota_us = 999 } -> 2:11: missing key period_us + \
            2:24: quota_us 999 is not in 1000 to 86400000000
            limit = [{ resource = "nice", soft = 1, hard = 2 }] -> 2:23: unknown resource "nice"; \
            there are: cpu, fsize, stack, core, nproc, nofile, memlock, as
            limit = [{ resource = "as", soft = 3, hard = 2 }] -> 2:29: the soft limit 3 is above the hard limit 2
            limit = [{ resource = "as", soft = "many", hard = 2 }] -> 2:36: \
            expected an integer or "unlimited", found "many"
            limit = [{ resource = "as", soft = -1, hard = 2 }] -> 2:36: soft -1 is not 0 or more
            limit = [{resource="as",soft=1,hard=2}, {resource="as",soft=1,hard=2}] -> 2:42: \
            a second limit of as; say both ends in one
            """)
    void a_wrong_value_of_a_containment_is_a_problem(String table, String problems) {
        assertProblems("[landlauncher.containment]\n" + table, problems);
    }

    @Test
    void what_only_a_filter_refuses_contradicts_io_uring() {
        assertProblems("[landlauncher.containment]\nallow = ['io_uring']\ndeny_network = true",
                "2:1: allowIoUring() with denyNetwork(): operations of io_uring go past every filter,"
                        + " so nothing would be refused");
    }

    @Test
    void no_network_contradicts_a_rule_on_a_port() throws Exception {
        LandlockConfig config = ExtensionSample.parse("""
                [[net_port]]
                allowed_access = ["connect_tcp"]
                port = [443]
                [landlauncher.containment]
                deny_network = true
                """);

        assertThatThrownBy(config::toPolicy)
                .isInstanceOf(ConfigException.class)
                .hasMessage("p.toml:5:1: denyNetwork() with [net_port 443 [CONNECT_TCP]]:"
                        + " no socket could be made to use the port");
    }

    @Test
    void strict_and_best_effort_exclude_each_other() {
        assertProblems("[landlauncher]\nstrict = false\nbest_effort = 1",
                "3:1: strict and best_effort exclude each other; keep one of them");
    }

    @Test
    void presets_of_another_version_are_to_be_reviewed() {
        assertProblems("[landlauncher]\npreset_version = " + (Presets.VERSION + 1),
                "2:1: written for version " + (Presets.VERSION + 1) + " of the presets, this is version "
                        + Presets.VERSION + "; review what changed in them, then set preset_version = "
                        + Presets.VERSION);
    }

    @Test
    void an_unknown_preset_is_told_those_there_are() {
        assertProblems("[landlauncher]\npreset = [{ name = 'all' }]",
                "2:20: unknown preset \"all\"; there are: " + String.join(", ", Presets.names()));
    }

    @Test
    void an_undefined_variable_is_found_where_it_is_used() throws Exception {
        LandlockConfig config = ExtensionSample.parse(
                "[[landlauncher.path_beneath]]\nallowed_access = ['execute']\nparent = ['/a/${b}']\n");

        assertThatThrownBy(config::toPolicy).hasMessage("p.toml:3:15: no file has a variable \"b\"");
    }

    private static void assertProblems(String toml, String problems) {
        assertThatThrownBy(() -> ExtensionSample.parse(toml))
                .isInstanceOf(ConfigException.class)
                .hasMessage("p.toml:" + problems.replace(" + ", "\np.toml:"));
    }
}

package io.github.landlauncher.config;

import static io.github.landlauncher.AccessFs.EXECUTE;
import static io.github.landlauncher.AccessFs.READ_FILE;
import static io.github.landlauncher.AccessFs.RESOLVE_UNIX;
import static io.github.landlauncher.AccessFs.WRITE_FILE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LogFlag;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.SandboxPolicy;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Files compose to no less than what the extension of each of them asks for. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExtensionCompositionTest {

    private static final String READING = "[[ruleset]]\nhandled_access_fs = ['read_file']\n";
    private static final SandboxPolicy POLICY =
            SandboxPolicy.handling(Set.of(READ_FILE), Set.of(), Set.of()).bestEffort(LandlockAbi.V1);

    @Test
    void strict_is_above_every_floor_and_the_higher_floor_counts() throws Exception {
        assertThat(composed(READING + "[landlauncher]\nbest_effort = 3", READING).toPolicy())
                .isEqualTo(POLICY.bestEffort(LandlockAbi.V3));
        assertThat(composed(
                        READING + "[landlauncher]\nbest_effort = 3",
                        READING + "[landlauncher]\nbest_effort = 5").toPolicy())
                .isEqualTo(POLICY.bestEffort(LandlockAbi.V5));
        assertThat(composed(
                        READING + "[landlauncher]\nstrict = true",
                        READING + "[landlauncher]\nbest_effort = 5").toPolicy())
                .isEqualTo(POLICY.strict());
    }

    @Test
    void what_an_extension_handles_stays_handled() throws Exception {
        LandlockConfig config = composed(
                "[landlauncher]\nhandled_access_fs = ['execute', 'resolve_unix']",
                READING + "[[path_beneath]]\nallowed_access = ['execute']\nparent = ['/bin']");

        assertThat(config.toPolicy()).isEqualTo(
                SandboxPolicy.handling(Set.of(EXECUTE, RESOLVE_UNIX), Set.of(), Set.of())
                        .bestEffort(LandlockAbi.V1)
                        .allow(new PathRule(Optional.empty(), Path.of("/bin"), Set.of(EXECUTE), false, true)));
    }

    @Test
    void whatever_the_order_published_rules_allow_only_what_all_files_handle() throws Exception {
        LandlockConfig neither = ExtensionSample.parse("a.toml", READING);
        LandlockConfig rule = ExtensionSample.parse(
                "b.toml", READING + "[[path_beneath]]\nallowed_access = ['execute']\nparent = ['/bin']");
        LandlockConfig handling =
                ExtensionSample.parse("c.toml", READING + "[landlauncher]\nhandled_access_fs = ['execute']");

        LandlockConfig all = neither.compose(rule).compose(handling);

        assertThat(all.toPolicy()).isEqualTo(
                SandboxPolicy.handling(Set.of(READ_FILE, EXECUTE), Set.of(), Set.of()).bestEffort(LandlockAbi.V1));
        assertThat(neither.compose(rule.compose(handling))).isEqualTo(all);
        assertThat(handling.compose(neither).compose(rule)).isEqualTo(all);
    }

    @Test
    void a_missing_path_is_an_error_in_the_rules_of_its_own_file_only() throws Exception {
        LandlockConfig config = composed(
                "[[path_beneath]]\nallowed_access = ['read_file']\nparent = ['/x', '/y']",
                "[[path_beneath]]\nallowed_access = ['read_file']\nparent = ['/x']\n"
                        + "[landlauncher]\nmissing_path = 'error'");

        assertThat(config.toPolicy()).isEqualTo(POLICY
                .allow(new PathRule(Optional.empty(), Path.of("/x"), Set.of(READ_FILE), false, true))
                .allow(new PathRule(Optional.empty(), Path.of("/y"), Set.of(READ_FILE), false, true))
                .allow(new PathRule(Optional.empty(), Path.of("/x"), Set.of(READ_FILE), false, false)));
    }

    @Test
    void required_rules_allow_only_what_the_composition_handles() throws Exception {
        LandlockConfig config = composed(
                "[[path_beneath]]\nallowed_access = ['read_file', 'write_file']\nparent = ['/x']\n"
                        + "[landlauncher]\nmissing_path = 'error'",
                READING);

        assertThat(config.toPolicy()).isEqualTo(POLICY.allow(
                new PathRule(Optional.empty(), Path.of("/x"), Set.of(READ_FILE), false, false)));
    }

    @Test
    void rules_of_two_files_are_sorted_and_there_once() throws Exception {
        LandlockConfig config = composed(
                "[[landlauncher.path_beneath]]\nallowed_access = ['read_file']\nparent = ['/b', '/a']",
                "[[landlauncher.path_beneath]]\nallowed_access = ['write_file']\nparent = ['/a']\n"
                        + "[[landlauncher.path_beneath]]\nallowed_access = ['read_file']\nparent = ['/b']\n");

        assertThat(config.toPolicy().rules()).hasToString("""
                path_beneath /a [READ_FILE]
                path_beneath /a [WRITE_FILE]
                path_beneath /b [READ_FILE]""");
        assertThat(config.handledFs()).containsExactly(WRITE_FILE, READ_FILE);
    }

    @Test
    void a_name_log_flags_and_containments_come_together() throws Exception {
        assertThat(composed(
                        READING + "[landlauncher]\nname = 'a'\nlog = ['log_new_exec_on']",
                        READING + "[landlauncher]\nlog = ['log_subdomains_off']\n"
                                + "[landlauncher.containment]\nhardening = true").toPolicy())
                .isEqualTo(POLICY.named("a")
                        .logging(LogFlag.LOG_NEW_EXEC_ON, LogFlag.LOG_SUBDOMAINS_OFF)
                        .containment());
    }

    @Test
    void two_names_and_two_users_contradict_each_other_at_both_places() throws Exception {
        LandlockConfig a = ExtensionSample.parse(
                "a.toml", "[landlauncher]\nname = 'a'\n[landlauncher.containment]\nrun_as = '1:1'");
        LandlockConfig b = ExtensionSample.parse(
                "b.toml", "[landlauncher]\nname = 'b'\n[landlauncher.containment]\nrun_as = '2:2'");

        assertThatThrownBy(() -> a.compose(b))
                .isInstanceOf(ConfigException.class)
                .hasMessage("""
                        a.toml:2:1: name "a" contradicts "b" at b.toml:2:1; there can be only one
                        a.toml:4:1: run_as "1:1" contradicts "2:2" at b.toml:4:1; there can be only one
                        b.toml:2:1: name "b" contradicts "a" at a.toml:2:1; there can be only one
                        b.toml:4:1: run_as "2:2" contradicts "1:1" at a.toml:4:1; there can be only one""");
    }

    @Test
    void io_uring_that_goes_past_a_filter_is_an_error_where_it_is_allowed() throws Exception {
        LandlockConfig a = ExtensionSample.parse("a.toml", "[landlauncher.containment]\nallow = ['io_uring']");
        LandlockConfig b = ExtensionSample.parse("b.toml", "[landlauncher.containment]\ndeny_network = true");

        assertThatThrownBy(() -> a.compose(b)).hasMessageStartingWith("a.toml:2:1: allowIoUring() with denyNetwork()");
        assertThatThrownBy(() -> b.compose(a)).hasMessageStartingWith("a.toml:2:1: allowIoUring() with denyNetwork()");
    }

    private static LandlockConfig composed(String one, String another) throws ConfigException {
        LandlockConfig a = ExtensionSample.parse("a.toml", one);
        LandlockConfig b = ExtensionSample.parse("b.toml", another);
        LandlockConfig both = a.compose(b);
        assertThat(b.compose(a)).isEqualTo(both).hasSameHashCodeAs(both);
        assertThat(both.compose(a)).isEqualTo(both);
        assertThat(a.compose(a)).isEqualTo(a);
        return both;
    }
}

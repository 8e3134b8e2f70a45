package io.github.landlauncher.cli.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LogFlag;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.Scope;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SandboxerDialectTest {

    private static final Set<AccessFs> READ_ONLY =
            EnumSet.of(AccessFs.EXECUTE, AccessFs.READ_FILE, AccessFs.READ_DIR);

    private static final Set<AccessFs> EVERYTHING = LandlockAbi.V7.accessFs();

    @Test
    void two_empty_lists_deny_every_right_on_files_and_nothing_else() {
        assertThat(policy(Map.of()))
                .isEqualTo(SandboxPolicy.handling(EVERYTHING, Set.of(), Set.of())
                        .bestEffort(LandlockAbi.V1));
    }

    @Test
    void read_only_executes_too_and_read_write_may_do_everything_of_abi_7() {
        SandboxPolicy policy = policy(Map.of("LL_FS_RO", "/usr:etc", "LL_FS_RW", "/tmp"));

        assertThat(policy.rules().pathRules())
                .containsExactly(
                        rule("/usr", READ_ONLY), rule("etc", READ_ONLY), rule("/tmp", EVERYTHING));
        assertThat(EVERYTHING)
                .contains(AccessFs.REFER, AccessFs.TRUNCATE, AccessFs.IOCTL_DEV, AccessFs.MAKE_CHAR);
    }

    @Test
    void empty_paths_in_a_list_are_left_out() {
        assertThat(policy(Map.of("LL_FS_RO", ":/usr::/bin:")).rules().pathRules())
                .containsExactly(rule("/usr", READ_ONLY), rule("/bin", READ_ONLY));
    }

    @Test
    void ports_are_denied_by_a_variable_that_is_set_even_to_nothing() {
        assertThat(policy(Map.of("LL_TCP_BIND", "")).handledNet()).containsExactly(AccessNet.BIND_TCP);
        assertThat(policy(Map.of("LL_TCP_CONNECT", "")).handledNet())
                .containsExactly(AccessNet.CONNECT_TCP);
        assertThat(policy(Map.of("LL_TCP_CONNECT", "")).floor()).contains(LandlockAbi.V1);
    }

    @Test
    void ports_in_a_list_are_allowed_where_the_kernel_knows_ports() {
        SandboxPolicy policy =
                policy(Map.of("LL_TCP_BIND", "9418", "LL_TCP_CONNECT", "80::443:0:65535"));

        assertThat(policy)
                .isEqualTo(SandboxPolicy.handling(EVERYTHING, LandlockAbi.V4.accessNet(), Set.of())
                        .bestEffort(LandlockAbi.V4)
                        .allowBindTcp(9418)
                        .allowConnectTcp(80, 443, 0, 65535));
    }

    @Test
    void a_scope_is_turned_on_by_its_letter() {
        assertThat(policy(Map.of("LL_SCOPED", "")).scopes()).isEmpty();
        assertThat(policy(Map.of("LL_SCOPED", "a")).scopes())
                .containsExactly(Scope.ABSTRACT_UNIX_SOCKET);
        assertThat(policy(Map.of("LL_SCOPED", "s:a")).scopes())
                .containsExactlyInAnyOrder(Scope.values());
    }

    @Test
    void a_forced_log_is_of_the_program_and_needs_abi_7() {
        SandboxPolicy policy = policy(Map.of("LL_FORCE_LOG", "1"));

        assertThat(policy.logFlags()).containsExactly(LogFlag.LOG_NEW_EXEC_ON);
        assertThat(policy.floor()).contains(LandlockAbi.V7);
    }

    @Test
    void both_lists_of_paths_are_required() {
        assertThatThrownBy(() -> SandboxerDialect.policy(Map.of("PATH", "/bin")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("LL_FS_RO is not set: it is a list of paths separated by colons, or empty\n"
                        + "LL_FS_RW is not set: it is a list of paths separated by colons, or empty");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "LL_TCP_BIND    | 65536   | \"65536\" is not a port, a number of 0 to 65535",
        "LL_TCP_BIND    | 80:http | LL_TCP_BIND=80:http: \"http\" is not a port",
        "LL_TCP_CONNECT | -1      | \"-1\" is not a port",
        "LL_TCP_CONNECT | 1 2     | \"1 2\" is not a port",
        "LL_TCP_CONNECT | 9999999999 | \"9999999999\" is not a port",
        "LL_SCOPED      | a:x     | unknown or repeated scope \"x\"; they are a (abstract",
        "LL_SCOPED      | a:a     | unknown or repeated scope \"a\"",
        "LL_SCOPED      | a:      | unknown or repeated scope \"\"",
        "LL_FORCE_LOG   | yes     | LL_FORCE_LOG=yes: the only value there is is 1",
        "LL_UDP_BIND    | 53      | LL_UDP_BIND is no variable of the sample of ABI 7",
        "LL_FS_QUIET    | /tmp    | LL_FS_QUIET is no variable of the sample",
        "LL_SCOPE       | s       | LL_SCOPE is no variable of the sample"
    })
    void what_the_sample_refuses_or_would_not_heed_is_refused(
            String name, String value, String problem) {
        assertThatThrownBy(() -> policy(Map.of(name, value)))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void all_problems_are_told_at_once() {
        assertThatThrownBy(() -> policy(Map.of("LL_TCP_BIND", "x:y", "LL_SCOPED", "z")))
                .isInstanceOfSatisfying(ConversionException.class,
                        refused -> assertThat(refused.problems()).hasSize(3));
    }

    @Test
    void other_variables_do_not_matter() {
        assertThat(policy(Map.of("LL", "x", "LLVM_HOME", "y", "LL_COOL", "z")))
                .isEqualTo(policy(Map.of()));
    }

    /** The policy of an environment with these, and empty lists of paths if there is none. */
    private static SandboxPolicy policy(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of("LL_FS_RO", "", "LL_FS_RW", ""));
        environment.putAll(more);
        assertThat(SandboxerDialect.VARIABLES).containsAll(List.of("LL_FS_RO", "LL_FS_RW"));
        return SandboxerDialect.policy(environment);
    }

    private static PathRule rule(String path, Set<AccessFs> access) {
        return new PathRule(Optional.empty(), Path.of(path), access, false, true);
    }
}

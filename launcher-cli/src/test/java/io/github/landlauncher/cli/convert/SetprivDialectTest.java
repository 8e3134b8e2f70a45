package io.github.landlauncher.cli.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.PortRule;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.Scope;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SetprivDialectTest {

    private static final LandlockAbi ABI = LandlockAbi.V7;

    @Test
    void a_type_without_rights_is_all_that_the_abi_has_and_that_is_said() {
        Translation all = setpriv("--landlock-access fs --landlock-access=net: --landlock-access scope true");

        assertThat(all.policy()).isEqualTo(SandboxPolicy.handling(ABI));
        assertThat(all.notes()).hasSize(3).first().isEqualTo("--landlock-access fs is all that Landlock ABI 7"
                + " has of it, now and on newer kernels; to setpriv it is all that the running kernel has");
        assertThat(all.command()).containsExactly("true");
        assertThat(all.untranslated()).isEmpty();
    }

    @Test
    void rights_are_those_that_are_named_and_add_up() {
        Translation some = setpriv("--landlock-access fs:write-file,make-dir --landlock-access fs:ioctl-dev"
                + " --landlock-access net:bind-tcp --landlock-access scope:abstract-unix-socket");

        assertThat(some.policy()).isEqualTo(SandboxPolicy.handling(
                Set.of(AccessFs.WRITE_FILE, AccessFs.MAKE_DIR, AccessFs.IOCTL_DEV),
                Set.of(AccessNet.BIND_TCP), Set.of(Scope.ABSTRACT_UNIX_SOCKET)));
        assertThat(some.notes()).isEmpty();
    }

    @Test
    void every_right_there_is_has_its_name_in_small_letters_with_hyphens() {
        String words = "--landlock-access fs:" + SetprivRights.words(LandlockAbi.V11.accessFs())
                + " --landlock-access net:" + SetprivRights.words(LandlockAbi.V11.accessNet())
                + " --landlock-access scope:" + SetprivRights.words(LandlockAbi.V11.scopes());

        assertThat(SetprivDialect.translate(List.of(words.split(" ")), LandlockAbi.V11).policy())
                .isEqualTo(SandboxPolicy.handling(LandlockAbi.V11));
        assertThat(words).contains("resolve-unix", "connect-send-udp", "abstract-unix-socket");
    }

    @Test
    void a_rule_on_a_path_allows_exactly_its_rights_and_the_path_must_exist() {
        assertThat(setpriv("--landlock-access fs"
                + " --landlock-rule path-beneath:read-file,execute:/a:b").policy().rules().pathRules())
                .containsExactly(new PathRule(Optional.empty(), Path.of("/a:b"),
                        Set.of(AccessFs.READ_FILE, AccessFs.EXECUTE), true, false));
    }

    @Test
    void a_rule_without_rights_allows_all_that_is_handled_wherever_the_options_stand() {
        SandboxPolicy policy = setpriv("--landlock-rule path-beneath::/tmp --landlock-rule net-port::80"
                + " --landlock-access fs:read-file,execute --landlock-access net").policy();

        assertThat(policy.rules().pathRules().get(0).access())
                .containsExactly(AccessFs.EXECUTE, AccessFs.READ_FILE);
        assertThat(policy.rules().portRules())
                .containsExactly(new PortRule(80, Set.of(AccessNet.BIND_TCP, AccessNet.CONNECT_TCP)));
    }

    @Test
    void the_policy_is_strict() {
        assertThat(setpriv("--landlock-access fs").policy().floor()).isEmpty();
    }

    @Test
    void options_end_at_the_program_and_it_keeps_its_own() {
        assertThat(setpriv("/usr/bin/setpriv --landlock-access fs cat --landlock-rule x").command())
                .containsExactly("cat", "--landlock-rule", "x");
        assertThat(setpriv("--landlock-access fs -- setpriv --dump").command())
                .containsExactly("setpriv", "--dump");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--landlock-access fs:make-             | setpriv takes it for make-char, the first right that",
        "--landlock-access fs:read              | setpriv takes it for read-file",
        "--landlock-access fs:r                 | setpriv takes it for read-file",
        "--landlock-access fs:read-file,        | setpriv takes it for execute",
        "--landlock-access fs:read_file         | \"read_file\" is no right of kind fs; these are execute, wr",
        "--landlock-access net:bind             | \"bind\" is no right of kind net; these are bind-tcp",
        "--landlock-access scope:sig            | \"sig\" is no right of kind scope; these are abstract-unix",
        "--landlock-access fs:resolve-unix      | resolve-unix is not known to Landlock ABI 7, where",
        "--landlock-access net:bind-udp         | it came with ABI 10",
        "--landlock-access files                | --landlock-access files: the types are fs, net and scope",
        "--landlock-rule path-beneath::/        | needs --landlock-access fs",
        "--landlock-access fs --landlock-rule net-port::80 | needs --landlock-access net",
        "--landlock-access fs --landlock-rule path-beneath:/ | it is path-beneath:RIGHTS:PATH or net-port",
        "--landlock-access fs --landlock-rule path:r:/       | it is path-beneath:RIGHTS:PATH or net-port",
        "--landlock-access fs --landlock-rule path-beneath:: | the path is empty",
        "--landlock-access net --landlock-rule net-port::65536 | \"65536\" is not a port, a number of 0",
        "--landlock-access fs:execute --landlock-rule path-beneath:read-dir:/ | read-dir is not denied by any",
        "--no-new-privs                         | setpriv restricts nothing here by Landlock",
        "--dump                                 | setpriv --dump starts no program",
        "--landlock-access                      | Missing required parameter",
        "--landlock-acc fs                      | Unknown option: '--landlock-acc'",
        "--landlock-access fs --reuid=1 --reuid=2 | setpriv --reuid is given twice"
    })
    void what_setpriv_refuses_or_misunderstands_is_refused(String words, String problem) {
        assertThatThrownBy(() -> SetprivDialect.translate(
                List.of(words.split(" ")), ABI))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void an_abi_without_ports_or_scopes_has_no_type_of_them() {
        assertThatThrownBy(() -> SetprivDialect.translate(
                List.of("--landlock-access", "net", "--landlock-access", "scope"), LandlockAbi.V3))
                .isInstanceOfSatisfying(ConversionException.class,
                        refused -> assertThat(refused.problems()).hasSize(2).allMatch(
                                problem -> problem.contains("Landlock ABI 3 has none of these")));
    }

    private static Translation setpriv(String words) {
        return SetprivDialect.translate(List.of(words.split(" ")), ABI);
    }
}

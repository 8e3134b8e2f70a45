package io.github.landlauncher.cli.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LogFlag;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.SandboxPolicy;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LandrunDialectTest {

    private static final SandboxPolicy ALL = SandboxPolicy.handling(LandlockAbi.V9);

    private static final Set<AccessFs> READ_WRITE = EnumSet.of(
            AccessFs.READ_FILE, AccessFs.READ_DIR, AccessFs.WRITE_FILE, AccessFs.TRUNCATE,
            AccessFs.REMOVE_DIR, AccessFs.REMOVE_FILE, AccessFs.MAKE_CHAR, AccessFs.MAKE_DIR,
            AccessFs.MAKE_REG, AccessFs.MAKE_SOCK, AccessFs.MAKE_FIFO, AccessFs.MAKE_BLOCK,
            AccessFs.MAKE_SYM, AccessFs.REFER, AccessFs.IOCTL_DEV);

    @Test
    void without_options_all_of_abi_9_is_denied_strictly() {
        assertThat(landrun("landrun true").policy()).isEqualTo(ALL);
    }

    @Test
    void each_option_for_paths_has_its_rights_of_which_files_get_theirs() {
        SandboxPolicy policy = landrun("--ro /r --rox /x --rw /w --rwx /wx --unix /s true").policy();

        assertThat(policy.rules().pathRules()).containsExactly(
                rule("/r", EnumSet.of(AccessFs.READ_FILE, AccessFs.READ_DIR)),
                rule("/x", EnumSet.of(AccessFs.READ_FILE, AccessFs.READ_DIR, AccessFs.EXECUTE)),
                rule("/w", READ_WRITE),
                rule("/wx", EnumSet.complementOf(EnumSet.of(AccessFs.RESOLVE_UNIX))),
                rule("/s", EnumSet.of(AccessFs.RESOLVE_UNIX)));
    }

    @Test
    void lists_and_repeated_options_are_the_same_and_spaces_around_commas_do_not_count() {
        Translation repeated = landrun("--ro /a --ro=/b -ro /c --connect-tcp 80 --connect-tcp 443 true");

        assertThat(LandrunDialect.translate(
                List.of("--ro", "/a, /b ,/c", "--connect-tcp", "80, 443", "true"), name -> Optional.empty())
                .policy()).isEqualTo(repeated.policy());
    }

    @Test
    void ports_are_allowed_one_by_one() {
        assertThat(landrun("--bind-tcp 8080 --connect-tcp 80,443 true").policy())
                .isEqualTo(ALL.allowBindTcp(8080).allowConnectTcp(80, 443));
    }

    @Test
    void best_effort_goes_down_to_abi_1_and_its_trap_is_told() {
        Translation translation = landrun("--best-effort --rw /w true");

        assertThat(translation.policy().floor()).contains(LandlockAbi.V1);
        assertThat(translation.notes()).anyMatch(note -> note.startsWith("--best-effort starts a program"
                + " without any sandbox"));
        assertThat(landrun("--rw /w true").notes()).noneMatch(note -> note.contains("--best-effort"));
    }

    @Test
    void what_is_unrestricted_is_not_handled_and_its_rules_are_left_out() {
        Translation files = landrun("--unrestricted-filesystem --ro /a --bind-tcp 1 true");
        Translation network = landrun("--unrestricted-network --ro /a --bind-tcp 1 true");

        assertThat(files.policy()).isEqualTo(SandboxPolicy.handling(
                Set.of(), LandlockAbi.V9.accessNet(), LandlockAbi.V9.scopes()).allowBindTcp(1));
        assertThat(files.notes()).anyMatch(note -> note.startsWith("--unrestricted-filesystem leaves"));
        assertThat(network.policy().handledNet()).isEmpty();
        assertThat(network.policy().rules().portRules()).isEmpty();
        assertThat(network.notes()).anyMatch(note -> note.startsWith("--unrestricted-network leaves"));
        assertThat(landrun("--unrestricted-scoped true").policy().scopes()).isEmpty();
    }

    @Test
    void missing_paths_are_left_out_if_they_are_to_be_ignored() {
        assertThat(landrun("--ignore-missing --ro /a true").policy().rules().pathRules())
                .allMatch(PathRule::ifExists);
    }

    @Test
    void log_options_are_log_flags() {
        assertThat(landrun("--log-disable-originating --log-enable-subprocesses --log-disable-subdomains"
                + " --log-level debug true").policy()).isEqualTo(ALL.logging(LogFlag.values()));
    }

    @Test
    void variables_become_options_of_run() {
        Translation translation = landrun("--env HOME --env A=1,B=x=y -- true");

        assertThat(translation.runOptions()).containsExactly(
                "--clean-env", "--env", "HOME", "--env", "A=1", "--env", "B=x=y");
        assertThat(translation.notes()).anyMatch(note -> note.contains("passes no variable but those"));
    }

    @Test
    void the_program_is_allowed_if_that_is_asked_for() {
        Translation translation = landrun("--add-exec -- tool --ldd");

        assertThat(translation.policy().rules().pathRules()).containsExactly(rule("/found/tool",
                EnumSet.of(AccessFs.READ_FILE, AccessFs.READ_DIR, AccessFs.EXECUTE)));
        assertThat(translation.notes()).contains("--add-exec is /found/tool, found now and not again at"
                + " the start");
        assertThat(translation.untranslated()).isEmpty();
    }

    @Test
    void libraries_are_not_looked_up_and_that_is_said() {
        assertThat(landrun("--ldd true").untranslated()).singleElement().asString()
                .startsWith("--ldd: libraries are not looked up here");
    }

    @Test
    void options_after_the_program_are_landruns_up_to_two_hyphens() {
        Translation translation = landrun("cat --ro /etc /etc/hostname -- --rw /");

        assertThat(translation.command()).containsExactly("cat", "/etc/hostname", "--rw", "/");
        assertThat(translation.policy()).isEqualTo(ALL.allow(
                rule("/etc", EnumSet.of(AccessFs.READ_FILE, AccessFs.READ_DIR))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "ls -d /etc                | Unknown option: '-d'",
        "--ro /a, true             | --ro /a,: a path is empty",
        "--bind-tcp 65536 true     | \"65536\" is not a port, a number of 0 to 65535",
        "--bind-tcp 80,,81 true    | \"\" is not a port",
        "--connect-tcp 0x50 true   | \"0x50\" is not a port",
        "--env =x true             | \"=x\" is not NAME or NAME=VALUE",
        "--env A* true             | \"A*\" is not NAME or NAME=VALUE",
        "--add-exec -- missing     | --add-exec: there is no program missing in PATH",
        "--add-exec                | --add-exec needs the program",
        "--version                 | landrun --version starts no program",
        "--unrestricted-filesystem --unrestricted-network --unrestricted-scoped true | restricts nothing",
        "--nosuch true             | Unknown option: '--nosuch'"
    })
    void what_cannot_be_meant_is_refused(String words, String problem) {
        assertThatThrownBy(() -> landrun(words))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining(problem);
    }

    private static Translation landrun(String words) {
        return LandrunDialect.translate(List.of(words.split(" ")), name -> name.equals("missing")
                ? Optional.empty() : Optional.of(Path.of("/found", name)));
    }

    private static PathRule rule(String path, Set<AccessFs> access) {
        return new PathRule(Optional.empty(), Path.of(path), access, false, false);
    }
}

package io.github.landlauncher.cli.convert;

import static io.github.landlauncher.AccessFs.EXECUTE;
import static io.github.landlauncher.AccessFs.READ_DIR;
import static io.github.landlauncher.AccessFs.READ_FILE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import io.github.landlauncher.AccessNet;
import io.github.landlauncher.Capability;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LogFlag;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.PortRule;
import io.github.landlauncher.Resource;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.Scope;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WritersTest {

    private static final Function<Path, PathKind> KINDS = path -> switch (path.toString()) {
        case "/file" -> PathKind.OTHER;
        case "/missing" -> PathKind.MISSING;
        default -> PathKind.DIRECTORY;
    };

    private static final SandboxPolicy V7 = SandboxPolicy.handling(LandlockAbi.V7);

    @Test
    void setpriv_is_given_each_right_by_its_name_and_reads_the_same_policy_back() {
        SandboxPolicy policy = SandboxPolicy.handling(
                        EnumSet.of(READ_FILE, READ_DIR, EXECUTE), LandlockAbi.V4.accessNet(), Set.of(Scope.SIGNAL))
                .allow(Set.of(READ_FILE, READ_DIR), Path.of("/etc"))
                .allow(new PortRule(80, Set.of(AccessNet.BIND_TCP, AccessNet.CONNECT_TCP)));

        Written setpriv = SetprivWriter.write(policy, KINDS);

        assertThat(setpriv.words()).containsExactly(
                "--landlock-access", "fs:execute,read-file,read-dir",
                "--landlock-access", "net:bind-tcp,connect-tcp",
                "--landlock-access", "scope:signal",
                "--landlock-rule", "path-beneath:read-file,read-dir:/etc",
                "--landlock-rule", "net-port:bind-tcp,connect-tcp:80");
        assertThat(setpriv.notes()).isEmpty();
        assertThat(SetprivDialect.translate(setpriv.words(), LandlockAbi.V7).policy()).isEqualTo(policy);
    }

    @Test
    void setpriv_gets_no_rights_of_directories_on_files_and_no_rule_without_rights() {
        Written setpriv = SetprivWriter.write(V7.bestEffort(LandlockAbi.V2)
                .allowRead("/file")
                .allowReadIfExists("/missing", "/directory")
                .allow(new PathRule(Optional.empty(), Path.of("/x"), Set.of(), true, false))
                .allow(new PortRule(1, Set.of()))
                .named("n"), KINDS);

        assertThat(setpriv.words().subList(6, setpriv.words().size())).containsExactly(
                "--landlock-rule", "path-beneath:read-file:/file",
                "--landlock-rule", "path-beneath:read-file,read-dir:/directory");
        assertThat(setpriv.notes()).containsExactly(
                "/missing is missing now, and left out for good",
                "/directory may be missing to the policy; setpriv starts nothing then",
                "setpriv is strict: it starts nothing where the policy goes without what a kernel of ABI 2"
                        + " or later lacks",
                "the name \"n\" is left out");
    }

    @Test
    void setpriv_changes_users_and_takes_all_capabilities() {
        assertThat(SetprivWriter.write(V7.runAs(1000, 100), KINDS).words().subList(0, 4))
                .containsExactly("--reuid=1000", "--regid=100", "--clear-groups", "--inh-caps=-all");
        assertThat(SetprivWriter.write(V7.keepCapabilities(), KINDS).words().subList(0, 2))
                .containsExactly("--inh-caps=-all", "--bounding-set=-all");
    }

    @Test
    void landrun_is_given_the_option_that_allows_just_the_same() {
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V9)
                .logging(LogFlag.LOG_NEW_EXEC_ON)
                .allow(new PathRule(Optional.empty(), Path.of("/r"), LandrunDialect.READ, false, false))
                .allow(Set.of(READ_FILE, EXECUTE), Path.of("/file"))
                .allow(new PathRule(Optional.empty(), Path.of("-w"), LandrunDialect.READ_WRITE, false, false))
                .allow(new PathRule(
                        Optional.empty(), Path.of("/s"), LandlockAbi.V9.accessFs(), false, false))
                .allowBindTcp(1)
                .allowConnectTcp(2);

        Written landrun = LandrunWriter.write(policy, KINDS);

        assertThat(landrun.words()).containsExactly("--log-enable-subprocesses", "--ro", "/r",
                "--rox", "/file", "--rw", "./-w", "--unix", "/s", "--rwx", "/s", "--bind-tcp", "1",
                "--connect-tcp", "2");
        assertThat(landrun.notes()).hasSize(2).anyMatch(note -> note.contains("empty environment"));
    }

    @Test
    void landrun_is_never_asked_for_its_best_effort() {
        Written landrun = LandrunWriter.write(V7.bestEffort(LandlockAbi.V1).allowReadIfExists("/r"), KINDS);

        assertThat(landrun.words()).containsExactly("--ignore-missing", "--ro", "/r");
        assertThat(landrun.notes()).contains("landrun also denies [RESOLVE_UNIX]",
                "landrun is strict at ABI 9: it starts nothing where the policy goes without what a kernel"
                        + " of ABI 1 or later lacks");
    }

    @Test
    void landrun_leaves_unrestricted_what_is_not_handled() {
        assertThat(LandrunWriter.write(SandboxPolicy.handling(
                Set.of(), Set.of(AccessNet.BIND_TCP), Set.of()).allowBindTcp(80), KINDS).words())
                .containsExactly("--unrestricted-filesystem", "--unrestricted-scoped", "--bind-tcp", "80");
    }

    @Test
    void the_sandboxer_is_given_variables_and_reads_the_same_policy_back() {
        SandboxPolicy policy = SandboxPolicy.handling(
                        LandlockAbi.V7.accessFs(), LandlockAbi.V7.accessNet(), LandlockAbi.V7.scopes())
                .bestEffort(LandlockAbi.V4)
                .allowReadExecuteIfExists("/usr", "/lib")
                .allow(new PathRule(Optional.empty(), Path.of("/tmp"), LandlockAbi.V7.accessFs(), false, true))
                .allowBindTcp(80)
                .allowConnectTcp(443, 22);

        Written sandboxer = SandboxerWriter.write(policy);

        assertThat(sandboxer.words()).containsExactly("LL_FS_RO=/usr:/lib", "LL_FS_RW=/tmp",
                "LL_SCOPED=a:s", "LL_TCP_BIND=80", "LL_TCP_CONNECT=443:22");
        Map<String, String> environment = sandboxer.words().stream()
                .map(word -> word.split("=", 2))
                .collect(Collectors.toMap(word -> word[0], word -> word[1]));
        assertThat(SandboxerDialect.policy(environment)).isEqualTo(policy);
    }

    @Test
    void what_a_launcher_would_allow_and_the_policy_does_not_is_an_error_with_each_of_it() {
        SandboxPolicy policy = V7.containment().noMemfdExec().runAs(1, 1).memoryMax(1)
                .keepCapabilities(Capability.KILL).limit(Resource.CPU, 1).allowReadBeneath(Path.of("/b"), "x");

        assertProblems(() -> SetprivWriter.write(policy, KINDS), "setpriv", "keepCapabilities() [KILL]",
                "path_beneath /b // x [READ_FILE, READ_DIR]: it would follow symbolic links, and out of the"
                        + " base", "containment()", "that system calls are refused: [MEMFD]",
                "limit() RLIMIT_CPU 1 1", "memory.max 1");
        assertProblems(() -> LandrunWriter.write(SandboxPolicy.handling(LandlockAbi.V10)
                        .allowReadWrite("/w").allowRead("/a,b").denyNetwork().runAs(1, 1), KINDS), "landrun",
                "that [BIND_UDP, CONNECT_SEND_UDP] is denied",
                "path_beneath /w " + V7.allowReadWrite("/w").rules().pathRules().get(0).access()
                        + ": no option allows just this on a directory; --rw has MAKE_CHAR, MAKE_BLOCK and"
                        + " IOCTL_DEV too",
                "path_beneath /a,b [READ_FILE, READ_DIR]: a path with a comma, or a space at an end",
                "denyNetwork()", "runAs() 1:1");
        assertProblems(() -> SandboxerWriter.write(SandboxPolicy.handling(LandlockAbi.V9)
                        .allowRead("/r").allowReadExecute("/a:b")), "sandboxer",
                "path_beneath /r [READ_FILE, READ_DIR]: it allows all, or else reading and executing",
                "path_beneath /a:b [EXECUTE, READ_FILE, READ_DIR]: a path with a colon",
                "strict(): it goes without what a kernel lacks", "that [RESOLVE_UNIX] is denied");
        assertProblems(() -> SandboxerWriter.write(V7.bestEffort(LandlockAbi.V5)), "sandboxer",
                "that nothing starts below ABI 5: it starts from ABI 1");
    }

    @Test
    void a_rule_that_allows_nothing_on_a_port_gives_the_sandboxer_no_floor() {
        assertProblems(() -> SandboxerWriter.write(V7.bestEffort(LandlockAbi.V4)
                        .allow(new PortRule(80, Set.of()))), "sandboxer",
                "that nothing starts below ABI 4: it starts from ABI 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\n", "\u0085", "\u00a0", "\u2007", "\u3000"})
    void a_path_of_which_landrun_cuts_off_white_space_is_refused(String space) {
        String path = "/x" + space;
        assumeThatCode(() -> Path.of(path)).as("such a path is a text in this locale").doesNotThrowAnyException();

        assertThat(Words.trimmed(path)).isEqualTo("/x");
        assertThat(Words.trimmed(space + "/ x\u001c")).isEqualTo("/ x\u001c");
        assertThatThrownBy(() -> LandrunWriter.write(
                        SandboxPolicy.handling(LandlockAbi.V9).allowRead(path), KINDS))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("a space at an end");
    }

    private static void assertProblems(Runnable writer, String launcher, String... problems) {
        assertThatThrownBy(writer::run).isInstanceOfSatisfying(ConversionException.class,
                refused -> assertThat(refused.problems()).containsExactlyElementsOf(
                        List.of(problems).stream().map(p -> launcher + " cannot say: " + p).toList()));
    }
}

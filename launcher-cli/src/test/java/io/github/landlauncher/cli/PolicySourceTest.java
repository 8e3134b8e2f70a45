package io.github.landlauncher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Presets;
import io.github.landlauncher.SandboxPolicy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParameterException;

/** Where a policy comes from: options, files or the environment. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PolicySourceTest {

    private static final String FILES = """
            [[path_beneath]]
            allowed_access = ["read_file"]
            parent = ["/srv"]
            """;

    private static final String PORTS = """
            [[ruleset]]
            handled_access_fs = ["read_file"]
            [[net_port]]
            allowed_access = ["connect_tcp"]
            port = [443]
            """;

    private static final SandboxPolicy FILES_POLICY = SandboxPolicy
            .handling(Set.of(AccessFs.READ_FILE), Set.of(), Set.of())
            .bestEffort(LandlockAbi.V1);

    @TempDir
    Path directory;

    private String file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(directory.resolve("files.toml"), FILES).toString();
    }

    @Test
    void a_file_says_all_and_no_base_system_is_added() {
        SandboxPolicy policy = Parsed.policy("--policy", file);

        assertThat(policy.handledFs()).containsExactly(AccessFs.READ_FILE);
        assertThat(policy.handledNet()).isEmpty();
        assertThat(policy.rules().pathRules()).singleElement().hasToString(
                "path_beneath /srv [READ_FILE] if it exists");
        assertThat(policy.floor()).hasValue(LandlockAbi.V1);
    }

    @Test
    void a_preset_adds_to_a_file_what_the_file_handles() {
        SandboxPolicy policy = Parsed.policy("--policy", file, "--preset", "base-system");

        assertThat(policy.rules().pathRules())
                .containsAll(FILES_POLICY.allow(Presets.baseSystem()).rules().pathRules())
                .allSatisfy(rule -> assertThat(FILES_POLICY.handledFs()).containsAll(rule.access()));
    }

    @Test
    void a_preset_adds_to_options_too() {
        assertThat(Parsed.policy("--no-base", "--ro", "/a", "--preset", "tls", "--preset=gcc"))
                .isEqualTo(SandboxPolicy.handling(LandlockAbi.V7)
                        .bestEffort(LandlockAbi.V1)
                        .allowRead("/a")
                        .allow(Presets.tls())
                        .allow(Presets.gcc()));
    }

    @Test
    void containment_and_strictness_apply_to_files() {
        SandboxPolicy plain = Parsed.policy("--policy", file);

        assertThat(Parsed.policy("--policy", file, "--strict", "--containment"))
                .isEqualTo(plain.strict().containment());
        assertThat(Parsed.policy("--policy", file, "--best-effort", "3"))
                .isEqualTo(plain.bestEffort(LandlockAbi.V3));
    }

    @Test
    void the_command_line_does_not_make_a_policy_from_elsewhere_weaker() {
        DowngradeOptions lower = new picocli.CommandLine(new DowngradeOptions()).getCommand();
        new picocli.CommandLine(lower).parseArgs("--best-effort", "3");

        assertThatThrownBy(() -> lower.appliedTo(
                        new DowngradeOptions.Source("--policy", FILES_POLICY.bestEffort(LandlockAbi.V4))))
                .hasMessage("--best-effort 3 would weaken the policy of --policy, which needs ABI 4");
        assertThatThrownBy(() -> lower.appliedTo(
                        new DowngradeOptions.Source("--from-env", FILES_POLICY.strict())))
                .hasMessage("--best-effort 3 would weaken the policy of --from-env, which is strict");
        assertThat(lower.appliedTo(new DowngradeOptions.Source("--policy", FILES_POLICY)).floor())
                .hasValue(LandlockAbi.V3);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "--ro=/a", "--rx=/a", "--rw=/a", "--rwx=/a", "--connect=1", "--bind=1", "--no-base", "--handling=7"
    })
    void each_option_that_allows_excludes_files_and_variables(String option) {
        String name = option.split("=")[0];

        assertThatThrownBy(() -> Parsed.policy(option, "--policy", file))
                .isInstanceOf(ParameterException.class)
                .hasMessage(name + " and --policy cannot be combined: the files say all that is denied and"
                        + " allowed; only --preset adds to it");
        assertThatThrownBy(() -> Parsed.policy("--from-env", option))
                .isInstanceOf(ParameterException.class)
                .hasMessageStartingWith(name + " and --from-env cannot be combined: the environment says");
    }

    @Test
    void files_and_variables_exclude_each_other_and_the_extension_needs_files() {
        assertThatThrownBy(() -> Parsed.policy("--policy", file, "--from-env"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("--policy and --from-env cannot be combined");
        assertThatThrownBy(() -> Parsed.policy("--allow-extension"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("it needs --policy");
    }

    @Test
    void standard_input_is_a_policy_in_either_format() throws IOException {
        SandboxPolicy toml = read(FILES, "-");
        SandboxPolicy json = read("""

                {"pathBeneath": [{"allowedAccess": ["read_file"], "parent": ["/srv"]}]}""", "-");

        assertThat(toml).isEqualTo(json).isEqualTo(Parsed.policy("--policy", file));
    }

    @Test
    void standard_input_composes_with_files_and_what_is_lost_is_said() throws IOException {
        List<String> notes = new ArrayList<>();

        SandboxPolicy policy = PolicyFiles.policy(List.of(Path.of(file), Path.of("-")), false, in(PORTS), notes);

        assertThat(policy.handledNet()).doesNotContain(AccessNet.CONNECT_TCP);
        assertThat(notes).containsExactly("landlauncher: not denied, since another policy file does not handle"
                + " it: standard input handles connect_tcp");
    }

    @Test
    void what_files_lose_by_their_composition_goes_to_standard_error_and_the_policy_is_made() throws IOException {
        String ports = Files.writeString(directory.resolve("ports.toml"), PORTS).toString();

        Executed shown = Executed.of("show", "--policy", file, "--policy", ports, "--abi", "7");

        assertThat(shown.error()).isEqualTo("landlauncher: not denied, since another policy file does not handle"
                + " it: " + ports + " handles connect_tcp\n");
        assertThat(shown.output()).contains("  handled_access_net []\n");
        assertThat(shown.exitValue()).isZero();
    }

    @Test
    void standard_input_that_never_ends_is_refused() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return '#';
            }
        };

        assertThatThrownBy(() -> PolicyFiles.policy(List.of(Path.of("-")), false, endless, new ArrayList<>()))
                .isInstanceOf(IOException.class)
                .hasMessage("standard input: too large: more than 262144 bytes; a policy file has at most 262144");
    }

    @Test
    void standard_input_is_read_once() {
        assertThatThrownBy(() -> read(FILES, "-", "-"))
                .isInstanceOf(IOException.class)
                .hasMessage("--policy - twice: standard input can be read once");
    }

    @ParameterizedTest
    @CsvSource({"'{}', true", "' \t\r\n{', true", "'', false", "'  ', false", "'[a]', false", "'a = {}', false"})
    void json_begins_with_a_brace(String text, boolean json) {
        assertThat(PolicyFiles.isJson(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(json);
    }

    @Test
    void a_file_that_is_wrong_is_told_with_its_place_and_125() throws IOException {
        Files.writeString(directory.resolve("files.toml"), FILES.replace("read_file", "read_fil"));

        Executed shown = Executed.of("show", "--policy", file);

        assertThat(shown.exitValue()).isEqualTo(125);
        assertThat(shown.error()).startsWith("landlauncher: " + file + ":2:19: ").hasLineCount(1);
        assertThat(shown.output()).isEmpty();
    }

    @Test
    void each_problem_of_files_has_a_line_that_begins_alike() throws IOException {
        Files.writeString(directory.resolve("files.toml"), FILES.replace("read_file", "read_fil"));

        Executed shown = Executed.of("show", "--policy", file, "--policy", "/no/such.toml");

        assertThat(shown.error().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith("landlauncher: /"));
    }

    private static SandboxPolicy read(String text, String... files) throws IOException {
        return PolicyFiles.policy(List.of(files).stream().map(Path::of).toList(), false, in(text),
                new ArrayList<>());
    }

    private static InputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}

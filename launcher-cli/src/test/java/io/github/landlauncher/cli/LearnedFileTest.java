package io.github.landlauncher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.Presets;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.Scope;
import io.github.landlauncher.learn.Decision;
import io.github.landlauncher.learn.LearnedPolicy;
import io.github.landlauncher.learn.LearnedRule;
import io.github.landlauncher.learn.Surroundings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LearnedFileTest {

    private static final Surroundings PLACE =
            new Surroundings(Path.of("/home/me"), Path.of("/srv/project"), Set.of(Path.of("/tmp")));

    private static final SandboxPolicy BASE = SandboxPolicy.handling(LandlockAbi.V7).bestEffort(LandlockAbi.V1);

    private Path file;

    @BeforeEach
    void begin(@TempDir Path directory) {
        file = directory.resolve("policy.toml");
    }

    private static PathRule rule(String path, AccessFs... rights) {
        return new PathRule(Optional.empty(), Path.of(path), Set.of(rights), false, true);
    }

    private static LearnedPolicy learned(SandboxPolicy base, PathRule rule, Decision... decisions) {
        return new LearnedPolicy(base.allow(Presets.baseSystem()).allow(rule), List.of("preset base_system: used"),
                List.of(new LearnedRule(rule, "3 files used")), List.of(), List.of(decisions), List.of("incomplete"));
    }

    private String written(LearnedPolicy learned) throws IOException {
        new LearnedFile(file, null).write(learned, PLACE, 2, List.of("make", "-j\n2"), List.of());
        return Files.readString(file);
    }

    @Test
    void the_file_needs_no_option_to_be_read_and_allows_what_was_learned() throws IOException {
        LearnedPolicy learned = learned(BASE, rule("/srv/project/src", AccessFs.READ_FILE, AccessFs.READ_DIR));

        written(learned);

        SandboxPolicy read = PolicyFiles.policy(List.of(file), false, System.in, List.of());
        assertThat(read.rules().pathRules()).containsExactlyInAnyOrderElementsOf(learned.policy().rules().pathRules());
        assertThat(read.handledNet()).isEqualTo(BASE.handledNet());
        assertThat(read.scopes()).isEqualTo(BASE.scopes());
    }

    @Test
    void each_rule_has_its_reason_above_it_and_the_project_has_a_name() throws IOException {
        assertThat(written(learned(BASE, rule("/srv/project/src", AccessFs.READ_FILE)))).contains("""
                # 3 files used
                [[path_beneath]]
                allowed_access = ["read_file"]
                parent = ["${project}/src"]
                """);
    }

    @Test
    void the_header_says_where_it_comes_from_and_what_is_not_known() throws IOException {
        assertThat(written(learned(BASE, rule("/srv/project/src", AccessFs.READ_FILE)))).startsWith("""
                # Learned from 2 runs of: make -j\\n2
                # preset base_system: used
                # Note: incomplete
                """);
    }

    @Test
    void what_is_to_be_decided_is_there_to_be_uncommented() throws IOException {
        Decision secret = new Decision(
                Optional.of(rule("/home/me/.ssh/config", AccessFs.READ_FILE)), Optional.empty(), "used by ssh");
        Decision signal = new Decision(Optional.empty(), Optional.of(Scope.SIGNAL), "sent");

        String text = written(learned(BASE, rule("/srv/project/src", AccessFs.READ_FILE), secret, signal));

        assertThat(text).contains("""
                # used by ssh
                #   [[path_beneath]]
                #   allowed_access = ["read_file"]
                #   parent = ["${home}/.ssh/config"]
                """).contains("#   take \"signal\" out of scoped");
        assertThat(PolicyFiles.policy(List.of(file), false, System.in, List.of()).toString())
                .doesNotContain(".ssh");
    }

    @Test
    void what_was_left_to_decide_before_is_still_there_after_adding_to_it() throws IOException {
        Decision secret = new Decision(
                Optional.of(rule("/home/me/.ssh/config", AccessFs.READ_FILE)), Optional.empty(), "used by ssh");
        PathRule source = rule("/srv/project/src", AccessFs.READ_FILE);
        String first = written(learned(BASE, source, secret));
        LearnedFile learnedFile = new LearnedFile(file, null);

        learnedFile.write(learned(BASE, source), PLACE, 1, List.of("make", "test"), learnedFile.header());

        assertThat(file).content().startsWith("""
                # Learned from a run of: make test
                # preset base_system: used
                # Note: incomplete
                #
                # Before that:
                """ + first.substring(0, first.indexOf("\n\n") + 1)).contains("used by ssh");
        assertThat(learnedFile.policy().orElseThrow().toString()).doesNotContain(".ssh");
    }

    @Test
    void a_right_that_the_format_has_no_word_for_is_said_otherwise() throws IOException {
        Decision docker = new Decision(
                Optional.of(rule("/run/docker.sock", AccessFs.RESOLVE_UNIX)), Optional.empty(), "used");

        assertThat(written(learned(BASE, rule("/srv/project/src", AccessFs.READ_FILE), docker)))
                .contains("#   path_beneath /run/docker.sock [RESOLVE_UNIX]");
    }

    @Test
    void a_base_that_asks_for_more_is_said_in_the_extension() throws IOException {
        written(learned(BASE.containment(), rule("/srv/project/src", AccessFs.READ_FILE)));

        assertThat(PolicyFiles.policy(List.of(file), true, System.in, List.of()).beyondLandlock().hardened()).isTrue();
    }

    @Test
    void json_has_no_comments() throws IOException {
        file = file.resolveSibling("policy.json");

        assertThat(written(learned(BASE, rule("/srv/project/src", AccessFs.READ_FILE)))).startsWith("{");
        assertThat(PolicyFiles.policy(List.of(file), false, System.in, List.of()).rules().pathRules()).isNotEmpty();
    }

    @Test
    void java_source_has_the_preset_by_its_name() throws IOException {
        Path source = file.resolveSibling("Policy.java");

        new LearnedFile(file, source).write(
                learned(BASE, rule("/srv/x", AccessFs.READ_FILE, AccessFs.READ_DIR)), PLACE, 1, List.of("make"),
                List.of());

        assertThat(source).content().contains(".allow(Presets.baseSystem())", ".allowReadIfExists(\"/srv/x\")");
    }

    @Test
    void what_was_written_can_be_added_to() throws IOException {
        written(learned(BASE, rule("/srv/project/src", AccessFs.READ_FILE)));

        assertThat(new LearnedFile(file, null).policy().orElseThrow().rules().pathRules())
                .contains(rule("/srv/project/src", AccessFs.READ_FILE));
        assertThat(new LearnedFile(file.resolveSibling("none.toml"), null).policy()).isEmpty();
    }

    @Test
    void a_path_that_is_no_text_is_an_error_that_says_so() {
        PathRule rule = new PathRule(Optional.empty(), Path.of(URI.create("file:///srv/%FF")),
                Set.of(AccessFs.READ_FILE), false, true);

        assertThatIOException().isThrownBy(() -> written(learned(BASE, rule)))
                .withMessageContaining("cannot say the policy");
    }
}

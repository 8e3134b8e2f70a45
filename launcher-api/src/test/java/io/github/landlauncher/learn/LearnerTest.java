package io.github.landlauncher.learn;

import static io.github.landlauncher.AccessFs.EXECUTE;
import static io.github.landlauncher.AccessFs.MAKE_DIR;
import static io.github.landlauncher.AccessFs.MAKE_REG;
import static io.github.landlauncher.AccessFs.READ_DIR;
import static io.github.landlauncher.AccessFs.READ_FILE;
import static io.github.landlauncher.AccessFs.REFER;
import static io.github.landlauncher.AccessFs.REMOVE_FILE;
import static io.github.landlauncher.AccessFs.TRUNCATE;
import static io.github.landlauncher.AccessFs.WRITE_FILE;
import static io.github.landlauncher.AccessNet.BIND_TCP;
import static io.github.landlauncher.AccessNet.CONNECT_SEND_UDP;
import static io.github.landlauncher.AccessNet.CONNECT_TCP;
import static io.github.landlauncher.learn.Story.rules;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.PortRule;
import io.github.landlauncher.Rules;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.Scope;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LearnerTest {

    private static final Set<AccessFs> READ = Set.of(READ_FILE, READ_DIR);

    @Test
    void the_policy_denies_all_that_the_abi_can_deny_and_runs_on_older_kernels() {
        SandboxPolicy policy = new Story().learned().policy();

        assertThat(policy).isEqualTo(SandboxPolicy.handling(LandlockAbi.V7).bestEffort(LandlockAbi.V1));
    }

    @Test
    void what_was_used_is_allowed_if_it_exists_so_that_files_can_say_the_policy() {
        assertThat(new Story().file("/srv/data/x", READ_FILE).learned().policy().rules().pathRules())
                .allMatch(PathRule::ifExists)
                .noneMatch(PathRule::exact);
    }

    @Test
    void rights_that_the_abi_does_not_have_are_not_allowed() {
        Learner learner = Learner.of(LandlockAbi.V1, Story.PLACE);

        assertThat(rules(new Story().file("/srv/data/x", WRITE_FILE, TRUNCATE).learned(learner)))
                .containsExactly("/srv/data/x [WRITE_FILE]");
    }

    @Test
    void what_is_written_can_be_truncated_which_nobody_sees() {
        assertThat(rules(new Story().file("/srv/data/x", WRITE_FILE).learned()))
                .containsExactly("/srv/data/x [WRITE_FILE, TRUNCATE]");
    }

    @Test
    void it_always_says_what_it_cannot_know() {
        assertThat(new Story().learned().notes()).anyMatch(note -> note.contains("other inputs"));
    }

    @Test
    void what_was_not_seen_is_said() {
        Recording recording = new Story().recording();
        recording.unseen("the memory of process 7 cannot be read");

        assertThat(Learner.of(LandlockAbi.V7, Story.PLACE).learn(recording, List.of()).notes())
                .contains("not seen: the memory of process 7 cannot be read");
    }

    @Test
    void what_is_below_a_directory_that_was_made_is_allowed_where_that_was_made() {
        Story story = new Story()
                .directory("/srv/project", MAKE_DIR)
                .made("/srv/project/out")
                .directory("/srv/project/out", MAKE_REG)
                .made("/srv/project/out/a", WRITE_FILE);

        assertThat(rules(story.learned())).containsExactly("/srv/project [WRITE_FILE, MAKE_DIR, MAKE_REG, TRUNCATE]");
    }

    @Test
    void what_was_replaced_is_allowed_by_its_directory() {
        assertThat(rules(new Story().replaced("/srv/project/state", READ_FILE).learned()))
                .containsExactly("/srv/project [READ_FILE]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tmp1x9_a7kq", "a.tmp", "a.tmp.17", "TEMP_1", "ccAb3xYz.s", "tmp1x9_a7kq.c"})
    void a_temporary_name_is_allowed_by_its_directory(String name) {
        assertThat(rules(new Story().file("/srv/scratch/" + name, READ_FILE).learned()))
                .containsExactly("/srv/scratch [READ_FILE]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tmpl", "tmpfiles.conf", "template.html", "temperature", "ccache.conf", "attempt", "cc1plus"})
    void a_name_that_means_something_is_not_a_temporary_one(String name) {
        assertThat(rules(new Story().file("/srv/scratch/" + name, READ_FILE).learned()))
                .containsExactly("/srv/scratch/" + name + " [READ_FILE, READ_DIR]");
    }

    @Test
    void a_file_can_be_moved_again_to_where_more_is_allowed() {
        Story story = new Story()
                .directory("/srv/project/in", REFER, REMOVE_FILE)
                .directory("/srv/project/out", REFER, MAKE_REG)
                .file("/srv/project/out/x", READ_FILE)
                .made("/srv/project/out/y", READ_FILE, WRITE_FILE)
                .moved("/srv/project/in", "/srv/project/out", false);

        assertThat(rules(story.learned())).containsExactly(
                "/srv/project/in [WRITE_FILE, READ_FILE, REMOVE_FILE, REFER, TRUNCATE]",
                "/srv/project/out [WRITE_FILE, READ_FILE, MAKE_REG, REFER, TRUNCATE]");
    }

    @Test
    void a_directory_that_is_moved_needs_the_rights_on_directories_as_well() {
        Story story = new Story()
                .directory("/srv/project/in", REFER)
                .directory("/srv/project/out", REFER, MAKE_DIR)
                .moved("/srv/project/in", "/srv/project/out", true);

        assertThat(rules(story.learned())).contains("/srv/project/in [MAKE_DIR, REFER]");
    }

    @Test
    void a_preset_is_recognised_if_enough_of_it_was_used() {
        Story story = new Story().file("/p/a/1", READ_FILE).file("/p/b/1", READ_FILE).file("/p/c/1", READ_FILE)
                .file("/p/a/x", EXECUTE, READ_FILE);

        LearnedPolicy learned = Learner.of(LandlockAbi.V7, Story.PLACE).on(path -> false)
                .learn(story.recording(), List.of(preset("/p/a", "/p/b", "/p/c", "/p/d")));

        assertThat(learned.presets()).singleElement().asString().startsWith("preset example: ");
        assertThat(rules(learned)).containsExactly("/p/a/x [EXECUTE, READ_FILE, READ_DIR]");
        assertThat(learned.policy().rules().pathRules()).hasSize(5);
    }

    @Test
    void a_preset_of_which_little_was_used_is_not() {
        Story story = new Story().file("/p/a/1", READ_FILE).file("/p/b/1", READ_FILE);

        LearnedPolicy two = Learner.of(LandlockAbi.V7, Story.PLACE).on(path -> false)
                .learn(story.recording(), List.of(preset("/p/a", "/p/b", "/p/c")));
        LearnedPolicy threeOfSixteen = Learner.of(LandlockAbi.V7, Story.PLACE).on(path -> false)
                .learn(story.file("/p/c/1", READ_FILE).recording(), List.of(preset("/p/a", "/p/b", "/p/c", "/p/d",
                        "/p/e", "/p/f", "/p/g", "/p/h", "/p/i", "/p/j", "/p/k", "/p/l", "/p/m", "/p/n", "/p/o", "/p/q")));

        assertThat(two.presets()).isEmpty();
        assertThat(threeOfSixteen.presets()).isEmpty();
        assertThat(rules(threeOfSixteen)).hasSize(3);
    }

    @Test
    void a_preset_that_opens_a_protected_place_is_not() {
        Story story = new Story().file("/p/a/1", READ_FILE).file("/p/b/1", READ_FILE).file("/p/c/1", READ_FILE);

        LearnedPolicy learned = Learner.of(LandlockAbi.V7, Story.PLACE).on(path -> false)
                .learn(story.recording(), List.of(preset("/p/a", "/p/b", "/p/c", "/home/u/.ssh")));

        assertThat(learned.presets()).isEmpty();
    }

    private static KnownPreset preset(String... paths) {
        Map<Path, Set<AccessFs>> grants = new HashMap<>();
        for (String path : paths) {
            grants.put(Path.of(path), READ);
        }
        return new KnownPreset("example", Rules.none().allowReadIfExists(paths), grants);
    }

    @Test
    void what_the_base_allows_is_not_learned() {
        SandboxPolicy base = SandboxPolicy.handling(LandlockAbi.V7).allowRead("/").allowConnectTcp(443);
        Story story = new Story().file("/srv/data/x", READ_FILE).file("/srv/data/y", WRITE_FILE)
                .port(CONNECT_TCP, 443);

        LearnedPolicy learned = story.learned(Learner.of(base, Story.PLACE));

        assertThat(rules(learned)).containsExactly("/srv/data/y [WRITE_FILE, TRUNCATE]");
        assertThat(learned.ports()).isEmpty();
        assertThat(learned.policy().rules().pathRules()).startsWith(base.rules().pathRules().get(0));
    }

    @Test
    void ports_are_allowed_one_by_one() {
        LearnedPolicy learned = new Story().port(CONNECT_TCP, 443).port(BIND_TCP, 0).port(CONNECT_TCP, 80).learned();

        assertThat(learned.ports()).containsExactly(
                new PortRule(0, Set.of(BIND_TCP)), new PortRule(80, Set.of(CONNECT_TCP)),
                new PortRule(443, Set.of(CONNECT_TCP)));
        assertThat(learned.policy().rules().portRules()).isEqualTo(learned.ports());
    }

    @Test
    void a_port_that_the_kernel_handed_out_is_remarked_on() {
        assertThat(new Story().port(CONNECT_TCP, 43210).learned().notes())
                .anyMatch(note -> note.contains("port 43210") && note.contains("hands out"));
    }

    @Test
    void a_port_that_the_abi_cannot_deny_is_remarked_on_and_not_allowed() {
        LearnedPolicy learned = new Story().port(CONNECT_SEND_UDP, 53).learned();

        assertThat(learned.ports()).isEmpty();
        assertThat(learned.notes()).anyMatch(note -> note.contains("CONNECT_SEND_UDP"));
    }

    @Test
    void scopes_stay_and_are_to_be_decided() {
        LearnedPolicy learned = new Story().reached(Scope.SIGNAL).learned();

        assertThat(learned.policy().scopes()).contains(Scope.SIGNAL);
        assertThat(learned.decisions()).singleElement().satisfies(decision ->
                assertThat(decision.allowIn(learned.policy()).scopes()).doesNotContain(Scope.SIGNAL));
    }

    @Test
    void the_lines_for_people_have_everything() {
        LearnedPolicy learned = new Story().file("/srv/data/x", READ_FILE).file("/etc/shadow", READ_FILE)
                .port(CONNECT_TCP, 443).learned();

        assertThat(learned.toString()).isEqualTo("""
                allowed: path_beneath /srv/data/x [READ_FILE, READ_DIR] if it exists: used by prog
                allowed: net_port 443 [CONNECT_TCP]
                not allowed, to be decided: path_beneath /etc/shadow [READ_FILE, READ_DIR] if it exists: used by prog; \
                /etc/shadow is protected
                note: what other inputs, options, machines or moments need was not seen; the rules allow what these \
                runs used""");
    }
}

package io.github.landlauncher.learn;

import static io.github.landlauncher.AccessFs.MAKE_REG;
import static io.github.landlauncher.AccessFs.READ_DIR;
import static io.github.landlauncher.AccessFs.READ_FILE;
import static io.github.landlauncher.AccessFs.RESOLVE_UNIX;
import static io.github.landlauncher.AccessFs.WRITE_FILE;
import static io.github.landlauncher.learn.Story.rules;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.PathRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ProtectedPlacesTest {

    private static final Learner LEARNER = Learner.of(LandlockAbi.V7, Story.PLACE);

    @ParameterizedTest
    @ValueSource(strings = {
        "/home/u/.ssh/id_ed25519", "/home/u/.ssh", "/etc/shadow", "/etc/shadow-", "/etc/gshadow", "/etc/sudoers",
        "/etc/sudoers.d/admin", "/home/u/.aws/credentials", "/home/u/.gnupg/secring.gpg", "/home/u/.netrc",
        "/home/u/.config/gh/hosts.yml", "/home/u/.mozilla/firefox/x/logins.json",
        "/home/u/.config/google-chrome/Default/Cookies", "/home/u/.config/chromium/Default", "/root/x", "/root",
        "/run/docker.sock", "/var/run/docker.sock", "/proc/1/environ", "/proc/self/mem", "/proc/4711/maps",
        "/srv/project/.ssh/config", "/srv/project/.netrc", "/home/other/.ssh/id_rsa", "/dev/sda", "/dev/nvme0n1p1",
        "/dev/mem", "/dev/pts/3", "/etc/ssh/ssh_host_rsa_key", "/etc/ssl/private/key.pem"
    })
    void what_is_secret_is_not_allowed_but_to_be_decided(String path) {
        LearnedPolicy learned = new Story().file(path, READ_FILE).learned();

        assertThat(learned.rules()).isEmpty();
        assertThat(learned.policy().rules().pathRules()).isEmpty();
        assertThat(learned.decisions()).singleElement().satisfies(decision -> {
            assertThat(decision.rule().orElseThrow().access()).contains(READ_FILE);
            assertThat(decision.reason()).contains("used");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "/srv/project/.git/hooks/pre-commit", "/srv/project/.git/config", "/home/u/.bashrc", "/home/u/.profile",
        "/etc/passwd", "/etc/cron.d/x", "/usr/bin/ls", "/usr/local/lib/x", "/lib/x", "/home/u/.config/autostart/x",
        "/proc/sys/kernel/core_pattern", "/sys/power/state"
    })
    void what_others_obey_is_not_allowed_to_be_written_but_may_be_read(String path) {
        assertThat(new Story().file(path, WRITE_FILE).learned().rules()).isEmpty();
        assertThat(rules(new Story().file(path, READ_FILE).learned()))
                .containsExactly(path + " [READ_FILE, READ_DIR]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/home", "/home/u", "/home/other", "/root", "/etc", "/dev", "/run", "/usr", "/proc"})
    void no_rule_is_on_what_is_above_a_protected_place(String directory) {
        LearnedPolicy learned = new Story().directory(directory, READ_DIR, MAKE_REG).learned();

        assertThat(learned.rules()).isEmpty();
        assertThat(learned.decisions()).hasSize(1);
    }

    @Test
    void files_made_beside_hooks_are_to_be_decided() {
        Story story = new Story().directory("/srv/project/.git", MAKE_REG).made("/srv/project/.git/index.lock", WRITE_FILE);

        LearnedPolicy learned = story.learned(LEARNER, "/srv/project/.git/hooks");

        assertThat(learned.rules()).isEmpty();
        assertThat(learned.decisions()).singleElement().satisfies(decision -> assertThat(decision.reason())
                .contains("such as index.lock").contains("/srv/project/.git/hooks is below, which is protected"));
    }

    @Test
    void hooks_further_down_are_found_if_the_program_was_there() {
        Story story = new Story().directory("/srv/project", MAKE_REG).file("/srv/project/lib/x/README", READ_FILE);

        LearnedPolicy learned = story.learned(LEARNER, "/srv/project/lib/x/.git/hooks");

        assertThat(rules(learned)).containsExactly("/srv/project/lib/x/README [READ_FILE, READ_DIR]");
    }

    @Test
    void a_repository_that_the_program_made_itself_is_its_own() {
        Story story = new Story()
                .directory("/srv/project", MAKE_REG)
                .made("/srv/project/clone")
                .directory("/srv/project/clone/.git", MAKE_REG)
                .made("/srv/project/clone/.git/hooks")
                .made("/srv/project/clone/.git/hooks/pre-commit.sample", WRITE_FILE);

        assertThat(rules(story.learned(LEARNER, "/srv/project/clone/.git/hooks")))
                .containsExactly("/srv/project [WRITE_FILE, MAKE_REG, TRUNCATE]");
    }

    @Test
    void in_the_home_nothing_is_the_program_s_own() {
        Story story = new Story().made("/home/u/.ssh").made("/home/u/.ssh/id", WRITE_FILE);

        assertThat(story.learned().rules()).isEmpty();
        assertThat(story.learned().decisions()).hasSize(1);
    }

    @Test
    void what_replaced_a_secret_is_not_the_program_s_own() {
        assertThat(new Story().replaced("/srv/project/.netrc", WRITE_FILE).learned().rules()).isEmpty();
    }

    @Test
    void a_decision_that_was_made_is_kept_to() {
        Story story = new Story().file("/home/u/.ssh/known_hosts", READ_FILE).file("/home/u/.ssh/id_rsa", READ_FILE);

        LearnedPolicy learned = story.learned(LEARNER.allowUsed(Path.of("/home/u/.ssh/known_hosts")));

        assertThat(rules(learned)).containsExactly("/home/u/.ssh/known_hosts [READ_FILE, READ_DIR]");
        assertThat(learned.decisions()).extracting(decision -> decision.rule().orElseThrow().path())
                .containsExactly(Path.of("/home/u/.ssh/id_rsa"));
    }

    @Test
    void a_decision_on_a_file_does_not_allow_its_directory() {
        Story story = new Story();
        for (int i = 0; i < 20; i++) {
            story.file("/home/u/.ssh/key" + i, READ_FILE);
        }

        LearnedPolicy learned = story.learned(LEARNER.allowUsed(Path.of("/home/u/.ssh/key1")));

        assertThat(rules(learned)).containsExactly("/home/u/.ssh/key1 [READ_FILE, READ_DIR]");
        assertThat(learned.decisions()).singleElement().satisfies(decision ->
                assertThat(decision.rule().orElseThrow().path()).isEqualTo(Path.of("/home/u/.ssh")));
    }

    @Test
    void the_docker_socket_is_to_be_decided_even_where_nothing_denies_it() {
        assertThat(new Story().file("/run/docker.sock", RESOLVE_UNIX).learned().decisions()).hasSize(1);
    }

    @Test
    void the_home_of_root_is_a_home_like_any_other_to_root() {
        Surroundings root = new Surroundings(Path.of("/root"), Path.of("/root/project"), Story.PLACE.temporary());

        LearnedPolicy learned = new Story().file("/root/project/x", READ_FILE).file("/root/.ssh/id", READ_FILE)
                .learned(Learner.of(LandlockAbi.V7, root));

        assertThat(rules(learned)).containsExactly("/root/project/x [READ_FILE, READ_DIR]");
        assertThat(learned.decisions()).hasSize(1);
    }

    @Test
    void whatever_a_program_does_no_rule_is_on_or_above_a_protected_place() {
        List<String> parts = List.of("etc", "shadow", "home", "u", ".ssh", "srv", "project", ".git", "hooks", "x", "y",
                "..data", ".netrc", "usr", "bin", "var", "lib", "run", "proc", "1", "tmp", "tmp.aaaa", "dev", "sda");
        Random random = new Random(20261122);
        for (int story = 0; story < 2000; story++) {
            LearnedPolicy learned = random(random, parts).learned(LEARNER.allowDirectoriesFrom(2), "/srv/project/.git/hooks");

            assertThat(learned.policy().rules().pathRules()).allSatisfy(ProtectedPlacesTest::opensNothing);
        }
    }

    private static Story random(Random random, List<String> parts) {
        Story story = new Story();
        for (int i = 0; i < 12; i++) {
            StringBuilder path = new StringBuilder();
            for (int depth = random.nextInt(5); depth >= 0; depth--) {
                path.append('/').append(parts.get(random.nextInt(parts.size())));
            }
            AccessFs right = AccessFs.values()[random.nextInt(AccessFs.values().length)];
            switch (random.nextInt(4)) {
                case 0 -> story.file(path.toString(), right);
                case 1 -> story.directory(path.toString(), right);
                case 2 -> story.replaced(path.toString(), right);
                default -> story.moved(path.toString(), "/srv/project", random.nextBoolean());
            }
        }
        return story;
    }

    private static void opensNothing(PathRule rule) {
        for (String secret : List.of("/etc/shadow", "/home/u/.ssh", "/home/u/.netrc", "/root", "/dev/sda", "/proc/1",
                "/run/docker.sock")) {
            assertThat(Path.of(secret).startsWith(rule.path())).as("%s opens %s", rule, secret).isFalse();
            assertThat(rule.path().startsWith(secret)).as("%s is in %s", rule, secret).isFalse();
        }
        assertThat(rule.path().startsWith("/srv/project/.ssh")).as("%s", rule).isFalse();
        if (rule.writes()) {
            assertThat(Path.of("/srv/project/.git/hooks").startsWith(rule.path())).as("%s", rule).isFalse();
            assertThat(rule.path().startsWith("/srv/project/.git/hooks")).as("%s", rule).isFalse();
            assertThat(rule.path().startsWith("/usr")).as("%s", rule).isFalse();
        }
    }
}

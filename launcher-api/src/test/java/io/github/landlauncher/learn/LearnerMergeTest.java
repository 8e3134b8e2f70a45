package io.github.landlauncher.learn;

import static io.github.landlauncher.AccessFs.READ_DIR;
import static io.github.landlauncher.AccessFs.READ_FILE;
import static io.github.landlauncher.AccessFs.WRITE_FILE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.PathRule;
import io.github.landlauncher.SandboxPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was learned before and what is learned now become one policy without rules that say nothing:
 *
 * <pre>
 *     top/{a,b}/{a,b}/{f,g}   files, each directory with some
 * </pre>
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LearnerMergeTest {

    private static final List<AccessFs> RIGHTS = List.of(READ_FILE, WRITE_FILE, READ_DIR, AccessFs.MAKE_REG);

    @TempDir private Path temp;

    private final Random random = new Random(17);
    private final List<Path> directories = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();
    private Learner learner;

    @BeforeEach
    void a_tree() throws IOException {
        Path top = temp.toRealPath().resolve("top");
        for (String way : List.of("", "a", "b", "a/a", "a/b", "b/a", "b/b")) {
            directories.add(Files.createDirectories(top.resolve(way)));
            for (String name : List.of("f", "g")) {
                files.add(Files.writeString(top.resolve(way).resolve(name), "content"));
            }
        }
        learner = Learner.of(LandlockAbi.V7, new Surroundings(Path.of("/home/me"), top, Set.of()))
                .allowDirectoriesFrom(2);
    }

    private Path top() {
        return directories.get(0);
    }

    private LearnedPolicy afterwards(SandboxPolicy before, Story story) {
        return Learner.of(before, learner.surroundings()).allowDirectoriesFrom(2)
                .learn(story.recording(), List.of());
    }

    private List<String> merged(Story first, Story second) {
        SandboxPolicy before = learner.learn(first.recording(), List.of()).policy();
        return afterwards(before, second).policy().rules().pathRules().stream()
                .map(rule -> top().relativize(rule.path()) + " " + rule.access())
                .toList();
    }

    private String file(String name) {
        return top().resolve(name).toString();
    }

    @Test
    void a_file_of_a_directory_that_is_allowed_by_now_has_no_rule_any_more() {
        assertThat(merged(new Story().file(file("a/f"), READ_FILE), new Story().file(file("a/g"), READ_FILE)))
                .containsExactly("a [READ_FILE, READ_DIR]");
    }

    @Test
    void a_rule_with_rights_that_the_one_above_does_not_have_stays() {
        assertThat(merged(new Story().file(file("a/f"), READ_FILE, WRITE_FILE),
                new Story().made(file("a/new"), READ_FILE)))
                .containsExactly("a/f [WRITE_FILE, READ_FILE, TRUNCATE]", "a [READ_FILE]");
    }

    @Test
    void a_rule_with_fewer_rights_on_the_same_path_goes() {
        assertThat(merged(new Story().file(file("a/f"), READ_FILE),
                new Story().file(file("a/f"), READ_FILE, WRITE_FILE)))
                .containsExactly("a/f [WRITE_FILE, READ_FILE, TRUNCATE]");
    }

    @Test
    void a_rule_that_refuses_a_start_if_its_path_is_missing_stays() {
        SandboxPolicy before = learner.base().allowRead(top().resolve("a/f"));

        SandboxPolicy after = afterwards(before, new Story().file(file("a/g"), READ_FILE)).policy();

        assertThat(after.rules().pathRules()).containsAll(before.rules().pathRules()).hasSize(2);
    }

    @Test
    void all_else_of_the_policy_stays() {
        SandboxPolicy before = learner.base().allowConnectTcp(443).containment().named("x")
                .allowReadIfExists(file("a/f"));

        SandboxPolicy after = afterwards(before, new Story().file(file("a/g"), READ_FILE)).policy();

        assertThat(after).isEqualTo(
                before.without(before.rules().pathRules()).allow(after.rules().pathRules(), List.of()));
    }

    /** Whatever was learned before and is learned now. */
    @Test
    void the_policy_allows_what_both_allow_and_no_rule_says_nothing() {
        for (int round = 0; round < 2000; round++) {
            SandboxPolicy before = learner.learn(story().recording(), List.of()).policy();
            LearnedPolicy after = afterwards(before, story());
            SandboxPolicy both = before.allow(
                    after.rules().stream().map(LearnedRule::rule).toList(), List.of());

            for (Path directory : directories) {
                assertThat(allowed(after.policy(), directory)).isEqualTo(allowed(both, directory));
            }
            for (Path file : files) {
                assertThat(onFile(allowed(after.policy(), file))).isEqualTo(onFile(allowed(both, file)));
            }
            List<PathRule> rules = after.policy().rules().pathRules();
            assertThat(rules).allSatisfy(rule -> assertThat(saidWithout(rule, after.policy())).isFalse());
        }
    }

    private Story story() {
        Story story = new Story();
        for (int i = random.nextInt(8); i > 0; i--) {
            AccessFs right = RIGHTS.get(random.nextInt(RIGHTS.size()));
            String directory = directories.get(random.nextInt(directories.size())).toString();
            switch (random.nextInt(4)) {
                case 0 -> story.directory(directory, right);
                case 1 -> story.made(directory + "/new" + i, right);
                default -> story.file(files.get(random.nextInt(files.size())).toString(),
                        random.nextBoolean() ? READ_FILE : WRITE_FILE);
            }
        }
        return story;
    }

    private static Set<AccessFs> allowed(SandboxPolicy policy, Path path) {
        Set<AccessFs> allowed = EnumSet.noneOf(AccessFs.class);
        for (PathRule rule : policy.rules().pathRules()) {
            if (path.startsWith(rule.path())) {
                allowed.addAll(rule.access());
            }
        }
        return allowed;
    }

    private static Set<AccessFs> onFile(Set<AccessFs> access) {
        Set<AccessFs> left = EnumSet.noneOf(AccessFs.class);
        access.stream().filter(right -> right == READ_FILE || right == WRITE_FILE || right == AccessFs.TRUNCATE)
                .forEach(left::add);
        return left;
    }

    private static boolean saidWithout(PathRule rule, SandboxPolicy policy) {
        Set<AccessFs> others = allowed(policy.without(List.of(rule)), rule.path());
        Set<AccessFs> needed = Files.isDirectory(rule.path()) ? rule.access() : onFile(rule.access());
        return others.containsAll(needed);
    }
}

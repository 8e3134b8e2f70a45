package io.github.landlauncher.explain;

import static io.github.landlauncher.explain.Explaining.explain;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.SandboxPolicy;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is suggested allows what was denied, and nothing that has nothing to do with it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SuggestionPropertyTest {

    private static final int CASES = 3_000;

    @TempDir Path temporary;

    private RandomOperations random;
    private final long seed = System.nanoTime();

    @BeforeEach
    void make_files() throws Exception {
        random = new RandomOperations(temporary.toRealPath(), seed);
    }

    private static SandboxPolicy changed(SandboxPolicy policy, Explanation explanation) {
        SandboxPolicy changed = policy;
        for (Suggestion suggestion : explanation.suggestions()) {
            changed = suggestion.allowIn(changed);
        }
        return changed;
    }

    @Test
    void all_suggestions_together_allow_what_was_denied_or_a_note_says_why_not() {
        int suggested = 0;
        for (int i = 0; i < CASES; i++) {
            SandboxPolicy policy = random.policy();
            Explanation explanation = explain(policy, random.operation());
            if (explanation.suggestions().isEmpty()) {
                assertThat(explanation.allowed() || !explanation.notes().isEmpty())
                        .as("seed %d%n%s%n%s", seed, policy, explanation).isTrue();
            } else {
                suggested++;
                Explanation after = explain(changed(policy, explanation), explanation.operation());
                assertThat(after.allowed())
                        .as("seed %d%n%s%n%s%n%s%n%s", seed, policy, explanation.operation(), explanation, after)
                        .isTrue();
            }
        }
        assertThat(suggested).isGreaterThan(CASES / 4);
    }

    @Test
    void no_suggestion_allows_anything_elsewhere_or_of_another_kind() {
        for (int i = 0; i < CASES / 6; i++) {
            SandboxPolicy policy = random.policy();
            Explanation explanation = explain(policy, random.operation());
            Explainer before = Explainer.of(policy, random.support());
            Explainer after = Explainer.of(changed(policy, explanation), random.support());
            for (Path path : random.paths()) {
                for (AccessFs right : AccessFs.values()) {
                    Operation use = new Operation.Use(path, EnumSet.of(right));
                    if (!before.explain(use).allowed() && after.explain(use).allowed()) {
                        assertThat(lacking(explanation))
                                .as("seed %d%n%s%n%s: %s on %s", seed, policy, explanation, right, path)
                                .contains(right);
                        assertThat(concerned(explanation)).anyMatch(PathWalk.to(path, true).path()::startsWith);
                    }
                }
            }
        }
    }

    private static Set<AccessFs> lacking(Explanation explanation) {
        EnumSet<AccessFs> lacking = EnumSet.noneOf(AccessFs.class);
        for (Requirement requirement : explanation.requirements()) {
            if (requirement instanceof Requirement.OnPath on) {
                lacking.addAll(on.missing());
            } else if (requirement instanceof Requirement.NoGain gain) {
                lacking.addAll(gain.gained());
            }
        }
        // What a directory lacks as the target of a directory is gained by that directory.
        if (explanation.operation() instanceof Operation.Rename) {
            lacking.addAll(EnumSet.of(AccessFs.MAKE_DIR, AccessFs.MAKE_REG, AccessFs.REFER,
                    AccessFs.REMOVE_FILE, AccessFs.REMOVE_DIR, AccessFs.MAKE_SYM));
        }
        return lacking;
    }

    /** Where rules may be suggested: what lacks a right, or its directory if it is not there. */
    private static Set<Path> concerned(Explanation explanation) {
        Set<Path> concerned = new HashSet<>();
        for (Requirement requirement : explanation.requirements()) {
            if (requirement instanceof Requirement.OnPath on) {
                Place place = PathWalk.to(on.path(), false);
                concerned.add(place.exists() ? on.path() : place.last().path());
            } else if (requirement instanceof Requirement.NoGain gain) {
                concerned.addAll(List.of(gain.path().getParent(), gain.to()));
            }
        }
        return concerned;
    }
}

package io.github.landlauncher.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.SandboxPolicy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** Short words for what tests of explanations ask and expect. */
final class Explaining {

    static final SandboxPolicy NOTHING = SandboxPolicy.handling(LandlockAbi.V7);

    private Explaining() {}

    static Explanation explain(SandboxPolicy policy, Operation operation) {
        return explain(policy, LandlockAbi.V11, operation);
    }

    static Explanation explain(SandboxPolicy policy, LandlockAbi abi, Operation operation) {
        return Explainer.of(policy, LandlockSupport.ofAbi(abi.number())).explain(operation);
    }

    static Operation.Open open(Path path, OpenFlag... flags) {
        return new Operation.Open(path, Set.copyOf(Arrays.asList(flags)));
    }

    static Operation.Open read(Path path) {
        return open(path, OpenFlag.READ);
    }

    static Operation.Open write(Path path) {
        return open(path, OpenFlag.WRITE);
    }

    static Set<AccessFs> rights(AccessFs... rights) {
        EnumSet<AccessFs> set = EnumSet.noneOf(AccessFs.class);
        set.addAll(Arrays.asList(rights));
        return set;
    }

    static void allowed(Explanation explanation) {
        assertThat(explanation.errno()).as("%s%n%s", explanation.operation(), explanation).isEmpty();
        assertThat(explanation.suggestions()).isEmpty();
    }

    /** Denied with that errno for want of these rights on one path. */
    static void denied(Explanation explanation, String errno, Path path, AccessFs... missing) {
        assertThat(explanation.errno()).as("%s%n%s", explanation.operation(), explanation).isEqualTo(errno);
        assertThat(explanation.unmet()).singleElement().isInstanceOfSatisfying(
                Requirement.OnPath.class, on -> {
                    assertThat(on.path()).isEqualTo(path);
                    assertThat(on.missing()).containsExactlyInAnyOrder(missing);
                });
    }

    /** That what is suggested is just this, and makes the operation allowed. */
    static void suggests(Explanation explanation, SandboxPolicy policy, String... java) {
        assertThat(explanation.suggestions()).as(explanation.toString())
                .extracting(Suggestion::java).containsExactly(java);
        SandboxPolicy changed = policy;
        for (Suggestion suggestion : explanation.suggestions()) {
            changed = suggestion.allowIn(changed);
        }
        allowed(explain(changed, explanation.operation()));
    }
}

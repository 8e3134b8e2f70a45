package io.github.landlauncher.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessFs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Of attempts those are told that the sandbox denies and nothing else does. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DenialReporterTest {

    private static final Subject USER = new Subject(1, 1, Set.of(), 0);

    private final FakeFacts facts =
            new FakeFacts().with("/open", 1, "0100600").with("/closed", 2, "0100600");
    private final List<Denial> denials = new ArrayList<>();
    private final List<String> unseen = new ArrayList<>();
    private String errno = "EACCES";
    private final DenialReporter reporter = DenialReporter.of(
            this::explain, () -> facts, denials::add, unseen::add);

    private Explanation explain(Operation operation) {
        Requirement requirement = Denials.on("/open", false, Set.of(AccessFs.READ_FILE));
        return new Explanation(operation, errno, List.of(requirement), List.of(), List.of(), List.of());
    }

    @Test
    void what_the_sandbox_alone_denies_is_told_with_who_tried_it() {
        reporter.attempted(attempt("/open"));

        assertThat(denials).singleElement().satisfies(denial -> {
            assertThat(denial.pid()).isEqualTo(7);
            assertThat(denial.executable()).contains(Path.of("/usr/bin/sort"));
            assertThat(denial.systemCall()).isEqualTo("openat");
            assertThat(denial.operation()).isEqualTo(Denials.open("/open"));
            assertThat(denial.explanation().errno()).isEqualTo("EACCES");
        });
    }

    @Test
    void what_is_allowed_is_not_told() {
        errno = "";

        reporter.attempted(attempt("/open"));

        assertThat(denials).isEmpty();
    }

    @Test
    void what_ordinary_permissions_deny_too_is_not_told() {
        reporter.attempted(attempt("/closed"));
        reporter.attempted(attempt("/missing"));

        assertThat(denials).isEmpty();
    }

    @Test
    void each_repetition_is_told() {
        reporter.attempted(attempt("/open"));
        reporter.attempted(attempt("/open"));

        assertThat(denials).hasSize(2);
    }

    @Test
    void what_could_not_be_seen_is_passed_on() {
        reporter.unseen("No memory could be read.");

        assertThat(unseen).containsExactly("No memory could be read.");
    }

    private static Attempt attempt(String path) {
        return new Attempt(7, Optional.of(Path.of("/usr/bin/sort")), "openat", Denials.open(path), USER);
    }
}

package io.github.landlauncher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.landlauncher.explain.Attempt;
import io.github.landlauncher.explain.Denial;
import io.github.landlauncher.explain.DenialReport;
import io.github.landlauncher.explain.OperationListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Who is told of what a program tries. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WatchSettingsTest {

    private static final SandboxPolicy POLICY = SandboxPolicy.handling(LandlockAbi.V7);

    private final DenialReport report = new DenialReport();
    private FakeLauncher launcher;

    @BeforeEach
    void nothing_has_been_started() {
        launcher = FakeLauncher.reset();
    }

    @Test
    void nobody_watches_unless_it_is_asked_for() throws Exception {
        new SandboxedProcessBuilder("a").policy(POLICY).start();

        assertThat(launcher.requests.get(0).watch()).isEmpty();
    }

    @Test
    void a_report_is_told_what_could_not_be_seen() throws Exception {
        watcher(new SandboxedProcessBuilder("a").policy(POLICY).reportDenials(report)).unseen("Why.");

        assertThat(report.unseen()).containsExactly("Why.");
    }

    @Test
    void several_are_told_in_their_order() throws Exception {
        List<String> told = new ArrayList<>();
        DenialReport other = new DenialReport();
        SandboxedProcessBuilder builder = new SandboxedProcessBuilder("a").policy(POLICY)
                .reportDenials(report)
                .watchOperations(new Recorder(told))
                .reportDenials(other);

        watcher(builder).unseen("Why.");

        assertThat(report.unseen()).isEqualTo(other.unseen()).isEqualTo(told).containsExactly("Why.");
    }

    @Test
    void a_copy_reports_too_and_what_is_added_later_does_not_matter_to_it() throws Exception {
        DenialReport later = new DenialReport();
        SandboxedProcessBuilder builder =
                new SandboxedProcessBuilder("a").policy(POLICY).reportDenials(report);
        SandboxedProcessBuilder copy = builder.copy();
        builder.reportDenials(later);

        watcher(copy).unseen("Why.");

        assertThat(report.unseen()).containsExactly("Why.");
        assertThat(later.unseen()).isEmpty();
    }

    @Test
    void a_start_with_a_prepared_ruleset_is_watched_too() throws Exception {
        watcher(new SandboxedProcessBuilder("a").ruleset(POLICY.createRuleset()).reportDenials(report))
                .unseen("Why.");

        assertThat(report.unseen()).containsExactly("Why.");
    }

    @Test
    void null_is_no_listener() {
        SandboxedProcessBuilder builder = new SandboxedProcessBuilder("a");

        assertThatNullPointerException().isThrownBy(() -> builder.reportDenials((DenialReport) null));
        assertThatNullPointerException().isThrownBy(() -> builder.reportDenials((Consumer<Denial>) null));
        assertThatNullPointerException().isThrownBy(() -> builder.watchOperations(null));
    }

    private OperationListener watcher(SandboxedProcessBuilder builder) throws IOException {
        builder.start();
        return launcher.requests.get(launcher.requests.size() - 1).watch().orElseThrow();
    }

    private record Recorder(List<String> told) implements OperationListener {
        @Override
        public void attempted(Attempt attempt) {
            told.add(attempt.toString());
        }

        @Override
        public void unseen(String why) {
            told.add(why);
        }
    }
}

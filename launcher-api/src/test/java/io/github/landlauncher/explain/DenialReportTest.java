package io.github.landlauncher.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.landlauncher.AccessNet;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.Scope;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DenialReportTest {

    private static final SandboxPolicy POLICY = SandboxPolicy.handling(LandlockAbi.V7);

    private final DenialReport report = new DenialReport();

    @Test
    void the_same_denial_is_kept_once_and_counted() {
        report.accept(Denials.read(1, "/a"));
        report.accept(Denials.read(2, "/b"));
        report.accept(Denials.read(3, "/a"));

        assertThat(report.denials()).hasSize(2);
        DenialReport.Repeated first = report.denials().get(0);
        assertThat(first.denial().pid()).isEqualTo(1);
        assertThat(first.count()).isEqualTo(2);
        assertThat(first.lastPid()).isEqualTo(3);
        assertThat(report.denials()).map(DenialReport.Repeated::count).containsExactly(2L, 1L);
    }

    @Test
    void another_program_or_system_call_is_another_denial() {
        Denial one = Denials.read(1, "/a");
        report.accept(one);
        report.accept(new Denial(1, Optional.empty(), "openat", one.explanation()));
        report.accept(new Denial(1, one.executable(), "open", one.explanation()));

        assertThat(report.denials()).hasSize(3);
        assertThat(report.suggestions()).hasSize(1);
    }

    @Test
    void it_is_told_in_lines() {
        report.accept(Denials.read(1, "/a"));
        report.accept(Denials.read(1, "/a"));
        report.accept(Denials.connect(1, 443));
        report.unseen("The memory of one process could not be read.");

        assertThat(report).hasToString("""
                READ_FILE on /a: openat by /usr/bin/sort, 2 times
                CONNECT_TCP on port 443: connect by /usr/bin/sort
                Not all was seen: The memory of one process could not be read.
                To allow it, add:
                  .allowRead("/a")
                  .allowConnectTcp(443)""");
    }

    @Test
    void nothing_is_told_as_nothing() {
        assertThat(report).hasToString("Nothing was seen to be denied.");
        assertThat(report.denials()).isEmpty();
        assertThat(report.suggestions()).isEmpty();
        assertThat(report.allowIn(POLICY)).isEqualTo(POLICY);
    }

    @Test
    void what_another_line_says_too_is_left_out() {
        report.accept(Denials.read(1, "/srv/dir/file"));
        report.accept(Denials.list(1, "/srv/dir/sub"));
        report.accept(Denials.read(1, "/srv/dirty"));
        report.accept(Denials.list(1, "/srv/dir"));
        report.accept(Denials.change(1, "/srv/work"));
        report.accept(Denials.read(1, "/srv/work/file"));

        assertThat(report.denials()).hasSize(6);
        assertThat(report.suggestions()).extracting(Suggestion::java).containsExactly(
                ".allowRead(\"/srv/dirty\")", ".allowRead(\"/srv/dir\")", ".allowReadWrite(\"/srv/work\")");
    }

    @Test
    void lines_that_each_allow_something_else_stay() {
        report.accept(Denials.read(1, "/srv/work/file"));
        report.accept(Denials.connect(1, 80));
        report.accept(Denials.connect(1, 443));
        Suggestion signals = new Suggestion(".allowSignals()", "", SandboxPolicy::allowSignals);
        report.accept(Denials.of(1, "kill", new Operation.Reach(Scope.SIGNAL),
                new Requirement.Unscoped(Scope.SIGNAL, false), signals));

        SandboxPolicy allowed = report.allowIn(POLICY);

        assertThat(report.suggestions()).hasSize(4).contains(signals);
        assertThat(allowed).isEqualTo(
                POLICY.allowRead("/srv/work/file").allowConnectTcp(80).allowConnectTcp(443).allowSignals());
    }

    @Test
    void a_policy_that_does_not_handle_a_port_cannot_allow_it() {
        report.accept(Denials.connect(1, 80));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> report.allowIn(SandboxPolicy.handling(LandlockAbi.V3)))
                .withMessageContaining(AccessNet.CONNECT_TCP.name());
    }

    @Test
    void of_too_many_denials_the_first_ones_are_kept_and_the_rest_is_counted() {
        for (int i = 0; i < DenialReport.LIMIT + 5; i++) {
            report.accept(Denials.read(1, "/a/" + i));
        }
        report.accept(Denials.read(1, "/a/0"));
        for (int i = 0; i < 1000; i++) {
            report.unseen("reason " + i);
        }

        assertThat(report.denials()).hasSize(DenialReport.LIMIT);
        assertThat(report.denials().get(0).count()).isEqualTo(2);
        assertThat(report.beyondLimit()).isEqualTo(5);
        assertThat(report.suggestions()).hasSize(DenialReport.LIMIT);
        assertThat(report.unseen()).hasSize(100);
        assertThat(report.toString()).contains("and 5 denials more, beyond the 10000 that are kept");
    }

    @Test
    void names_as_long_as_can_be_do_not_fill_the_memory() {
        String directory = ("/" + "d".repeat(200)).repeat(19);
        for (int i = 0; i < 2_000; i++) {
            report.accept(Denials.read(1, directory + "/" + i));
        }

        assertThat(report.denials()).hasSizeBetween(100, 1_500);
        assertThat(report.denials().size() + report.beyondLimit()).isEqualTo(2_000);
        assertThat(report.denials().stream().mapToLong(denial -> denial.toString().length()).sum())
                .isLessThan(8_100_000);
    }

    @Test
    void many_threads_may_add_while_others_read() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        for (int thread = 0; thread < 8; thread++) {
            threads.execute(() -> {
                for (int i = 0; i < 1000; i++) {
                    report.accept(Denials.read(i, "/a/" + i % 10));
                    assertThat(report.denials().size()).isLessThanOrEqualTo(10);
                }
            });
        }
        threads.shutdown();

        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(report.denials()).hasSize(10).allMatch(denial -> denial.count() == 800);
    }

    @Test
    void lists_are_copies() {
        report.accept(Denials.read(1, "/a"));
        List<DenialReport.Repeated> before = report.denials();
        report.accept(Denials.read(1, "/b"));

        assertThat(before).hasSize(1);
        assertThat(report.unseen()).isUnmodifiable();
        assertThat(Set.copyOf(report.denials())).hasSize(2).allMatch(d -> d.denial().path().isPresent());
        assertThat(report.denials().get(1).denial().path()).contains(Path.of("/b"));
    }
}

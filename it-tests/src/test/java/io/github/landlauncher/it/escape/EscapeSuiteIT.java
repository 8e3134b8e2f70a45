package io.github.landlauncher.it.escape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What gets out of a sandbox and what does not: every attempt of the table, without a sandbox first,
 * then under each profile, and Landlock alone as on older kernels.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EscapeSuiteIT {

    private static final int AT_LEAST = 90;
    private static final boolean ROOT = Machine.isRoot();

    private static Observations observations;

    @BeforeAll
    static void make_every_attempt_in_every_way(@TempDir Path directory) throws Exception {
        observations = Observations.make(directory.toRealPath());
        if (Machine.isGuest()) {
            OtherKernels.leave(observations, ROOT);
        }
    }

    @Test
    void the_table_has_attempts_of_every_group_each_with_a_name_of_its_own() {
        assertThat(Attempts.ALL).hasSizeGreaterThanOrEqualTo(AT_LEAST);
        assertThat(Attempts.ALL).extracting(Attempt::group).contains(Group.values());
        assertThat(Attempts.ALL).extracting(Attempt::name).doesNotHaveDuplicates();
    }

    @Test
    void everything_that_the_program_can_attempt_is_in_the_table() throws Exception {
        Process list = new ProcessBuilder(Program.command("list")).start();
        String names = new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(list.waitFor()).isZero();

        Set<String> used =
                Attempts.ALL.stream()
                        .map(attempt -> attempt.command().get(0))
                        .collect(Collectors.toSet());
        assertThat(used).containsAll(names.lines().toList());
    }

    @Test
    void the_readme_says_how_many_attempts_there_are() throws Exception {
        assumeFalse(Machine.isGuest(), "needs the README, which a guest does not have");

        assertThat(Files.readString(Path.of("..", "README.md")).replaceAll("\\s+", " "))
                .contains("shows what came of " + Attempts.ALL.size() + " attempts to get out");
    }

    static Stream<Attempt> attempts_that_can_be_made_here() {
        return Attempts.ALL.stream()
                .filter(attempt -> Unavailable.reasonFor(attempt.name(), ROOT).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("attempts_that_can_be_made_here")
    void without_a_sandbox_an_attempt_succeeds(Attempt attempt) {
        Result baseline = observations.baseline(attempt);
        assumeTrue(Machine.isKnown() || baseline.isOpen(), baseline.detail());

        assertThat(baseline.verdict()).as(baseline.detail()).isEqualTo(Result.OPEN);
    }

    @Test
    void the_attempts_that_cannot_be_made_here_are_those_that_are_named() {
        assumeTrue(Machine.isKnown(), "needs a machine of which the ABI is required");
        Set<String> failed = new TreeSet<>();
        for (Attempt attempt : Attempts.ALL) {
            if (!observations.baseline(attempt).isOpen()) {
                failed.add(attempt.name());
            }
        }

        Set<String> named =
                Arrays.stream(Unavailable.values())
                        .filter(reason -> reason.concerns(ROOT))
                        .flatMap(reason -> reason.names().stream())
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(failed).isEqualTo(named);
    }

    static Stream<Attempt> attempts_that_succeed_without_a_sandbox() {
        return Attempts.ALL.stream().filter(attempt -> observations.baseline(attempt).isOpen());
    }

    @ParameterizedTest
    @MethodSource("attempts_that_succeed_without_a_sandbox")
    void in_a_sandbox_an_attempt_ends_as_the_table_says(Attempt attempt) {
        List<String> seen =
                observations.sandboxed(attempt).stream()
                        .map(one -> one.column() + ": " + one.result().verdict())
                        .toList();

        assertThat(seen).isEqualTo(
                observations.sandboxed(attempt).stream()
                        .map(one -> one.column() + ": " + attempt.expected(one.column(), ROOT))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("attempts_that_succeed_without_a_sandbox")
    void no_attempt_contradicts_the_enforcement_of_its_process(Attempt attempt) {
        List<String> complaints =
                observations.sandboxed(attempt).stream()
                        .flatMap(one -> one.complaint()
                                .map(text -> attempt + ", " + one.column() + ": " + text)
                                .stream())
                        .toList();

        assertThat(complaints).isEmpty();
    }

    @Test
    void the_page_in_docs_says_what_was_observed() throws Exception {
        assumeFalse(Machine.isGuest(), "needs docs, which a guest does not have");
        ContainmentPage page = ContainmentPage.read();
        String kernel = ContainmentPage.runningKernel();
        if (ContainmentPage.isToBeWritten()) {
            page.with(kernel, observations, ROOT).with(OtherKernels.read()).write();
            return;
        }
        assumeTrue(page.kernel().equals(kernel), "needs the kernel of docs/containment.md");

        assertThat(page.differences(observations, ROOT)).isEmpty();
        assertThat(page.names()).containsExactlyElementsOf(
                Attempts.ALL.stream().map(Attempt::name).toList());
    }
}

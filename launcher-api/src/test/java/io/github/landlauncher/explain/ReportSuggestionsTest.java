package io.github.landlauncher.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of many suggestions few lines. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReportSuggestionsTest {

    @TempDir private Path directory;
    private final DenialReport report = new DenialReport();

    @Test
    void what_is_missing_on_one_path_becomes_one_line() {
        report.accept(missing("/srv/file", false, AccessFs.WRITE_FILE));
        report.accept(missing("/srv/file", false, AccessFs.TRUNCATE));
        report.accept(Denials.read(1, "/srv/file"));
        report.accept(missing("/srv/dir", true, AccessFs.READ_DIR));
        report.accept(missing("/srv/dir", true, AccessFs.READ_FILE));

        assertThat(report.suggestions()).map(Suggestion::java).containsExactly(
                ".allowReadWrite(\"/srv/file\")", ".allowRead(\"/srv/dir\")");
        assertThat(report.suggestions().get(0).toml()).isEqualTo("""
                [[path_beneath]]
                allowed_access = ["write_file", "read_file", "truncate"]
                parent = ["/srv/file"]
                """);
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V7);
        assertThat(report.allowIn(policy))
                .isEqualTo(policy.allowReadWrite("/srv/file").allowRead("/srv/dir"));
    }

    /** A JVM asks for coredump_filter of its own, which only a rule on all of /proc can be about. */
    @Test
    void to_change_the_kernel_is_left_to_decide_as_well() {
        report.accept(missing("/proc", true, AccessFs.WRITE_FILE));

        assertThat(report.suggestions()).isEmpty();
        assertThat(report.decisions()).hasSize(1);
    }

    @Test
    void what_is_worth_protecting_is_left_to_decide_and_not_allowed() {
        report.accept(Denials.read(1, "/srv/file"));
        report.accept(Denials.read(1, "/etc/shadow"));
        report.accept(missing("/etc/passwd", false, AccessFs.WRITE_FILE));

        assertThat(report.suggestions()).map(Suggestion::java).containsExactly(".allowRead(\"/srv/file\")");
        assertThat(report.decisions()).map(Suggestion::java).containsExactly(
                ".allowRead(\"/etc/shadow\")",
                ".allow(Set.of(AccessFs.WRITE_FILE), Path.of(\"/etc/passwd\"))");
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V7);
        assertThat(report.allowIn(policy)).isEqualTo(policy.allowRead("/srv/file"));
        assertThat(report.toString())
                .contains("To be added only if it is meant:\n  .allowRead(\"/etc/shadow\")");
    }

    @Test
    void several_directories_above_together_may_allow_it() {
        report.accept(missing("/srv/a/b/file", false, AccessFs.WRITE_FILE, AccessFs.READ_FILE));
        report.accept(missing("/srv/a/b", true, AccessFs.WRITE_FILE));
        report.accept(missing("/srv/a", true, AccessFs.READ_FILE));

        assertThat(report.suggestions()).map(Suggestion::java).containsExactly(
                ".allow(Set.of(AccessFs.WRITE_FILE), Path.of(\"/srv/a/b\"))",
                ".allow(Set.of(AccessFs.READ_FILE), Path.of(\"/srv/a\"))");
    }

    @Test
    void a_line_about_a_broad_place_does_not_stand_for_others() {
        report.accept(missing("/proc", true, AccessFs.READ_FILE));
        report.accept(Denials.read(1, "/proc/filesystems"));

        assertThat(report.suggestions()).hasSize(2);
    }

    @Test
    void with_more_than_eight_files_of_a_directory_it_is_an_alternative() throws Exception {
        Path data = Files.createDirectories(directory.toRealPath().resolve("data"));
        files(data, 8);

        assertThat(report.suggestions()).hasSize(8);
        assertThat(report.alternatives()).isEmpty();

        files(data, 9);

        assertThat(report.suggestions()).hasSize(9);
        assertThat(report.alternatives()).singleElement().satisfies(alternative -> assertThat(alternative.java())
                .isEqualTo(".allow(Set.of(AccessFs.READ_FILE), Path.of(\"" + data + "\"))"));
        assertThat(report.toString())
                .endsWith("\nor, for all of one directory: " + report.alternatives().get(0).java());
    }

    @Test
    void a_directory_that_is_gone_or_holds_secrets_is_no_alternative() throws Exception {
        files(directory.toRealPath().resolve("missing"), 20);
        Path repository = Files.createDirectories(directory.toRealPath().resolve("repository"));
        Files.createDirectories(repository.resolve(".git/hooks"));
        for (int i = 0; i < 20; i++) {
            report.accept(missing(repository + "/" + i, false, AccessFs.WRITE_FILE));
        }

        assertThat(report.suggestions()).hasSize(40);
        assertThat(report.alternatives()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/usr", "/etc/ssl", "/proc/1", "/sys/kernel", "/dev/pts", "/run/user", "/home/u"})
    void broad_places_are_no_alternatives(String place) throws Exception {
        files(Path.of(place), 20);
        files(Path.of(System.getProperty("user.home")), 20);

        assertThat(report.suggestions()).hasSize(40);
        assertThat(report.alternatives()).isEmpty();
    }

    @Test
    void all_of_a_directory_is_an_alternative_to_what_is_in_it_with_reading_and_listing() throws Exception {
        Path data = Files.createDirectories(directory.toRealPath().resolve("data/deep"));
        report.accept(missing(data + "/file", false, AccessFs.EXECUTE));

        assertThat(report.alternative(data.getParent())).map(Suggestion::java)
                .contains(".allowReadExecute(\"" + data.getParent() + "\")");
        assertThat(report.alternative(data.resolve("file"))).isEmpty();
        assertThat(report.alternative(directory.toRealPath().resolve("other"))).isEmpty();
    }

    @Test
    void all_of_a_home_or_of_a_repository_to_be_written_is_no_alternative() throws Exception {
        Path home = Path.of(System.getProperty("user.home"));
        report.accept(Denials.read(1, home.resolve("file").toString()));
        Path repository = Files.createDirectories(directory.toRealPath().resolve("repository"));
        Files.createDirectories(repository.resolve(".git/hooks"));
        report.accept(Denials.read(1, repository + "/file"));

        assertThat(report.alternative(home)).isEmpty();
        assertThat(report.alternative(repository)).isPresent();
        report.accept(missing(repository + "/file", false, AccessFs.WRITE_FILE));
        assertThat(report.alternative(repository)).isEmpty();
    }

    private void files(Path parent, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            report.accept(Denials.read(1, parent.resolve("file" + i).toString()));
        }
    }

    private static Denial missing(String path, boolean directory, AccessFs... rights) {
        Set<AccessFs> missing = Set.of(rights);
        Path place = Path.of(path);
        SandboxPolicy policy = SandboxPolicy.handling(LandlockAbi.V7);
        return Denials.of(1, "openat", new Operation.Use(place, missing), Denials.on(path, directory, missing),
                RuleSuggestion.of(policy, place, directory, missing, Set.of()));
    }
}

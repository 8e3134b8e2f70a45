package io.github.landlauncher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.landlauncher.spi.LaunchRequest;
import io.github.landlauncher.spi.StepFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a start with a private home asks for, and what is left if it fails. */
@EnabledOnOs(OS.LINUX)
@DisplayNameGeneration(ReplaceUnderscores.class)
class PrivateHomeTest {

    private static final SandboxPolicy POLICY = SandboxPolicy.handling(LandlockAbi.V7).allowRead("/srv");

    @TempDir private Path directory;
    private final FakeLauncher launcher = FakeLauncher.reset();
    private String before;

    @BeforeEach
    void use_the_directory() {
        before = System.setProperty("java.io.tmpdir", directory.toString());
    }

    @AfterEach
    void use_the_usual_one_again() {
        System.setProperty("java.io.tmpdir", before);
    }

    @Test
    void the_policy_of_the_start_gets_one_more_rule() {
        LaunchRequest request = requestOfFailedStart(builder());
        Path home = Path.of(request.environment().orElseThrow().get("HOME"));

        assertThat(home.getParent().getParent()).isEqualTo(directory);
        assertThat(home.getParent().getFileName().toString())
                .matches("landlauncher-" + ProcessHandle.current().pid() + "-[0-9a-f]+-[0-9a-f]{16}");
        assertThat(request.policy()).contains(POLICY.allowReadWrite(home));
    }

    @Test
    void a_policy_without_rights_on_files_gets_none() {
        SandboxPolicy policy = SandboxPolicy.handling(Set.of(), Set.of(), Set.of(Scope.SIGNAL));

        assertThat(requestOfFailedStart(builder().policy(policy)).policy()).contains(policy);
    }

    @Test
    void its_variables_come_before_all_others_and_the_builder_keeps_its_own() {
        SandboxedProcessBuilder builder = builder().cleanEnvironment();
        builder.environment().clear();
        builder.environment().put("HOME", "mine");
        builder.environment().put("OTHER", "mine");

        Map<String, String> seen =
                new HashMap<>(requestOfFailedStart(builder).environment().orElseThrow());

        String home = seen.remove("HOME");
        assertThat(seen).isEqualTo(Map.of(
                "OTHER", "mine",
                "TMPDIR", home + "/tmp",
                "XDG_CONFIG_HOME", home + "/.config",
                "XDG_CACHE_HOME", home + "/.cache",
                "XDG_DATA_HOME", home + "/.local/share",
                "XDG_STATE_HOME", home + "/.local/state",
                "XDG_RUNTIME_DIR", home + "/.run"));
        assertThat(builder.environment()).isEqualTo(Map.of("HOME", "mine", "OTHER", "mine"));
    }

    @Test
    void an_environment_that_was_not_touched_is_that_of_the_jvm_with_these_variables() {
        Map<String, String> seen = requestOfFailedStart(builder()).environment().orElseThrow();

        Map<String, String> expected = new HashMap<>(System.getenv());
        for (String name : seen.keySet()) {
            if (name.startsWith("XDG_") || name.equals("HOME") || name.equals("TMPDIR")) {
                expected.put(name, seen.get(name));
            }
        }
        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void the_files_are_made_for_their_owner_alone() throws IOException {
        PrivateHome home = PrivateHome.make(Optional.empty());

        assertThat(mode(home.path().getParent())).isEqualTo("rwx------");
        assertThat(mode(home.path().resolveSibling("lock"))).isEqualTo("rw-------");
        try (Stream<Path> all = Files.walk(home.path())) {
            assertThat(all).hasSize(8).allSatisfy(path -> assertThat(mode(path)).isEqualTo("rwx------"));
        }
        home.remove();
        home.remove();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void a_home_for_another_user_belongs_to_that_user() throws IOException {
        assumeThat((int) Files.getAttribute(directory, "unix:uid")).as("uid").isZero();

        PrivateHome home = PrivateHome.make(Optional.of(new RunAs(4_000_000_000L, 12_345)));

        assertThat(mode(home.path().getParent())).isEqualTo("rwx--x--x");
        assertThat(mode(home.path().resolveSibling("lock"))).isEqualTo("rw-------");
        assertThat((int) Files.getAttribute(home.path().getParent(), "unix:uid")).isZero();
        try (Stream<Path> all = Files.walk(home.path())) {
            assertThat(all).hasSize(8).allSatisfy(path -> {
                assertThat(mode(path)).isEqualTo("rwx------");
                assertThat(Files.getAttribute(path, "unix:uid")).isEqualTo((int) 4_000_000_000L);
                assertThat(Files.getAttribute(path, "unix:gid")).isEqualTo(12_345);
            });
        }
        home.remove();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void a_start_that_fails_leaves_nothing_however_it_fails() {
        for (Exception failure : List.of(
                new IOException("failure"),
                new StepFailedException(StartStep.SPAWN, 11, "failure", List.of()),
                new IllegalArgumentException("failure"),
                new IllegalStateException("failure"))) {
            launcher.failAfter(0, failure);

            assertThatThrownBy(builder()::start).hasMessageContaining("failure");
            assertThat(directory).isEmptyDirectory();
        }
    }

    @Test
    void a_start_that_this_kernel_cannot_enforce_leaves_nothing() {
        launcher.support = LandlockSupport.ofAbi(1);

        assertThatThrownBy(builder()::start).isInstanceOf(SandboxUnavailableException.class);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void what_is_wrong_with_the_builder_is_found_before_anything_is_made() throws IOException {
        Ruleset ruleset = POLICY.createRuleset();
        SandboxedProcessBuilder both = new SandboxedProcessBuilder("a").ruleset(ruleset).privateHome();

        assertThatThrownBy(both::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("both a ruleset and a private home: a prepared ruleset cannot allow a"
                        + " directory that is made at start, so set a policy");
        assertThatThrownBy(new SandboxedProcessBuilder("a").privateHome()::start)
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(builder().command("a\0")::start).isInstanceOf(IOException.class);
        assertThat(directory).isEmptyDirectory();
        assertThat(launcher.requests).isEmpty();
    }

    /** The request of a start that fails, so that its home is gone afterwards. */
    private LaunchRequest requestOfFailedStart(SandboxedProcessBuilder builder) {
        launcher.failAfter(0, new IOException("failure"));
        assertThatThrownBy(builder::start).hasMessageContaining("failure");
        assertThat(directory).isEmptyDirectory();
        return launcher.request();
    }

    private static SandboxedProcessBuilder builder() {
        return new SandboxedProcessBuilder("a").policy(POLICY).privateHome();
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}

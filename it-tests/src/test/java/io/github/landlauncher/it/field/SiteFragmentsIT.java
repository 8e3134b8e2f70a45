package io.github.landlauncher.it.field;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.Enforcement;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.cli.Landlauncher;
import io.github.landlauncher.config.HandledBy;
import io.github.landlauncher.config.LandlockConfig;
import io.github.landlauncher.it.JavaCommand;
import io.github.landlauncher.it.RequiresAbi;
import io.github.landlauncher.it.programs.RequiresProgram;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A site whose policy is a directory of files; {@link SiteAttackIT} has the baseline. */
@RequiresAbi(4)
@RequiresProgram({"lighttpd", "php-cgi"})
@DisplayNameGeneration(ReplaceUnderscores.class)
class SiteFragmentsIT {

    /** Says nothing of ports, and so leaves them free for all. */
    private static final String FILES_ONLY = """
            abi = 7

            [[ruleset]]
            handled_access_fs = ["abi.all"]
            scoped = ["abi.all"]
            """;

    @TempDir private Path directory;
    private PhpSite site;
    private SiteFragments fragments;
    private AttackersServer server;

    @BeforeEach
    void makeSite() throws IOException {
        site = new PhpSite(directory);
        fragments = new SiteFragments(site, directory.toRealPath().resolve("site.landlock.d"));
        server = AttackersServer.of("<?php echo 'attacked ', 3 * 37;".getBytes(StandardCharsets.US_ASCII));
    }

    @AfterEach
    void closeServer() throws IOException {
        server.close();
    }

    @Test
    void together_the_files_make_a_policy_under_which_the_site_is_served() throws Exception {
        try (RunningSite running = fragments.start()) {
            assertThat(running.page("/")).isEqualTo("a static page\n");
            assertThat(running.page("/sum.php?a=40&b=2")).isEqualTo("the sum is 42");
            running.process().destroy();
            running.process().waitFor();
            assertThat(running.log("access")).contains("/sum.php");
        }
    }

    @Test
    void the_documentation_has_them() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "in-the-field.md"));

        assertThat(SiteFragments.documented())
                .allSatisfy(file -> assertThat(page).contains("```toml\n" + file + "```"));
    }

    @Test
    void they_deny_all_that_each_of_them_denies() throws Exception {
        assertThat(fragments.config().lostByComposition()).isEmpty();
        assertThat(fragments.policy().handledFs()).isEqualTo(LandlockAbi.V7.accessFs());
        assertThat(fragments.policy().handledNet())
                .containsExactlyInAnyOrder(AccessNet.BIND_TCP, AccessNet.CONNECT_TCP);
    }

    /** Landlock alone does: the format has no word for more. */
    @ParameterizedTest
    @EnumSource
    void each_attack_fails(SiteAttack attack) throws Exception {
        try (RunningSite running = fragments.start()) {
            assertThat(attack.succeeds(running, site, server)).isFalse();

            assertThat(server.connections()).isZero();
            assertThat(running.page("/sum.php?a=40&b=2")).isEqualTo("the sum is 42");
        }
    }

    /** As it would be in a unit of systemd. */
    @Test
    void the_command_starts_it_from_the_directory() throws Exception {
        List<String> arguments =
                new ArrayList<>(List.of("run", "--policy", fragments.path(""), "--best-effort", "4", "--"));
        arguments.addAll(site.command());
        List<String> command =
                new JavaCommand().command(Landlauncher.class, arguments.toArray(String[]::new));
        ProcessBuilder builder = new ProcessBuilder(command).redirectInput(new File("/dev/null"));
        try (RunningSite running = RunningSite.awaited(builder.start(), site)) {
            assertThat(running.page("/sum.php?a=40&b=2")).isEqualTo("the sum is 42");
            for (SiteAttack attack : SiteAttack.values()) {
                assertThat(attack.succeeds(running, site, server)).as("%s", attack).isFalse();
            }

            running.process().destroy();

            assertThat(running.process().waitFor()).isIn(0, 1);
            assertThat(running.log("error")).contains("server stopped");
        }
    }

    /** What a file says can be more in Java. */
    @Test
    void the_policy_of_the_files_can_be_made_a_containment() throws Exception {
        try (RunningSite running = RunningSite.awaited(
                site.builder(fragments.policy().containment()).start(), site)) {
            Enforcement enforcement = ((SandboxedProcess) running.process()).enforcement();

            assertThat(enforcement.lines().stream().map(Enforcement.Line::mechanism))
                    .contains(Enforcement.Mechanism.SECCOMP);
            assertThat(running.page("/sum.php?a=40&b=2")).isEqualTo("the sum is 42");
        }
    }

    @Test
    void another_file_that_denies_as_much_allows_just_what_it_says() throws Exception {
        fragments.write("40-updates.toml", SiteFragments.ALL_HANDLED + """
                [[net_port]]
                allowed_access = ["connect_tcp"]
                port = [%d]
                """.formatted(server.port()));

        try (RunningSite running = fragments.start()) {
            assertThat(SiteAttack.INCLUDE_CODE_FROM_ANOTHER_SERVER.succeeds(running, site, server)).isTrue();
            assertThat(SiteAttack.READ_A_PRIVATE_FILE.succeeds(running, site, server)).isFalse();
            assertThat(SiteAttack.LISTEN_ON_ANOTHER_PORT.succeeds(running, site, server)).isFalse();
        }
    }

    /** The consequence of the format that it pays to know. */
    @Test
    void another_file_that_denies_less_loosens_them_all() throws Exception {
        fragments.write("40-legacy.toml", FILES_ONLY);

        try (RunningSite running = fragments.start()) {
            assertThat(SiteAttack.INCLUDE_CODE_FROM_ANOTHER_SERVER.succeeds(running, site, server)).isTrue();
            assertThat(SiteAttack.LISTEN_ON_ANOTHER_PORT.succeeds(running, site, server)).isTrue();
            assertThat(SiteAttack.READ_A_PRIVATE_FILE.succeeds(running, site, server)).isFalse();
        }
    }

    @Test
    void and_that_is_to_be_seen_before_the_start() throws Exception {
        fragments.write("40-legacy.toml", FILES_ONLY);

        assertThat(fragments.policy().handledNet()).isEmpty();
        assertThat(fragments.config().lostByComposition())
                .extracting(HandledBy::source)
                .containsExactly(
                        fragments.path("00-base.toml"), fragments.path("10-network.toml"),
                        fragments.path("20-site.toml"), fragments.path("30-host.toml"));
        assertThat(fragments.config().lostByComposition())
                .allSatisfy(lost -> assertThat(lost.net())
                        .isEqualTo(Set.of(AccessNet.BIND_TCP, AccessNet.CONNECT_TCP)));
        assertThat(fragments.policy().enforcementOn(LandlockAbi.V7).enforces(AccessNet.CONNECT_TCP)).isFalse();
        assertThat(fragments.policy().enforcementOn(LandlockAbi.V7).enforces(AccessFs.READ_FILE)).isTrue();
    }

    /** What editors and package managers leave behind, which denies less, and would be an error. */
    @ParameterizedTest
    @ValueSource(strings = {"20-site.toml~", "20-site.toml.dpkg-old", ".20-site.toml.swp", ".40-more.toml"})
    void another_file_that_is_hidden_or_has_another_ending_is_none_of_them(String name) throws Exception {
        LandlockConfig before = fragments.config();

        fragments.write(name, FILES_ONLY + "no key\n");

        assertThat(fragments.config()).isEqualTo(before);
    }

    /** A file may be in the other format, and in whatever order. */
    @Test
    void another_file_in_json_is_one_of_them() throws Exception {
        fragments.write("05-updates.json", """
                {
                  "abi": 7,
                  "ruleset": [{
                    "handledAccessFs": ["abi.all"], "handledAccessNet": ["abi.all"], "scoped": ["abi.all"]
                  }],
                  "netPort": [{"allowedAccess": ["connect_tcp"], "port": [%d]}]
                }
                """.formatted(server.port()));

        try (RunningSite running = fragments.start()) {
            assertThat(SiteAttack.INCLUDE_CODE_FROM_ANOTHER_SERVER.succeeds(running, site, server)).isTrue();
            assertThat(SiteAttack.READ_A_PRIVATE_FILE.succeeds(running, site, server)).isFalse();
        }
    }

    /** Two files that say what the site writes: it writes both. */
    @Test
    void a_variable_of_two_files_has_the_values_of_both() throws Exception {
        fragments.write("40-second.toml", SiteFragments.ALL_HANDLED + """
                [[variable]]
                name = "written"
                literal = ["www"]
                """);

        try (RunningSite running = fragments.start()) {
            assertThat(SiteAttack.PLANT_A_PAGE.succeeds(running, site, server)).isTrue();
        }
    }
}

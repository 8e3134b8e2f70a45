package io.github.landlauncher.it.field;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.it.RequiresAbi;
import io.github.landlauncher.it.programs.RequiresProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of attacks on a site's pages when its server is in a sandbox. */
@RequiresAbi(4)
@RequiresProgram({"lighttpd", "php-cgi"})
@DisplayNameGeneration(ReplaceUnderscores.class)
class SiteAttackIT {

    @TempDir private Path directory;
    private PhpSite site;
    private AttackersServer server;

    @BeforeEach
    void makeSite() throws IOException {
        site = new PhpSite(directory);
        server = AttackersServer.of("<?php echo 'attacked ', 3 * 37;".getBytes(StandardCharsets.US_ASCII));
    }

    @AfterEach
    void closeServer() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void without_a_sandbox_it_succeeds(SiteAttack attack) throws Exception {
        try (RunningSite running = site.free()) {
            assertThat(attack.succeeds(running, site, server)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void in_the_sandbox_it_fails_and_the_site_goes_on(SiteAttack attack) throws Exception {
        try (RunningSite running = site.contained()) {
            assertThat(attack.succeeds(running, site, server)).isFalse();

            assertThat(server.connections()).isZero();
            assertThat(running.page("/sum.php?a=40&b=2")).isEqualTo("the sum is 42");
        }
    }

    /** So it is the policy that makes the difference. */
    @ParameterizedTest
    @EnumSource
    void in_a_sandbox_that_allows_what_it_takes_it_succeeds(SiteAttack attack) throws Exception {
        site.allowing(policy -> attack.allowed(policy, site, server));

        try (RunningSite running = site.contained()) {
            assertThat(attack.succeeds(running, site, server)).isTrue();
        }
    }

    @Test
    void without_a_sandbox_the_attackers_server_is_asked_once() throws Exception {
        try (RunningSite running = site.free()) {
            running.page("include.php", "page", server.url("http"));

            assertThat(server.connections()).isOne();
        }
    }

    @Test
    void what_was_denied_is_in_the_log() throws Exception {
        String secret = site.path("private/secret").toString();
        try (RunningSite running = site.contained()) {
            running.page("include.php", "page", secret);
            running.page("include.php", "page", server.url("http"));

            assertThat(running.log("error"))
                    .contains("include(" + secret + "): Failed to open stream: Permission denied")
                    .contains("include(" + server.url("http") + "): Failed to open stream: Permission denied");
        }
    }

    /** Its environment may hold tokens. The pages of lighttpd's user are that user in all other ways. */
    @Test
    void the_environment_of_the_jvm_is_out_of_reach_even_where_proc_is_allowed() throws Exception {
        String environment = "/proc/" + ProcessHandle.current().pid() + "/environ";
        try (RunningSite running = site.free()) {
            assertThat(running.page("include.php", "page", environment)).contains("PATH=");
        }

        try (RunningSite running = site.allowing(policy -> policy.allowRead("/proc")).contained()) {
            assertThat(running.page("include.php", "page", environment)).isEqualTo("the page is ");
        }
    }
}

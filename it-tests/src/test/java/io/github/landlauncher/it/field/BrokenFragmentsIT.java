package io.github.landlauncher.it.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.landlauncher.config.ConfigException;
import io.github.landlauncher.it.RequiresAbi;
import io.github.landlauncher.it.programs.RequiresProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With one file of a policy that is not as it should be, the site does not start. */
@RequiresAbi(4)
@RequiresProgram({"lighttpd", "php-cgi"})
@DisplayNameGeneration(ReplaceUnderscores.class)
class BrokenFragmentsIT {

    @TempDir private Path directory;
    private PhpSite site;
    private SiteFragments fragments;

    @BeforeEach
    void makeSite() throws IOException {
        site = new PhpSite(directory);
        fragments = new SiteFragments(site, directory.toRealPath().resolve("site.landlock.d"));
    }

    @Test
    void as_they_are_the_site_starts() throws Exception {
        try (RunningSite running = fragments.start()) {
            assertThat(running.page("/")).isEqualTo("a static page\n");
        }
    }

    @Test
    void a_wrong_word_is_told_with_its_place() throws Exception {
        fragments.write("40-more.toml", """
                [[path_beneath]]
                allowed_access = ["read_file", "read_dri"]
                parent = ["/srv"]
                """);

        assertRefused(fragments.path("40-more.toml") + ":2:32: unknown right \"read_dri\"");
    }

    @Test
    void a_file_that_is_no_toml_is_told_with_its_place() throws Exception {
        fragments.write("40-more.toml", """
                abi = 7
                [[path_beneath
                """);

        assertRefused(fragments.path("40-more.toml") + ":2:15: ");
    }

    @Test
    void all_that_is_wrong_in_all_files_is_told_at_once() throws Exception {
        fragments.write("40-more.toml", "abi = 0\n");
        fragments.write("50-ports.toml", """
                [[net_port]]
                allowed_access = ["bind_tcp"]
                port = [65536]
                """);

        assertRefused(
                fragments.path("40-more.toml") + ":1:7: ABI 0",
                fragments.path("50-ports.toml") + ":3:9: port 65536");
    }

    @Test
    void a_variable_that_no_file_has_is_told_with_the_place_that_needs_it() throws Exception {
        fragments.delete("30-host.toml");

        assertRefused(fragments.path("20-site.toml") + ":22:12: no file has a variable \"top\"");
    }

    /** It would handle nothing, and so would all of them. */
    @Test
    void a_file_of_variables_alone_is_not_taken_for_the_end_of_all_denials() throws Exception {
        fragments.write("30-host.toml", """
                [[variable]]
                name = "top"
                literal = ["/srv/site"]
                """);

        assertRefused(fragments.path("30-host.toml"), "handles nothing");
    }

    /** Rather than to start without what it says. */
    @Test
    void a_link_that_leads_nowhere_is_a_file_that_is_missing() throws Exception {
        Files.createSymbolicLink(Path.of(fragments.path("40-more.toml")), Path.of("/nowhere/more.toml"));

        assertRefused(fragments.path("40-more.toml") + ": cannot be read");
    }

    @Test
    void a_directory_without_files_is_no_policy() throws Exception {
        fragments.delete("00-base.toml");
        fragments.delete("10-network.toml");
        fragments.delete("20-site.toml");
        fragments.delete("30-host.toml");

        assertRefused("site.landlock.d: no configuration file found");
    }

    private void assertRefused(String... parts) {
        assertThatThrownBy(fragments::start)
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll(parts);
        assertThat(Files.exists(site.path("logs/error"))).as("the server ran").isFalse();
    }
}

package io.github.landlauncher.it.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.landlauncher.Enforcement;
import io.github.landlauncher.Enforcement.Mechanism;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.it.RequiresAbi;
import io.github.landlauncher.it.programs.RequiresProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A site is served in a sandbox as it is without. */
@RequiresAbi(4)
@RequiresProgram({"lighttpd", "php-cgi"})
@DisplayNameGeneration(ReplaceUnderscores.class)
class SiteIT {

    @TempDir private Path directory;
    private PhpSite site;

    @BeforeEach
    void makeSite() throws IOException {
        site = new PhpSite(directory);
    }

    @Test
    void static_pages_and_those_of_php_are_served_as_without() throws Exception {
        List<String> paths = List.of("/", "/sum.php?a=40&b=2", "/include.php?page=index.html");
        List<String> free;
        try (RunningSite running = site.free()) {
            free = pages(running, paths);
            assertThat(running.answer("/missing")).startsWith("HTTP/1.0 404");
        }

        try (RunningSite running = site.contained()) {
            assertThat(pages(running, paths))
                    .isEqualTo(free)
                    .containsExactly("a static page\n", "the sum is 42", "the page is a static page\n");
            assertThat(running.answer("/missing")).startsWith("HTTP/1.0 404");
        }
    }

    @Test
    void logs_are_written_where_that_is_allowed() throws Exception {
        try (RunningSite running = site.contained()) {
            running.page("/");
            running.page("/sum.php?a=1&b=2");
            running.process().destroy();
            running.process().waitFor();

            assertThat(running.log("access")).contains("\"GET / HTTP/1.0\" 200", "/sum.php?a=1&b=2");
            assertThat(running.log("error")).contains("server started", "server stopped");
        }
    }

    @Test
    void it_is_held_by_landlock_a_filter_and_without_capabilities() throws Exception {
        try (RunningSite running = site.contained()) {
            Enforcement enforcement = ((SandboxedProcess) running.process()).enforcement();

            assertThat(enforcement.lines().stream().map(Enforcement.Line::mechanism))
                    .contains(Mechanism.LANDLOCK, Mechanism.SECCOMP, Mechanism.CREDENTIALS);
        }
    }

    /** With 0 or 1, without a sandbox too: lighttpd wants to end before php-cgi. */
    @Test
    void sigterm_ends_it_and_nothing_is_left() throws Exception {
        try (RunningSite running = site.contained()) {
            running.page("/sum.php?a=1&b=2");
            List<ProcessHandle> processes = running.processes();
            assertThat(processes).hasSize(2);

            running.process().destroy();

            assertThat(running.process().waitFor()).isIn(0, 1);
            assertThat(running.log("error")).contains("server stopped");
            await().until(() -> processes.stream().noneMatch(RunningSite::runs));
            assertThat(running.answers()).isFalse();
            try (Stream<Path> files = Files.list(site.path("run"))) {
                assertThat(files).isEmpty();
            }
        }
    }

    @Test
    void it_can_be_started_again_on_the_same_port() throws Exception {
        for (int i = 0; i < 3; i++) {
            try (RunningSite running = site.contained()) {
                assertThat(running.page("/")).isEqualTo("a static page\n");
                running.process().destroy();
                assertThat(running.process().waitFor(10, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    @Test
    void without_a_sandbox_a_second_port_of_the_configuration_is_served() throws Exception {
        listenAlsoOn(PhpSite.freePort());

        try (RunningSite running = site.free()) {
            assertThat(running.page("/")).isEqualTo("a static page\n");
        }
    }

    /** A configuration that somebody changed does not open another door. */
    @Test
    void with_a_port_that_the_policy_does_not_allow_it_does_not_start() throws Exception {
        int second = PhpSite.freePort();
        listenAlsoOn(second);

        assertThatThrownBy(() -> site.contained().close())
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching("(?s).*\\bbind\\b.*:" + second + ".*Permission denied.*");
    }

    private void listenAlsoOn(int port) throws IOException {
        String more = "$SERVER[\"socket\"] == \"127.0.0.1:%d\" { }\n".formatted(port);
        Files.writeString(site.path("lighttpd.conf"), more, StandardOpenOption.APPEND);
    }

    private static List<String> pages(RunningSite running, List<String> paths) throws IOException {
        List<String> pages = new ArrayList<>();
        for (String path : paths) {
            pages.add(running.page(path));
        }
        return pages;
    }
}

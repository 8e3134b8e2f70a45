package io.github.landlauncher.it.git;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.landlauncher.git.GitSandbox;
import io.github.landlauncher.it.Outcome;
import io.github.landlauncher.it.RequiresAbi;
import io.github.landlauncher.it.programs.RequiresProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** git clones and fetches in a sandbox from where the caller allows it, and from nowhere else. */
@RequiresAbi(4)
@RequiresProgram("git")
@DisplayNameGeneration(ReplaceUnderscores.class)
class GitFetchIT {

    @TempDir private Path directory;
    private Repositories repositories;
    private Path clone;

    @BeforeEach
    void prepare() throws IOException, InterruptedException {
        repositories = new Repositories(directory)
                .prepared(Repositories.PLAIN + "git -C repo repack -qad; git -C repo update-server-info");
        clone = Files.createDirectory(repositories.path("clone"));
    }

    @Test
    void it_clones_and_fetches_from_a_directory() throws Exception {
        Path upstream = repositories.repository();
        GitSandbox cloning = GitSandbox.cloning(clone).allowFetchFrom(upstream);

        assertThat(Repositories.output(cloning.builder("clone", "-q", "file://" + upstream, "."))).isEmpty();
        repositories.prepared("git -C repo commit -qam third");
        GitSandbox fetch = GitSandbox.fetch(clone).allowFetchFrom(upstream);
        assertThat(Repositories.output(fetch.builder("pull", "-q"))).isEmpty();

        assertThat(repositories.free("git -C clone log --format=%s; git -C clone fsck --strict"))
                .isEqualTo("third\nsecond\nfirst\n");
    }

    @Test
    void it_clones_a_repository_with_submodules_by_a_shell() throws Exception {
        repositories.prepared("""
                git init -q super; cd super; git submodule --quiet add "file://$(realpath ../repo)" lib
                git commit -qm lib
                """);
        GitSandbox cloning = GitSandbox.cloning(clone)
                .allowFetchFrom(repositories.path("super"), repositories.repository());

        Repositories.output(cloning.builder(
                "clone", "-q", "--recurse-submodules", "file://" + repositories.path("super"), "."));
        GitSandbox update = GitSandbox.checkout(clone).allowFetchFrom(repositories.repository());
        Repositories.output(update.builder("submodule", "update", "--init", "--force"));

        assertThat(repositories.free("cat clone/lib/a.t; git -C clone status --short")).isEqualTo("two\n");
    }

    @Test
    void it_clones_by_http_from_an_allowed_port() throws Exception {
        HttpServer server = server();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/.git";
            GitSandbox cloning = GitSandbox.cloning(clone);

            Outcome other = Repositories.outcome(cloning.allowConnectTcp(1).builder("clone", "-q", url, "."));
            assertThat(other.exitValue()).as("%s", other).isEqualTo(128);
            assertThat(repositories.free("ls -A clone")).isEmpty();
            Repositories.output(cloning.allowConnectTcp(server.getAddress().getPort())
                    .builder("clone", "-q", url, "."));

            assertThat(repositories.free("git -C clone log --format=%s")).isEqualTo("second\nfirst\n");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_directory_that_was_not_allowed_is_not_fetched_from() throws Exception {
        repositories.prepared("git clone -q repo other");
        GitSandbox cloning = GitSandbox.cloning(clone).allowFetchFrom(repositories.repository());

        Outcome outcome = Repositories.outcome(
                cloning.builder("clone", "-q", "file://" + repositories.path("other"), "."));

        assertThat(outcome.exitValue()).isEqualTo(128);
        assertThat(repositories.free("ls -A clone")).isEmpty();
    }

    private HttpServer server() throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                Path file = repositories.repository().resolve(exchange.getRequestURI().getPath().substring(1));
                if (Files.isRegularFile(file)) {
                    byte[] content = Files.readAllBytes(file);
                    exchange.sendResponseHeaders(200, content.length == 0 ? -1 : content.length);
                    exchange.getResponseBody().write(content);
                } else {
                    exchange.sendResponseHeaders(404, -1);
                }
            }
        });
        server.start();
        return server;
    }
}

package io.github.landlauncher.it.field;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Presets;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.it.programs.SystemProgram;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A site with holes in its pages, served by lighttpd, which starts php-cgi.
 *
 * <pre>
 *     top/
 *     |-- www/            the pages: read
 *     |-- logs/           read and write
 *     |-- run/            the socket of php-cgi, uploads: read and write
 *     |-- lighttpd.conf   read
 *     |-- php.ini         read; lets pages include URLs
 *     `-- private/        nothing is allowed here
 * </pre>
 */
final class PhpSite {

    static final String SECRET = "the secret of somebody else";

    /** Each does what its visitor says. */
    private static final Map<String, String> PAGES = Map.of(
            "index.html", "a static page\n",
            "sum.php", "<?php echo 'the sum is ', $_GET['a'] + $_GET['b'];",
            "include.php", "<?php echo 'the page is '; include $_GET['page'];",
            "write.php", "<?php echo file_put_contents($_GET['file'], 'x');",
            "run.php", "<?php echo shell_exec($_GET['command']);",
            "listen.php", "<?php echo stream_socket_server($_GET['address']) ? 'listens' : 'does not';");

    private static final String PHP_INI = """
            allow_url_fopen = On
            allow_url_include = On
            html_errors = Off
            display_errors = Off
            log_errors = On
            """;

    private static final String LIGHTTPD_CONF = """
            server.modules = ("mod_fastcgi", "mod_accesslog")
            server.bind = "127.0.0.1"
            server.port = %2$d
            server.document-root = "%1$s/www"
            server.upload-dirs = ("%1$s/run")
            server.errorlog = "%1$s/logs/error"
            accesslog.filename = "%1$s/logs/access"
            index-file.names = ("index.html")
            mimetype.assign = (".html" => "text/html")
            fastcgi.server = (".php" => ((
                "bin-path" => "%3$s -c %1$s/php.ini",
                "bin-environment" => ("PHP_INI_SCAN_DIR" => "", "PHP_FCGI_CHILDREN" => "0"),
                "socket" => "%1$s/run/php",
                "max-procs" => 1
            )))
            """;

    private final Path top;
    private final int port = freePort();
    private UnaryOperator<SandboxPolicy> rules = policy -> policy;

    /** Makes the tree below an empty directory. */
    PhpSite(Path directory) throws IOException {
        top = directory.toRealPath();
        for (String name : List.of("www", "logs", "run", "private")) {
            Files.createDirectory(path(name));
        }
        for (Map.Entry<String, String> page : PAGES.entrySet()) {
            Files.writeString(path("www").resolve(page.getKey()), page.getValue());
        }
        Files.writeString(path("private/secret"), SECRET);
        Files.writeString(path("php.ini"), PHP_INI);
        Files.writeString(path("lighttpd.conf"),
                LIGHTTPD_CONF.formatted(top, port, SystemProgram.path("php-cgi")));
    }

    /** A TCP port of 127.0.0.1 on which nobody listens now. */
    static int freePort() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return server.getLocalPort();
        }
    }

    Path path(String name) {
        return top.resolve(name);
    }

    int port() {
        return port;
    }

    /** Changes the policy of the next start. */
    PhpSite allowing(UnaryOperator<SandboxPolicy> more) {
        rules = more;
        return this;
    }

    /** Starts lighttpd through ProcessBuilder. */
    RunningSite free() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command())
                .directory(top.toFile())
                .redirectInput(new File("/dev/null"));
        environment(builder.environment());
        return RunningSite.awaited(builder.start(), this);
    }

    /** Starts lighttpd in the sandbox. */
    RunningSite contained() throws IOException {
        return RunningSite.awaited(builder(rules.apply(policy())).start(), this);
    }

    /** To start lighttpd under a policy. */
    SandboxedProcessBuilder builder(SandboxPolicy policy) {
        SandboxedProcessBuilder builder = new SandboxedProcessBuilder(command())
                .directory(top.toFile())
                .redirectInput(new File("/dev/null"))
                .policy(policy);
        environment(builder.environment());
        return builder;
    }

    private SandboxPolicy policy() {
        return SandboxPolicy.handling(LandlockAbi.V7)
                .bestEffort(LandlockAbi.V4)
                .named("site")
                .containment()
                .allow(Presets.baseSystem())
                .allowReadExecute(SystemProgram.path("lighttpd"), SystemProgram.path("php-cgi"))
                .allow(Set.of(AccessFs.READ_DIR), directoryOf("php-cgi")) // lighttpd opens it
                .allowRead(path("lighttpd.conf"), path("php.ini"), path("www"))
                .allowReadWrite(path("logs"), path("run"))
                .allowBindTcp(port);
    }

    private static Path directoryOf(String program) {
        return Path.of(SystemProgram.path(program)).getParent();
    }

    /** The command line of lighttpd. */
    List<String> command() {
        return List.of(SystemProgram.path("lighttpd"), "-D", "-f", path("lighttpd.conf").toString());
    }

    private static void environment(Map<String, String> environment) {
        environment.clear();
        environment.put("PATH", SystemProgram.PATH);
    }
}

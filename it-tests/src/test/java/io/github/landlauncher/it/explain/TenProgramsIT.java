package io.github.landlauncher.it.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.LandlockFeature;
import io.github.landlauncher.Presets;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.explain.Denial;
import io.github.landlauncher.explain.DenialReport;
import io.github.landlauncher.it.RequiresAbi;
import io.github.landlauncher.it.explain.WatchedPlace.Watched;
import io.github.landlauncher.it.programs.RequiresProgram;
import io.github.landlauncher.it.programs.SystemProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs whose policy lacks one rule: the report names what it was about, and with the lines that it
 * suggests they work.
 */
@RequiresAbi(7)
@RequiresProgram("bash")
@DisplayNameGeneration(ReplaceUnderscores.class)
class TenProgramsIT {

    @TempDir private Path directory;
    private WatchedPlace place;

    @BeforeEach
    void makePlace() throws IOException {
        place = new WatchedPlace(directory);
    }

    @Test
    @RequiresProgram("git")
    void git_is_denied_a_message_that_it_is_to_commit() throws Exception {
        Path message = place.file("message", "first\n");
        place.free("git init -q . && git config user.name n && git config user.email e@example.org");

        lacking(policy -> policy.allowRead(message), message, AccessFs.READ_FILE,
                "/usr/bin/git", "commit", "-q", "--allow-empty", "-F", message.toString());
    }

    @Test
    @RequiresProgram("python3")
    void python_is_denied_a_log_that_it_appends_to() throws Exception {
        Path log = place.file("logs/log", "before\n");

        lacking(policy -> policy.allowReadWrite(log), log, AccessFs.WRITE_FILE,
                SystemProgram.path("python3"), "-c", "open('" + log + "', 'a').write('after')");

        assertThat(log).content().startsWith("before\nafter");
    }

    @Test
    @RequiresProgram("node")
    void node_is_denied_a_directory_to_make() throws Exception {
        Path out = Files.createDirectory(place.beside("out"));

        lacking(policy -> policy.allowReadIfExists("/etc/ssl/openssl.cnf"),
                policy -> policy.allowReadWrite(out), out, AccessFs.MAKE_DIR,
                SystemProgram.path("node"), "-e", "require('fs').mkdirSync('" + out + "/made')");

        assertThat(out.resolve("made")).isDirectory();
    }

    @Test
    void javac_is_denied_a_library() throws Exception {
        String home = Path.of(System.getProperty("java.home")).toRealPath().toString();
        Path library = place.beside("library.jar");
        place.file("lib/Lib.java", "package lib; public class Lib {}");
        Files.writeString(place.work().resolve("Main.java"), "class Main { lib.Lib lib; }");
        place.free("cd .. && PATH=" + home + "/bin:$PATH && javac lib/Lib.java && jar -cf library.jar lib");

        lacking(policy -> policy.allow(Presets.java(Path.of(home))).allowReadIfExists("/proc"),
                policy -> policy.allowRead(library), library, AccessFs.READ_FILE,
                home + "/bin/javac", "-cp", library.toString(), "Main.java");

        assertThat(place.work().resolve("Main.class")).exists();
    }

    @Test
    @RequiresProgram("gcc")
    void gcc_is_denied_a_header() throws Exception {
        Path header = place.file("include/answer.h", "#define ANSWER 42\n");
        Files.writeString(place.work().resolve("main.c"),
                "#include \"answer.h\"\nint main(void) { return ANSWER; }\n");

        lacking(policy -> policy.allowRead(header), header, AccessFs.READ_FILE,
                "/usr/bin/gcc", "-I", header.getParent().toString(), "-o", "main", "main.c");

        assertThat(place.work().resolve("main")).isExecutable();
    }

    @Test
    @RequiresProgram("tar")
    void tar_is_denied_the_directory_of_its_archive() throws Exception {
        Path archives = Files.createDirectory(place.beside("archives"));
        Files.writeString(place.work().resolve("data"), "data");

        lacking(policy -> policy.allowReadWrite(archives), archives, AccessFs.MAKE_REG,
                "/usr/bin/tar", "-cf", archives + "/data.tar", "data");

        assertThat(archives.resolve("data.tar")).isNotEmptyFile();
    }

    @Test
    @RequiresProgram("curl")
    void curl_is_denied_a_port() throws Exception {
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write(new byte[] {'o', 'k'});
            exchange.close();
        });
        server.start();
        int port = server.getAddress().getPort();
        try {
            SandboxPolicy tight = place.policy().allowReadIfExists("/etc/ssl/openssl.cnf");
            String[] curl = {"/usr/bin/curl", "-sS", "http://127.0.0.1:" + port + "/"};
            assertThat(place.run(tight.allowConnectTcp(port), curl).outcome().output()).isEqualTo("ok");

            Watched denied = place.run(tight, curl);

            assertThat(denied.exitValue()).as("%s", denied).isNotZero();
            assertThat(denied.report().denials()).as("%s", denied).anySatisfy(repeated -> {
                assertThat(repeated.denial().port()).isEqualTo(OptionalInt.of(port));
                assertThat(repeated.denial().missing()).containsExactly(AccessNet.CONNECT_TCP);
                assertThat(repeated.denial().systemCall()).isEqualTo("connect");
            });
            Watched allowed = place.run(denied.report().allowIn(tight), curl);
            assertThat(allowed.outcome().output()).as("%s", allowed).isEqualTo("ok");
        } finally {
            server.stop(0);
        }
    }

    @Test
    @RequiresProgram("sqlite3")
    void sqlite_is_denied_a_table_to_import() throws Exception {
        Path table = place.file("tables/table.csv", "1,one\n2,two\n");

        Watched allowed = lacking(policy -> policy.allowRead(table), table, AccessFs.READ_FILE,
                "/usr/bin/sqlite3", "-bail", "base", "create table if not exists t(n, name)",
                ".import --csv " + table + " t", "select count(*) > 0 from t");

        assertThat(allowed.outcome().output()).isEqualTo("1\n");
    }

    @Test
    @RequiresProgram("convert")
    void imagemagick_is_denied_a_picture() throws Exception {
        Path picture = place.file("pictures/in.ppm", "P3 1 1 255 255 0 0\n");

        lacking(policy -> policy.allowReadIfExists("/etc/ImageMagick-6", "/etc/ImageMagick-7", "/usr/local"),
                policy -> policy.allowRead(picture), picture, AccessFs.READ_FILE,
                SystemProgram.path("convert"), picture.toString(), "out.png");

        assertThat(place.work().resolve("out.png")).isNotEmptyFile();
    }

    @Test
    void bash_is_denied_a_script_to_execute() throws Exception {
        Path tool = place.file("tools/tool", "#!/bin/sh\necho done\n");
        assertThat(tool.toFile().setExecutable(true)).isTrue();

        Watched allowed = lacking(policy -> policy.allowReadExecute(tool), tool, AccessFs.EXECUTE,
                "/bin/bash", "-ec", tool + "; exit 0");

        assertThat(allowed.outcome().output()).isEqualTo("done\n");
    }

    private Watched lacking(
            UnaryOperator<SandboxPolicy> rule, Path path, AccessFs right, String... command) throws Exception {
        return lacking(policy -> policy, rule, path, right, command);
    }

    /**
     * Runs a program with all rules, then without one, then with what was suggested.
     *
     * @param rules what it needs
     * @param rule and what it needs too and is not given
     * @param path where the report is to say that something is missing
     * @param right what is missing there, among others
     * @return the last run
     */
    private Watched lacking(
            UnaryOperator<SandboxPolicy> rules,
            UnaryOperator<SandboxPolicy> rule,
            Path path,
            LandlockFeature right,
            String... command)
            throws Exception {
        SandboxPolicy tight = rules.apply(place.policy());
        Watched enough = place.run(rule.apply(tight), command);
        assertThat(enough.exitValue()).as("with the rule: %s", enough).isZero();
        assertThat(paths(enough.report())).as("with the rule: %s", enough).doesNotContain(path);
        place.free("rm -rf main Main.class out.png base; cd ..; rm -rf out/made archives/data.tar");

        Watched denied = place.run(tight, command);

        assertThat(denied.exitValue()).as("without the rule: %s", denied).isNotZero();
        assertThat(denied.report().unseen()).isEmpty();
        assertThat(denied.report().denials()).as("without the rule: %s", denied).anySatisfy(repeated -> {
            Denial denial = repeated.denial();
            assertThat(denial.path()).contains(path);
            assertThat(denial.missing()).contains(right);
        });
        assertThat(paths(denied.report())).as("only that: %s", denied)
                .filteredOn(other -> !paths(enough.report()).contains(other) && !isOfProcess(other))
                .containsOnly(path);
        SandboxPolicy widened = denied.report().allowIn(tight);
        assertThat(widened.rules().pathRules()).as("%s", denied).anyMatch(added -> added.path().equals(path));
        Watched allowed = place.run(widened, command);
        assertThat(allowed.exitValue()).as("with %s: %s", denied.report().suggestions(), allowed).isZero();
        assertThat(paths(allowed.report())).doesNotContain(path);
        return allowed;
    }

    /** These have other names each time. */
    private static boolean isOfProcess(Path path) {
        return path.startsWith("/proc") && path.getName(1).toString().matches("\\d+");
    }

    private static List<Path> paths(DenialReport report) {
        return report.denials().stream().flatMap(repeated -> repeated.denial().path().stream()).toList();
    }
}

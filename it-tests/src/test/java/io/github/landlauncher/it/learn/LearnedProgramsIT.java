package io.github.landlauncher.it.learn;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.PortRule;
import io.github.landlauncher.it.RequiresAbi;
import io.github.landlauncher.it.programs.RequiresProgram;
import io.github.landlauncher.it.programs.SystemProgram;
import io.github.landlauncher.learn.LearnedPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is learned of real programs lets them do it again, and denies what they did not do. ABI 5 is
 * where the learned policies deny ports, truncation and ioctl.
 */
@RequiresAbi(5)
@RequiresProgram("bash")
@DisplayNameGeneration(ReplaceUnderscores.class)
class LearnedProgramsIT {

    private Classroom classroom;

    @BeforeEach
    void makeClassroom(@TempDir Path directory) throws IOException {
        classroom = new Classroom(directory);
    }

    private LearnedPolicy check(String... command) throws IOException, InterruptedException {
        LearnedPolicy learned = classroom.learned(command);
        classroom.denies(learned);
        return learned;
    }

    private LearnedPolicy script(String script) throws IOException, InterruptedException {
        return check(SystemProgram.path("bash"), "-euc", script);
    }

    @Test
    void bash() throws Exception {
        LearnedPolicy learned = script("""
                for name in a b c; do echo $name >$name.txt; done
                cat *.txt | sort | uniq -c >counted; rm -f a.txt; mv b.txt d.txt
                test "$(wc -l <counted)" = 3
                """);

        assertThat(learned.presets()).anyMatch(preset -> preset.startsWith("preset base_system"));
    }

    @Test
    @RequiresProgram("git")
    void git() throws Exception {
        script("""
                git init -q made; cd made; date +%N >file; git add file
                git -c user.name=a -c user.email=a@b commit -q -m message
                git log --stat; git status
                """);
    }

    @Test
    @RequiresProgram("python3")
    void python() throws Exception {
        check(SystemProgram.path("python3"), "-c", """
                import json, os, tempfile
                with tempfile.NamedTemporaryFile('w', delete=False) as made:
                    json.dump({'a': [1, 2]}, made)
                os.rename(made.name, 'result.json')
                print(json.load(open('result.json')))
                """);
    }

    @Test
    @RequiresProgram("node")
    void node() throws Exception {
        check(SystemProgram.path("node"), "-e", """
                const fs = require('fs'), os = require('os'), path = require('path');
                const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'x-'));
                fs.writeFileSync(path.join(directory, 'a'), 'text');
                fs.copyFileSync(path.join(directory, 'a'), 'b');
                fs.rmSync(directory, {recursive: true});
                """);
    }

    @Test
    void javac() throws Exception {
        classroom.prepared("echo 'public class Hello { record Point(int x, int y) {} }' >Hello.java");

        check(Path.of(System.getProperty("java.home"), "bin/javac").toString(), "-J-XX:-UsePerfData",
                "-d", "classes", "Hello.java");
    }

    @Test
    @RequiresProgram("gcc")
    void gcc() throws Exception {
        classroom.prepared("printf '#include <stdio.h>\\nint main(void) { return puts(\"x\") < 0; }\\n' >x.c");

        check(SystemProgram.path("gcc"), "-O1", "-o", "x", "x.c");
    }

    @Test
    @RequiresProgram({"tar", "gzip"})
    void tar() throws Exception {
        classroom.prepared("mkdir -p tree/deep; seq 9 >tree/numbers; ln -s ../numbers tree/deep/link");

        script("tar -czf tree.tar.gz tree; mkdir -p out; tar -xzf tree.tar.gz -C out; cmp tree/numbers out/tree/numbers");
    }

    @Test
    @RequiresProgram("curl")
    void curl() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        int port = server.getAddress().getPort();
        try {
            LearnedPolicy learned = check(
                    SystemProgram.path("curl"), "-sS", "-o", "page", "http://127.0.0.1:" + port + "/");

            assertThat(learned.ports()).containsExactly(new PortRule(port, Set.of(AccessNet.CONNECT_TCP)));
        } finally {
            server.stop(0);
        }
    }

    @Test
    @RequiresProgram("sqlite3")
    void sqlite() throws Exception {
        check(SystemProgram.path("sqlite3"), "data.db",
                "create table if not exists t (a); insert into t values (1); select count(*) from t;");
    }

    @Test
    @RequiresProgram("convert")
    void imagemagick() throws Exception {
        check("/usr/bin/convert", "-size", "40x30", "gradient:red-blue", "-resize", "20x15", "picture.png");
    }
}

package io.github.landlauncher.it.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.it.RequiresAbi;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Node.js in a containment does what it does without. */
@RequiresAbi(3)
@RequiresProgram({"bash", "node"})
@DisplayNameGeneration(ReplaceUnderscores.class)
class NodeIT {

    @TempDir private Path directory;
    private Workplace place;

    @BeforeEach
    void makePlace() throws IOException {
        place = new Workplace(directory);
        place.allowing(NodeIT::configuration);
    }

    private static SandboxPolicy configuration(
            SandboxPolicy policy) {
        return policy.allowReadIfExists("/etc/ssl/openssl.cnf");
    }

    @Test
    void it_works_with_files_streams_and_threads() throws Exception {
        String output = node("""
                const fs = require('fs'), zlib = require('zlib'), crypto = require('crypto');
                const { pipeline } = require('stream/promises'), { Worker } = require('worker_threads');
                (async () => {
                  await fs.promises.mkdir('a/b', { recursive: true });
                  await fs.promises.writeFile('a/b/file', 'text'.repeat(100000));
                  await pipeline(fs.createReadStream('a/b/file'), zlib.createGzip(), fs.createWriteStream('file.gz'));
                  await pipeline(fs.createReadStream('file.gz'), zlib.createGunzip(), fs.createWriteStream('file'));
                  await fs.promises.copyFile('file', 'copy'); await fs.promises.rename('copy', 'a/copy');
                  fs.chmodSync('file', 0o640); fs.utimesSync('file', 1e9, 1e9); fs.symlinkSync('file', 'link');
                  await fs.promises.rm('a/b', { recursive: true });
                  console.log(fs.readdirSync('.', { withFileTypes: true }).map(entry => entry.name).join());
                  console.log(crypto.createHash('sha256').update(fs.readFileSync('file')).digest('hex'));
                  console.log(await new Promise((done, fail) => new Worker(
                    'require("worker_threads").parentPort.postMessage(6 * 7)', { eval: true })
                    .on('message', done).on('error', fail)));
                  console.log(await new Promise((done, fail) => crypto.pbkdf2('p', 's', 1000, 16, 'sha256',
                    (error, key) => error ? fail(error) : done(key.toString('hex')))));
                })();
                """);

        assertThat(output).startsWith("a,file,file.gz,home,link,tmp\n").contains("\n42\n");
    }

    @Test
    void it_runs_programs_and_talks_to_them_and_to_itself() throws Exception {
        String output = place.prepared("""
                cat >child.js <<'END'
                process.on('message', number => process.send(number * number, () => process.disconnect()));
                END
                """).same(SystemProgram.path("node"), "-e", """
                const { execFileSync, execSync, fork, spawn } = require('child_process');
                console.log(execSync('sort -r', { input: 'a\\nb\\n' }).toString());
                console.log(execFileSync('uname', ['-s']).toString());
                const child = fork('child.js');
                child.on('message', square => console.log(square)); child.send(7);
                child.on('exit', code => {
                  const cat = spawn('cat', { detached: true });
                  cat.on('exit', (code, signal) => console.log(code, signal)); cat.kill();
                });
                """);

        assertThat(output).isEqualTo("b\na\n\nLinux\n\n49\nnull SIGTERM\n");
    }

    @Test
    void it_serves_and_connects_by_unix_sockets_without_a_rule_on_ports() throws Exception {
        String output = node("""
                const http = require('http');
                const server = http.createServer((request, response) => response.end(request.url));
                server.listen('socket', () => http.get({ socketPath: 'socket', path: '/path', agent: false },
                  response => response.on('data', data => console.log(data.toString()))
                    .on('end', () => server.close())));
                """);

        assertThat(output).isEqualTo("/path\n");
    }

    @Test
    void it_connects_to_the_port_that_is_allowed_by_address_and_by_name() throws Exception {
        try (WebServer server = WebServer.of(place.beside("web"))) {
            place.prepared("mkdir ../web; seq 10000 >../web/numbers")
                    .allowing(policy -> configuration(policy).allowConnectTcp(server.port())
                            .allowReadIfExists("/etc/hosts", "/etc/nsswitch.conf", "/etc/host.conf"));

            String output = node("""
                    const http = require('http');
                    const get = host => new Promise((done, fail) => http.get(
                      { host, port: %d, path: '/numbers', family: 4 }, response => {
                        let length = 0;
                        response.on('data', data => length += data.length).on('end', () => done(length));
                      }).on('error', fail));
                    get('127.0.0.1').then(length => console.log(length))
                      .then(() => get('localhost')).then(length => console.log(length));
                    """.formatted(server.port()));

            assertThat(output).isEqualTo("48894\n48894\n");
        }
    }

    private String node(String program) throws IOException, InterruptedException {
        return place.same(SystemProgram.path("node"), "-e", program);
    }
}

package io.github.landlauncher.it.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.landlauncher.it.RequiresAbi;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** python3 in a containment does what it does without. */
@RequiresAbi(3)
@RequiresProgram({"bash", "python3"})
@DisplayNameGeneration(ReplaceUnderscores.class)
class PythonIT {

    @TempDir private Path directory;
    private Workplace place;

    @BeforeEach
    void makePlace() throws IOException {
        place = new Workplace(directory).with("PYTHONDONTWRITEBYTECODE", "1");
    }

    @Test
    void it_works_with_files_databases_and_threads() throws Exception {
        String output = python("""
                import concurrent.futures, gzip, mmap, os, pathlib, shutil, sqlite3, tempfile
                work = pathlib.Path('data'); work.mkdir()
                (work / 'a').write_text('text' * 1000); os.utime(work / 'a', (1e9, 1e9))
                os.chmod(work / 'a', 0o640); os.rename(work / 'a', 'b'); os.symlink('b', work / 'c')
                shutil.copytree(work, 'copied', symlinks=True); shutil.copy2('b', 'copied/b')
                shutil.make_archive('archive', 'zip', 'copied')
                with open('b', 'r+b') as file, mmap.mmap(file.fileno(), 0) as map: map[0:4] = b'TEXT'
                with sqlite3.connect('base') as base:
                    base.execute('pragma journal_mode=wal'); base.execute('create table t(n)')
                    base.executemany('insert into t values(?)', ((n,) for n in range(1000)))
                    print(base.execute('select sum(n) from t').fetchone())
                base.close(); os.remove('base')
                with tempfile.TemporaryFile() as file: print(file.write(b'temporary'))
                with concurrent.futures.ThreadPoolExecutor(8) as pool:
                    print(sum(pool.map(lambda n: n * n, range(1000))))
                print(os.stat('copied/b').st_mtime, os.listdir('copied') != [], os.sched_getaffinity(0) != set())
                os.remove('archive.zip')
                """);

        assertThat(output).isEqualTo("(499500,)\n9\n332833500\n1000000000.0 True True\n");
    }

    @Test
    void it_runs_programs_and_talks_to_them() throws Exception {
        String output = python("""
                import asyncio, os, pty, signal, subprocess
                print(subprocess.run(['sort', '-r'], input='a\\nb\\n', text=True, capture_output=True))
                print(subprocess.run('exit 3', shell=True, start_new_session=True).returncode)
                child = subprocess.Popen(['cat'], stdin=subprocess.PIPE, process_group=0) \\
                    if hasattr(os, 'waitid') and os.sys.version_info >= (3, 11) \\
                    else subprocess.Popen(['cat'], stdin=subprocess.PIPE)
                os.kill(child.pid, signal.SIGTERM); print(child.wait()); child.stdin.close()
                print(os.waitstatus_to_exitcode(os.waitpid(os.posix_spawn('/bin/true', ['true'], {}), 0)[1]))
                async def main():
                    programs = [await asyncio.create_subprocess_exec('echo', str(n), stdout=-1) for n in range(9)]
                    return await asyncio.gather(*(program.communicate() for program in programs))
                print(asyncio.run(main()))
                """);

        assertThat(output).contains("stdout='b\\na\\n'", "\n3\n-15\n0\n[(b'0\\n', None), (b'1\\n', None)");
    }

    /** Pipes, socket pairs and a unix socket in TMPDIR. */
    @ParameterizedTest
    @ValueSource(strings = {"fork", "spawn", "forkserver"})
    void it_starts_processes_of_its_own(String method) throws Exception {
        String output = place.prepared("""
                cat >main.py <<'END'
                import multiprocessing, sys
                def work(number, connection): connection.send(number * number)
                if __name__ == '__main__':
                    context = multiprocessing.get_context(sys.argv[1])
                    for number in range(3):
                        mine, theirs = context.Pipe()
                        process = context.Process(target=work, args=(number, theirs))
                        process.start(); print(mine.recv()); process.join(); print(process.exitcode)
                END
                """).same(SystemProgram.path("python3"), "main.py", method);

        assertThat(output).isEqualTo("0\n0\n1\n0\n4\n0\n");
    }

    /** Its pools and locks are semaphores of POSIX, which are files in /dev/shm. */
    @Test
    void it_has_pools_locks_and_shared_memory_where_dev_shm_is_allowed() throws Exception {
        place.allowing(policy -> policy.allowReadWrite("/dev/shm"));

        String output = python("""
                import concurrent.futures, multiprocessing, multiprocessing.shared_memory, os
                with multiprocessing.Pool(2) as pool: print(pool.map(abs, range(-3, 3)))
                with concurrent.futures.ProcessPoolExecutor(2) as pool: print(sum(pool.map(abs, range(-9, 9))))
                memory = multiprocessing.shared_memory.SharedMemory(create=True, size=64)
                memory.buf[:4] = b'text'; print(bytes(memory.buf[:4])); memory.close(); memory.unlink()
                lock = multiprocessing.Lock()
                with lock: print('locked')
                """);

        assertThat(output).isEqualTo("[3, 2, 1, 0, 1, 2]\n81\nb'text'\nlocked\n");
    }

    @Test
    void it_serves_and_connects_by_unix_sockets_without_a_rule_on_ports() throws Exception {
        String output = python("""
                import asyncio, os, socket
                async def echo(reader, writer):
                    writer.write(await reader.read()); await writer.drain(); writer.close()
                async def main():
                    server = await asyncio.start_unix_server(echo, 'socket')
                    reader, writer = await asyncio.open_unix_connection('socket')
                    writer.write(b'text'); writer.write_eof(); print(await reader.read())
                    server.close(); await server.wait_closed()
                asyncio.run(main())
                one, other = socket.socketpair(); socket.send_fds(one, [b'x'], [0])
                print(len(socket.recv_fds(other, 1, 1)[1]))
                if os.path.exists('socket'): os.remove('socket')  # Python 3.13 does it itself
                """);

        assertThat(output).isEqualTo("b'text'\n1\n");
    }

    @Test
    void it_connects_to_the_port_that_is_allowed_by_address_and_by_name() throws Exception {
        try (WebServer server = WebServer.of(place.beside("web"))) {
            place.prepared("mkdir ../web; seq 10000 >../web/numbers")
                    .allowing(policy -> policy.allowConnectTcp(server.port())
                            .allowReadIfExists("/etc/hosts", "/etc/nsswitch.conf", "/etc/host.conf"));

            String output = python("""
                    import asyncio, urllib.request
                    print(len(urllib.request.urlopen('http://127.0.0.1:%1$d/numbers').read()))
                    async def main():
                        reader, writer = await asyncio.open_connection('localhost', %1$d)
                        writer.write(b'GET /numbers HTTP/1.0\\r\\n\\r\\n'); await writer.drain()
                        print((await reader.read()).count(b'\\n') > 10000); writer.close()
                    asyncio.run(main())
                    """.formatted(server.port()));

            assertThat(output).isEqualTo("48894\nTrue\n");
        }
    }

    private String python(String program) throws IOException, InterruptedException {
        return place.same(SystemProgram.path("python3"), "-c", program);
    }
}

package io.github.landlauncher.it.field;

import io.github.landlauncher.it.programs.SystemProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A python3 that tries everything, and variables of the kernel's sample sandboxer for it.
 *
 * <pre>
 *     top/
 *     |-- read/       LL_FS_RO
 *     |-- work/       LL_FS_RW
 *     `-- private/    in no list
 * </pre>
 */
final class SandboxerVariables implements AutoCloseable {

    /** A line for each attempt: what was tried, and "done" or the name of errno. */
    private static final String TRIES = """
            import errno, os, shutil, signal, socket, subprocess, sys
            top, connect, unlisted, bind, jvm, abstract = sys.argv[1:]
            def attempt(what, action):
                try:
                    action()
                    print(what, 'done')
                except OSError as e:
                    print(what, errno.errorcode[e.errno])
            def copied_program():
                shutil.copy('/usr/bin/true', top + '/work/program')
                subprocess.run([top + '/work/program'], check=True)
            attempt('read in the read-only list', lambda: open(top + '/read/text').read())
            attempt('write in the read-only list', lambda: open(top + '/read/new', 'w'))
            attempt('execute in the read-only list', lambda: subprocess.run(['/usr/bin/true'], check=True))
            attempt('write in the read-write list', lambda: open(top + '/work/new', 'w'))
            attempt('execute in the read-write list', copied_program)
            attempt('read elsewhere', lambda: open(top + '/private/secret').read())
            attempt('write elsewhere', lambda: open(top + '/private/new', 'w'))
            attempt('connect to a listed port', lambda: socket.create_connection(('127.0.0.1', int(connect))))
            attempt('connect to another port', lambda: socket.create_connection(('127.0.0.1', int(unlisted))))
            attempt('bind a listed port', lambda: socket.socket().bind(('127.0.0.1', int(bind))))
            attempt('bind another port', lambda: socket.socket().bind(('127.0.0.1', 0)))
            attempt('signal the JVM', lambda: os.kill(int(jvm), 0))
            attempt('connect to an abstract socket',
                    lambda: socket.socket(socket.AF_UNIX).connect('\\0' + abstract))
            print('variables', sorted(name for name in os.environ if name.startswith('LL_')))
            """;

    private static final String LISTEN = """
            import socket, sys
            server = socket.socket(socket.AF_UNIX)
            server.bind('\\0' + sys.argv[1])
            server.listen()
            print('ready', flush=True)
            sys.stdin.read()
            """;

    private final Path top;
    private final String abstractName;
    private final int bindPort = PhpSite.freePort();
    private final AttackersServer listed = AttackersServer.of(new byte[0]);
    private final AttackersServer unlisted = AttackersServer.of(new byte[0]);

    /** Makes the tree below an empty directory. */
    SandboxerVariables(Path directory) throws IOException {
        top = directory.toRealPath();
        abstractName = top.toString();
        for (String name : List.of("read", "work", "private")) {
            Files.createDirectory(top.resolve(name));
        }
        Files.writeString(top.resolve("read/text"), "text");
        Files.writeString(top.resolve("private/secret"), "secret");
    }

    /** A python3 that listens on the abstract socket until its input ends. */
    Process listener() throws IOException {
        Process listener = new ProcessBuilder(python(), "-c", LISTEN, abstractName).start();
        if (!"ready".equals(listener.inputReader().readLine())) {
            throw new IOException("no listener: " + listener.errorReader().readLine());
        }
        return listener;
    }

    /** The command line of the attempts. */
    List<String> command() {
        return List.of(
                python(), "-c", TRIES, top.toString(), Integer.toString(listed.port()),
                Integer.toString(unlisted.port()), Integer.toString(bindPort),
                Long.toString(ProcessHandle.current().pid()), abstractName);
    }

    /** As the sample's documentation has them, with what python3 needs. */
    Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>();
        variables.put("LL_FS_RO", "/usr:/bin:/lib:/lib64:/etc/ld.so.cache:/dev/urandom:/nowhere:"
                + top.resolve("read"));
        variables.put("LL_FS_RW", "/dev/null:" + top.resolve("work"));
        variables.put("LL_TCP_BIND", Integer.toString(bindPort));
        variables.put("LL_TCP_CONNECT", Integer.toString(listed.port()));
        variables.put("LL_SCOPED", "a:s");
        return variables;
    }

    @Override
    public void close() throws IOException {
        listed.close();
        unlisted.close();
    }

    private static String python() {
        return SystemProgram.path("python3");
    }
}

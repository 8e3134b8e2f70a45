package io.github.landlauncher.it.explain;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import io.github.landlauncher.Scope;
import io.github.landlauncher.explain.OpenFlag;
import io.github.landlauncher.explain.Operation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Operations in the probe's words and in the evaluator's. A path may be relative to the directory. */
final class Steps {

    /** The bits that all three architectures have; O_DIRECTORY and O_NOFOLLOW differ on aarch64. */
    private static final boolean ARM = System.getProperty("os.arch").equals("aarch64");

    private static final int O_DIRECTORY = ARM ? 040000 : 0200000;
    private static final Map<OpenFlag, Integer> BITS =
            Map.of(
                    OpenFlag.CREATE, 0100,
                    OpenFlag.EXCLUSIVE, 0200,
                    OpenFlag.TRUNCATE, 01000,
                    OpenFlag.TMPFILE, 020000000 | O_DIRECTORY,
                    OpenFlag.DIRECTORY, O_DIRECTORY,
                    OpenFlag.NO_FOLLOW, ARM ? 0100000 : 0400000,
                    OpenFlag.PATH, 010000000);

    /** What a program may do with a new socket, see batch-sockets.c. */
    static final List<String> UDP_WAYS = List.of(
            "bind", "connect", "send", "bound-connect", "bound-send", "connected-send", "connected-sendto");

    private static final Map<String, AccessFs> TYPES =
            Map.of(
                    "0", AccessFs.MAKE_REG,
                    "0100000", AccessFs.MAKE_REG,
                    "010000", AccessFs.MAKE_FIFO,
                    "0140000", AccessFs.MAKE_SOCK,
                    "020000", AccessFs.MAKE_CHAR,
                    "060000", AccessFs.MAKE_BLOCK);

    private Steps() {}

    static Step open(Path directory, Path path, Set<OpenFlag> flags) {
        int bits = flags.contains(OpenFlag.WRITE) ? flags.contains(OpenFlag.READ) ? 2 : 1 : 0;
        for (OpenFlag flag : flags) {
            bits |= BITS.getOrDefault(flag, 0);
        }
        Operation operation = new Operation.Open(directory.resolve(path), flags);
        return step(directory, operation, "open", Integer.toString(bits), path.toString());
    }

    static Step open(Path directory, Path path, OpenFlag first, OpenFlag... more) {
        return open(directory, path, EnumSet.of(first, more));
    }

    static Step truncate(Path directory, Path path) {
        Operation operation = new Operation.Truncate(directory.resolve(path));
        return step(directory, operation, "truncate", path.toString());
    }

    static Step makeDirectory(Path directory, Path path) {
        return step(directory, make(directory, path, AccessFs.MAKE_DIR), "mkdir", path.toString());
    }

    /** The type is that of mknod(2), in octal. */
    static Step node(Path directory, Path path, String type, String major, String minor) {
        Operation operation = make(directory, path, TYPES.get(type));
        return step(directory, operation, "mknod", path.toString(), type, major, minor);
    }

    static Step symbolicLink(Path directory, String target, Path path) {
        Operation operation = make(directory, path, AccessFs.MAKE_SYM);
        return step(directory, operation, "symlink", target, path.toString());
    }

    static Step bindPath(Path directory, Path path) {
        Operation operation = make(directory, path, AccessFs.MAKE_SOCK);
        return step(directory, operation, "bind-path", path.toString());
    }

    static Step removeFile(Path directory, Path path) {
        Operation operation = new Operation.Remove(directory.resolve(path), AccessFs.REMOVE_FILE);
        return step(directory, operation, "unlink", path.toString());
    }

    static Step removeDirectory(Path directory, Path path) {
        Operation operation = new Operation.Remove(directory.resolve(path), AccessFs.REMOVE_DIR);
        return step(directory, operation, "rmdir", path.toString());
    }

    static Step rename(Path directory, Path from, Path to) {
        Operation operation =
                new Operation.Rename(directory.resolve(from), directory.resolve(to), false);
        return step(directory, operation, "rename", from.toString(), to.toString());
    }

    /** The evaluator is not told that nothing may be replaced. */
    static Step renameToNew(Path directory, Path from, Path to) {
        Step plain = rename(directory, from, to);
        List<String> request = new ArrayList<>(plain.request());
        request.set(0, "rename-noreplace");
        return new Step(directory, request, plain.operations());
    }

    static Step exchange(Path directory, Path from, Path to) {
        Operation operation =
                new Operation.Rename(directory.resolve(from), directory.resolve(to), true);
        return step(directory, operation, "exchange", from.toString(), to.toString());
    }

    static Step link(Path directory, Path from, Path to) {
        Operation operation = new Operation.Link(directory.resolve(from), directory.resolve(to));
        return step(directory, operation, "link", from.toString(), to.toString());
    }

    static Step execute(Path directory, Path path) {
        Operation operation = new Operation.Execute(directory.resolve(path));
        return step(directory, operation, "execve", path.toString());
    }

    static Step controlDevice(Path directory, Path path) {
        Operation operation = new Operation.ControlDevice(directory.resolve(path));
        return step(directory, operation, "ioctl", path.toString());
    }

    /** The type is stream or datagram. */
    static Step connectPath(Path directory, String type, Path path) {
        Operation operation = new Operation.ResolveUnix(directory.resolve(path));
        return step(directory, operation, "connect-path", type, path.toString());
    }

    static Step sendPath(Path directory, Path path) {
        Operation operation = new Operation.ResolveUnix(directory.resolve(path));
        return step(directory, operation, "send-path", path.toString());
    }

    /** The type is stream or datagram. */
    static Step listenPath(Path directory, String type, Path path) {
        Operation operation = make(directory, path, AccessFs.MAKE_SOCK);
        return step(directory, operation, "listen-path", type, path.toString());
    }

    /**
     * Uses a socket in one of {@link #UDP_WAYS}. One that is not bound yet is bound by its first use. The
     * family is 4, 6 or 46.
     */
    static Step udp(Path directory, String way, String family, int port) {
        Operation send = new Operation.UsePort(AccessNet.CONNECT_SEND_UDP, port);
        Operation bind = new Operation.UsePort(AccessNet.BIND_UDP, way.equals("bind") ? port : 0);
        List<Operation> operations = way.equals("bind")
                ? List.of(bind)
                : way.startsWith("bound") ? List.of(send) : List.of(send, bind);
        return new Step(directory, List.of("udp", way, family, Integer.toString(port)), operations);
    }

    /** The family is 4, 6 or 46. */
    static Step port(Path directory, AccessNet right, String family, int port) {
        String word = right == AccessNet.BIND_TCP ? "bind-port" : "connect-port";
        Operation operation = new Operation.UsePort(right, port);
        return step(directory, operation, word, family, Integer.toString(port));
    }

    static Step signal(Path directory, long pid) {
        Operation operation = new Operation.Reach(Scope.SIGNAL);
        return step(directory, operation, "kill", Long.toString(pid));
    }

    static Step connectAbstract(Path directory, String name) {
        Operation operation = new Operation.Reach(Scope.ABSTRACT_UNIX_SOCKET);
        return step(directory, operation, "connect-abstract", name);
    }

    private static Operation make(Path directory, Path path, AccessFs right) {
        return new Operation.Make(directory.resolve(path), right);
    }

    private static Step step(Path directory, Operation operation, String... request) {
        return new Step(directory, List.of(request), List.of(operation));
    }
}

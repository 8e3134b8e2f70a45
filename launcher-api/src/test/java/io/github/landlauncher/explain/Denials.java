package io.github.landlauncher.explain;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.AccessNet;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Denials as an evaluator and a watcher could make them. */
final class Denials {

    static final Optional<Path> SORT = Optional.of(Path.of("/usr/bin/sort"));

    private Denials() {}

    static Denial read(int pid, String path) {
        return of(pid, "openat", open(path), on(path, false, Set.of(AccessFs.READ_FILE)), read(path));
    }

    static Denial list(int pid, String path) {
        return of(pid, "openat", open(path), on(path, true, Set.of(AccessFs.READ_DIR)), read(path));
    }

    static Denial change(int pid, String path) {
        Set<AccessFs> missing = Set.of(AccessFs.MAKE_REG, AccessFs.WRITE_FILE);
        return of(pid, "openat", new Operation.Open(Path.of(path, "new"), Set.of(OpenFlag.CREATE, OpenFlag.WRITE)),
                on(path, true, missing),
                new Suggestion(".allowReadWrite(\"" + path + "\")", "rw " + path, p -> p.allowReadWrite(path)));
    }

    static Denial connect(int pid, int port) {
        return of(pid, "connect", new Operation.UsePort(AccessNet.CONNECT_TCP, port),
                new Requirement.OnPort(port, AccessNet.CONNECT_TCP, false, List.of()),
                new Suggestion(".allowConnectTcp(" + port + ")", "port " + port, p -> p.allowConnectTcp(port)));
    }

    static Denial of(
            int pid, String systemCall, Operation operation, Requirement requirement, Suggestion... suggestions) {
        return new Denial(pid, SORT, systemCall, new Explanation(
                operation, "EACCES", List.of(requirement), List.of(), List.of(suggestions), List.of()));
    }

    static Operation open(String path) {
        return new Operation.Open(Path.of(path), Set.of(OpenFlag.READ));
    }

    static Requirement on(String path, boolean directory, Set<AccessFs> missing) {
        return new Requirement.OnPath(
                Path.of(path), directory, missing, missing, List.of(), Optional.of(Path.of("/srv")));
    }

    static Suggestion read(String path) {
        return new Suggestion(".allowRead(\"" + path + "\")", "ro " + path, p -> p.allowRead(path));
    }
}

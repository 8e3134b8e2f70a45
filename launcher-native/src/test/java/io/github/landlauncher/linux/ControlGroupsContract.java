package io.github.landlauncher.linux;

import io.github.landlauncher.Enforcement.Line;
import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.LandlockSupport;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SyscallGroup;
import io.github.landlauncher.linux.libc.Libc;
import io.github.landlauncher.linux.libc.MemoryPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;

/** Control groups in a directory that is made up as a hierarchy; keeps what is written there. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class ControlGroupsContract {

    static final String PID = Long.toString(ProcessHandle.current().pid());
    static final Set<SyscallGroup> FILTER = Set.of(SyscallGroup.NAMESPACES);
    static final SandboxPolicy STRICT = SandboxPolicy.handling(LandlockAbi.V1);

    @TempDir private Path directory;
    Path hierarchy;
    Path proc;

    final List<String> written = new ArrayList<>();
    final Map<Integer, Path> opened = new HashMap<>();
    final Map<String, Integer> refused = new HashMap<>();
    final FakeLibc fake = FakeLibc.over(Libc.get()).answer("open", this::open)
            .answer("write", this::write);
    ControlGroups groups;

    @BeforeEach
    void a_hierarchy() throws IOException {
        hierarchy = Files.createDirectory(directory.resolve("cg"));
        proc = Files.createDirectory(directory.resolve("proc"));
        Files.writeString(proc.resolve("mountinfo"),
                "26 23 0:22 / " + hierarchy + " rw - cgroup2 cgroup2 rw\n");
        group("", "cpu memory pids", "");
        Libc libc = fake.libc();
        MemoryPool pool = Scratch.pool(libc);
        groups = new ControlGroups(new ControlFiles(libc, pool), EventLoop.startReaper(libc),
                LandlockSupport.ofAbi(7), proc);
    }

    /** The kernel makes the files of a group together with it; here they come when they are opened. */
    private Object open(Object... arguments) throws IOException {
        Path file = Path.of(Encoding.string(Libc.get().string((long) arguments[0])));
        Integer errno = refused.get("open " + file.getFileName());
        if (errno != null) {
            return -errno;
        }
        if (file.startsWith(hierarchy) && Files.exists(file.getParent()) && !Files.exists(file)) {
            Files.createFile(file);
        }
        int fd = Libc.get().open((long) arguments[0], (int) arguments[1], (int) arguments[2]);
        opened.put(fd, file);
        return fd;
    }

    private Object write(Object... arguments) throws IOException {
        Path file = opened.get((int) arguments[0]);
        Integer errno = refused.get("write " + file.getFileName());
        if (errno != null) {
            return -(long) errno;
        }
        String value = Encoding.string(Libc.get().string((long) arguments[1]));
        written.add(value + " > " + hierarchy.relativize(file));
        if (file.endsWith("landlauncher-jvm/cgroup.procs")) { // who moves here is no longer there
            Path procs = file.getParent().resolveSibling("cgroup.procs");
            List<String> left = new ArrayList<>(Files.readAllLines(procs));
            left.remove(value);
            Files.write(procs, left);
        }
        return arguments[2];
    }

    /** A group with these controllers and processes, the JVM's own if it is the last one made. */
    Path group(String name, String controllers, String enabled, String... pids)
            throws IOException {
        Path group = Files.createDirectories(hierarchy.resolve(name));
        Files.writeString(proc.resolve("cgroup"), "0::/" + name + "\n");
        Files.writeString(group.resolve("cgroup.controllers"), controllers + "\n");
        Files.writeString(group.resolve("cgroup.subtree_control"), enabled + "\n");
        Files.writeString(group.resolve("cgroup.procs"),
                pids.length == 0 ? "" : String.join("\n", pids) + "\n");
        if (!name.isEmpty()) {
            Files.writeString(group.resolve("cgroup.events"), "populated 1\n");
        }
        return group;
    }

    static List<String> lines(Placement place) {
        return place.lines().stream().map(Line::toString).toList();
    }

    List<String> made(Path in) throws IOException {
        try (var children = Files.list(in)) {
            return children.filter(Files::isDirectory).map(child -> child.getFileName().toString())
                    .sorted().toList();
        }
    }
}

package io.github.landlauncher.explain;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A file system that a test makes up; the root is root's, and everybody's to search. */
final class FakeFacts implements FileFacts {

    private final Map<Path, Inode> inodes = new HashMap<>();
    private final Set<Path> running = new HashSet<>();
    private final Map<Path, Path> links = new HashMap<>();
    private Mounts.Mount mount = new Mounts.Mount(Path.of("/srv"), false, false);
    private boolean protectsHardLinks = true;
    private int processWithTerminal;

    FakeFacts() {
        with("/", 0, "0040755");
    }

    /** A file of a user, in the user's group. */
    FakeFacts with(String path, long owner, String octalMode) {
        inodes.put(Path.of(path), new Inode(owner, owner, Integer.parseInt(octalMode, 8), 0));
        return this;
    }

    FakeFacts device(String path, int major, int minor) {
        inodes.put(Path.of(path), new Inode(0, 0, 0020666, major << 8 | minor));
        return this;
    }

    /** A further name of the same file. */
    FakeFacts linked(String path, String to) {
        inodes.put(Path.of(to), inodes.get(Path.of(path)));
        links.put(Path.of(to), Path.of(path));
        return this;
    }

    FakeFacts running(String path) {
        running.add(Path.of(path));
        return this;
    }

    FakeFacts terminalOf(int pid) {
        processWithTerminal = pid;
        return this;
    }

    /** All below /srv is on a mount of its own. */
    FakeFacts mounted(boolean readOnly, boolean noExec) {
        mount = new Mounts.Mount(Path.of("/srv"), readOnly, noExec);
        return this;
    }

    FakeFacts protectingHardLinks(boolean protect) {
        protectsHardLinks = protect;
        return this;
    }

    @Override
    public Optional<Inode> inode(Path path) {
        return Optional.ofNullable(inodes.get(path));
    }

    @Override
    public boolean isEmpty(Path directory) {
        return inodes.keySet().stream().noneMatch(path -> directory.equals(path.getParent()));
    }

    @Override
    public boolean same(Path one, Path other) {
        return links.getOrDefault(one, one).equals(links.getOrDefault(other, other)) && inodes.containsKey(one);
    }

    @Override
    public boolean isRunning(Path file) {
        return running.contains(file);
    }

    @Override
    public boolean hasTerminal(int pid) {
        return pid == processWithTerminal;
    }

    @Override
    public Mounts.Mount mount(Path path) {
        return path.startsWith(mount.point()) ? mount : new Mounts.Mount(Path.of("/"), false, false);
    }

    @Override
    public boolean protectsHardLinks() {
        return protectsHardLinks;
    }

    @Override
    public int firstUnprivilegedPort() {
        return 1024;
    }
}

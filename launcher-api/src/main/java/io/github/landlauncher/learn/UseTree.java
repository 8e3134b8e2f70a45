package io.github.landlauncher.learn;

import io.github.landlauncher.AccessFs;
import io.github.landlauncher.learn.PathUse.Origin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Files and directories and what they were used for, in bounded memory: a directory with more entries
 * than can be told apart becomes one use of the directory as a whole. What a tree has in the end does not
 * depend on the order in which it was told, as long as it is not full.
 */
final class UseTree {

    private static final Path ROOT = Path.of("/");

    private final int maxEntries;
    private final int maxNodes;
    private final Node root = new Node();
    private int nodes = 1;
    private boolean full;

    private static final class Node {
        private final EnumSet<AccessFs> rights = EnumSet.noneOf(AccessFs.class);
        private final TreeSet<Path> programs = new TreeSet<>();
        private final NavigableMap<Path, Node> entries = new TreeMap<>();
        private boolean directory;
        private boolean whole;
        private Origin origin = Origin.FOUND;

        private void add(Collection<AccessFs> more, Collection<Path> by) {
            rights.addAll(more);
            programs.addAll(by);
            while (programs.size() > PathUse.MAX_PROGRAMS) {
                programs.pollLast();
            }
        }

        /** Takes over what is below, and returns how many nodes that were. */
        private int fold() {
            int folded = 0;
            for (Node entry : entries.values()) {
                folded += 1 + entry.fold();
                add(entry.rights, entry.programs);
            }
            entries.clear();
            whole = true;
            directory = true;
            return folded;
        }
    }

    /**
     * @param maxEntries of a directory that are told apart
     * @param maxNodes of all files and directories, those that only lead to others included
     */
    UseTree(int maxEntries, int maxNodes) {
        this.maxEntries = maxEntries;
        this.maxNodes = maxNodes;
    }

    /** Whether anything was left out because there is no more room. */
    boolean isFull() {
        return full;
    }

    void add(PathUse use) {
        Node node = root;
        boolean itself = true;
        for (Path name : use.path()) {
            Node entry = node.whole ? node : entry(node, name);
            if (entry == null) {
                full = true;
                return;
            }
            itself = entry != node;
            node = entry;
        }
        node.add(use.rights(), use.programs());
        if (itself) {
            node.directory |= use.directory();
            node.origin = node.origin.and(use.origin());
        }
        if (use.whole() && !node.whole) {
            nodes -= node.fold();
        }
    }

    /** The entry of that name, made if need be; the directory itself if that made it a whole; null if full. */
    private Node entry(Node directory, Path name) {
        Node entry = directory.entries.get(name);
        if (entry != null) {
            return entry;
        }
        if (directory.entries.size() == maxEntries) {
            nodes -= directory.fold();
            return directory;
        }
        if (nodes == maxNodes) {
            return null;
        }
        nodes++;
        Node made = new Node();
        directory.entries.put(name, made);
        return made;
    }

    /** All that was used or made, sorted by path. */
    List<PathUse> uses() {
        List<PathUse> uses = new ArrayList<>();
        collect(ROOT, root, uses);
        return uses;
    }

    private static void collect(Path path, Node node, List<PathUse> uses) {
        if (!node.rights.isEmpty() || node.origin != Origin.FOUND) {
            uses.add(new PathUse(path, node.directory, node.rights, node.origin, node.programs, node.whole));
        }
        node.entries.forEach((name, entry) -> collect(path.resolve(name), entry, uses));
    }
}

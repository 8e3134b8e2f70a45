package io.github.landlauncher.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What starts could leave behind.
 *
 * @param descriptors the descriptors of this JVM and what they are, without what it opens itself
 * @param children the process ids of its children, zombies included
 * @param threads the names of the launchers' threads
 * @param homes the private homes of its programs
 */
record Remains(
        SortedMap<Integer, String> descriptors,
        SortedSet<String> children,
        List<String> threads,
        SortedSet<String> homes) {

    /** HotSpot looks at the control group, the JDK at /proc, and classes are loaded. */
    private static final String OF_THE_JVM =
            "/proc.*|/sys/.*|.*\\.(jar|so|class)|.*/lib/(modules|tzdb\\.dat)";

    static Remains now() throws IOException {
        List<String> threads = Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("landlauncher"))
                .sorted()
                .toList();
        return new Remains(openDescriptors(), findChildren(), threads, findHomes());
    }

    /** Whether nothing goes on in which something is left behind for a moment. */
    boolean isSettled() {
        String all = System.getProperty("java.io.tmpdir"); // is searched for homes by the first of them
        return children.isEmpty() && homes.isEmpty() && !descriptors.containsValue(all)
                && !descriptors.containsValue("anon_inode:seccomp notify");
    }

    /** What descriptors and threads there are that were not there before. */
    List<String> since(Remains before) {
        List<String> more = new ArrayList<>(descriptors.values());
        more.addAll(threads);
        before.descriptors.values().forEach(more::remove);
        before.threads.forEach(more::remove);
        return more;
    }

    /** The same without filters: one is there to stay when it is made for the first time. */
    Remains withoutFilters() {
        SortedMap<Integer, String> others = new TreeMap<>(descriptors);
        others.values().removeIf(target -> target.startsWith("/memfd:seccomp-filter"));
        return new Remains(others, children, threads, homes);
    }

    /** As ProcessHandle has them, but without a look at all processes of the system. */
    private static SortedSet<String> findChildren() throws IOException {
        SortedSet<String> children = new TreeSet<>();
        try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
            for (Path thread : threads.toList()) {
                try {
                    String line = Files.readString(thread.resolve("children"));
                    children.addAll(List.of(line.strip().split(" ")));
                } catch (NoSuchFileException e) {
                    // The thread has ended.
                }
            }
        }
        children.remove("");
        return children;
    }

    private static SortedMap<Integer, String> openDescriptors() throws IOException {
        SortedMap<Integer, String> open = new TreeMap<>();
        try (Stream<Path> links = Files.list(Path.of("/proc/self/fd"))) {
            for (Path link : links.toList()) {
                String target = target(link);
                if (!target.matches(OF_THE_JVM)) {
                    open.put(Integer.valueOf(link.getFileName().toString()), target);
                }
            }
        }
        return open;
    }

    private static String target(Path link) throws IOException {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (NoSuchFileException e) {
            return "/proc"; // that of the list itself
        }
    }

    private static SortedSet<String> findHomes() throws IOException {
        String prefix = "landlauncher-" + ProcessHandle.current().pid() + "-";
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(prefix))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** The processes that have this word on their command lines. */
    static List<Path> processesWith(String word) throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("[0-9]+"))
                    .filter(process -> commandLine(process).contains(word))
                    .toList();
        }
    }

    private static String commandLine(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // it has ended
        }
    }
}

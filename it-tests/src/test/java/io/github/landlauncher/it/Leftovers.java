package io.github.landlauncher.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a start could leave behind in this JVM.
 *
 * @param descriptors the open descriptors and what they are, without those by which HotSpot's
 *     threads look at the control group now and then, and searches for a tree's members at /proc
 * @param children the process ids of children, zombies included
 * @param threads the names of threads, without those that java.lang.ProcessBuilder, the common
 *     pool, Awaitility and the records of starts start for a while
 */
public record Leftovers(
        SortedMap<Integer, String> descriptors, List<Long> children, List<String> threads) {

    /** Nothing at all. */
    public static final Leftovers NONE = new Leftovers(new TreeMap<>(), List.of(), List.of());

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private static final String OF_THE_JVM = "/proc/\\d+/fd|/sys/fs/cgroup/.*";

    /** What a search for the members of a tree has open for a moment. */
    private static final String OF_A_SEARCH = "/proc|/proc/\\d+/stat(us)?";

    /** A common pool of one thread makes a new one for each task instead. */
    private static final String PASSING =
            "process reaper.*|ForkJoinPool.*|Common-.*|Thread-\\d+|awaitility-thread|landlauncher records";

    /** As things are now, as far as it can be seen without /proc; to be compared with before. */
    public static Leftovers now() throws IOException {
        Stream<ProcessHandle> children =
                Files.isDirectory(DESCRIPTORS)
                        ? ProcessHandle.current().children()
                        : Stream.of();
        List<String> threads =
                Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .filter(name -> !name.matches(PASSING))
                        .sorted()
                        .toList();
        List<Long> pids = children.map(ProcessHandle::pid).sorted().toList();
        SortedMap<Integer, String> descriptors = openDescriptors();
        descriptors.values().removeIf(target -> target.matches(OF_A_SEARCH));
        return new Leftovers(descriptors, pids, threads);
    }

    /** What is here and was not before: other tests' things may go away at any time. */
    public Leftovers without(Leftovers before) {
        SortedMap<Integer, String> newDescriptors = new TreeMap<>(descriptors);
        newDescriptors.entrySet().removeAll(before.descriptors.entrySet());
        List<Long> newChildren = new ArrayList<>(children);
        newChildren.removeAll(before.children);
        List<String> newThreads = new ArrayList<>(threads);
        before.threads.forEach(newThreads::remove); // of each name as many as there were
        return new Leftovers(newDescriptors, newChildren, newThreads);
    }

    /** Whether no search for the members of a tree has anything open. */
    static boolean noSearchGoesOn() throws IOException {
        return openDescriptors().values().stream().noneMatch(target -> target.matches(OF_A_SEARCH));
    }

    /** The numbers of this JVM's descriptors and the links that /proc has for them. */
    static SortedMap<Integer, String> openDescriptors() throws IOException {
        SortedMap<Integer, String> descriptors = new TreeMap<>();
        if (!Files.isDirectory(DESCRIPTORS)) {
            return descriptors;
        }
        try (Stream<Path> links = Files.list(DESCRIPTORS)) {
            for (Path link : links.toList()) {
                describe(link).ifPresent(target -> descriptors.put(number(link), target));
            }
        }
        return descriptors;
    }

    /** Empty if it is closed by now, or the one by which the directory is listed. */
    private static Optional<String> describe(Path link) throws IOException {
        try {
            String target = Files.readSymbolicLink(link).toString();
            return Optional.of(target).filter(path -> !path.matches(OF_THE_JVM));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static int number(Path link) {
        return Integer.parseInt(link.getFileName().toString());
    }
}

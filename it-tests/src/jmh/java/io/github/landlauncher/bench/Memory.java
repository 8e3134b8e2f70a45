package io.github.landlauncher.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The memory of this JVM, in bytes. Only one that was started with {@link #TRACKED} can tell.
 *
 * @param heap what is in use of the heap after a collection
 * @param nativeMemory what native memory tracking counts as committed, without the heap
 * @param resident what the process has in main memory, with the whole heap
 */
record Memory(long heap, long nativeMemory, long resident) {

    /**
     * Options that let a JVM tell, and that give it a heap of a fixed size in main memory, so that
     * what grows is not the heap.
     */
    static final List<String> TRACKED = List.of(
            "-XX:NativeMemoryTracking=summary", "-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch");

    private static final long KIB = 1024;
    private static final Pattern TOTAL = Pattern.compile("Total:.*?committed=(\\d+)KB");
    private static final Pattern HEAP = Pattern.compile("Java Heap .*?committed=(\\d+)KB");

    static Memory now() throws IOException, JMException {
        long heap = Counts.now().heap();
        String summary = (String) ManagementFactory.getPlatformMBeanServer().invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"), "vmNativeMemory",
                new Object[] {new String[] {"summary"}}, new String[] {String[].class.getName()});
        return new Memory(heap, find(TOTAL, summary) - find(HEAP, summary), residentNow());
    }

    private static long find(Pattern pattern, String summary) {
        Matcher matcher = pattern.matcher(summary);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern + " in: " + summary);
        }
        return Long.parseLong(matcher.group(1)) * KIB;
    }

    private static long residentNow() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/smaps_rollup"))) {
            String rss = lines.filter(line -> line.startsWith("Rss:")).findFirst().orElseThrow();
            return Long.parseLong(rss.replaceAll("\\D", "")) * KIB;
        }
    }

    Memory since(Memory before) {
        return new Memory(heap - before.heap, nativeMemory - before.nativeMemory,
                resident - before.resident);
    }

    /** The parts in KiB, divided by a number. */
    String perOne(String format, int number) {
        return Row.text(format, heap / 1024.0 / number, nativeMemory / 1024.0 / number,
                resident / 1024.0 / number);
    }
}

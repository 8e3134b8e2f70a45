package io.github.landlauncher.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What this JVM has of things that can leak.
 *
 * @param threads the threads of Java
 * @param descriptors the open descriptors
 * @param children the children, zombies included
 * @param heap the bytes of the heap in use, after a collection
 */
record Counts(int threads, int descriptors, long children, long heap) {

    static Counts now() throws IOException {
        System.gc();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return new Counts(
                    ManagementFactory.getThreadMXBean().getThreadCount(),
                    (int) descriptors.count(),
                    ProcessHandle.current().children().count(),
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
    }

    Counts since(Counts before) {
        return new Counts(threads - before.threads, descriptors - before.descriptors,
                children - before.children, heap - before.heap);
    }
}

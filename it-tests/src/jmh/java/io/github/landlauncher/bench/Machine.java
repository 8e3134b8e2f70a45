package io.github.landlauncher.bench;

import io.github.landlauncher.LandlockSupport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the numbers were measured on. */
final class Machine {

    private Machine() {}

    /** CPU, kernel and JDK, one a line. */
    static String describe() throws IOException {
        return String.join("\n",
                "- CPU: " + Runtime.getRuntime().availableProcessors() + " x " + cpu(),
                "- Kernel: " + System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch") + ", Landlock ABI " + LandlockSupport.current().abi(),
                "- JDK: " + System.getProperty("java.vendor") + " " + Runtime.version(),
                "- Autogroup scheduling: " + file("/proc/sys/kernel/sched_autogroup_enabled"),
                "- Load when it began: " + file("/proc/loadavg").split(" ")[0]);
    }

    private static String cpu() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("unknown");
        }
    }

    private static String file(String path) throws IOException {
        Path file = Path.of(path);
        return Files.exists(file) ? Files.readString(file).strip() : "unknown";
    }
}

package io.github.landlauncher.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the first start in a JVM costs; each is measured in a fresh JVM, the launchers take turns. */
final class ColdStartRow {

    private final Scale scale;

    ColdStartRow(Scale scale) {
        this.scale = scale;
    }

    Row measure() throws IOException, InterruptedException {
        for (Launcher launcher : Launcher.values()) {
            milliseconds(launcher); // brings the files into the page cache
        }
        Median difference = new Median();
        Map<Launcher, Median> times = new EnumMap<>(Launcher.class);
        for (int pair = 0; pair < scale.coldPairs(); pair++) {
            Map<Launcher, Double> time = new EnumMap<>(Launcher.class);
            for (Launcher launcher : Launcher.values()) {
                time.put(launcher, milliseconds(launcher));
                times.computeIfAbsent(launcher, key -> new Median()).add(time.get(launcher));
            }
            difference.add(time.get(Launcher.SANDBOXED) - time.get(Launcher.PLAIN));
        }
        int budget = Runtime.version().feature() >= 22 ? 25 : 150;
        return new Row("first start in a JVM, sandboxed - plain",
                Row.text("%+.0f ms (%.0f - %.0f ms)", difference.get(),
                        times.get(Launcher.SANDBOXED).get(), times.get(Launcher.PLAIN).get()),
                Row.text("<= +%d ms", budget), difference.get() <= budget);
    }

    private static double milliseconds(Launcher launcher) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"),
                FirstStart.class.getName(), launcher.name()));
        Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        if (process.waitFor() != 0) {
            throw new IOException("the JVM for a first start failed: " + command);
        }
        return Long.parseLong(output.strip()) / 1e6;
    }
}

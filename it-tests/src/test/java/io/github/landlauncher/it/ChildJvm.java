package io.github.landlauncher.it;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of its own for scenarios that depend on how a JVM was started. What they show comes back in
 * files, so that the standard streams are free for the scenario.
 */
final class ChildJvm {

    private static final int JAVA = Runtime.version().feature();

    private final List<String> prefix;
    private final List<String> options = new ArrayList<>();
    private final ProcessBuilder builder = new ProcessBuilder();

    private ChildJvm(List<String> prefix) {
        this.prefix = prefix;
    }

    /** A JVM that is started by a command such as {@code env -i}. */
    static ChildJvm by(String... prefix) {
        return new ChildJvm(List.of(prefix));
    }

    /** A JVM that a shell becomes after it ran a script, such as {@code umask 077}. */
    static ChildJvm after(String script) {
        return by("/bin/sh", "-c", script + "\nexec \"$@\"", "sh");
    }

    /** A JVM whose shell redirects it, as in {@code 0<&-}. */
    static ChildJvm redirected(String redirects) {
        return by("/bin/sh", "-c", "exec \"$@\" " + redirects, "sh");
    }

    /** Adds options of the JVM. */
    ChildJvm with(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    /** Sets the JVM's working directory. */
    ChildJvm in(Path directory) {
        builder.directory(directory.toFile());
        return this;
    }

    /** The JVM's environment, to be changed. */
    Map<String, String> environment() {
        return builder.environment();
    }

    /** Runs a scenario with ProcessBuilder first, both in one JVM. */
    BothWays<String> run(Class<? extends Scenario<String>> scenario) throws Exception {
        List<String> seen = seen(scenario, Way.JDK, Way.SANDBOXED);
        return new BothWays<>(seen.get(0), seen.get(1));
    }

    /** Runs a scenario in two JVMs, so that one builder's doings do not help the other. */
    BothWays<String> runApart(Class<? extends Scenario<String>> scenario) throws Exception {
        return new BothWays<>(seen(scenario, Way.JDK).get(0), seen(scenario, Way.SANDBOXED).get(0));
    }

    /** Runs a scenario with SandboxedProcessBuilder only. */
    String runSandboxed(Class<? extends Scenario<String>> scenario) throws Exception {
        return seen(scenario, Way.SANDBOXED).get(0);
    }

    private List<String> seen(Class<?> scenario, Way... ways)
            throws IOException, InterruptedException {
        Path results = Files.createTempDirectory("child-jvm");
        List<String> command = new ArrayList<>(prefix);
        command.addAll(java(options));
        command.addAll(List.of(Main.class.getName(), scenario.getName(), results.toString()));
        for (Way way : ways) {
            command.add(way.name());
        }
        run(command, results.resolve("output"));
        List<String> seen = new ArrayList<>();
        for (Way way : ways) {
            seen.add(Files.readString(results.resolve(way.name())));
            Files.delete(results.resolve(way.name()));
        }
        Files.delete(results.resolve("output"));
        Files.delete(results);
        return seen;
    }

    private void run(List<String> command, Path output) throws IOException, InterruptedException {
        Process jvm =
                builder.command(command)
                        .redirectInput(new File("/dev/null"))
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.to(output.toFile()))
                        .start();
        if (!jvm.waitFor(2, TimeUnit.MINUTES)) {
            jvm.destroyForcibly().waitFor();
            throw new AssertionError("hangs: " + command + "\n" + Files.readString(output));
        }
        if (jvm.exitValue() != 0) {
            throw new AssertionError(
                    "exit value " + jvm.exitValue() + ": " + command + "\n" + Files.readString(output));
        }
    }

    /** The command line of a JVM like this one, to be followed by a main class. */
    static List<String> java(List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        if (JAVA >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.add("-Dlandlauncher.probe=" + Probe.path());
        command.add("-D" + Guest.PROPERTY + "=" + Boolean.getBoolean(Guest.PROPERTY));
        command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        return command;
    }

    /** Runs a scenario and writes what it shows to a file for each way. */
    static final class Main {

        private Main() {}

        public static void main(String[] arguments) throws Exception {
            Class<?> type = Class.forName(arguments[0]);
            Scenario<?> scenario = (Scenario<?>) type.getDeclaredConstructor().newInstance();
            for (String way : List.of(arguments).subList(2, arguments.length)) {
                Object seen = scenario.run(Way.valueOf(way));
                Files.writeString(Path.of(arguments[1], way), String.valueOf(seen));
            }
        }
    }
}

package io.github.landlauncher.it;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JVM of its own that runs a class of these tests, for what a test must not do to its JVM. */
public final class JavaCommand {

    private static final int FIRST_WITH_NATIVE_ACCESS = 22;

    private final List<String> options = new ArrayList<>();
    private final String classPath;

    /** With the class path of this JVM. */
    public JavaCommand() {
        this(classPath());
    }

    /** With a class path of its own. */
    JavaCommand(String classPath) {
        this.classPath = classPath;
        options.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"));
        // HotSpot's threads open files of the control group now and then, which is in the way of
        // those who count descriptors.
        options.add("-XX:-UseContainerSupport");
        if (Runtime.version().feature() >= FIRST_WITH_NATIVE_ACCESS) {
            options.add("--enable-native-access=ALL-UNNAMED");
        }
        property("landlauncher.probe", Probe.path().toString());
        property(Guest.PROPERTY, Boolean.toString(Boolean.getBoolean(Guest.PROPERTY)));
    }

    /** Sets a system property. */
    public JavaCommand property(String name, String value) {
        options.add("-D" + name + "=" + value);
        return this;
    }

    /** The command line that runs a main class. */
    public List<String> command(Class<?> main, String... arguments) {
        Stream<String> start = Stream.of(java().toString());
        Stream<String> run = Stream.of("-cp", classPath, main.getName());
        return Stream.of(start, options.stream(), run, Arrays.stream(arguments))
                .flatMap(words -> words)
                .toList();
    }

    /** The same Java that this JVM is. */
    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** Surefire hides its class path in the manifest of a jar, and tells where it can be found. */
    static String classPath() {
        String own = System.getProperty("java.class.path");
        String all = System.getProperty("surefire.test.class.path", own);
        return Arrays.stream(all.split(":"))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(":"));
    }
}

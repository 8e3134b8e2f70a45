package io.github.landlauncher.it.explain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The comparison in a JVM with a mount namespace of its own, where trees have mounts in them. */
final class MountingMain {

    private static final List<String> OWN_NAMESPACE =
            List.of("unshare", "--mount", "--propagation", "private");
    private static final int MOUNTS = 4;

    private MountingMain() {}

    /** Whether unshare(1) can make such a namespace: it takes root, and no container that forbids it. */
    static boolean canMount() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(OWN_NAMESPACE);
        command.addAll(List.of("mount", "-t", "tmpfs", "tmpfs", "/tmp"));
        return new ProcessBuilder(command).start().waitFor() == 0;
    }

    /** Compares so many operations; what was tried. */
    static String run(Path directory, long seed, int operations)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(OWN_NAMESPACE);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dlandlauncher.probe=" + BatchProbe.program(),
                "-cp", System.getProperty("java.class.path"),
                MountingMain.class.getName(),
                directory.toString(), Long.toString(seed), Integer.toString(operations)));
        Process jvm = new ProcessBuilder(command).redirectErrorStream(true).start();
        jvm.getOutputStream().close();
        String text = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (jvm.waitFor() != 0) {
            throw new AssertionError(text);
        }
        return text;
    }

    /** Takes a directory, a seed and a number of operations. */
    public static void main(String... arguments) throws InterruptedException {
        System.out.println(ExplainerIT.oracle(Path.of(arguments[0]), Mounts.upTo(MOUNTS))
                .compare(Long.parseLong(arguments[1]), Integer.parseInt(arguments[2])));
    }
}

package io.github.landlauncher.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/** Prints how many nanoseconds the first start in this JVM takes, policy and all. */
final class FirstStart {

    private FirstStart() {}

    /** Takes the launcher's name. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Launcher launcher = Launcher.valueOf(args[0]);
        long before = System.nanoTime();
        Process process = launcher.start(Redirect.PIPE, "/bin/true");
        long after = System.nanoTime();
        Launcher.finish(process);
        System.out.println(after - before);
    }
}

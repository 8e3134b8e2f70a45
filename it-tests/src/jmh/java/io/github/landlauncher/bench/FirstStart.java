package io.github.landlauncher.bench;

import io.github.landlauncher.LandlockSupport;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/**
 * Prints how many nanoseconds the first start in this JVM takes, policy and all, and how many of
 * them the C library took to link.
 */
final class FirstStart {

    private FirstStart() {}

    /** Takes the launcher's name. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Launcher launcher = Launcher.valueOf(args[0]);
        long before = System.nanoTime();
        if (launcher == Launcher.SANDBOXED) {
            LandlockSupport.current();
        }
        long linked = System.nanoTime();
        Process process = launcher.start(Redirect.PIPE, "/bin/true");
        long after = System.nanoTime();
        Launcher.finish(process);
        System.out.println((after - before) + " " + (linked - before));
    }
}

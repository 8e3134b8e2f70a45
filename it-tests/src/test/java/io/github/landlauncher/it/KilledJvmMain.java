package io.github.landlauncher.it;

import io.github.landlauncher.SandboxedProcessBuilder;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts many programs that start one each, prints the ids of all, and waits to be killed. The
 * first argument names the methods of the builder to call, the second the number of programs.
 */
final class KilledJvmMain {

    private KilledJvmMain() {}

    public static void main(String... arguments) throws Exception {
        List<Process> started = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
            started.add(builder(arguments[0], "/bin/sh", "-c", "sleep 1000 & echo $!; wait")
                    .redirectError(Redirect.DISCARD)
                    .start());
        }
        for (Process process : started) {
            System.out.println(process.pid());
            System.out.println(process.inputReader().readLine());
        }
        System.out.println("ready");
        System.in.read();
    }

    /** A builder of which these methods were called, as in {@code "dieWithParent,killSurvivors"}. */
    static SandboxedProcessBuilder builder(String asked, String... command) {
        SandboxedProcessBuilder builder = new SandboxedProcessBuilder(command).policy(Way.POLICY);
        if (asked.contains("dieWithParent")) {
            builder.dieWithParent();
        }
        if (asked.contains("killSurvivors")) {
            builder.killSurvivors();
        }
        return builder;
    }
}

package io.github.landlauncher.it;

import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;

/**
 * Starts a tree on a thread that ends before this JVM does, prints the process ids of the program and
 * its members, and waits for somebody to kill this JVM, or for the end of its input. The first
 * argument names what is asked of the builder; the others are kinds.
 */
final class SpawnMain {

    private SpawnMain() {}

    public static void main(String... arguments) throws Exception {
        List<String> asked = List.of(arguments[0].split(","));
        SandboxedProcessBuilder builder =
                Tree.builder(Arrays.copyOfRange(arguments, 1, arguments.length));
        if (asked.contains("dieWithParent")) {
            builder.dieWithParent();
        }
        if (asked.contains("killSurvivors")) {
            builder.killSurvivors();
        }
        FutureTask<Tree> start = new FutureTask<>(() -> Tree.start(builder));
        Thread thread = new Thread(start);
        thread.start();
        Tree tree = start.get();
        thread.join();
        SandboxedProcess process = tree.process();
        System.out.println(process.pid());
        tree.members().forEach(System.out::println);
        System.out.println("ready");
        while (System.in.read() >= 0) {
            System.out.println(process.isAlive());
        }
    }
}

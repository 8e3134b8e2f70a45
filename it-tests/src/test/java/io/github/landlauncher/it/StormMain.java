package io.github.landlauncher.it;

import io.github.landlauncher.SandboxedProcess;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/**
 * Starts programs from many threads without end, prints the ids of some that stay, and exits with 3
 * in the midst of it or is told to end. The arguments: methods of the builder to call, "exit" or
 * "wait", and a fraction of a second that all programs get as an argument.
 */
final class StormMain {

    private static final int THREADS = 16;
    private static final int STARTS_BEFORE = 100;
    private static final int STAYING = 8;

    private StormMain() {}

    public static void main(String... arguments) throws Exception {
        String asked = arguments[0];
        String mark = arguments[2];
        for (int i = 0; i < STAYING; i++) {
            SandboxedProcess process =
                    KilledJvmMain.builder(asked, "/bin/sleep", "1000", mark).start();
            System.out.println(process.pid());
        }
        CountDownLatch storm = new CountDownLatch(STARTS_BEFORE);
        for (int i = 0; i < THREADS; i++) {
            new Thread(() -> startWithoutEnd(asked, mark, storm)).start();
        }
        storm.await();
        System.out.println("storm");
        if (arguments[1].equals("exit")) {
            System.exit(3);
        }
    }

    private static void startWithoutEnd(String asked, String mark, CountDownLatch started) {
        while (true) {
            try {
                SandboxedProcess process =
                        KilledJvmMain.builder(asked, "/bin/true", mark).start();
                started.countDown();
                process.waitFor();
            } catch (IOException | InterruptedException e) {
                System.out.println(e);
                return;
            }
        }
    }
}

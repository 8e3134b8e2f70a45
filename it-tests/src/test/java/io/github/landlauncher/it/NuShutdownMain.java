package io.github.landlauncher.it;

import com.zaxxer.nuprocess.NuProcess;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Leaves a program behind when it ends, in one of several ways. */
final class NuShutdownMain {

    /** Ends with SIGTERM, or when its input ends, which it says in a file. */
    private static final String SCRIPT =
            "trap 'echo term >\"$1\"; exit' TERM; echo; while read x; do :; done; echo end >\"$1\"";

    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private NuShutdownMain() {}

    public static void main(String[] arguments) throws Exception {
        String file = arguments[1];
        switch (arguments[0]) {
            case "running" -> start(file, false);
            case "callback" -> start(file, true);
            case "finished" -> finished(file);
            case "first" -> Runtime.getRuntime().addShutdownHook(new Thread(() -> hook(file)));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        System.exit(0);
    }

    /** Returns when the program is ready for the signal. */
    private static NuProcess start(String file, boolean keepCallback) throws Exception {
        CountDownLatch ready = new CountDownLatch(1);
        NuRecorder handler = new NuRecorder() {
            @Override
            public void onStdout(ByteBuffer buffer, boolean closed) {
                super.onStdout(buffer, closed);
                ready.countDown();
                if (keepCallback) {
                    awaitQuietly(NEVER);
                }
            }
        };
        NuProcess process = NuWay.tested().shell(handler, SCRIPT, file).start();
        ready.await();
        return process;
    }

    /** A program that has ended before, of which nothing must be remembered. */
    private static void finished(String file) throws Exception {
        NuRecorder handler = new NuRecorder();
        NuWay.tested().probe(handler, "exit", "0").start();
        handler.exitCode();
        start(file, false);
    }

    /** The first start of all, when shutting down: the program is ready, and is left alone. */
    private static void hook(String file) {
        try {
            NuProcess process = start(file, false);
            process.closeStdin(true);
            process.waitFor(0, TimeUnit.SECONDS);
        } catch (Exception e) {
            e.printStackTrace();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.github.landlauncher.it;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Properties;

/**
 * Starts the probe with no free descriptor, then with one, and so on until it starts. Prints for
 * each number what became of the start: "step errno", or the exit value.
 */
final class FileLimitMain {

    /** More than any start takes. */
    private static final int MANY = 40;

    private FileLimitMain() {}

    public static void main(String... arguments) throws Exception {
        var builder = StartMain.builder(Probe.command("exit", "0").toArray(String[]::new));
        // A start that works and one that does not load what later ones need.
        StartReport.of(builder);
        StartReport.of(StartMain.builder("/no/such/program"));
        Deque<FileInputStream> taken = takeAll();
        Properties outcomes = new Properties();
        for (int free = 0; free < MANY && !outcomes.containsValue("0"); free++) {
            StartReport report = StartReport.of(builder);
            outcomes.setProperty(
                    Integer.toString(free),
                    report.started()
                            ? report.value("exit")
                            : report.step() + " " + report.errno() + " " + report.message());
            int stillFree = giveBackAndCount(takeAll());
            if (stillFree != free) {
                throw new AssertionError(free + " were free before the start, now " + stillFree);
            }
            taken.pop().close();
        }
        giveBackAndCount(taken);
        outcomes.store(System.out, null);
    }

    private static Deque<FileInputStream> takeAll() {
        Deque<FileInputStream> taken = new ArrayDeque<>();
        try {
            while (true) {
                taken.push(new FileInputStream("/dev/null"));
            }
        } catch (IOException e) {
            return taken;
        }
    }

    private static int giveBackAndCount(Deque<FileInputStream> taken) throws IOException {
        for (FileInputStream stream : taken) {
            stream.close();
        }
        return taken.size();
    }
}

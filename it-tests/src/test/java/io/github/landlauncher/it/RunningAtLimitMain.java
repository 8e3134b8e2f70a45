package io.github.landlauncher.it;

import io.github.landlauncher.SandboxStartException;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/**
 * Has programs running when a start fails for a limit, of "files" or of "processes", and reports
 * about that start, how many ran, how many of them answered afterwards, how many ran in a second
 * round, and what was left then. The limit of processes is set and lifted by the test, line by line.
 */
final class RunningAtLimitMain {

    private static final int FEW = 5;
    private static final byte[] HELLO = "hello\n".getBytes(StandardCharsets.US_ASCII);

    private final boolean files;
    private final SandboxedProcessBuilder cat =
            new SandboxedProcessBuilder("/bin/cat").policy(Way.POLICY);
    private final List<SandboxedProcess> running = new ArrayList<>();

    private RunningAtLimitMain(boolean files) {
        this.files = files;
    }

    public static void main(String... arguments) throws Exception {
        new RunningAtLimitMain(arguments[0].equals("files")).run();
    }

    private void run() throws IOException, InterruptedException {
        // What loads all that is needed when no file can be opened any more.
        StartReport.of(StartMain.builder("/no/such/program"));
        running.add(cat.start());
        answers();
        end();
        Leftovers before = Leftovers.now();

        SandboxStartException failure = fill();
        Properties report = new Properties();
        int answered = answers();
        report.setProperty("running", "" + running.size());
        report.setProperty("answered", "" + answered);
        end();
        if (!files) {
            await("#refused");
        }
        report.setProperty("again", "" + again());
        Leftovers after = Leftovers.now();
        report.setProperty(
                "left", after.equals(before) ? "" : "before: " + before + "\nafter: " + after);
        report.setProperty("step", failure.step().name());
        report.setProperty("errno", "" + failure.errno());
        report.setProperty("message", failure.getMessage());
        report.store(System.out, null);
    }

    /** Starts programs until one does not start. */
    private SandboxStartException fill() throws IOException {
        while (true) {
            if (!files && running.size() == FEW) {
                await("#running");
            }
            try {
                running.add(cat.start());
            } catch (SandboxStartException e) {
                return e;
            }
        }
    }

    private static void await(String told) throws IOException {
        System.out.println(told);
        System.in.read();
    }

    /** How many programs run when there is room again. */
    private int again() throws IOException, InterruptedException {
        if (files) {
            fill();
        }
        while (!files && running.size() < FEW) {
            running.add(cat.start());
        }
        int count = answers();
        end();
        return count;
    }

    private int answers() throws IOException {
        int count = 0;
        for (SandboxedProcess process : running) {
            process.getOutputStream().write(HELLO);
            process.getOutputStream().flush();
            byte[] answer = process.getInputStream().readNBytes(HELLO.length);
            count += Arrays.equals(answer, HELLO) ? 1 : 0;
        }
        return count;
    }

    private void end() throws IOException, InterruptedException {
        for (SandboxedProcess process : running) {
            process.getOutputStream().close();
            if (process.waitFor() != 0) {
                throw new AssertionError(process + " failed");
            }
            process.getInputStream().close();
            process.getErrorStream().close();
        }
        running.clear();
    }
}

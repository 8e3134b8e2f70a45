package io.github.landlauncher.it;

import static org.awaitility.Awaitility.await;

import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program that has started processes of some kinds, see tree.c, and exits when its input ends.
 * Closing a tree kills what a test has left of it.
 */
final class Tree implements AutoCloseable {

    /** Kinds that are found by session or descent, however hard they are to end. */
    static final String[] FOUND = {
        "plain", "deaf", "group", "session", "orphan", "stopped", "headless", "sibling"
    };

    /** Kinds of which nobody but a subreaper knows whose they are, once the program has ended. */
    static final String[] LOST = {"daemon", "deaf-daemon"};

    private final Process process;
    private final List<Long> members = new ArrayList<>();

    private Tree(Process process) throws IOException {
        this.process = process;
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        while (line != null && !line.equals("ready")) {
            members.add(Long.valueOf(line));
            line = output.readLine();
        }
        if (line == null) {
            throw new AssertionError("the tree ended before it was ready");
        }
    }

    /** A builder for a tree of these kinds, with the tests' usual policy. */
    static SandboxedProcessBuilder builder(String... kinds) {
        List<String> operation = new ArrayList<>(List.of("tree"));
        operation.addAll(List.of(kinds));
        return new SandboxedProcessBuilder(Probe.command(operation)).policy(Sandbox.policy());
    }

    static Tree start(SandboxedProcessBuilder builder) throws IOException {
        return new Tree(builder.start());
    }

    static Tree start(String... kinds) throws IOException {
        return start(builder(kinds));
    }

    static String[] kinds(String[]... some) {
        return Stream.of(some).flatMap(Stream::of).toArray(String[]::new);
    }

    SandboxedProcess process() {
        return (SandboxedProcess) process;
    }

    /** The process ids of what the program has started. */
    List<Long> members() {
        return members;
    }

    /** Has the program exit. */
    int exit() throws IOException, InterruptedException {
        process.getOutputStream().close();
        return process.waitFor();
    }

    /** Those of the members that are alive. */
    List<Long> living() {
        return members.stream().filter(Tree::isLiving).toList();
    }

    /** Whether a process runs: a zombie does not, unless threads of it go on. */
    static boolean isLiving(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return !fields[0].matches("[ZX]") || Integer.parseInt(fields[17]) > 1;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns when no member is alive. */
    void awaitEnd() {
        await().until(() -> living().isEmpty());
    }

    @Override
    public void close() {
        process.destroyForcibly();
        members.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }
}

package io.github.landlauncher.it;

import io.github.landlauncher.SandboxedProcessBuilder;

/** Sets this JVM's limit of processes to one and reports about a start. */
final class ProcessLimitMain {

    private ProcessLimitMain() {}

    public static void main(String... arguments) throws Exception {
        SandboxedProcessBuilder builder =
                StartMain.builder(Probe.command("exit", "0").toArray(String[]::new));
        if (!StartReport.of(builder).started()) {
            throw new AssertionError("no start without the limit");
        }
        String self = Long.toString(ProcessHandle.current().pid());
        int limited = new ProcessBuilder("prlimit", "--pid", self, "--nproc=1:1").start().waitFor();
        if (limited != 0) {
            throw new AssertionError("prlimit exited with " + limited);
        }
        StartReport.ofSecond(builder).print(System.out);
    }
}

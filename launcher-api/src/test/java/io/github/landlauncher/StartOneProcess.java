package io.github.landlauncher;

import java.io.IOException;

/** A program that starts one process, for tests that look at what a fresh JVM loads. */
final class StartOneProcess {

    private StartOneProcess() {}

    public static void main(String[] args) throws IOException {
        SandboxedProcess process = new SandboxedProcessBuilder("a")
                .policy(SandboxPolicy.handling(LandlockAbi.V7))
                .start();
        System.out.println("started " + process.pid());
    }
}

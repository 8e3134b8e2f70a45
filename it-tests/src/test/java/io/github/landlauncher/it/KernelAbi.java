package io.github.landlauncher.it;

import java.io.IOException;

/** The Landlock ABI of the running kernel, as an unsandboxed process sees it. */
public final class KernelAbi {

    private KernelAbi() {}

    /** The ABI, 0 if the kernel has no Landlock or does not let us use it. */
    public static int current() {
        return Answer.ABI;
    }

    /** Asked once, on first use. */
    private static final class Answer {

        static final int ABI = Math.max(0, ask());

        private static int ask() {
            try {
                ProbeResult result = Probe.runFree("landlock-abi");
                result.assertThat().succeeds();
                return Integer.parseInt(result.text().strip());
            } catch (IOException e) {
                throw new IllegalStateException("Cannot ask the kernel for its Landlock ABI", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while asking for the Landlock ABI", e);
            }
        }
    }
}

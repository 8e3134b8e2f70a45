package app;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcess;
import io.github.landlauncher.SandboxedProcessBuilder;

/** Starts the program that its arguments name, and prints what came of it. */
public final class Main {

    private Main() {}

    public static void main(String[] command) throws Exception {
        SandboxPolicy policy =
                SandboxPolicy.handling(LandlockAbi.V7).bestEffort(LandlockAbi.V1).allowReadExecute("/");
        SandboxedProcessBuilder builder = new SandboxedProcessBuilder(command).policy(policy);
        try {
            SandboxedProcess process = builder.start();
            System.out.println(new String(process.getInputStream().readAllBytes()).strip());
            System.out.println(process.waitFor() + " " + process.getClass().getModule().getName());
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage());
        }
    }
}

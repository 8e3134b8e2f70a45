package io.github.landlauncher.it;

import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcessBuilder;
import java.nio.file.Path;

/**
 * Starts one program, its arguments, with the tests' usual policy, and prints a {@link StartReport}.
 * The system property {@value #WRITABLE} names a directory that the program may write.
 */
final class StartMain {

    static final String WRITABLE = "start.writable";

    private StartMain() {}

    public static void main(String... command) throws Exception {
        SandboxPolicy policy = Sandbox.policy();
        String writable = System.getProperty(WRITABLE);
        if (writable != null) {
            policy = policy.allowReadWrite(Path.of(writable));
        }
        StartReport.of(new SandboxedProcessBuilder(command).policy(policy)).print(System.out);
    }
}

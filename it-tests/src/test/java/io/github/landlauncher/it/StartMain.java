package io.github.landlauncher.it;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcessBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Starts one program, its arguments, with the tests' usual policy, and prints a {@link StartReport}
 * with the names of the helper's images.
 */
final class StartMain {

    /** The property that names the policy's ABI, if it is not to be asked for. */
    static final String ABI = "start.abi";

    /** The property that names a directory that the program may write. */
    static final String WRITABLE = "start.writable";

    /** The property that says whether the program is watched; then what is told is reported too. */
    static final String WATCHED = "start.watched";

    /** The property that says whether the policy is one of a containment. */
    static final String CONTAINED = "start.contained";

    private StartMain() {}

    public static void main(String... command) throws Exception {
        Watched watched = new Watched();
        SandboxedProcessBuilder builder = builder(command);
        StartReport.ofSecond(Boolean.getBoolean(WATCHED) ? watched.watch(builder) : builder)
                .with("images", images())
                .with("told", watched.attempts.toString())
                .with("unseen", String.join("\n", watched.unseen))
                .print(System.out);
    }

    /** A builder with the usual policy, as the properties say. */
    static SandboxedProcessBuilder builder(String... command) {
        String abi = System.getProperty(ABI);
        String writable = System.getProperty(WRITABLE);
        SandboxPolicy policy =
                Sandbox.policy(abi == null ? Sandbox.abi() : LandlockAbi.valueOf(abi));
        if (Boolean.getBoolean(CONTAINED)) {
            policy = policy.containment();
        }
        return new SandboxedProcessBuilder(command)
                .policy(writable == null ? policy : policy.allowReadWrite(Path.of(writable)));
    }

    /** What this JVM holds open as the image of the helper. */
    private static String images() throws IOException {
        List<String> images =
                Leftovers.openDescriptors().values().stream()
                        .filter(target -> target.contains("landlock-exec"))
                        .toList();
        return String.join("\n", images);
    }
}

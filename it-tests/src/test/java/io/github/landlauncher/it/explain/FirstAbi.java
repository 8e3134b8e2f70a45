package io.github.landlauncher.it.explain;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcessBuilder;
import io.github.landlauncher.it.Errno;
import io.github.landlauncher.it.KernelAbi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Whether ABI 1 is that of a newer kernel below {@code abi-clamp}. Both refuse any rename to another
 * directory; ABI 1 itself does so at once, with EXDEV, and a newer kernel after it has looked for the
 * rights to remove and to make, the lack of which is EACCES.
 */
final class FirstAbi {

    private FirstAbi() {}

    /** Whether a rename without any right fails with EACCES. */
    static boolean isImitated() {
        return KernelAbi.current() == 1 && Answer.IMITATED;
    }

    /** Found out once, on first use. */
    private static final class Answer {

        static final boolean IMITATED = rename() == Errno.EACCES.number();

        private static int rename() {
            try {
                return renameIn(Files.createTempDirectory("first-abi").toRealPath());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static int renameIn(Path directory) throws IOException {
            Path from = Files.createDirectory(directory.resolve("from"));
            Path to = Files.createDirectory(directory.resolve("to"));
            Path file = Files.createFile(from.resolve("file"));
            SandboxPolicy policy =
                    SandboxPolicy.handling(LandlockAbi.V1).allowReadExecute(BatchProbe.program());
            try (BatchProbe probe = new BatchProbe(
                    new SandboxedProcessBuilder(BatchProbe.command()).policy(policy).start())) {
                return probe.run(directory, Steps.rename(directory, file, to.resolve("file")).request());
            } finally {
                for (Path path : List.of(file, from, to, directory)) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }
}

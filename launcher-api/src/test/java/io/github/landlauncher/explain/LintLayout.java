package io.github.landlauncher.explain;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.SandboxPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Files for rules to be on.
 *
 * <pre>
 * a/        a/sub/   a/tool
 * b/        b/file
 * bin/sh             executable
 * home/.ssh/id
 * repo/.git/hooks/
 * link ->   a
 * deep/link -> ../a
 * </pre>
 */
record LintLayout(Path top) {

    /** Denies all and allows nothing. */
    static final SandboxPolicy NOTHING = SandboxPolicy.handling(LandlockAbi.V11);

    static LintLayout in(Path directory) throws IOException {
        Path top = directory.toRealPath();
        for (String name : List.of("a/sub", "b", "bin", "home/.ssh", "repo/.git/hooks", "deep")) {
            Files.createDirectories(top.resolve(name));
        }
        for (String name : List.of("a/tool", "b/file", "bin/sh", "home/.ssh/id")) {
            Files.createFile(top.resolve(name));
        }
        if (!top.resolve("bin/sh").toFile().setExecutable(true)) {
            throw new IOException("chmod of bin/sh");
        }
        Files.createSymbolicLink(top.resolve("link"), Path.of("a"));
        Files.createSymbolicLink(top.resolve("deep/link"), Path.of("../a"));
        return new LintLayout(top);
    }

    Path at(String name) {
        return top.resolve(name);
    }

    List<PolicyFinding> findings(SandboxPolicy policy) {
        return new PolicyLint(policy, new ProtectedPlaceLint(at("home").toString())).findings();
    }
}

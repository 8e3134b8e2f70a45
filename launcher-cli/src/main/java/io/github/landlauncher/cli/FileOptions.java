package io.github.landlauncher.cli;

import io.github.landlauncher.SandboxPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** A policy in files. */
final class FileOptions {

    @Option(names = "--policy", paramLabel = "FILE", arity = "1",
            description = "Take the policy from a file in the Landlock Config format, TOML or JSON by its"
                    + " name, or from all such files of a directory; - is standard input, JSON if it"
                    + " begins with {. May be repeated: the program may then do what any of them allows,"
                    + " and what all of them handle is denied otherwise. Nothing else is allowed: for"
                    + " what almost every program needs, say --preset base-system.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--allow-extension",
            description = "Read the table 'landlauncher' of policy files, which goes beyond the published"
                    + " format; without this option it is an error.")
    private boolean extension;

    /** Whether there is any. */
    boolean given() {
        return !files.isEmpty();
    }

    /** Whether the extension is allowed. */
    boolean extension() {
        return extension;
    }

    /**
     * The policy.
     *
     * @param notes gets lines about what the composition of files does not deny
     * @throws IOException if a file cannot be read or is wrong, or nothing would be enforced
     */
    SandboxPolicy policy(List<String> notes) throws IOException {
        return PolicyFiles.policy(files, extension, System.in, notes);
    }
}

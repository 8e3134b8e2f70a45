package io.github.landlauncher.bench;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Resource;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcessBuilder;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The two ways to start a program that are compared. */
enum Launcher {

    /** {@link ProcessBuilder}. */
    PLAIN {
        @Override
        Process start(Redirect output, String... command) throws IOException {
            return new ProcessBuilder(command).redirectOutput(output).start();
        }

        @Override
        Process startPeer(Redirect output, String... arguments) throws IOException {
            return start(output, Peer.command(arguments));
        }
    },

    /** {@link SandboxedProcessBuilder}, with a fresh ruleset of ten rules each time. */
    SANDBOXED {
        @Override
        Process start(Redirect output, String... command) throws IOException {
            return sandboxed(command).redirectOutput(output).start();
        }

        @Override
        Process startPeer(Redirect output, String... arguments) throws IOException {
            return sandboxed(Peer.command(arguments))
                    .policy(peerPolicy())
                    .redirectOutput(output)
                    .start();
        }
    };

    /** Made at the first sandboxed start, so that a plain one does not pay for it. */
    private static final class Policy {
        static final SandboxPolicy POLICY = SandboxPolicy.handling(LandlockAbi.V7)
                .bestEffort(LandlockAbi.V1)
                .allowReadExecute(rules());
        static final SandboxPolicy CONTAINED = POLICY.containment()
                .limit(Resource.CPU, 60)
                .limit(Resource.NOFILE, 256)
                .limit(Resource.FSIZE, 1L << 30);
    }

    /**
     * What the policy opens, and the C program too: ten of these paths.
     *
     * @throws IllegalStateException if this machine has fewer
     */
    static String[] rules() {
        String[] rules = Stream.of("/usr", "/bin", "/lib", "/lib64", "/etc/ld.so.cache", "/dev/zero",
                        "/dev/null", "/usr/bin", "/usr/lib", "/usr/share", "/tmp", "/var")
                .filter(path -> Files.exists(Path.of(path)))
                .limit(10)
                .toArray(String[]::new);
        if (rules.length < 10) {
            throw new IllegalStateException("not enough of the usual paths: " + List.of(rules));
        }
        return rules;
    }

    /** The policy of ten rules. */
    static SandboxPolicy policy() {
        return Policy.POLICY;
    }

    /** The policy of ten rules, and one more for the program {@code peer}. */
    static SandboxPolicy peerPolicy() {
        return Policy.POLICY.allowReadExecute(Peer.path());
    }

    /** A builder with the policy. */
    static SandboxedProcessBuilder sandboxed(String... command) {
        return new SandboxedProcessBuilder(command).policy(Policy.POLICY);
    }

    /** A builder with the policy, as containment. */
    static SandboxedProcessBuilder contained(String... command) {
        return new SandboxedProcessBuilder(command).policy(Policy.CONTAINED);
    }

    /** Starts a program with three pipes, or two if its output goes elsewhere. */
    abstract Process start(Redirect output, String... command) throws IOException;

    /** Starts the program {@code peer} likewise. */
    abstract Process startPeer(Redirect output, String... arguments) throws IOException;

    /** Starts {@code /bin/true}, reads what it writes to the end, and waits for its exit. */
    final int runTrue() throws IOException, InterruptedException {
        return finish(start(Redirect.PIPE, "/bin/true"));
    }

    /**
     * Reads all that a program writes and waits for its exit.
     *
     * @throws IOException if its exit value is not 0
     */
    static int finish(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        int size = process.getInputStream().readAllBytes().length;
        size += process.getErrorStream().readAllBytes().length;
        int exit = process.waitFor();
        if (exit != 0) {
            throw new IOException("exit value " + exit);
        }
        return size;
    }
}

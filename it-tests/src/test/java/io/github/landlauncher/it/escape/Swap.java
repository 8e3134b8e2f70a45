package io.github.landlauncher.it.escape;

import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A name in a directory that an earlier program could write means something else when the program
 * is started than when its policy was made: {@code rw/name} was a directory and has become a
 * symbolic link to SECRET.
 */
enum Swap implements Start {
    /** The policy allows to read and write {@code rw/name}. */
    WRITABLE {
        @Override
        SandboxPolicy rule(SandboxPolicy policy, Path name) {
            return policy.allowReadWrite(name);
        }
    },

    /** The policy allows to read and write a directory in {@code rw/name}. */
    PARENT_OF_WRITABLE {
        @Override
        SandboxPolicy rule(SandboxPolicy policy, Path name) {
            return policy.allowReadWrite(name.resolve("watched"));
        }
    },

    /** The same, as a path that must not lead out of {@code rw}. */
    BENEATH {
        @Override
        SandboxPolicy rule(SandboxPolicy policy, Path name) {
            return policy.allowReadWriteBeneath(name.getParent(), name.getFileName() + "/watched");
        }
    },

    /** The policy allows to read {@code rw/name}. */
    READABLE {
        @Override
        SandboxPolicy rule(SandboxPolicy policy, Path name) {
            return policy.allowRead(name);
        }
    },

    /** The same, as a path that must not lead out of {@code rw}. */
    READABLE_BENEATH {
        @Override
        SandboxPolicy rule(SandboxPolicy policy, Path name) {
            return policy.allowReadBeneath(name.getParent(), name.getFileName().toString());
        }
    },

    /** It is the program's working directory. */
    WORKING_DIRECTORY {
        @Override
        SandboxPolicy rule(SandboxPolicy policy, Path name) {
            return policy;
        }

        @Override
        Start start() {
            return Launch.IN_SWAPPED;
        }
    },

    /** As {@link #WRITABLE}, but it changes all the time, to and fro, while programs are started. */
    RACE {
        @Override
        SandboxPolicy rule(SandboxPolicy policy, Path name) {
            return policy.allowReadWrite(name);
        }

        @Override
        public Result free(Attempt attempt, Scene scene) throws Exception {
            return race(scene, () -> Launch.PIPES.free(attempt, scene));
        }

        @Override
        public Result sandboxed(Attempt attempt, Scene scene, SandboxPolicy policy, Trial trial)
                throws Exception {
            SandboxPolicy more = rule(policy, scene.path(NAME));
            return race(scene, () -> startedOrNot(attempt, scene, more, trial));
        }
    };

    private static final String NAME = "rw/name";
    private static final int ROUNDS = 10;
    private static final int TOO_MANY_ROUNDS = 5000;

    /** One attempt of many. */
    @FunctionalInterface
    private interface Round {
        Result play() throws Exception;
    }

    abstract SandboxPolicy rule(SandboxPolicy policy, Path name);

    Start start() {
        return Launch.PIPES;
    }

    @Override
    public Result free(Attempt attempt, Scene scene) throws Exception {
        swap(scene);
        return start().free(attempt, scene);
    }

    @Override
    public Result sandboxed(Attempt attempt, Scene scene, SandboxPolicy policy, Trial trial)
            throws Exception {
        Path name = scene.path(NAME);
        Files.deleteIfExists(name);
        Files.createDirectory(name);
        SandboxPolicy made = rule(policy, name);
        swap(scene);
        return start().sandboxed(attempt, scene, made, trial);
    }

    private static void swap(Scene scene) throws IOException {
        Files.deleteIfExists(scene.path(NAME));
        Files.createSymbolicLink(scene.path(NAME), scene.path("secret"));
    }

    private static Result startedOrNot(
            Attempt attempt, Scene scene, SandboxPolicy policy, Trial trial) throws Exception {
        try {
            return Launch.PIPES.sandboxed(attempt, scene, policy, trial);
        } catch (SandboxStartException e) {
            return Trial.notStarted(e);
        }
    }

    /**
     * Plays until an attempt is open, or until the name has been both things often enough: so many
     * programs were started, and so many were not. How a refusal looks is a matter of chance.
     */
    private static Result race(Scene scene, Round round) throws Exception {
        Path directory = scene.path("rw/directory");
        Files.deleteIfExists(directory);
        Files.deleteIfExists(scene.path(NAME));
        Files.createDirectory(directory);
        Files.createSymbolicLink(scene.path(NAME), scene.path("secret"));
        Process swapper =
                new ProcessBuilder(
                                Program.command(
                                        "swap", directory.toString(), scene.path(NAME).toString()))
                        .start();
        try {
            Scene.hear(swapper);
            int started = 0;
            int notStarted = 0;
            while (started < ROUNDS || notStarted < ROUNDS) {
                Result result = round.play();
                if (result.isOpen()) {
                    return result;
                }
                if (result.verdict().startsWith("start")) {
                    notStarted++;
                } else {
                    started++;
                }
                if (started + notStarted > TOO_MANY_ROUNDS) {
                    throw new IllegalStateException("the name does not change often enough");
                }
            }
            return new Result("refused", started + " times, not started " + notStarted + " times");
        } finally {
            swapper.getOutputStream().close();
            swapper.waitFor();
        }
    }
}

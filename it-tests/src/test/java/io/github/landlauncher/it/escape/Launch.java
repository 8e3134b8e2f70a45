package io.github.landlauncher.it.escape;

import io.github.landlauncher.Ruleset;
import io.github.landlauncher.SandboxPolicy;
import io.github.landlauncher.SandboxedProcessBuilder;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;

/** The ways in which an attempt is simply started. */
enum Launch implements Start {
    /** With pipes for standard streams, in a directory that may be written. */
    PIPES,

    /** In the directory SECRET. */
    IN_SECRET {
        @Override
        String directory() {
            return "secret";
        }
    },

    /** In a directory that {@link Swap} has replaced by a link to SECRET. */
    IN_SWAPPED {
        @Override
        String directory() {
            return "rw/name";
        }
    },

    /** In the launcher's session and process group. */
    SAME_SESSION {
        @Override
        void prepare(SandboxedProcessBuilder builder) {
            builder.newSession(false);
        }
    },

    /** With the launcher's terminal as its standard input. */
    TERMINAL {
        @Override
        void prepare(ProcessBuilder builder) {
            builder.redirectInput(Redirect.INHERIT);
        }

        @Override
        void prepare(SandboxedProcessBuilder builder) {
            builder.redirectInput(Redirect.INHERIT);
        }
    },

    /**
     * By a launcher that leaks descriptors, which this JVM does. java.lang.ProcessBuilder closes
     * them, so that outside of a sandbox the stage itself starts the attempt.
     */
    LEAKING {
        @Override
        public Result free(Attempt attempt, Scene scene) throws Exception {
            return Trial.result(new ProcessBuilder(onStage(attempt, scene)));
        }
    },

    /** As {@link #LEAKING}, from a ruleset that another program is started from afterwards. */
    REUSED_RULESET {
        @Override
        public Result free(Attempt attempt, Scene scene) throws Exception {
            return LEAKING.free(attempt, scene);
        }

        @Override
        public Result sandboxed(Attempt attempt, Scene scene, SandboxPolicy policy, Trial trial)
                throws Exception {
            try (Ruleset ruleset = policy.createRuleset()) {
                List<String> read = Program.command("read", scene.path("secret") + "/file");
                Result attack = run(Program.command(scene.resolve(attempt.command())), ruleset, trial);
                Result next = run(read, ruleset, trial);
                return next.isOpen() ? next : attack;
            }
        }

        private Result run(List<String> command, Ruleset ruleset, Trial trial) throws Exception {
            return Trial.result(trial.start(trial.builder(command).ruleset(ruleset)));
        }
    };

    /** Where the attempt starts. */
    String directory() {
        return "rw";
    }

    /** What is special about the builder. */
    void prepare(ProcessBuilder builder) {}

    /** What is special about the builder. */
    void prepare(SandboxedProcessBuilder builder) {}

    @Override
    public Result free(Attempt attempt, Scene scene) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(Program.command(scene.resolve(attempt.command())))
                        .directory(scene.path(directory()).toFile());
        prepare(builder);
        return Trial.result(builder);
    }

    @Override
    public Result sandboxed(Attempt attempt, Scene scene, SandboxPolicy policy, Trial trial)
            throws Exception {
        SandboxedProcessBuilder builder =
                trial.builder(Program.command(scene.resolve(attempt.command())))
                        .directory(scene.path(directory()).toFile())
                        .policy(policy);
        prepare(builder);
        return Trial.result(trial.start(builder));
    }

    /** The command line of the stage, on which an attempt is made. */
    static List<String> onStage(Attempt attempt, Scene scene) {
        return stage(scene, Program.command(scene.resolve(attempt.command())));
    }

    /** The command line of a stage for a scene, on which a command runs. */
    static List<String> stage(Scene scene, List<String> command) {
        List<String> stage =
                new ArrayList<>(
                        Program.command(
                                "stage",
                                scene.path("secret").toString(),
                                scene.word("tcp"),
                                scene.word("udp")));
        stage.addAll(command);
        return stage;
    }
}

package io.github.landlauncher.it.escape;

import static java.lang.ProcessBuilder.Redirect.PIPE;

import io.github.landlauncher.SandboxPolicy;

/** The attempt is one on another program that was started with the same policy. */
enum Sibling implements Start {
    SIBLING;

    @Override
    public Result free(Attempt attempt, Scene scene) throws Exception {
        Process sibling = new ProcessBuilder(Program.command("sibling")).start();
        try {
            introduce(sibling, scene);
            return Launch.PIPES.free(attempt, scene);
        } finally {
            sibling.destroyForcibly().waitFor();
        }
    }

    @Override
    public Result sandboxed(Attempt attempt, Scene scene, SandboxPolicy policy, Trial trial)
            throws Exception {
        Process sibling =
                trial.builder(Program.command("sibling")).policy(policy).redirectInput(PIPE).start();
        try {
            introduce(sibling, scene);
            return Launch.PIPES.sandboxed(attempt, scene, policy, trial);
        } finally {
            sibling.destroyForcibly().waitFor();
        }
    }

    private static void introduce(Process sibling, Scene scene) throws Exception {
        Scene.hear(sibling).forEach((name, value) -> scene.word("sibling" + name, value));
    }
}

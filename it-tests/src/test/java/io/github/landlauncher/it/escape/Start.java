package io.github.landlauncher.it.escape;

import io.github.landlauncher.SandboxPolicy;

/** How an attempt is made, outside of a sandbox and in one. */
interface Start {

    /** Makes an attempt outside of every sandbox. */
    Result free(Attempt attempt, Scene scene) throws Exception;

    /**
     * Makes an attempt in a sandbox.
     *
     * @param policy the policy for the scene
     * @param trial wants to know the Enforcement of the attacker's process
     */
    Result sandboxed(Attempt attempt, Scene scene, SandboxPolicy policy, Trial trial)
            throws Exception;
}

package io.github.landlauncher.it.escape;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Resource;
import io.github.landlauncher.SandboxPolicy;

/** The policy allows one process, as far as that binds: not root, which best effort lets pass. */
enum Limited implements Start {
    PROCESSES;

    @Override
    public Result free(Attempt attempt, Scene scene) throws Exception {
        return Launch.PIPES.free(attempt, scene);
    }

    @Override
    public Result sandboxed(Attempt attempt, Scene scene, SandboxPolicy policy, Trial trial)
            throws Exception {
        SandboxPolicy limited = policy.limit(Resource.NPROC, 1).bestEffort(LandlockAbi.V1);
        return Launch.PIPES.sandboxed(attempt, scene, limited, trial);
    }
}

package io.github.landlauncher.it.kernels;

import io.github.landlauncher.LandlockAbi;
import io.github.landlauncher.Presets;
import io.github.landlauncher.SandboxPolicy;

/** Three policies as programs use them, whose enforcement shows what a kernel is good for. */
enum SamplePolicy {
    /** All that the library knows, as far as the kernel goes. */
    BEST_EFFORT("`handling(V11).bestEffort(V1)`") {
        @Override
        SandboxPolicy policy() {
            return system(SandboxPolicy.handling(LandlockAbi.V11))
                    .allowConnectTcp(443)
                    .bestEffort(LandlockAbi.V1);
        }
    },
    /** What Landlock leaves out is left to a filter, and there is no network. */
    CONTAINED("`handling(V11).containment().denyNetwork().bestEffort(V1)`") {
        @Override
        SandboxPolicy policy() {
            return system(SandboxPolicy.handling(LandlockAbi.V11))
                    .containment()
                    .denyNetwork()
                    .bestEffort(LandlockAbi.V1);
        }
    },
    /** All or nothing. */
    STRICT("`handling(V6)`") {
        @Override
        SandboxPolicy policy() {
            return system(SandboxPolicy.handling(LandlockAbi.V6)).allowConnectTcp(443);
        }
    };

    private final String title;

    SamplePolicy(String title) {
        this.title = title;
    }

    private static SandboxPolicy system(SandboxPolicy policy) {
        return policy.allow(Presets.baseSystem()).allowReadExecute("/usr/bin", "/bin");
    }

    /** The policy, all of whose rules are about what every system has. */
    abstract SandboxPolicy policy();

    /** How it is made, without its rules. */
    String title() {
        return title;
    }
}
